// npm run bench DIR            CPU and wall of linting DIR beside a bare decode of its pictures (test/bench/lint.ts)
// npm run bench NAME [args…]   another benchmark: test/bench/NAME.ts
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runModule } from '../bundle.mjs';
import { listFiles, root } from '../files.mjs';
import { run as build } from './build.mjs';

export const run = async (args) => {
  const [first, ...rest] = args;
  const names = listFiles('test/bench', /\.bench\.ts$/).map((path) =>
    path.slice('test/bench/'.length, -'.bench.ts'.length),
  );
  if (first === undefined) {
    console.error(`usage: npm run bench DIR | npm run bench ${names.join('|')} [arguments…]`);
    return 2;
  }
  const named = names.includes(first);
  // npm runs scripts in the package's folder; the argument is meant from where the user stands.
  const folder = resolve(process.env.INIT_CWD ?? '.', first);
  if (!named && !existsSync(folder)) {
    console.error(`No folder and no benchmark "${first}". Benchmarks: ${names.join(', ')}.`);
    return 2;
  }
  if ((await build([])) !== 0) return 1;
  return runModule(join(root, 'test', 'bench', `${named ? first : 'lint'}.bench.ts`), named ? rest : [folder, ...rest]);
};
