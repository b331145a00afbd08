// Types, lint and format, the shape of the source, unused code and exports, generated files: all of them, whatever fails.
import { run as generate } from './generate.mjs';
import { run as house } from './house.mjs';
import { tool } from './process.mjs';
import { run as publishedNames } from './published-names.mjs';

const checks = [
  ['types', () => tool('tsc', ['-b'])],
  ['lint and format', () => tool('biome', ['ci', '--diagnostic-level=warn', '.'])],
  ['circles, directions and rooms', house],
  ['names of the registry', publishedNames],
  ['unused code', () => tool('knip', ['--no-progress'])],
  ['generated files', () => generate(['--check'])],
];

export const run = () => {
  const failed = checks
    .filter(([name, check]) => {
      console.log(`— ${name}`);
      return check() !== 0;
    })
    .map(([name]) => name);
  console.log(failed.length === 0 ? 'check: all in order' : `check: failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
};
