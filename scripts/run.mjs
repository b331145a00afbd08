// The one entry behind the npm scripts. Works in a fresh clone with nothing but Node and npm: installs when needed, then does the task.
//   node scripts/run.mjs build | test | test:full | test:timing | check | demo | package | screenshots | bench | campaign | generate | new [arguments…]
import { ensureInstalled } from './tasks/install.mjs';

const tasks = {
  build: () => import('./tasks/build.mjs'),
  test: () => import('./tasks/test.mjs'),
  'test:full': () => import('./tasks/test.mjs').then(({ runFull }) => ({ run: runFull })),
  'test:timing': () => import('./tasks/test.mjs').then(({ runTiming }) => ({ run: runTiming })),
  check: () => import('./tasks/check.mjs'),
  demo: () => import('./tasks/demo.mjs'),
  package: () => import('./tasks/package.mjs'),
  screenshots: () => import('./tasks/screenshots.mjs'),
  bench: () => import('./tasks/bench.mjs'),
  campaign: () => import('./tasks/campaign.mjs'),
  generate: () => import('./tasks/generate.mjs'),
  mutation: () => import('./tasks/mutation.mjs'),
  new: () => import('./tasks/new.mjs'),
};

const [name, ...args] = process.argv.slice(2);
if (name === undefined || !Object.hasOwn(tasks, name)) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(tasks).join(' | ')} [arguments…]`);
  process.exitCode = 2;
} else if (ensureInstalled()) {
  const { run } = await tasks[name]();
  process.exitCode = await run(args);
} else {
  process.exitCode = 1;
}
