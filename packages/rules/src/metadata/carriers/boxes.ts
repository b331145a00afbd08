import { Reader } from './carrier.ts';

/** A box of the ISO base media file format (ISO/IEC 14496-12). */
export interface IsoBox {
  readonly type: string;
  readonly body: Buffer;
  /** It declares more bytes than there are. */
  readonly isCut: boolean;
}

const MAX_BOXES = 2000;

/** The boxes that lie side by side in a block; a box that declares more than there is ends at its end. */
export const boxesOf = (bytes: Buffer): readonly IsoBox[] => {
  const reader = new Reader(bytes, false);
  const boxes: IsoBox[] = [];
  for (let at = 0; boxes.length < MAX_BOXES && at + 8 <= bytes.length; ) {
    const declared = reader.u32(at) ?? 0;
    const header = declared === 1 ? 16 : 8;
    const size = declared === 0 ? bytes.length - at : declared === 1 ? (reader.u64(at + 8) ?? 0) : declared;
    if (size < header) break;
    const type = bytes.toString('latin1', at + 4, at + 8);
    boxes.push({ type, body: bytes.subarray(at + header, at + size), isCut: at + size > bytes.length });
    at += size;
  }
  return boxes;
};
