import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

let shop: string;
beforeAll(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-inspect-')));
  for (const path of ['a/1.jpg', 'b/1.jpg'])
    await writePicture(shop, path, pictureSchema.parse({ seed: 4, width: 640, height: 480 }));
  mkdirSync(join(shop, 'cases'));
  writeFileSync(
    join(shop, 'cases/1.yaml'),
    'id: "1"\nstatus: open\ndamages: { amount: 20000, currency: USD }\nevents: []\ninfringements: []\n',
  );
  writeFileSync(join(shop, 'listing-lint.config.yaml'), 'extends: recommended\ncases: ["cases/*.yaml"]\n');
  writeFileSync(join(shop, 'b/2.jpg'), 'no picture');
});
afterAll(() => rmSync(shop, { recursive: true, force: true }));

const inspect = async (...paths: readonly string[]) => {
  const { status, stdout } = await runIn(shop, ['inspect', ...paths]);
  expect(status).toBe(0);
  const inspections: { subject: { path: string }; facts: Record<string, unknown> }[] = JSON.parse(stdout);
  return inspections;
};

it('prints every fact of a picture, those over the whole set too, and where its role came from', async () => {
  const [picture, ...others] = await inspect('a/1.jpg');
  expect(others).toEqual([]);
  expect(picture?.subject).toEqual({
    scope: 'image',
    path: 'a/1.jpg',
    role: 'main',
    roleFrom: 'order',
    listing: 'a',
    product: 'a',
    channels: [],
  });
  expect(picture?.facts).toMatchObject({
    image: { width: 640, height: 480, format: 'jpeg', role: 'main' },
    decode: { status: 'ok' },
    copies: expect.anything(),
  });
  expect(JSON.stringify(picture?.facts['copies'])).toContain('b/1.jpg');
});

it('says of a fact that cannot be had why', async () => {
  const [picture] = await inspect('b/2.jpg');
  expect(picture?.facts['fingerprint']).toEqual({ unknown: expect.stringMatching(/\w/) });
});

it('takes cases, listings and folders', async () => {
  const [file] = await inspect('cases/1.yaml');
  expect(file).toMatchObject({ subject: { scope: 'case' }, facts: { case: { status: 'open', damagesUsd: 20000 } } });
  expect((await inspect('b')).map(({ subject }) => subject.path)).toEqual(['b/1.jpg', 'b/2.jpg', 'b']);
});

it('lists commands and exit codes', async () => {
  const { status, stdout } = await runIn(shop, ['--help']);
  expect(status).toBe(0);
  for (const word of ['lint', 'inspect', 'explain', 'rules', 'init', 'test', 'Exit codes'])
    expect(stdout).toContain(word);
});
