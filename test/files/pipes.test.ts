import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

const isWindows = process.platform === 'win32';
const shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-pipes-')));
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  writeFileSync(join(shop, path), text);
};
const CONFIG = 'rules: { image-readable: error }\n';
const MARK = `${CONFIG}brand: { watermarks: [{ text: "Miller & Sons" }] }\n`;

beforeAll(async () => {
  await writePicture(shop, 'mug/1.jpg', pictureSchema.parse({ seed: 1 }));
  await writePicture(shop, 'others/1.jpg', pictureSchema.parse({ seed: 2 }));
});
afterAll(() => rmSync(shop, { recursive: true }));

/** What is named by an option or a setting, or lies where it is looked for: the place of the pipe, the config, the command, the code. */
const READERS: readonly (readonly [place: string, config: string, args: readonly string[], status: number])[] = [
  ['known.json', CONFIG, ['--baseline', 'known.json'], 2],
  ['kept', CONFIG, ['--cache-location', 'kept'], 2],
  ['audit.html', CONFIG, ['audit', 'verify', 'audit.html'], 2],
  ['rules/own.test.yaml', CONFIG, ['test', 'rules'], 2],
  ['rules/own.yaml', CONFIG, ['test', 'rules'], 2],
  ['suspects/1.jpg', CONFIG, ['match', 'suspects', '--against', 'mug'], 1],
  [
    'others/2.jpg',
    `${CONFIG}foreign: [{ files: ["others/**"] }]\nlistings: [mug]\n`,
    ['--rule', 'hash-known-foreign: error'],
    1,
  ],
  ['hashes.txt', `${CONFIG}foreign: [{ pdq: hashes.txt }]\n`, [], 2],
  ['listing-lint.stamps.jsonl', MARK, ['stamp', '--out', 'out'], 2],
  ['listing-lint.watermarks.json', MARK, ['--rule', 'watermark-present: error'], 1],
  ['key', MARK, ['stamp', '--out', 'out'], 2],
];

describe.skipIf(isWindows)('a named pipe', () => {
  it.each(READERS)(
    'in place of %s is told, and not waited for',
    async (place, config, args, status) => {
      put('listing-lint.config.yaml', config);
      if (place === 'rules/own.yaml') put('rules/own.test.yaml', 'rule: own\ncases: []\n');
      mkdirSync(dirname(join(shop, place)), { recursive: true });
      execFileSync('mkfifo', [join(shop, place)]);
      try {
        const env =
          place === 'key'
            ? { LISTING_LINT_STAMP_KEY_FILE: join(shop, 'key') }
            : { LISTING_LINT_STAMP_KEY: 'k'.repeat(20) };
        const run = await runIn(shop, args, { env });
        expect(`${run.stdout}${run.stderr}`.replace(/\s+/g, ' ')).toContain('it is a named pipe, not a file');
        expect(run.status).toBe(status);
      } finally {
        rmSync(join(shop, place));
        rmSync(join(shop, 'rules'), { recursive: true, force: true });
      }
    },
    20_000,
  );

  it('in place of .gitignore keeps nothing out', async () => {
    put('listing-lint.config.yaml', CONFIG);
    execFileSync('mkfifo', [join(shop, '.gitignore')]);
    const { status, stdout } = await runIn(shop, []);
    rmSync(join(shop, '.gitignore'));
    expect(status).toBe(0);
    expect(stdout).toContain('2 images');
  }, 20_000);
});

it.skipIf(isWindows)(
  'two links in a circle keep no glob busy',
  async () => {
    put('listing-lint.config.yaml', `${CONFIG}ruleFiles: ["rules/**/*.yaml"]\n`);
    put('rules/deep/notes.txt', '');
    for (const name of ['one', 'two']) symlinkSync('..', join(shop, 'rules/deep', name));
    const { status, stderr } = await runIn(shop, []);
    rmSync(join(shop, 'rules'), { recursive: true });
    expect(stderr).toContain('"rules/**/*.yaml" matches no rule file');
    expect(status).toBe(2);
  },
  20_000,
);
