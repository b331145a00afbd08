// npm run campaign worker [TASKS=2000] [WORKERS=4] [SECONDS=3] [PROGRAM]
// WORKERS processes work through TASKS: shards of a shop, ten looks for copies, one shard that kills whoever looks at it, and a source that is not there. Every SECONDS one of them is killed (SIGKILL), or, every
// fifth time, asked to end (SIGTERM), and another begun. Exit 1 where a result is lost or doubled, a log is, the merged report differs from that of the run that was not cut, or other tasks are dead than the two.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startPostgres } from '../scale/postgres.ts';
import { put, scene } from '../watermark/shop.ts';

const tasks = Number(process.argv[2] ?? 2000);
const count = Number(process.argv[3] ?? 4);
const seconds = Number(process.argv[4] ?? 3);
const program = process.argv[5] ?? join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const LOOKS = 10;
const LISTINGS = 120;
const shards = tasks - LOOKS;
const shop = realpathSync(mkdtempSync(join(tmpdir(), 'worker-campaign-')));
const server = await startPostgres();
const env = { ...process.env, REGISTRY: server.url(), POISON: 'no' };
const DAY = '2026-11-26';

/** A rule whose fact ends the process at one picture, where that is asked for. */
const PLUGIN = `
import { z } from ${JSON.stringify(pathToFileURL(createRequire(join(process.cwd(), 'test', 'package.json')).resolve('zod')))};
const compute = ({ path }) => {
  if (process.env.POISON === 'yes' && path.includes('poison')) process.kill(process.pid, 'SIGKILL');
  return { sweet: true };
};
export default {
  name: 'bad', version: '1.0.0',
  facts: [{ id: 'taste', scope: 'image', version: 1, title: 'taste', schema: z.object({ sweet: z.boolean() }), compute }],
  rules: [{ path: 'rules/taste.yaml', text: 'id: taste\\nscope: image\\nseverity: error\\ntitle: taste\\nwhy: It is bad.\\nfix: Spit.\\nassert: { fact: taste, path: sweet, operator: equal, value: true }\\n' }],
};
`;
const photo = (seed: number, quality = 80): Promise<Buffer> => scene(seed).resize(160).jpeg({ quality }).toBuffer();
put(shop, 'plugin.mjs', PLUGIN);
put(
  shop,
  'listing-lint.config.yaml',
  'extends: recommended\nregistry: env:REGISTRY\nplugins: [./plugin.mjs]\nlistings: ["listings/*"]\nrules: { bad/taste: error, hash-unique: error }\n',
);
for (let n = 0; n < LISTINGS; n++) put(shop, `listings/l${n}/1.jpg`, await photo(n % 100));
put(shop, 'listings/poison/1.jpg', await photo(200));
for (let n = 0; n < LOOKS; n++) put(shop, `crawls/${n}/copy.jpg`, await photo(n, 50));

interface Ended {
  readonly code: number | null;
  readonly out: string;
}
const begin = (args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: shop,
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      out += text.toString();
    });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, out }));
  });
  return { child, ended };
};
const ask = async (...args: readonly string[]): Promise<Ended> => begin(args).ended;
const must = async (...args: readonly string[]): Promise<string> => {
  const { code, out } = await ask(...args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${out}`);
  return out;
};

await must('registry', 'migrate');
await must('worker', 'migrate');
// Every result that is committed leaves a line here, whatever keys there are.
server.sql(`CREATE TABLE effects (key text);
  CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO effects VALUES (NEW.key); RETURN NEW; END $$;
  CREATE TRIGGER note AFTER INSERT ON listing_lint_queue.result FOR EACH ROW EXECUTE FUNCTION note()`);
const sources = Array.from({ length: LOOKS }, (_, n) => `crawls/${n}`);
const enqueue = ['worker', 'enqueue', '--run', 'campaign', '--as-of', DAY];
await must(...enqueue, '--shards', String(shards), ...sources, 'crawls/nowhere.warc');
await must(...enqueue, '--shards', String(shards), ...sources, 'crawls/nowhere.warc');

let [killed, asked, died, isOver] = [0, 0, 0, false];
const odd: string[] = [];
const living = new Map<ChildProcess, boolean>();
const keepWorking = async (): Promise<void> => {
  while (!isOver) {
    const { child, ended } = begin(['worker', '--until-empty', '--grace', '1'], { POISON: 'yes' });
    living.set(child, false);
    const { code, out } = await ended;
    const wasOurs = living.get(child) === true;
    living.delete(child);
    if (code === null && !wasOurs) died++;
    if (code !== null && code > 1) odd.push(out);
    if (code === 0 || code === 1) isOver ||= /"?0 waiting, 0 at work/.test((await ask('worker', 'status')).out);
  }
};
const started = performance.now();
const timer = setInterval(() => {
  const children = [...living.keys()];
  const child = children[Math.floor(Math.random() * children.length)];
  if (child === undefined) return;
  const isAsked = (killed + asked) % 5 === 4;
  if (isAsked) asked++;
  else {
    killed++;
    living.set(child, true);
  }
  child.kill(isAsked ? 'SIGTERM' : 'SIGKILL');
}, seconds * 1000);
await Promise.all(Array.from({ length: count }, keepWorking));
clearInterval(timer);
const wall = (performance.now() - started) / 1000;

const number = (statement: string): number => Number(server.sql(statement));
const results = number('SELECT count(*) FROM listing_lint_queue.result');
const effects = number('SELECT count(*) FROM effects');
const repeated = number('SELECT coalesce(sum(attempt - 1), 0) FROM listing_lint_queue.result');
const logs = readdirSync(join(shop, 'monitoring')).filter((name) => name.endsWith('.yaml')).length;
const files = readdirSync(join(shop, 'shards', 'campaign')).filter((name) => name.endsWith('.shard')).length;
const dead = (await ask('worker', 'dead')).out.trim().split('\n');
// Without the poison what is dead is done after all, and the whole is what one run says.
writeFileSync(join(shop, 'crawls', 'nowhere.warc'), '');
await ask('worker', 'dead', '--retry');
const last = await ask('worker', '--until-empty');
const report = async (name: string, ...args: readonly string[]): Promise<string> => {
  const { out } = await ask(...args, '-f', `json:${join(shop, name)}`);
  if (!existsSync(join(shop, name))) odd.push(out);
  return existsSync(join(shop, name)) ? readFileSync(join(shop, name), 'utf8') : out;
};
const isSame =
  (await report('merged.json', 'merge', 'shards/campaign')) === (await report('whole.json', 'lint', '--as-of', DAY));
server.stop();
rmSync(shop, { recursive: true, force: true });
process.stdout.write(
  '| tasks | workers | killed | asked to end | killed by the poisoned task | results | effects | done more than once | logs | shards | dead | merged the same | s |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n',
);
process.stdout.write(
  `| ${tasks} + 1 | ${count} | ${killed} | ${asked} | ${died} | ${results} | ${effects} | ${repeated} | ${logs} | ${files} | ${dead.length} | ${isSame} | ${Math.round(wall)} |\n`,
);
for (const line of dead) process.stdout.write(`dead: ${line}\n`);
for (const line of [...new Set(odd)].slice(0, 5)) process.stderr.write(`a worker ended with 2: ${line}\n`);
const isRight =
  results === tasks - 1 && effects === results && logs === LOOKS && files === shards - 1 && dead.length === 2 && isSame;
if (!isRight || odd.length > 0) process.stderr.write(`${last.out}\n`);
process.exitCode = isRight && odd.length === 0 ? 0 : 1;
