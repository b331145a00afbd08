import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TRIALS } from './trials.ts';

const repository = join(import.meta.dirname, '../..');
const PROGRAM = /^(listing-lint|npm|npx|node|pre-commit|docker|cat)\s/;
const PAGES = ['README.md', 'docs/README.md', 'docs/cli.md', 'docs/ci.md', 'packages/text-detector/README.md'];
const pages = PAGES.map((path) => readFileSync(join(repository, path), 'utf8'));

/** Lines of shell fences, `run` and `entry` of recipes, commands that a program gives, and code in sentences. */
const written = (): readonly string[] => {
  const found = pages.flatMap((page) => {
    const fences = [...page.matchAll(/```(\w+)[^\n]*\n([\s\S]*?)```/g)];
    const shell = fences.flatMap(([, language, text = '']) => (language === 'sh' ? text.split('\n') : []));
    const recipes = fences.flatMap(([, language, text = '']) =>
      language === 'yaml' ? [...text.matchAll(/(?:run|entry): (.*)/g)].map(([, command = '']) => command) : [],
    );
    const given = fences.flatMap(([, language, text = '']) =>
      language === 'js' ? [...text.matchAll(/'(listing-lint [^']*)'/g)].map(([, command = '']) => command) : [],
    );
    const inline = [...page.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
    return [...shell, ...recipes, ...given, ...inline];
  });
  const tidy = found.map((command) => command.replace(/\s+#.*$/, '').trim());
  return [...new Set(tidy.filter((command) => PROGRAM.test(command)))];
};

it('every command of the README, of the pages on the command line and CI, and of the text detector is tried, and nothing else', () => {
  expect(Object.keys(TRIALS).sort()).toEqual([...written()].sort());
});

it('what is run in the line of another command stands there', () => {
  for (const [command, { within }] of Object.entries(TRIALS)) {
    if (within === undefined) continue;
    expect(within.split(' && ')).toContain(command);
    expect(TRIALS[within]).toBeDefined();
  }
});

it('CI runs `npm test` and `npm run test:full`, as they are written', () => {
  const lines = (path: string) => readFileSync(join(repository, path), 'utf8').split('\n');
  for (const command of ['npm run check', 'npm test', 'npm run test:full']) {
    expect(lines('.ci/run')).toContain(command);
    expect(lines('.github/workflows/release.yml')).toContain(`      - run: ${command}`);
  }
  for (const name of ['ci.yml', 'release.yml'])
    expect(lines(`.github/workflows/${name}`)).toContain('      - run: npm test');
});
