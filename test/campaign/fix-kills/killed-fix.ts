import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { put, scene } from '../../watermark/shop.ts';

export interface FixKillCount {
  /** Kills that met a running process, at a chosen call or at a random time. */
  kills: number;
  /** Pictures looked at right after a kill. */
  pictures: number;
  /** Of these: the old file, and the mended one. Every one has to be one of them. */
  old: number;
  mended: number;
  /** Temporary folders that kills have left; the next run takes them away. */
  folders: number;
  /** What is in none of both states: torn, empty, gone. */
  torn: string[];
  /** What one more run, undisturbed, leaves otherwise than a run that was never killed. */
  odd: string[];
}

export const noFixKills = (): FixKillCount => ({
  kills: 0,
  pictures: 0,
  old: 0,
  mended: 0,
  folders: 0,
  torn: [],
  odd: [],
});

const PRELOAD = join(process.cwd(), 'test', 'campaign', 'stamp-kills', 'kill-at.mjs');
const PICTURES = ['listings/mug/1.jpg', 'listings/mug/2.webp', 'listings/tote/1.png', 'listings/tote/2.avif'] as const;
const ORIGINAL = 'originals/1.jpg';
const LEDGER = 'listing-lint.stamps.jsonl';
const CONFIG = `listings: ["listings/*"]
originals: ["originals/*"]
brand: { copyright: "© 2026 Acme", creator: Acme }
rules: { privacy-gps: error, privacy-serial: error, rights-stated: error }
`;
const LEAKS = {
  IFD2: { BodySerialNumber: 'B-4711' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 15/1 0/1' },
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** SHA-256 by path of all files of a folder, without those that a program keeps for itself beside them. */
type Contents = ReadonlyMap<string, string>;

/** A shop whose pictures a program mends, undisturbed or not; one of them is known to the ledger of stamps. `program` is the command line as it is built. */
export class KilledFix {
  readonly #program: string;
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'fix-kills-')));
  #before: Contents = new Map();
  #after: Contents = new Map();
  /** Calls that change the disk in an undisturbed run, and how long that takes, ms. */
  calls = 0;
  duration = 0;

  private constructor(program: string) {
    this.#program = program;
  }

  /** Lays the shop out and mends a copy of it undisturbed, for comparison. */
  static async open(program: string): Promise<KilledFix> {
    const shop = new KilledFix(program);
    const fresh = join(shop.#folder, 'fresh');
    put(fresh, 'listing-lint.config.yaml', CONFIG);
    for (const [i, path] of [...PICTURES, ORIGINAL].entries()) {
      const leaking = scene(i + 1)
        .resize(300)
        .withExif(LEAKS);
      const encoded = path.endsWith('png')
        ? leaking.png()
        : path.endsWith('webp')
          ? leaking.webp()
          : path.endsWith('avif')
            ? leaking.avif({ effort: 0 })
            : leaking.jpeg();
      put(fresh, path, await encoded.toBuffer());
    }
    const [stamped] = PICTURES;
    const place = { x: 0.1, y: 0.1, width: 0.2, height: 0.1 };
    const entry = { path: stamped, sha256: sha256(readFileSync(join(fresh, stamped))), id: '0123456789ab', mark: 'm' };
    put(fresh, LEDGER, `${JSON.stringify({ ...entry, rank: 0, place, opacity: 0.5 })}\n`);
    shop.#before = contentsOf(fresh);
    shop.renew();
    const countTo = join(shop.#folder, 'calls.txt');
    const start = performance.now();
    const code = await shop.#run({ COUNT_TO: countTo }).exit;
    if (code !== 0) throw new Error(`an undisturbed run ended with ${code}`);
    shop.duration = performance.now() - start;
    shop.calls = Number(readFileSync(countTo, 'utf8'));
    shop.#after = contentsOf(shop.#root);
    if (PICTURES.some((path) => shop.#after.get(path) === shop.#before.get(path)))
      throw new Error('nothing was mended');
    return shop;
  }

  get #root(): string {
    return join(this.#folder, 'run');
  }

  get #temporary(): string {
    return join(this.#folder, 'temporary');
  }

  /** The shop as before any run. */
  renew(): void {
    rmSync(this.#root, { recursive: true, force: true });
    cpSync(join(this.#folder, 'fresh'), this.#root, { recursive: true });
  }

  /** A run that is killed at its nth call that changes the disk; looks at what it left. False where it ended before. */
  async killedAtCall(n: number, count: FixKillCount): Promise<boolean> {
    const code = await this.#run({ KILL_AT: String(n) }).exit;
    return this.#look(code, `call ${n}`, count);
  }

  /** A run that is killed after some time. */
  async killedAfter(ms: number, count: FixKillCount): Promise<boolean> {
    const { exit, kill } = this.#run({});
    const timer = setTimeout(kill, ms);
    const code = await exit;
    clearTimeout(timer);
    return this.#look(code, `${Math.round(ms)} ms`, count);
  }

  #look(code: number | null, when: string, count: FixKillCount): boolean {
    if (code !== null) return false;
    count.kills++;
    count.folders += this.#leftFolders().length;
    const now = contentsOf(this.#root);
    for (const path of PICTURES) {
      count.pictures++;
      if (now.get(path) === this.#before.get(path)) count.old++;
      else if (now.get(path) === this.#after.get(path)) count.mended++;
      else count.torn.push(`${path}, killed at ${when}`);
    }
    for (const path of [ORIGINAL, 'listing-lint.config.yaml'])
      if (now.get(path) !== this.#before.get(path)) count.torn.push(`${path}, killed at ${when}`);
    return true;
  }

  /** One more run, undisturbed, and what it leaves beside what it should. */
  async finish(count: FixKillCount): Promise<void> {
    const code = await this.#run({}).exit;
    const now = contentsOf(this.#root);
    const differing = [...new Set([...now.keys(), ...this.#after.keys()])].filter(
      (path) => now.get(path) !== this.#after.get(path),
    );
    const odd = [...differing.sort(), ...this.#leftFolders()];
    if (code !== 0 || odd.length > 0) count.odd.push(`exit ${code}: ${odd.join(', ')}`);
  }

  #leftFolders(): readonly string[] {
    return readdirSync(this.#temporary).filter((name) => name.startsWith('listing-lint-'));
  }

  /** Lints without mending: 0 where nothing is left to mend. */
  left(): number | null {
    return spawnSync(process.execPath, [this.#program, 'lint'], { cwd: this.#root, stdio: 'ignore' }).status;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #run(env: Record<string, string>): { readonly exit: Promise<number | null>; readonly kill: () => void } {
    mkdirSync(this.#temporary, { recursive: true });
    const child = spawn(process.execPath, ['--import', PRELOAD, this.#program, 'lint', '--fix'], {
      cwd: this.#root,
      env: { ...process.env, TMPDIR: this.#temporary, ...env },
      stdio: 'ignore',
    });
    return {
      exit: new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve)),
      kill: () => child.kill('SIGKILL'),
    };
  }
}

const contentsOf = (folder: string): Contents => {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(folder.length + 1), sha256(readFileSync(file))];
    }),
  );
};
