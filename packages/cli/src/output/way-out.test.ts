import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isKnownError } from '@listing-lint/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refuseWayOut } from './way-out.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'way-out-')));
const repository = join(folder, 'repository');
const shop = join(repository, 'shop');

beforeAll(() => {
  for (const path of ['repository/.git', 'repository/shop', 'repository/reports', 'home']) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  writeFileSync(join(folder, 'home/.profile'), 'mine');
  symlinkSync(join(folder, 'home/.profile'), join(shop, 'out.html'));
  symlinkSync('../../home', join(shop, 'out'));
  symlinkSync('../../home/new.html', join(shop, 'nowhere.html'));
  symlinkSync('nowhere.html', join(shop, 'second.html'));
  symlinkSync('../reports', join(shop, 'within'));
  symlinkSync('circle.html', join(shop, 'circle.html'));
  symlinkSync('repository', join(folder, 'linked'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const outcome = (name: string, cwd = shop): string => {
  try {
    refuseWayOut(join(cwd, name), name, cwd);
    return 'written';
  } catch (error) {
    if (!isKnownError(error)) return 'a bug';
    return `${error.message} (${error.problems.map(({ message }) => message).join()})`;
  }
};

it.each(['out.html', 'out/report.html', 'out/deep/report.html', 'nowhere.html', 'second.html'])(
  '%s leads out of the repository',
  (name) => {
    expect(outcome(name)).toMatch(
      new RegExp(`^cannot write ${name}: a link there leads out of ${repository} \\(it leads to ${folder}/home/.*`),
    );
  },
);

it.each(['report.html', 'new/report.html', 'within/report.html', '../reports/report.html', 'circle.html'])(
  '%s does not',
  (name) => {
    expect(outcome(name)).toBe('written');
  },
);

it('leaves a path alone that is outside by its name', () => {
  expect(outcome('../../home/.profile')).toBe('written');
  expect(outcome('out.html', join(folder, 'home'))).toBe('written');
  symlinkSync(join(folder, 'home/.profile'), join(folder, 'elsewhere.html'));
  expect(outcome('../../elsewhere.html')).toBe('written');
});

it('does not mind that the repository itself is reached by a link', () => {
  expect(outcome('report.html', join(folder, 'linked/shop'))).toBe('written');
  expect(outcome('out.html', join(folder, 'linked/shop'))).toContain('out of');
});

it('takes the working directory for the bound where there is no repository', () => {
  symlinkSync(join(folder, 'home/.profile'), join(folder, 'home/report.html'));
  mkdirSync(join(folder, 'home/shop'));
  symlinkSync('../.profile', join(folder, 'home/shop/report.html'));
  expect(outcome('report.html', join(folder, 'home'))).toBe('written');
  expect(outcome('report.html', join(folder, 'home/shop'))).toContain(`out of ${folder}/home/shop`);
});
