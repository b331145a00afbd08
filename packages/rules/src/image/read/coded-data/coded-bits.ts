/** Bytes behind coded data that are read as zeros: more than the longest block takes (64 codes of 16 bits with 15 more each). */
const ROOM = 256;

/** Coded data between two markers, as they were before bytes were stuffed (ITU-T T.81, B.1.1.5). */
export interface CodedBits {
  readonly data: Uint8Array;
  /** How many there are. What is read behind them is 0. */
  bits: number;
  /** Where the next one is. */
  at: number;
}

/** Room for the data of one scan, `bytes` long in the file. */
export const roomOfBits = (bytes: number): CodedBits => ({ data: new Uint8Array(bytes + ROOM), bits: 0, at: 0 });

/**
 * Fills `into` with what stands in `bytes` from `start` up to the next restart marker, or to `end`; gives the place of what ended it.
 */
export const nextBits = (bytes: Uint8Array, start: number, end: number, into: CodedBits): number => {
  let length = 0;
  let at = start;
  while (at < end) {
    const stop = stuffedAt(bytes, at, end);
    into.data.set(bytes.subarray(at, stop), length);
    length += stop - at;
    at = stop;
    if (at >= end) break;
    const next = bytes[at + 1];
    if (next === 0) into.data[length++] = 0xff;
    else if (next !== 0xff) break;
    // Of fill bytes the last one begins the marker.
    at += next === 0 ? 2 : 1;
  }
  into.data.fill(0, length, Math.min(into.data.length, length + ROOM));
  into.bits = 8 * length;
  into.at = 0;
  return at;
};

const stuffedAt = (bytes: Uint8Array, start: number, end: number): number => {
  const at = bytes.indexOf(0xff, start);
  return at < 0 || at > end ? end : at;
};

/** The next 16 bits, which are not taken. */
export const peek = ({ data, at }: CodedBits): number => {
  const byte = at >> 3;
  const three = ((data[byte] ?? 0) << 16) | ((data[byte + 1] ?? 0) << 8) | (data[byte + 2] ?? 0);
  return (three >> (8 - (at & 7))) & 0xffff;
};

/** Takes a number of `count` bits, at most 16. */
export const take = (from: CodedBits, count: number): number => {
  const value = peek(from) >> (16 - count);
  from.at += count;
  return value;
};

/** Takes a number of `count` bits with its sign (ITU-T T.81, table F.1). */
export const takeSigned = (from: CodedBits, count: number): number => {
  const value = take(from, count);
  return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
};

/** Whether more was taken than there is. */
export const isOverrun = ({ at, bits }: CodedBits): boolean => at > bits;

/** Whether bytes are left that were not taken; some cameras fill up with zeros or ones. */
export const isLeft = ({ data, at, bits }: CodedBits): boolean => {
  const first = (at + 7) >> 3;
  const rest = data.subarray(first, bits >> 3);
  return rest.some((byte) => byte !== rest[0]) || (rest.length > 0 && rest[0] !== 0 && rest[0] !== 0xff);
};

/** How many of the taken bits at the end are 0, where the bytes behind them that were not taken are 0, too; 0 where none are left. */
export const zerosBeforeZeros = ({ data, at, bits }: CodedBits): number => {
  const end = bits >> 3;
  const first = (at + 7) >> 3;
  if (first >= end || data[end - 1] !== 0) return 0;
  let byte = end - 1;
  while (byte >= 0 && data[byte] === 0) byte--;
  if (byte < 0) return at;
  const behindLastOne = 8 * byte + 8 - (31 - Math.clz32((data[byte] ?? 0) & -(data[byte] ?? 0)));
  return Math.max(0, at - behindLastOne);
};
