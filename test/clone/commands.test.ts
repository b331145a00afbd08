import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cloneIn,
  type Folder,
  isOnline,
  missing,
  newScratch,
  packInto,
  remove,
  repository,
  shopIn,
} from './workplace.ts';

/** How a command of README.md or docs/ci.md is tried. */
interface Trial {
  /** `elsewhere`: another test runs it. */
  readonly where: 'clone' | 'shop' | 'elsewhere';
  /** With names in place of what stands for them. */
  readonly as?: string;
  readonly status?: number;
  readonly shows?: RegExp;
}

/** In the order in which they are run; those of the clone before those of the shop. */
const TRIALS: { readonly [command: string]: Trial } = {
  'npm run demo': { where: 'clone', shows: /hash-unique[\s\S]*The same with pictures: file:/ },
  // It runs the test that runs this.
  'npm test': { where: 'elsewhere' },
  'node packages/cli/dist/main.js path/to/pictures': {
    where: 'clone',
    status: 1,
    shows: /^mug\/1\.jpg[\s\S]*privacy-gps/m,
  },
  'npm run build -- --types && npm pack ./packages/cli/dist': {
    where: 'clone',
    shows: /listing-lint-\d+\.\d+\.\d+\.tgz/,
  },
  'npm run build -- --types': { where: 'elsewhere' },
  'npm pack ./packages/cli/dist': { where: 'clone', shows: /listing-lint-\d+\.\d+\.\d+\.tgz/ },
  'npm run generate': { where: 'elsewhere' },
  'npm run bench DIR': { where: 'elsewhere' },
  'npm install --save-dev ./tools/listing-lint-0.1.0.tgz': { where: 'elsewhere' },
  'npm ci': { where: 'elsewhere' },
  'npx --no-install listing-lint': { where: 'shop', status: 1, shows: /errors/ },
  'npx --no-install listing-lint --format github --format sarif:listing-lint.sarif': {
    where: 'shop',
    status: 1,
    shows: /^::error /,
  },
  'npx --no-install listing-lint --format github --format markdown:summary.md': {
    where: 'shop',
    status: 1,
    shows: /^::error /,
  },
  'npx --no-install listing-lint --staged --cache': {
    where: 'shop',
    as: 'git init -q && git add listings/table-lamp brand cases originals *.yaml && npx --no-install listing-lint --staged --cache',
    status: 1,
    shows: /privacy-gps/,
  },
  // Where there is an engine; what its steps do is run by hand below.
  'docker build --tag listing-lint .': { where: 'elsewhere' },
  'docker run --rm --network none --read-only --volume "$PWD/examples/shop:/work:ro" listing-lint --format text': {
    where: 'elsewhere',
  },
  'pre-commit run --all-files': { where: 'elsewhere' },
  'listing-lint [paths…]': { where: 'shop', as: 'listing-lint listings/table-lamp', status: 1, shows: /privacy-gps/ },
  'listing-lint inspect PATH…': {
    where: 'shop',
    as: 'listing-lint inspect listings/table-lamp/01-day.jpg',
    shows: /"fingerprint"/,
  },
  'listing-lint explain RULE': { where: 'shop', as: 'listing-lint explain hash-unique', shows: /How to fix/ },
  'listing-lint init [FOLDER]': {
    where: 'shop',
    as: 'listing-lint init ../new',
    shows: /^wrote listing-lint\.config\.yaml/,
  },
  'listing-lint schema [FOLDER]': {
    where: 'shop',
    as: 'listing-lint schema',
    shows: /^wrote 6 schemas into \.listing-lint/,
  },
  'listing-lint test [FOLDER]': { where: 'shop', as: 'listing-lint test rules', shows: /^ok listing-image-count/ },
  'listing-lint stamp --out FOLDER [PATH…]': {
    where: 'shop',
    as: 'LISTING_LINT_STAMP_KEY=0123456789abcdef listing-lint stamp -c marked.yaml --out ../stamped --dry-run listings/table-lamp/01-day.jpg',
  },
  'listing-lint fingerprint [PATH…]': {
    where: 'shop',
    as: 'listing-lint fingerprint --dry-run listings/table-lamp/01-day.jpg',
  },
  'listing-lint calibrate [PHOTO…]': {
    where: 'shop',
    as: 'listing-lint calibrate -c marked.yaml originals',
    status: 2,
    shows: /at least 10 pictures/,
  },
  'listing-lint match SUSPECT…': {
    where: 'shop',
    as: 'listing-lint match ../new/mug/1.jpg',
    status: 1,
    shows: /copies one of ours/,
  },
  'listing-lint registry add · remove · query': {
    where: 'shop',
    as: 'echo "registry: published.txt" >> listing-lint.config.yaml; listing-lint registry add && listing-lint registry query listings/table-lamp/01-day.jpg || listing-lint registry remove listings/table-lamp',
    shows: /01-day\.jpg/,
  },
  'listing-lint audit verify REPORT [DIR]': {
    where: 'shop',
    as: 'listing-lint -f audit:../audit.html >../out || listing-lint audit verify ../audit.html',
  },
  'listing-lint --baseline listing-lint.baseline.json --update-baseline': {
    where: 'shop',
    shows: /left out by an exception or the baseline/,
  },
};

const PROGRAM = /^(listing-lint|npm|npx|node|pre-commit|docker)\s/;
const pages = ['README.md', 'docs/ci.md'].map((path) => readFileSync(join(repository, path), 'utf8'));

/** Lines of shell fences, `run`, `entry` and `script` of recipes, and code in sentences. */
const written = (): readonly string[] => {
  const found = pages.flatMap((page) => {
    const fences = [...page.matchAll(/```(\w+)[^\n]*\n([\s\S]*?)```/g)];
    const shell = fences.flatMap(([, language, text = '']) => (language === 'sh' ? text.split('\n') : []));
    const recipes = fences.flatMap(([, language, text = '']) =>
      language === 'yaml' ? [...text.matchAll(/(?:run|entry): (.*)/g)].map(([, command = '']) => command) : [],
    );
    const inline = [...page.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
    return [...shell, ...recipes, ...inline];
  });
  const tidy = found.map((command) =>
    command
      .replace(/\s+#.*$/, '')
      .replaceAll(/-\d+\.\d+\.\d+\.tgz/g, '-0.1.0.tgz')
      .trim(),
  );
  return [...new Set(tidy.filter((command) => PROGRAM.test(command)))];
};

it('every command of README.md and docs/ci.md is tried, and nothing else', () => {
  expect(Object.keys(TRIALS).sort()).toEqual([...written()].sort());
});

const trialsIn = (where: Trial['where']) => Object.entries(TRIALS).filter(([, trial]) => trial.where === where);
const tryIn = (folder: Folder, command: string, { as = command, status = 0, shows = /./ }: Trial): void => {
  const result = folder.run(as);
  expect(result, as).toEqual({ status, output: expect.stringMatching(shows) });
};

const lacking = missing.length > 0 ? missing : isOnline() ? [] : ['package registry'];
if (lacking.length > 0)
  process.stderr.write(`There is no ${lacking.join(', no ')}: commands of the pages are not run.\n`);

describe.skipIf(missing.length > 0)('in a repository that has the tarball', { timeout: 120_000 }, () => {
  const scratch = missing.length > 0 ? '' : newScratch();
  let shop: Folder;
  beforeAll(() => {
    shop = shopIn(scratch);
  });
  afterAll(() => remove(scratch));

  it.each(trialsIn('shop'))('%s', (command, trial) => tryIn(shop, command, trial));
});

describe.skipIf(lacking.length > 0)('in a fresh clone', { timeout: 300_000 }, () => {
  const scratch = lacking.length > 0 ? '' : newScratch();
  let clone: Folder;
  beforeAll(() => {
    clone = cloneIn(scratch);
    const pictures = join(clone.path, 'path/to/pictures/mug');
    mkdirSync(pictures, { recursive: true });
    cpSync(join(repository, 'examples/shop/listings/table-lamp/02-evening.jpg'), join(pictures, '1.jpg'));
  });
  afterAll(() => remove(scratch));

  it.each(trialsIn('clone'))('%s', (command, trial) => tryIn(clone, command, trial));

  it('what the Dockerfile runs leaves a program that works on what may only be read', () => {
    const text = readFileSync(join(clone.path, 'Dockerfile'), 'utf8').replace(/\\\n/g, ' ');
    const here = (command: string): string => command.replaceAll(/(?<=[\s"])\/(opt|tmp)\b/g, `${scratch}/$1`);
    const run = here(/^RUN (.*)$/m.exec(text)?.[1] ?? 'false');
    mkdirSync(join(scratch, 'tmp'));
    expect(clone.run(`unset npm_config_prefer_offline; ${run}`)).toMatchObject({ status: 0 });
    const entry: string[] = JSON.parse(here(/^ENTRYPOINT (.*)$/m.exec(text)?.[1] ?? '[]'));
    const pictures = join(clone.path, 'path/to/pictures');
    expect(
      clone.run(`cd '${pictures}' && chmod -R a-w . && ${entry.join(' ')} || code=$?; chmod -R u+w .; exit $code`),
    ).toEqual({
      status: 1,
      output: expect.stringMatching(/privacy-gps/),
    });
  });

  it('the tarball installs in an empty repository as docs/ci.md says, and `npm ci` brings it again', () => {
    const path = join(scratch, 'yours');
    mkdirSync(join(path, 'tools'), { recursive: true });
    const tarball = packInto(join(path, 'tools'));
    const yours: Folder = { ...clone, path, run: (command) => clone.run(`cd '${path}' && ${command}`) };
    const install = `npm install --save-dev ./tools/${tarball.slice(tarball.lastIndexOf('/') + 1)}`;
    expect(yours.run(`npm init -y && ${install}`)).toMatchObject({ status: 0 });
    remove(join(path, 'node_modules'));
    expect(yours.run('npm ci && npx --no-install listing-lint --version')).toEqual({
      status: 0,
      output: expect.stringMatching(/^\d+\.\d+\.\d+$/m),
    });
    // Without it nothing is fetched.
    remove(join(path, 'node_modules'));
    expect(yours.run('npx --no-install listing-lint --version').status).not.toBe(0);
    expect(existsSync(join(path, 'node_modules/listing-lint'))).toBe(false);
  });
});
