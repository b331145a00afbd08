// What a Node program uses, thread by thread, by /proc (Linux): seconds of CPU of all, of its main thread and of the busiest others, on stderr when it ends. What is left out has ended before.
//   node --import ./test/bench/lint/thread-usage.mjs packages/cli/dist/main.js FOLDER
import { readdirSync, readFileSync } from 'node:fs';

const MOST = 8;
const seconds = (nanoseconds) => (Number(nanoseconds) / 1e9).toFixed(2);
const usageOf = (thread) => {
  const at = `/proc/self/task/${thread}`;
  const name = thread === String(process.pid) ? 'main thread' : readFileSync(`${at}/comm`, 'utf8').trim();
  return { name, used: seconds(readFileSync(`${at}/schedstat`, 'utf8').split(' ')[0]) };
};

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const threads = readdirSync('/proc/self/task').map(usageOf);
  const busiest = threads.sort((a, b) => b.used - a.used).slice(0, MOST);
  process.stderr.write(`all ${seconds(1000 * (user + system))}\n`);
  for (const { name, used } of busiest) process.stderr.write(`${name} ${used}\n`);
});
