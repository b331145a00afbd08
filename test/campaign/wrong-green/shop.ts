import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { TEXTS } from './shop-texts.ts';

/** A day after which nothing of the shop has happened. */
const AS_OF = '2026-11-25';
/** How the shop is linted: with its baseline, and with the cache, which is warm. */
export const USUAL_ARGS = ['--as-of', AS_OF, '--baseline', 'baseline.json', '--cache'] as const;
const SIDE = 480;
// Tests and campaigns run from the root of the repository.
const CLI = join(process.cwd(), 'packages', 'cli');
export const MAIN = join(CLI, 'dist', 'main.js');
/** Mark of the example shop, and what `listing-lint calibrate` measured of it. */
const MARK = join(process.cwd(), 'examples', 'shop', 'brand', 'mark.png');
const CALIBRATION = join(process.cwd(), 'test', 'campaign', 'wrong-green', 'listing-lint.watermarks.json');

/** Colours of a coarse grid by a linear congruential generator, enlarged: a smooth scene, another one for each seed. */
const scene = (seed: number, width = SIDE, height = SIDE): Sharp => {
  let state = (seed * 2654435761) >>> 0;
  const values = Array.from({ length: 9 * 9 * 3 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 70 + ((state >>> 24) * 120) / 255;
  });
  return sharp(Buffer.from(values), { raw: { width: 9, height: 9, channels: 3 } }).resize(width, height, {
    fit: 'fill',
    kernel: 'cubic',
  });
};

const rights = { IFD0: { Copyright: '© 2026 Tern', Artist: 'Tern' } };
const camera = {
  IFD0: { ...rights.IFD0, Make: 'Acme', Model: 'One', DateTime: '2026:03:01 10:00:00' },
  IFD2: { DateTimeOriginal: '2026:03:01 10:00:00', DateTimeDigitized: '2026:03:01 10:00:00' },
};
const position = {
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 0/1 0/1' },
};

/** Pictures by path. The lamp has two, one of them not square and one with a position: findings that stand, or are excused. */
const PICTURES: Readonly<Record<string, () => Sharp>> = {
  'originals/mug/front.jpg': () => scene(1).jpeg().withExif(camera),
  'originals/lamp/day.jpg': () => scene(4, SIDE, 400).jpeg().withExif(camera),
  'drafts/idea.jpg': () => scene(9).jpeg(),
  'listings/mug/01-front.jpg': () => scene(1).jpeg().withExif(rights),
  'listings/mug/02-side.png': () => scene(2).png().withExif(rights),
  'listings/mug/03-inside.jpg': () => scene(3).jpeg().withExif(rights),
  'listings/lamp/01-day.jpg': () => scene(4, SIDE, 400).jpeg().withExif(rights),
  'listings/lamp/02-shade.jpg': () =>
    scene(5)
      .jpeg()
      .withExif({ ...rights, ...position }),
};

const write = (root: string, path: string, content: string | Buffer): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};

/** Runs a command of the tool on the shop that is being made; throws where it fails. */
const command = (root: string, ...args: string[]): void => {
  const env = { PATH: process.env['PATH'], HOME: dirname(root), LISTING_LINT_STAMP_KEY: 'the key of the healthy shop' };
  execFileSync(process.execPath, [MAIN, ...args], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
};

/** Lays out the shop: its pictures stamped, its registry, ledger of stamps and baseline written by the tool itself. */
const makeShop = async (root: string): Promise<void> => {
  for (const [path, text] of Object.entries(TEXTS)) write(root, path, text);
  for (const [path, picture] of Object.entries(PICTURES)) write(root, path, await picture().toBuffer());
  write(root, 'brand/mark.png', readFileSync(MARK));
  write(root, 'brand/foreign.pdq', `${'0123456789abcdef'.repeat(4)},100\n`);
  cpSync(CALIBRATION, join(root, 'listing-lint.watermarks.json'));
  // The position of the lamp's picture is what the exception excuses.
  command(root, 'stamp', '--in-place', '--keep-private', 'listings');
  command(root, 'registry', 'add');
  command(root, ...USUAL_ARGS, '--update-baseline', 'listings/lamp/01-day.jpg');
  command(root, ...USUAL_ARGS);
};

export interface Workshop {
  /** The healthy shop; copied, never damaged. */
  readonly healthy: string;
  /** A copy of it to damage, in a folder of its own. */
  readonly copy: () => string;
  readonly done: () => void;
}

/** Makes the shop once, in a folder from which plugins find `listing-lint/plugin` as in a project that has installed it. */
export const openWorkshop = async (): Promise<Workshop> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-campaign-')));
  // Another user of the machine may look into it: some damages are of what that user may not read.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(CLI, join(folder, 'node_modules', 'listing-lint'), 'dir');
  const healthy = join(folder, 'healthy', 'shop');
  await makeShop(healthy);
  let count = 0;
  return {
    healthy,
    copy: () => {
      count += 1;
      const root = join(folder, `copy-${count}`, 'shop');
      cpSync(healthy, root, { recursive: true });
      return root;
    },
    done: () => rmSync(folder, { recursive: true, force: true }),
  };
};
