import type { NativeRows } from '@listing-lint/rules/image';
import { pictureLooker } from '../kernel/looker-wasm.ts';

/** Bands of rows of one channel, green: it stands for luma, and no pixel has to be converted. */
export interface GreenRows {
  readonly width: number;
  readonly bands: number;
  readonly depth: number;
  /** `data.length === width * depth * bands`. */
  readonly data: Uint8Array;
  /** Whether they are rows of the file, or of the picture as it was reduced while it was decoded. */
  readonly isNative: boolean;
}

/** The green of native rows; where the picture was decoded smaller than it is, of bands of what there is. */
export const greenRows = (rows: NativeRows | null, bandsOf: () => NativeRows | null): GreenRows | null => {
  const from = rows ?? bandsOf();
  if (from === null) return null;
  const { width, bands, depth } = from;
  const green = pictureLooker().green(...bands);
  return { width, bands: bands.length, depth, data: green, isNative: rows !== null };
};
