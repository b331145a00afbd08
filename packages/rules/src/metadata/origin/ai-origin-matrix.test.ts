import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../../test-plugin.ts';
import { filesSaying, type SayingFile } from '../privacy/test-holders.ts';
import { AI_ORIGINS, type AiOrigin } from './test-ai-origins.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-ai-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Outcome = 'pass' | 'fail' | 'skip' | 'inconclusive';
let files: readonly SayingFile<AiOrigin>[];
/** What `ai-label` says, by path. */
let outcomes: ReadonlyMap<string, Outcome | undefined>;

/** Each file as an original with a stripped copy and a whole one, and published without an original. */
const writeShop = async (): Promise<void> => {
  for (const folder of [
    'originals/stripped',
    'originals/whole',
    'listings/stripped',
    'listings/whole',
    'listings/alone',
  ])
    mkdirSync(join(root, folder), { recursive: true });
  const stripped = await sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } })
    .jpeg()
    .toBuffer();
  for (const [i, { name, bytes }] of files.entries()) {
    const file = `${i}.${name.split('.').at(-1)}`;
    writeFileSync(join(root, 'originals/stripped', `s${file}`), bytes);
    writeFileSync(join(root, 'listings/stripped', `s${file}`), stripped);
    writeFileSync(join(root, 'originals/whole', `w${file}`), bytes);
    writeFileSync(join(root, 'listings/whole', `w${file}`), bytes);
    writeFileSync(join(root, 'listings/alone', `a${file}`), bytes);
  }
};

beforeAll(async () => {
  files = await filesSaying(AI_ORIGINS);
  await writeShop();
  const keys = ['listings: ["listings/*"]', 'originals: ["originals/**"]', 'rules: { ai-label: error }'];
  writeFileSync(join(root, 'listing-lint.config.yaml'), `${keys.join('\n')}\n`);
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root });
  const { report } = await lint({ config, tool: { name: 'listing-lint', version: 'test' }, asOf: '2026-01-01' });
  const kinds: readonly Outcome[] = ['pass', 'fail', 'skip', 'inconclusive'];
  outcomes = new Map(
    report.subjects.map(({ path, outcomes: said }) => [path, kinds.find((kind) => said[kind].includes('ai-label'))]),
  );
}, 120_000);

/** Files whose copy in a folder of listings is not judged as it has to be. */
const wrong = (folder: string, expected: (file: AiOrigin) => Outcome): string[] =>
  files.flatMap(({ name, said }, i) => {
    const path = `listings/${folder}/${folder[0]}${i}.${name.split('.').at(-1)}`;
    const outcome = outcomes.get(path);
    return outcome === expected(said) ? [] : [`${name}: ${outcome}`];
  });

describe('that a model made a picture', () => {
  it('is said in every block of every container that can hold it', () => {
    expect(AI_ORIGINS.length).toBeGreaterThanOrEqual(12);
    expect(files.length).toBeGreaterThanOrEqual(120);
    expect(new Set(files.map(({ name }) => name.split('.').at(-1)))).toEqual(
      new Set(['jpg', 'png', 'webp', 'avif', 'heic', 'tif', 'gif']),
    );
  });

  it('is missed in no copy that was stripped of it', () => {
    expect(wrong('stripped', () => 'fail')).toEqual([]);
  });

  it('is found where the picture has no original, and a trace alone is no label', () => {
    expect(wrong('alone', ({ isLabel }) => (isLabel ? 'pass' : 'fail'))).toEqual([]);
  });

  it('is no matter of a copy that still says it', () => {
    expect(wrong('whole', ({ isLabel }) => (isLabel ? 'pass' : 'fail'))).toEqual([]);
  });
});
