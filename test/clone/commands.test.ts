// @module-tag full
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { imageByHand, runImage } from './by-hand.ts';
import { TARBALL, TRIALS, type Trial } from './trials.ts';
import {
  cloneIn,
  type Folder,
  hasEngine,
  hasPreCommit,
  hookedIn,
  imageContext,
  isOnline,
  missing,
  newScratch,
  remove,
  repository,
  shopIn,
  yoursIn,
} from './workplace.ts';

const PAGES = ['README.md', 'docs/ci.md', 'packages/text-detector/README.md'];
const pages = PAGES.map((path) => readFileSync(join(repository, path), 'utf8'));

const trialsIn = (where: Trial['where']) =>
  Object.entries(TRIALS).filter(([, trial]) => trial.where === where && trial.within === undefined);
const tryIn = (folder: Folder, command: string, { before, as = command, status = 0, shows = /./ }: Trial): void => {
  if (before !== undefined) expect(folder.run(before), before).toMatchObject({ status: 0 });
  const result = folder.run(as);
  expect(result, as).toEqual({ status, output: expect.stringMatching(shows) });
};

const lacking = missing.length > 0 ? missing : isOnline() ? [] : ['package registry'];
const skip = (lack: readonly string[], what: string): boolean => {
  if (lack.length > 0) process.stderr.write(`There is no ${lack.join(', no ')}: ${what}.\n`);
  return lack.length > 0;
};

describe.skipIf(skip(missing, 'commands of the pages are not run'))('in a repository that has the tarball', () => {
  const scratch = missing.length > 0 ? '' : newScratch();
  let shop: Folder;
  beforeAll(() => {
    shop = shopIn(scratch);
  });
  afterAll(() => remove(scratch));

  it.each(trialsIn('shop'))('%s', { timeout: 120_000 }, (command, trial) => tryIn(shop, command, trial));
});

const isCloned = lacking.length === 0;
describe.skipIf(skip(lacking, 'nothing is run in a fresh clone'))('in a fresh clone', { timeout: 300_000 }, () => {
  const scratch = isCloned ? newScratch() : '';
  const tag = `v${TARBALL.replace(/^.*-|\.tgz$/g, '')}`;
  let clone: Folder;
  beforeAll(async () => {
    clone = cloneIn(scratch, tag);
    const pictures = join(clone.path, 'path/to/pictures/mug');
    mkdirSync(pictures, { recursive: true });
    cpSync(join(repository, 'examples/shop/listings/table-lamp/02-evening.jpg'), join(pictures, '1.jpg'));
    for (const seed of [1, 2, 3])
      await writePicture(clone.path, `three/${seed}/1.jpg`, pictureSchema.parse({ seed, width: 300, height: 300 }));
  });
  afterAll(() => remove(scratch));

  it.each(trialsIn('clone'))('%s', (command, trial) => tryIn(clone, command, trial));

  describe('in an empty repository with the tarball that it packed', () => {
    let yours: Folder;
    beforeAll(() => {
      yours = yoursIn(scratch, clone);
    });

    it.each(trialsIn('yours'))('%s', (command, trial) => tryIn(yours, command, trial));

    it('it runs, and nothing is fetched where it is not', () => {
      const version = 'npx --no-install listing-lint --version';
      expect(yours.run(version)).toEqual({ status: 0, output: `${tag.slice(1)}\n` });
      remove(join(yours.path, 'node_modules'));
      expect(yours.run(version).status).not.toBe(0);
      expect(existsSync(join(yours.path, 'node_modules/listing-lint'))).toBe(false);
    });
  });

  describe.skipIf(skip(hasPreCommit ? [] : ['pre-commit'], 'its hooks are not run'))('with its hooks', () => {
    let hooked: Folder;
    beforeAll(() => {
      const recipe = /```yaml\n(repos:[\s\S]*?)```/.exec(pages.join(''))?.[1] ?? '';
      hooked = hookedIn(scratch, recipe.replace('https://github.com/<owner>/listing-lint', clone.path));
      expect(recipe).toContain(`rev: ${tag}\n`);
    });

    it.each(trialsIn('hooked'))('%s', (command, trial) => tryIn(hooked, command, trial));
  });

  it('the Dockerfile by hand: its steps, and what it starts, as its user, on what may only be read', () => {
    const image = imageByHand({ scratch, context: clone, files: imageContext(clone) });
    const { status, output } = runImage(image, join(clone.path, 'path/to/pictures'), ['--format', 'text']);
    expect({ status, output }).toEqual({ status: 1, output: expect.stringMatching(/^mug\/1\.jpg[\s\S]*privacy-gps/m) });
  });

  const engine = hasEngine ? [] : ['engine for containers'];
  describe.skipIf(skip(engine, 'the image itself is not built, its steps are run by hand'))('in a container', () => {
    it.each(trialsIn('engine'))('%s', (command, trial) => tryIn(clone, command, trial));
  });

  it('nothing that was run there changes what git holds', () => {
    expect(clone.run('git status --porcelain')).toEqual({ status: 0, output: '?? path/\n?? three/\n' });
  });
});
