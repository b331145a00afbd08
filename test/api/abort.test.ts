import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calibrate, fingerprint, inspect, lint, match, registry, stamp, testRules, verifyAudit } from 'listing-lint';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';

const PICTURES = ['a/1.jpg', 'b/1.jpg', 'c/1.jpg', 'd/1.jpg', 'e/1.jpg', 'f/1.jpg'];
const env = { LISTING_LINT_STAMP_KEY: 'a secret of many characters' };

let shop: string;
beforeEach(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-abort-')));
  for (const [seed, path] of PICTURES.entries())
    await writePicture(shop, path, pictureSchema.parse({ seed, width: 600, height: 600 }));
  configure();
  // Tells when it is asked for its fact of a picture.
  writeFileSync(
    join(shop, 'seen.mjs'),
    `export default { name: 'seen', version: '1.0.0', facts: [{ id: 'seen', scope: 'image', version: 1, title: 'Seen', schema: globalThis.zod.boolean(),
      compute: () => { globalThis.pictureSeen?.(); return true; } }] };\n`,
  );
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

const configure = (marks = ', watermarks: [{ text: "Acme" }]'): void =>
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    `plugins: [./seen.mjs]\nrules: { image-readable: error }\nregistry: published.txt\nbrand: { copyright: "© Acme"${marks} }\n`,
  );
const contents = () => new Map(PICTURES.map((path) => [path, readFileSync(join(shop, path)).toString('base64')]));
const files = () => readdirSync(shop, { recursive: true, encoding: 'utf8' }).sort();
Object.assign(globalThis, { zod: z });
const reason = new Error('interrupted');

/** A signal that is aborted as soon as something holds, and a promise that waits until nothing can be under way any more. */
const stopWhen = (holds: () => boolean) => {
  const stop = new AbortController();
  const timer = setInterval(() => {
    if (!holds()) return;
    clearInterval(timer);
    stop.abort(reason);
  }, 1);
  return { signal: stop.signal, done: () => clearInterval(timer) };
};
const settled = () => new Promise((settle) => setTimeout(settle, 150));

it('begins nothing where the signal is aborted already', async () => {
  const { render } = await lint({ cwd: shop, formats: ['audit'] });
  writeFileSync(join(shop, 'audit.html'), await render('audit'));
  mkdirSync(join(shop, 'rules'));
  writeFileSync(join(shop, 'rules/x.test.yaml'), 'rule: image-readable\ncases: []\n');
  const before = [files(), contents()];
  const query = { cwd: shop, signal: AbortSignal.abort(reason) };
  for (const running of [
    inspect({ ...query, paths: ['a'] }),
    match({ ...query, suspects: ['a'], against: ['b'] }),
    stamp({ ...query, env, inPlace: true }),
    fingerprint(query),
    calibrate(query),
    verifyAudit('audit.html', query),
    testRules('rules', query),
    registry.add([], query),
    registry.remove(['a'], query),
    registry.query(['a'], query),
  ])
    await expect(running).rejects.toBe(reason);
  expect([files(), contents()]).toEqual(before);
});

it('fingerprint leaves each picture as it was or written, and none half', async () => {
  const before = contents();
  const changed = () => [...contents()].filter(([path, bytes]) => before.get(path) !== bytes).map(([path]) => path);
  const { signal, done } = stopWhen(() => changed().length > 0);
  await expect(fingerprint({ cwd: shop, signal })).rejects.toBe(reason);
  done();
  const left = changed();
  expect(left.length).toBeLessThan(PICTURES.length);
  await settled();
  expect(changed()).toEqual(left);
  // What is left is done by the next run, and what was done is known.
  const { outcomes } = await fingerprint({ cwd: shop });
  expect(outcomes.map(({ kind }) => kind)).toEqual(
    PICTURES.map((path) => (left.includes(path) ? 'skipped' : 'written')),
  );
});

it('stamp ends after the picture that it is at, and the next run goes on from there', { tags: 'full' }, async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const running = stamp({
    cwd: shop,
    inPlace: true,
    env,
    signal: stop.signal,
    onEvent: (event) => {
      if (event.type === 'progress') seen.push(event.path);
      if (seen.length === 2) stop.abort(reason);
    },
  });
  await expect(running).rejects.toBe(reason);
  expect(seen).toEqual(PICTURES.slice(0, 2));
  expect(files().filter((path) => /\.lock$|\.tmp/.test(path))).toEqual([]);
  const { outcomes } = await stamp({ cwd: shop, inPlace: true, env });
  expect(outcomes.map(({ kind }) => kind)).toEqual(['skipped', 'skipped', 'stamped', 'stamped', 'stamped', 'stamped']);
});

it('calibrate writes nothing, told of by its steps or by a clock', { tags: 'full' }, async () => {
  const stop = new AbortController();
  const told: string[] = [];
  const running = calibrate({
    cwd: shop,
    signal: stop.signal,
    onEvent: (event) => {
      if (event.type === 'message' && told.push(event.message) === 2) stop.abort(reason);
    },
  });
  await expect(running).rejects.toBe(reason);
  expect(told).toHaveLength(2);
  // The search itself never waits for anything: a clock, or a signal of the system, is heard between two pictures.
  let steps = 0;
  const onEvent = (): void => {
    steps++;
  };
  const late = calibrate({ cwd: shop, signal: AbortSignal.timeout(100), onEvent });
  await expect(late).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(steps).toBeLessThan(20);
  expect(existsSync(join(shop, 'listing-lint.watermarks.json'))).toBe(false);
});

it('inspect and verifyAudit compute no more facts', { tags: 'full' }, async () => {
  configure('');
  const { render } = await lint({ cwd: shop, formats: ['audit'] });
  writeFileSync(join(shop, 'audit.html'), await render('audit'));
  const stop = new AbortController();
  let seen = 0;
  Object.assign(globalThis, {
    pictureSeen: () => {
      seen++;
      stop.abort(reason);
    },
  });
  await expect(inspect({ cwd: shop, paths: ['.'], signal: stop.signal })).rejects.toBe(reason);
  await settled();
  expect(seen).toBe(1);
  Object.assign(globalThis, { pictureSeen: undefined });
  const second = new AbortController();
  let told = 0;
  const onEvent = (): void => {
    told++;
    second.abort(reason);
  };
  await expect(verifyAudit('audit.html', { cwd: shop, signal: second.signal, onEvent })).rejects.toBe(reason);
  // Two are looked at side by side, at least.
  expect(told).toBeLessThan(PICTURES.length);
});

it('match and the registry read no more pictures, and add none', async () => {
  const paths = Array.from({ length: 40 }, (_, index) => PICTURES[index % PICTURES.length] ?? '');
  for (const running of [
    (signal: AbortSignal) => match({ cwd: shop, suspects: paths, against: paths, signal }),
    (signal: AbortSignal) => registry.add([], { cwd: shop, signal }),
    (signal: AbortSignal) => registry.query(paths, { cwd: shop, signal }),
  ]) {
    const start = performance.now();
    const { signal, done } = stopWhen(() => performance.now() > start + 5);
    await expect(running(signal)).rejects.toBe(reason);
    done();
  }
  expect(existsSync(join(shop, 'published.txt'))).toBe(false);
});
