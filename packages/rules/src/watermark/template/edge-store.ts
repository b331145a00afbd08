import { createHash } from 'node:crypto';
import { type KeptRecords, openKeptRecords, sha256 } from '@listing-lint/core/plugin';
import type { Mark } from '../mark/mark.ts';
import type { BackgroundEdges, MarkEdges } from './edge-list.ts';

/** Raised when the same mark gives other edges. */
const EDGES_VERSION = 1;

/** Edges of marks from one run to the next: to render a mark anew at each width takes longer than to look for it on a few pictures. */
export interface EdgeStore {
  /** Returns the edges of a mark with an upright form of this width, px, on these backgrounds; undefined if not all are stored, or some are damaged. */
  readonly get: (mark: Mark, width: number, backgrounds: readonly number[]) => MarkEdges | undefined;
  readonly put: (mark: Mark, width: number, backgrounds: readonly number[], edges: MarkEdges) => void;
}

/** Opens the store of this user, or the given one. A damaged record counts as none. */
export const openEdgeStore = (records: KeptRecords = openKeptRecords(`edges-${EDGES_VERSION}`)): EdgeStore => ({
  get: (mark, width, backgrounds) => {
    const found = backgrounds.map((background) => {
      const bytes = records.get(nameOf(mark, width, backgrounds, background));
      return bytes && decoded(bytes);
    });
    const [first] = found;
    const all = found.flatMap((each) => each?.backgrounds ?? []);
    return first === undefined || all.length < backgrounds.length ? undefined : { ...first, backgrounds: all };
  },
  put: (mark, width, backgrounds, edges) => {
    backgrounds.forEach((background, k) => {
      const own = edges.backgrounds[k];
      if (own !== undefined)
        records.put(nameOf(mark, width, backgrounds, background), encoded({ ...edges, backgrounds: [own] }));
    });
  },
});

let opened: EdgeStore | undefined;

/** That of this process. */
export const sharedEdgeStore = (): EdgeStore => {
  opened ??= openEdgeStore();
  return opened;
};

/** Of all that the edges are made from: the very planes, for a calibration's key lets the last digits differ, and all backgrounds, as which pixels are listed depends on them. */
const nameOf = (mark: Mark, width: number, backgrounds: readonly number[], own: number): string => {
  const { width: across, height, upright } = mark;
  return sha256(JSON.stringify([process.version, planesOf(mark), across, height, upright, width, backgrounds, own]));
};

const known = new WeakMap<Mark, string>();

const planesOf = (mark: Mark): string => {
  const before = known.get(mark);
  if (before !== undefined) return before;
  const hash = createHash('sha256');
  for (const { data } of [mark.alpha, mark.ink])
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const name = hash.digest('hex');
  known.set(mark, name);
  return name;
};

/** Numbers at the beginning: width, height, blocks, pixels. */
const HEAD = 4;

/** Those numbers and the pixels (u32), the gradients of one background (f32), its energies by block (f64), the block of each pixel (u8). */
const encoded = ({ width, height, blocks, pixels, blockOf, backgrounds }: MarkEdges): Buffer => {
  const [{ x, y, energies } = NOTHING] = backgrounds;
  return Buffer.concat(
    [Uint32Array.of(width, height, blocks, pixels.length), pixels, x, y, energies, blockOf].map(
      ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
    ),
  );
};

const NOTHING: BackgroundEdges = { x: new Float32Array(0), y: new Float32Array(0), energies: new Float64Array(0) };

/** Undefined for anything that `encoded` does not write. */
const decoded = (bytes: Buffer): MarkEdges | undefined => {
  // A copy begins where numbers of eight bytes may lie.
  const buffer = new Uint8Array(bytes).buffer;
  if (buffer.byteLength < 4 * HEAD) return undefined;
  const [width = 0, height = 0, blocks = 0, count = 0] = new Uint32Array(buffer, 0, HEAD);
  if (buffer.byteLength !== 4 * HEAD + 13 * count + 8 * blocks) return undefined;
  const at = 4 * (HEAD + 3 * count);
  const pixels = new Uint32Array(buffer, 4 * HEAD, count);
  const energies = new Float64Array(buffer.slice(at, at + 8 * blocks));
  const blockOf = new Uint8Array(buffer, at + 8 * blocks, count);
  if (pixels.some((pixel) => pixel >= width * height) || blockOf.some((block) => block >= blocks)) return undefined;
  const x = new Float32Array(buffer, 4 * (HEAD + count), count);
  const y = new Float32Array(buffer, 4 * (HEAD + 2 * count), count);
  return { width, height, blocks, pixels, blockOf, backgrounds: [{ x, y, energies }] };
};
