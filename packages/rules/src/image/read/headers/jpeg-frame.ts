/** One colour of a JPEG, with its sizes in blocks of 8 × 8. */
export interface FrameComponent {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly quantisation: number;
  /** Blocks that it has by itself. */
  readonly columns: number;
  readonly rows: number;
  /** Blocks that it has where its scan holds other colours too: filled up to whole units. */
  readonly paddedColumns: number;
  readonly paddedRows: number;
}

/** What SOF says of a JPEG (ITU-T T.81, B.2.2). */
export interface JpegFrame {
  readonly isProgressive: boolean;
  readonly components: readonly FrameComponent[];
  /** Smallest coded units of a scan of all colours. */
  readonly unitColumns: number;
  readonly unitRows: number;
}

/** Baseline, extended and progressive: those coded by Huffman codes, in one pass over the picture or several. */
const SEQUENTIAL = new Set([0xc0, 0xc1]);
const PROGRESSIVE = 0xc2;

export const isHuffmanFrame = (marker: number): boolean => SEQUENTIAL.has(marker) || marker === PROGRESSIVE;

/** The frame in a SOF segment, without its marker and length. Null where it is none of 8 bits, of a known height, with one to four colours. */
export const jpegFrameOf = (marker: number, segment: Uint8Array): JpegFrame | null => {
  const [precision, heightHigh, heightLow, widthHigh, widthLow, count] = segment;
  const height = ((heightHigh ?? 0) << 8) | (heightLow ?? 0);
  const width = ((widthHigh ?? 0) << 8) | (widthLow ?? 0);
  if (precision !== 8 || height === 0 || width === 0 || count === undefined || count < 1 || count > 4) return null;
  if (segment.length < 6 + 3 * count) return null;
  const sampled = Array.from({ length: count }, (_, i) => {
    const [id = 0, sampling = 0, quantisation = 0] = segment.subarray(6 + 3 * i);
    return { id, across: sampling >> 4, down: sampling & 15, quantisation };
  });
  if (!sampled.every(({ across, down }) => across >= 1 && across <= 4 && down >= 1 && down <= 4)) return null;
  const most = {
    across: Math.max(...sampled.map(({ across }) => across)),
    down: Math.max(...sampled.map(({ down }) => down)),
  };
  const unitColumns = Math.ceil(width / (8 * most.across));
  const unitRows = Math.ceil(height / (8 * most.down));
  const components = sampled.map((component) => ({
    ...component,
    columns: Math.ceil(Math.ceil((width * component.across) / most.across) / 8),
    rows: Math.ceil(Math.ceil((height * component.down) / most.down) / 8),
    paddedColumns: unitColumns * component.across,
    paddedRows: unitRows * component.down,
  }));
  return { isProgressive: marker === PROGRESSIVE, components, unitColumns, unitRows };
};
