// Lints examples/shop as a seller would, and says where the page with pictures lies.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../files.mjs';
import { run as build, DIST } from './build.mjs';
import { execute } from './process.mjs';

export const run = async () => {
  if ((await build([])) !== 0) return 1;
  const page = join(root, 'node_modules', '.cache', 'listing-lint', 'demo', 'report.html');
  mkdirSync(join(page, '..'), { recursive: true });
  // The disputes of the shop are of those days.
  const args = [join(DIST, 'main.js'), '--as-of', '2026-11-25', '--format', 'text', '--format', `html:${page}`];
  const code = execute(process.execPath, args, { cwd: join(root, 'examples', 'shop') });
  if (code > 1) return code;
  console.log(`The same with pictures: ${pathToFileURL(page).href}`);
  console.log('These faults are planted on purpose: examples/shop/README.md names each.');
  console.log(
    'More to try there: its ledger, two pictures side by side, a bundle of evidence ("Its ledger" in that README).',
  );
  return 0;
};
