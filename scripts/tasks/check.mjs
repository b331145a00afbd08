// Types, lint and format, the shape of the source, unused code and exports, generated files: all of them, whatever fails.
import { join } from 'node:path';
import { root } from '../files.mjs';
import { run as house } from './house.mjs';
import { executeBeside, tool, toolBeside } from './process.mjs';
import { run as publishedNames } from './published-names.mjs';

/** Looked at side by side, and told in their order: most of each is the work of one core. Begins each one's process when it is called. */
const begin = () => [
  ['lint and format', toolBeside('biome', ['ci', '--diagnostic-level=warn', '.'])],
  ['unused code', toolBeside('knip', ['--no-progress'])],
  ['generated files', executeBeside(process.execPath, [join(root, 'scripts', 'generate.mjs'), '--check'])],
];

export const run = async () => {
  const failed = [];
  const tell = (name, code) => {
    if (code !== 0) failed.push(name);
  };
  console.log('— types');
  // First: the declarations that it emits are read by others.
  tell('types', tool('tsc', ['-b']));
  const others = begin();
  for (const [name, check] of [
    ['circles, directions and rooms', house],
    ['names of the registry', publishedNames],
  ]) {
    console.log(`— ${name}`);
    tell(name, check());
  }
  for (const [name, ending] of others) {
    const { code, said } = await ending;
    process.stdout.write(`— ${name}\n${said}`);
    tell(name, code);
  }
  console.log(failed.length === 0 ? 'check: all in order' : `check: failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
};
