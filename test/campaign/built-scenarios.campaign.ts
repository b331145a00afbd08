// npm run campaign built-scenarios [NAME…]
// Runs the scenarios on the built program, in processes of their own: code that the bundle loads late says and does what the sources say and do.
// Prints what differs; exit 1 where anything does.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layOut, readCommand, removeRoot } from '../scenarios/scenario.ts';
import { runBuilt } from '../start/built-program.ts';

/** They differ by where they run: vitest says in words of its own what cannot be imported, and has a working directory of its own. */
const ELSEWHERE: readonly string[] = ['config-program-breaks', 'config-meta-program-not-run'];

const scenarios = join(process.cwd(), 'test', 'scenarios');
const all = readdirSync(scenarios)
  .filter((name) => !ELSEWHERE.includes(name) && existsSync(join(scenarios, name, 'command.yaml')))
  .sort();
const wanted = process.argv.slice(2);
let differing = 0;
for (const name of wanted.length > 0 ? wanted : all) {
  const folder = join(scenarios, name);
  const command = readCommand(folder);
  const root = await layOut(folder, command);
  try {
    const { status, stdout, stderr } = runBuilt(root, command);
    const wrong = [
      ...(status === command.status ? [] : [`status ${status}, not ${command.status}`]),
      ...(stdout === readFileSync(join(folder, 'stdout.txt'), 'utf8') ? [] : [`stdout:\n${stdout}`]),
      ...(stderr === readFileSync(join(folder, 'stderr.txt'), 'utf8') ? [] : [`stderr:\n${stderr}`]),
    ];
    if (wrong.length === 0) continue;
    differing++;
    process.stdout.write(`## ${name}\n${wrong.join('\n')}\n`);
  } finally {
    removeRoot(root);
  }
}
process.stdout.write(`${wanted.length > 0 ? wanted.length : all.length} scenarios, ${differing} differ\n`);
process.exitCode = differing > 0 ? 1 : 0;
