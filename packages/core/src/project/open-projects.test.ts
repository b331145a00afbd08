import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathFrom } from '../file/folders.ts';
import { isKnownError } from '../model/error.ts';
import type { OpenOptions } from './open-projects.ts';
import { CONFIG, testFolder, YAML } from './test-folder.ts';

const folder = testFolder();

/** Folder of each project, and what of it is reported. */
const opened = async (paths: readonly string[], options: Partial<OpenOptions> = {}) =>
  (await folder.open(paths, options)).projects.map(({ config, selection }) => [
    pathFrom(folder.path, config.root),
    config.file?.path ?? null,
    selection?.paths.join(' ') ?? '*',
  ]);
const problems = async (paths: readonly string[], options: Partial<OpenOptions> = {}): Promise<readonly string[]> => {
  const error: unknown = await folder.open(paths, options).catch((reason: unknown) => reason);
  if (!isKnownError(error)) throw error;
  return error.problems.map(({ file, message }) => `${file} ${message}`);
};
const notices = async (paths: readonly string[], options: Partial<OpenOptions> = {}): Promise<readonly string[]> =>
  (await folder.open(paths, options)).notices.map(({ message }) => message);

describe('which config holds', () => {
  it('is the nearest one from each path upwards', async () => {
    folder.write('loose/1.jpg');
    expect(await opened(['brands/a', 'brands/b/mug/1.jpg'])).toEqual([
      ['brands/a', YAML, '.'],
      ['brands/b', YAML, 'mug/1.jpg'],
    ]);
    expect(await opened(['brands/a/mug', 'loose'])).toEqual([
      ['brands/a', YAML, 'mug'],
      ['loose', null, '.'],
    ]);
    expect(await opened(['.'])).toEqual([
      ['.', null, '.'],
      ['brands/a', YAML, '*'],
      ['brands/b', YAML, '*'],
    ]);
    expect(await opened([], { cwd: join(folder.path, 'brands/a/mug') })).toEqual([['brands/a', YAML, '*']]);
  });

  it('leaves the folders of other projects to them', async () => {
    const { projects } = await folder.open(['.']);
    expect(projects.map(({ config }) => config.inner)).toEqual([['brands/a', 'brands/b'], [], []]);
    folder.write(YAML, `projects: ["brands/*"]\n${CONFIG}`);
    folder.write('own/1.jpg');
    const outer = (await folder.open(['own'])).projects;
    expect(outer.map(({ config }) => config.inner)).toEqual([['brands/a', 'brands/b']]);
  });

  it('does not come from above the repository, nor from the home folder', async () => {
    folder.write(YAML, `ignores: [brands]\n${CONFIG}`);
    folder.write('repo/.git/HEAD');
    folder.write('repo/mug/1.jpg');
    expect(await opened(['repo/mug'])).toEqual([['repo/mug', null, '.']]);
    expect(await notices(['repo/mug'])).toEqual([
      `${YAML} is not used: it lies above the root of the repository; --config can name it`,
    ]);
    rmSync(join(folder.path, 'repo/.git'), { recursive: true });
    expect(await opened(['repo/mug'])).toEqual([['.', YAML, 'repo/mug']]);
    expect(await opened(['repo/mug'], { home: folder.path })).toEqual([['repo/mug', null, '.']]);
    // Nor from above it.
    expect(await opened(['repo/mug'], { home: join(folder.path, 'repo') })).toEqual([['repo/mug', null, '.']]);
  });

  it('is no mistake to overlook where the run begins in the home folder', async () => {
    expect(await problems(['brands/a'], { home: join(folder.path, 'brands/a') })).toEqual([
      `brands/a/${YAML} is the config of your home folder, which is never used by itself`,
    ]);
    symlinkSync(join(folder.path, 'brands/a'), join(folder.path, 'home'));
    expect(await problems(['brands/a'], { home: join(folder.path, 'home') })).toHaveLength(1);
    const { projects, notices: told } = await folder.open(['brands'], { home: join(folder.path, 'brands/a') });
    expect(projects.map(({ config }) => pathFrom(folder.path, config.root))).toEqual(['brands', 'brands/b']);
    expect(told.map(({ message }) => message)).toEqual([
      `brands/a/${YAML} is not used: that of your home folder holds only where --config names it`,
    ]);
  });

  it('is found in whatever is called as one, also where it cannot be read', async () => {
    rmSync(join(folder.path, 'brands/a', YAML));
    folder.write('brands/a/package.json', '{ "name": "a", "devDependencies": { "listing-lint": "1" } }');
    expect(await opened(['brands/a'])).toEqual([['brands/a', null, '.']]);
    folder.write('brands/a/package.json', '{ "listing-lint": { "rules": { "no-twins": "error" } } }');
    expect(await opened(['brands/a'])).toEqual([['brands/a', 'package.json', '.']]);
    symlinkSync('nowhere.yaml', join(folder.path, 'brands/a', YAML));
    await expect(folder.open(['brands'])).rejects.toMatchObject({ code: 'config-not-found' });
  });
});

describe('a config inside the folder of another', () => {
  it('has to be listed, by the one above or by one further up', async () => {
    folder.write(YAML, CONFIG);
    const unlisted = `lies in the folder of ${YAML}, which does not list it`;
    expect(await problems(['brands/a'])).toEqual([`brands/a/${YAML} ${unlisted}`]);
    expect(await problems([])).toEqual([`brands/a/${YAML} ${unlisted}`, `brands/b/${YAML} ${unlisted}`]);
    // It need not be what is linted.
    folder.write('own/1.jpg');
    expect(await problems(['own'])).toHaveLength(2);
    folder.write(YAML, `projects: ["brands/**"]\n${CONFIG}`);
    folder.write(`brands/a/in/${YAML}`, CONFIG);
    expect(await opened(['brands/a'])).toEqual([
      ['brands/a', YAML, '.'],
      ['brands/a/in', YAML, '*'],
    ]);
    folder.write(YAML, `projects: ["brands/*", "!brands/b"]\n${CONFIG}`);
    expect(await problems(['.'])).toEqual([
      `brands/b/${YAML} ${unlisted}`,
      `brands/a/in/${YAML} lies in the folder of brands/a/${YAML}, which does not list it`,
    ]);
  });

  it('holds by itself where the other one leaves its folder out', async () => {
    folder.write(YAML, `ignores: [brands]\n${CONFIG}`);
    expect(await opened(['brands/a'])).toEqual([['brands/a', YAML, '.']]);
    expect(await opened(['.'])).toEqual([['.', YAML, '.']]);
  });

  it('is listed by its name, whatever signs of a glob that has', async () => {
    folder.write(`brands/[c]/${YAML}`, CONFIG);
    folder.write(YAML, `projects: ["./brands/a/", brands/b, "brands/[c]"]\n${CONFIG}`);
    expect((await opened(['.'])).map(([path]) => path)).toEqual(['.', 'brands/[c]', 'brands/a', 'brands/b']);
  });
});

describe('configs that nothing reaches', () => {
  it('are told', async () => {
    folder.write(`brands/a/listing-lint.config.json`, '{}');
    expect(await notices(['brands/a'])).toEqual([
      `brands/a/listing-lint.config.json is not used: ${YAML} beside it comes first`,
    ]);
    const inA = { cwd: join(folder.path, 'brands/a') };
    expect(await notices(['brands/b'], inA)).toEqual([
      `${YAML} is not used: what was named lies outside of its folder`,
    ]);
    const named = { configFile: 'all.yaml' };
    folder.write('all.yaml', CONFIG);
    for (let n = 0; n < 5; n++) folder.write(`more/${n}/${YAML}`, CONFIG);
    const told = await notices([], named);
    expect(told[0]).toBe(`brands/a/${YAML} is not used: --config names the one that holds`);
    expect(told).toHaveLength(6);
    expect(told[5]).toBe('2 more configs inside are not used');
    expect(await opened([], named)).toEqual([['.', 'all.yaml', '*']]);
  });
});

describe('a folder of projects', () => {
  const waysThrough = async (paths: readonly string[]): Promise<readonly boolean[]> =>
    (await folder.open(paths)).projects.map(({ isWayThrough }) => isWayThrough);

  it('is one project where nobody looks for those inside', async () => {
    expect(await opened(['.'], { nested: false })).toEqual([['.', null, '.']]);
    expect(await opened(['.'], { nested: true })).toHaveLength(3);
  });

  it('is but a way to them where it has no config, and a project of its own where it has one', async () => {
    expect(await waysThrough(['.'])).toEqual([true, false, false]);
    folder.write('loose/1.jpg');
    expect(await waysThrough(['loose'])).toEqual([false]);
    folder.write(YAML, `projects: ["brands/*"]\n${CONFIG}`);
    expect(await waysThrough(['.'])).toEqual([false, false, false]);
  });

  it('is named alone with its config, and tells of one project', async () => {
    const { isJoined, projects } = await folder.open([], { configFile: join(folder.path, 'brands/a', YAML) });
    expect([isJoined, projects.length]).toEqual([false, 1]);
  });
});
