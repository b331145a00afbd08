/** A quantisation table of a JPEG: 64 values in zigzag order. */
export interface QuantisationTable {
  readonly id: number;
  readonly bits: 8 | 16;
  readonly values: readonly number[];
}

/** Reads a table as DQT holds it: precision and id, then its values; null where it is cut. */
export const tableOf = (bytes: Buffer): QuantisationTable | null => {
  const head = bytes[0] ?? 0;
  const bits = head >> 4 === 0 ? 8 : 16;
  if (bytes.length < 1 + (64 * bits) / 8) return null;
  const values = Array.from({ length: 64 }, (_, i) =>
    bits === 8 ? (bytes[1 + i] ?? 0) : bytes.readUInt16BE(1 + 2 * i),
  );
  return { id: head & 15, bits, values };
};

/** The luma table of ITU-T T.81, table K.1, in zigzag order. */
const REFERENCE: readonly number[] = [
  ...[16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40],
  ...[26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51],
  ...[56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87],
  ...[95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99],
];

/** The reference table at a quality of 1–100, as libjpeg scales it for baseline files. */
const scaled = (quality: number): readonly number[] => {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return REFERENCE.map((value) => Math.min(255, Math.max(1, Math.floor((value * percent + 50) / 100))));
};

let tables: readonly (readonly number[])[] | undefined;

/** The quality whose reference table is nearest to this one (least mean of relative differences), and whether it is that very table. */
export const qualityOf = (values: readonly number[]): { readonly quality: number; readonly isExact: boolean } => {
  tables ??= Array.from({ length: 100 }, (_, i) => scaled(i + 1));
  let best = { quality: 1, difference: Number.POSITIVE_INFINITY };
  for (const [i, table] of tables.entries()) {
    const difference = table.reduce((sum, value, k) => sum + Math.abs(value - (values[k] ?? 0)) / value, 0);
    if (difference < best.difference) best = { quality: i + 1, difference };
  }
  return { quality: best.quality, isExact: best.difference === 0 };
};
