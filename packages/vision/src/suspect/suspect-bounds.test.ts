// Which stamped pictures are named for a mark on a suspect: by the mark, by half of the place, the nearest ones.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEDGER } from '@listing-lint/rules/watermark';
import { afterAll, expect, it } from 'vitest';
import type { MarkSeeker } from '../compare/record/read-picture.ts';
import { suspectMarkSeeker } from './suspect-mark.ts';

const root = mkdtempSync(join(tmpdir(), 'suspect-bounds-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const box = { x: 0.25, y: 0.25, width: 0.25, height: 0.25 };
const image = { width: 2, height: 1, data: new Uint8Array(6) };
type Said = Awaited<ReturnType<MarkSeeker>>;
const there: Said = { status: 'present', template: 'brand/mark.png', summary: 'there', box };

const look = async (said: Partial<Said>, ...places: readonly (Partial<typeof box> & { readonly mark?: string })[]) => {
  writeFileSync(
    join(root, LEDGER),
    places
      .map(({ mark = 'brand/mark.png', ...place }, k) =>
        JSON.stringify({
          ...{ path: `${k}.jpg`, sha256: String(k).repeat(64), id: String(k).repeat(12), mark, rank: 0 },
          ...{ place: { ...box, ...place }, opacity: 0.4 },
        }),
      )
      .join('\n')
      .concat('\n'),
  );
  return suspectMarkSeeker(root, async () => ({ ...there, ...said }))(image);
};
const stamped = async (...places: Parameters<typeof look> extends [unknown, ...infer Rest] ? Rest : never) =>
  (await look({}, ...places))?.stamped.join(' ');

it('names pictures that share half of the place', async () => {
  // Half as wide within it, and a third less.
  expect(await stamped({ width: 0.125 }, { width: 0.12 }, { x: 0.75 }, { y: 0.75 })).toBe('0.jpg');
  expect(await stamped({ mark: 'brand/other.png' }, {})).toBe('1.jpg');
  expect(await stamped({}, {}, {})).toBe('0.jpg 1.jpg 2.jpg');
  // Of many some lie there by chance: then none is named.
  expect(await look({}, {}, {}, {}, {}, { x: 0.75 })).toMatchObject({ stamped: [], stampedThere: 4 });
  expect(await look({}, {}, {}, {})).not.toHaveProperty('stampedThere');
  expect(await stamped({ width: 0.15 }, { width: 0.25 }, { width: 0.2 })).toBe('1.jpg 2.jpg 0.jpg');
});

it('takes a mark that is there, or may be, and says where', async () => {
  expect(await look({ status: 'review' }, {})).toMatchObject({ status: 'review', mirrored: false });
  expect(await look({ status: 'absent' }, {})).toBeNull();
  expect(await look({ box: null }, {})).toBeNull();
  expect(await look({ template: null }, {})).toBeNull();
});
