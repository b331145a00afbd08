import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyntheticWeb } from './synthetic-web.ts';

const PRELOAD = join(process.cwd(), 'test', 'campaign', 'stamp-kills', 'kill-at.mjs');

/** SHA-256 by path of all files of a folder, but for those of runs that are not done. */
const contentsOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry): [string, string] => {
        const file = join(entry.parentPath, entry.name);
        return [file.slice(folder.length + 1), createHash('sha256').update(readFileSync(file)).digest('hex')];
      }),
  );

/** A shop whose web is looked through by runs that are killed. `program` is the command line as it is built. */
export class KilledMonitor {
  readonly #program: string;
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'monitor-kills-')));
  #after: ReadonlyMap<string, string> = new Map();
  /** Calls that change the disk in an undisturbed run, and how long that takes, ms. */
  calls = 0;
  duration = 0;

  private constructor(program: string) {
    this.#program = program;
  }

  /** Lays out shop and crawl, and looks through a copy of it undisturbed, for comparison. */
  static async open(program: string): Promise<KilledMonitor> {
    const shop = new KilledMonitor(program);
    const plan = {
      works: 3,
      pages: 40,
      thefts: 15,
      licensed: 2,
      floods: 0,
      floodListings: 0,
      takedowns: 2,
      relistings: 1,
      side: 160,
    };
    const web = new SyntheticWeb(plan);
    const fresh = join(shop.#folder, 'fresh');
    await web.layShop(fresh);
    for (const week of [0, 1]) await web.crawl(week, join(shop.#folder, `${week}.warc.gz`));
    // The first week is known, so that a run has something that is gone as well.
    shop.renew();
    await shop.#run(0, {}).exit;
    cpSync(shop.#root, fresh, { recursive: true });
    shop.renew();
    const countTo = join(shop.#folder, 'calls.txt');
    const start = performance.now();
    const code = await shop.#run(1, { COUNT_TO: countTo }).exit;
    if (code !== 1) throw new Error(`an undisturbed run ended with ${code}`);
    shop.duration = performance.now() - start;
    shop.calls = Number(readFileSync(countTo, 'utf8'));
    shop.#after = contentsOf(shop.#root);
    return shop;
  }

  get #root(): string {
    return join(this.#folder, 'shop');
  }

  renew(): void {
    rmSync(this.#root, { recursive: true, force: true });
    const fresh = join(this.#folder, 'fresh');
    cpSync(fresh, this.#root, { recursive: true });
  }

  /** A run that is killed at its nth call that changes the disk; false where it ended before. */
  async killedAtCall(n: number): Promise<boolean> {
    return (await this.#run(1, { KILL_AT: String(n) }).exit) === null;
  }

  /** A run that is killed after some time; false where it ended before. */
  async killedAfter(ms: number): Promise<boolean> {
    const { exit, kill } = this.#run(1, {});
    const timer = setTimeout(kill, ms);
    const code = await exit;
    clearTimeout(timer);
    return code === null;
  }

  /** Lets it finish, by so many runs at once, and gives what is not as an undisturbed run leaves it: logs, cases, evidence, leftovers. */
  async finish(atOnce = 1): Promise<readonly string[]> {
    const codes = await Promise.all(Array.from({ length: atOnce }, () => this.#run(1, {}).exit));
    const now = contentsOf(this.#root);
    const differing = [...new Set([...now.keys(), ...this.#after.keys()])].filter(
      (path) => now.get(path) !== this.#after.get(path),
    );
    const odd = codes.filter((code) => code !== 1);
    return [...odd.map((code) => `exit ${code}`), ...differing.sort()];
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #run(
    week: number,
    env: Record<string, string>,
  ): { readonly exit: Promise<number | null>; readonly kill: () => void } {
    const day = ['2026-06-01', '2026-06-08'][week] ?? '';
    const argv = ['--import', PRELOAD, this.#program, 'monitor', `../${week}.warc.gz`, '--as-of', day, '--draft-cases'];
    if (!existsSync(this.#root)) throw new Error('no shop');
    const child = spawn(process.execPath, argv, { cwd: this.#root, env: { ...process.env, ...env }, stdio: 'ignore' });
    return {
      exit: new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve)),
      kill: () => child.kill('SIGKILL'),
    };
  }
}
