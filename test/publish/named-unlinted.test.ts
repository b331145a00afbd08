import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

let shop: string;
beforeAll(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'named-unlinted-')));
  for (const folder of ['mug', 'mug/drafts', '../cases', '../loose'])
    mkdirSync(join(shop, 'listings', folder), { recursive: true });
  await writePicture(shop, 'listings/mug/1.jpg', pictureSchema.parse({ seed: 1, width: 300, height: 300 }));
  for (const copy of ['listings/mug/good', 'listings/mug/drafts/1.jpg', 'loose/1.jpg'])
    cpSync(join(shop, 'listings/mug/1.jpg'), join(shop, copy));
  execFileSync('mkfifo', [join(shop, 'listings/mug/pipe')]);
  for (const [path, text] of [
    ['listings/mug/empty', ''],
    ['listings/mug/notes.txt', 'a note'],
    ['listings/mug/listing.yaml', 'title: A mug\n'],
    ['cases/.gitkeep', ''],
    [
      'listing-lint.config.yaml',
      'rules: { image-readable: error }\nlistings: ["listings/*"]\nignores: ["**/drafts/**"]\n',
    ],
  ] as const)
    writeFileSync(join(shop, path), text);
});
afterAll(() => rmSync(shop, { recursive: true, force: true }));

const lintBeside = async (...paths: readonly string[]) => {
  const { stdout, stderr, status } = await runIn(shop, ['lint', 'listings/mug/1.jpg', ...paths, '-f', 'json']);
  const { notices = [], summary } = JSON.parse(stdout);
  const named: { level: string; message: string }[] = notices.filter(
    ({ code }: { code: string }) => code === 'named-not-linted',
  );
  expect(summary.subjects.image).toBe(1);
  return { status, stderr, told: named.map(({ level, message }) => `${level}: ${message}`) };
};

describe('what is named beside what is linted, and is not', () => {
  it.each([
    ['listings/mug/good', 'JPEG by its bytes'],
    ['listings/mug/pipe', 'it is a named pipe, not a file'],
    ['listings/mug/empty', 'empty'],
    ['listings/mug/listing.yaml', 'name the folder of the listing'],
    ['loose/1.jpg', 'no listing holds it, and no glob of the config'],
    ['loose', 'a folder in which the config finds nothing'],
  ])('%s ends the run as it would alone', async (path, why) => {
    const { status, stderr, told } = await lintBeside(path);
    expect([status, told]).toEqual([2, [`error: named, and not linted: "${path}" (${why})`]]);
    expect(stderr).toContain(`nothing to lint in "${path}" (${why})`);
    expect((await runIn(shop, ['lint', path])).status).toBe(2);
  });
  it.each([
    ['listings/mug/drafts/1.jpg', 'the config or a .gitignore leaves it out'],
    ['listings/mug/drafts', 'the config or a .gitignore leaves it out'],
    ['listings/mug/notes.txt', 'it is nothing that is looked at'],
    ['cases', 'it is nothing that is looked at'],
  ])('%s is told', async (path, why) => {
    expect(await lintBeside(path)).toMatchObject({
      status: 0,
      told: [`warning: named, and not linted, as ${why}: "${path}"`],
    });
  });
  it('says nothing of folders that hold what is linted', async () => {
    expect(await lintBeside('listings', '.')).toMatchObject({ status: 0, told: [] });
    expect(await lintBeside('listings/mug')).toMatchObject({ status: 0, told: [] });
  });
});
