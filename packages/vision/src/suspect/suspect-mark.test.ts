import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RgbImage } from '@listing-lint/rules/image';
import { LEDGER } from '@listing-lint/rules/watermark';
import { afterAll, expect, it } from 'vitest';
import type { MarkSeeker } from '../compare/record/read-picture.ts';
import { suspectMarkSeeker } from './suspect-mark.ts';

const root = mkdtempSync(join(tmpdir(), 'suspect-mark-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** White, with a black pixel in the first row. */
const dotted = (x: number): RgbImage => {
  const data = new Uint8Array(3 * 10 * 4).fill(255);
  data.fill(0, 3 * x, 3 * x + 3);
  return { width: 10, height: 4, data };
};
const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };
/** Detects the mark if the pixel is on the left of the searched picture. */
const seek: MarkSeeker = async ({ data }, isMirrored = false) =>
  data[isMirrored ? 3 * 8 : 3] === 0
    ? { status: 'present', template: 'brand/mark.png', summary: 'there', box }
    : { status: 'absent', template: null, summary: 'not there', box: null };

const stamp = (path: string, place: typeof box): string =>
  `${JSON.stringify({ path, sha256: 'a'.repeat(64), id: 'b'.repeat(12), mark: 'brand/mark.png', rank: 0, place, opacity: 0.4 })}\n`;

it('looks for marks as they are and mirrored, and names what was stamped there', async () => {
  const look = suspectMarkSeeker(root, seek);
  expect(await look(dotted(5))).toBeNull();
  expect(await look(dotted(1))).toMatchObject({ mark: 'brand/mark.png', mirrored: false, box, stamped: [] });
  writeFileSync(
    join(root, LEDGER),
    stamp('listings/a/1.jpg', { ...box, x: 0.12 }) + stamp('listings/b/1.jpg', { ...box, x: 0.5 }),
  );
  expect(await look(dotted(1))).toMatchObject({ stamped: ['listings/a/1.jpg'] });
  const mirrored = await look(dotted(8));
  expect(mirrored).toMatchObject({ mirrored: true, stamped: ['listings/a/1.jpg'] });
  expect(mirrored?.box.x).toBeCloseTo(0.6);
});

it('reports a damaged stamps file, and does not say that nothing was stamped there', async () => {
  writeFileSync(join(root, LEDGER), '{"path":\n');
  await expect(suspectMarkSeeker(root, seek)(dotted(1))).rejects.toMatchObject({ code: 'data-invalid' });
});
