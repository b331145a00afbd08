import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { type CompareOptions, compareFiles } from '@listing-lint/vision';
import { ACCUSATIONS, madeBytes, untruths } from '@listing-lint/vision/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CredentialReader } from './credential-reader.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'compare-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const credentials = new CredentialReader([], '2026-11-27');
const OPTIONS: CompareOptions = { readCredentials: (bytes, header) => credentials.read(bytes, header) };

/** The suite tries a sample, `npm run campaign accusations` all of them. */
const sample = ACCUSATIONS.filter(({ isSample }) => isSample === true || process.env['ALL_ACCUSATIONS'] === '1');

describe('an accusation', () => {
  it.each(sample)('is told as it is: $name', { tags: 'full' }, async (accusation) => {
    const bytes = [await madeBytes(accusation.a), await madeBytes(accusation.b)] as const;
    const [a, b] = (['a', 'b'] as const).map((side, i) => {
      const name = `${side}.${accusation[side].format ?? 'jpg'}`;
      writeFileSync(join(folder, name), bytes[i] ?? Buffer.alloc(0));
      return { file: join(folder, name), name, within: ANYWHERE };
    });
    if (a === undefined || b === undefined) throw new Error('there are two sides');
    expect(untruths(accusation, await compareFiles(a, b, OPTIONS), [bytes[0], bytes[1]])).toEqual([]);
  });
});
