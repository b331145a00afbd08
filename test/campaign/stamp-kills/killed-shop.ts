import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markPng, put, scene } from '../../watermark/shop.ts';

/** Where the stamped pictures go: over the originals, into a folder of the shop, or into one elsewhere. */
export const TARGETS = ['in place', 'copies below', 'copies elsewhere'] as const;
export type Target = (typeof TARGETS)[number];

export interface KillCount {
  readonly target: Target;
  /** Kills that met a running process, at a chosen call or at a random time. */
  kills: number;
  /** Pictures over all shops, and of them those whose mark is not the one and only mark of an undisturbed run. */
  pictures: number;
  markedTwice: number;
  /** Pictures of which neither the unstamped bytes nor the stamped ones are there. */
  lost: number;
  /** Shops that are otherwise not as an undisturbed run leaves them: ledger, kept files, leftovers. */
  odd: string[];
}

const KEY = 'a secret that only the kills use';
const PRELOAD = join(process.cwd(), 'test', 'campaign', 'stamp-kills', 'kill-at.mjs');
const PICTURES = ['listings/mug/1.jpg', 'listings/mug/2.jpg', 'listings/tote/1.png'] as const;
const CONFIG =
  'listings: ["listings/*"]\nbrand: { watermarks: [brand/mark.png] }\nrules: { watermark-present: error }\n';

/** SHA-256 by path of all files of a folder. */
type Contents = ReadonlyMap<string, string>;

/** A shop that a program stamps, undisturbed or not. `program` is the command line as it is built. */
export class KilledShop {
  readonly #program: string;
  readonly #target: Target;
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'stamp-kills-')));
  #before: Contents = new Map();
  #after: Contents = new Map();
  /** Calls that change the disk in an undisturbed run, and how long that takes, ms. */
  calls = 0;
  duration = 0;

  private constructor(program: string, target: Target) {
    this.#program = program;
    this.#target = target;
  }

  /** Lays the shop out and stamps a copy of it undisturbed, for comparison. */
  static async open(program: string, target: Target): Promise<KilledShop> {
    const shop = new KilledShop(program, target);
    const fresh = join(shop.#folder, 'fresh');
    put(fresh, 'shop/listing-lint.config.yaml', CONFIG);
    put(fresh, 'shop/brand/mark.png', await markPng());
    for (const [i, path] of PICTURES.entries()) {
      const small = scene(i + 1).resize(400);
      put(fresh, `shop/${path}`, await (path.endsWith('png') ? small.png() : small.jpeg({ quality: 92 })).toBuffer());
    }
    shop.#before = contentsOf(fresh);
    shop.renew();
    const countTo = join(shop.#folder, 'calls.txt');
    const start = performance.now();
    const code = await shop.#run({ COUNT_TO: countTo }).exit;
    if (code !== 0) throw new Error(`an undisturbed run ended with ${code}`);
    shop.duration = performance.now() - start;
    shop.calls = Number(readFileSync(countTo, 'utf8'));
    shop.#after = contentsOf(shop.#root);
    return shop;
  }

  get #root(): string {
    return join(this.#folder, 'run');
  }

  /** The shop as before any run. */
  renew(): void {
    rmSync(this.#root, { recursive: true, force: true });
    cpSync(join(this.#folder, 'fresh'), this.#root, { recursive: true });
  }

  /** A run that is killed at its nth call that changes the disk; false where it ended before. */
  async killedAtCall(n: number): Promise<boolean> {
    return (await this.#run({ KILL_AT: String(n) }).exit) === null;
  }

  /** A run that is killed after some time; false where it ended before. */
  async killedAfter(ms: number): Promise<boolean> {
    const { exit, kill } = this.#run({});
    const timer = setTimeout(kill, ms);
    const code = await exit;
    clearTimeout(timer);
    return code === null;
  }

  /** One more run, undisturbed, and what it leaves beside what it should. */
  async finish(count: KillCount): Promise<void> {
    const code = await this.#run({}).exit;
    const now = contentsOf(this.#root);
    count.pictures += PICTURES.length;
    for (const path of PICTURES) {
      const stamped = this.#stampedPath(path);
      if (now.get(stamped) !== this.#after.get(stamped)) count.markedTwice++;
      const holders = [now.get(`shop/${path}`), now.get(`shop/.listing-lint/unstamped/${path}`)];
      if (!holders.includes(this.#before.get(`shop/${path}`))) count.lost++;
    }
    const differing = [...new Set([...now.keys(), ...this.#after.keys()])].filter(
      (path) => now.get(path) !== this.#after.get(path),
    );
    if (code !== 0 || differing.length > 0) count.odd.push(`exit ${code}: ${differing.sort().join(', ')}`);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #stampedPath(path: string): string {
    return { 'in place': `shop/${path}`, 'copies below': `shop/out/${path}`, 'copies elsewhere': `out/${path}` }[
      this.#target
    ];
  }

  #run(env: Record<string, string>): { readonly exit: Promise<number | null>; readonly kill: () => void } {
    const target = {
      'in place': ['--in-place'],
      'copies below': ['--out', 'out'],
      'copies elsewhere': ['--out', '../out'],
    };
    const child = spawn(process.execPath, ['--import', PRELOAD, this.#program, 'stamp', ...target[this.#target]], {
      cwd: join(this.#root, 'shop'),
      env: { ...process.env, LISTING_LINT_STAMP_KEY: KEY, ...env },
      stdio: 'ignore',
    });
    return {
      exit: new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve)),
      kill: () => child.kill('SIGKILL'),
    };
  }
}

export const noKills = (target: Target): KillCount => ({
  target,
  kills: 0,
  pictures: 0,
  markedTwice: 0,
  lost: 0,
  odd: [],
});

const contentsOf = (folder: string): Contents => {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(folder.length + 1), createHash('sha256').update(readFileSync(file)).digest('hex')];
    }),
  );
};
