import type { FrameComponent, JpegFrame } from '../headers/jpeg-frame.ts';
import { type Band, refineBand, takeBand, takeDetail, takeMean } from './block-walks.ts';
import { type CodedBits, isLeft, isOverrun, nextBits, roomOfBits, zerosBeforeZeros } from './coded-bits.ts';
import type { HuffmanTable } from './huffman.ts';

/** One colour in a scan, with what it is coded by. */
export interface ScanComponent {
  readonly component: FrameComponent;
  /** For means of blocks; undefined where the scan has none, or gives them one bit more. */
  readonly means: HuffmanTable | undefined;
  readonly details: HuffmanTable | undefined;
  /** What a mean is multiplied by; 0 where it is not known. */
  readonly step: number;
  /** See `Band`; empty in a file of one pass. */
  readonly known: Uint32Array;
}

/** What SOS says, and the tables that hold there (ITU-T T.81, B.2.3). */
export interface JpegScan {
  readonly components: readonly ScanComponent[];
  readonly first: number;
  readonly last: number;
  readonly high: number;
  readonly low: number;
  /** Units between restart markers; 0 for none. */
  readonly interval: number;
}

/** What is wrong in a scan, and how much of it stands before that, 0 to 1. */
export interface ScanFault {
  readonly problem: string;
  readonly sound: number;
}

/** Goes on from a unit, at most to another one; gives where it came to, −1 where a code cannot be right. */
type Walk = (unit: number, stop: number) => number;

/** Bytes of the file, the end not included. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** Goes through the data of one scan, which stand in `bytes` at that place; null where they are what its picture asks for. */
export const faultOfScan = (
  frame: JpegFrame,
  scan: JpegScan,
  bytes: Uint8Array,
  { start, end }: Place,
): ScanFault | null => {
  const fault = faultOfWalk(frame, scan, bytes, { start, end });
  const zeros = zerosFrom(bytes, { start, end });
  // Coefficients that a progressive scan refines are known already: it is not gone through again.
  if (fault === null || end - zeros < LEAST_ZEROS || scan.first > 0) return fault;
  const before = faultOfWalk(frame, scan, bytes, { start, end: zeros });
  return before?.problem === ENDS_EARLY ? { problem: ZEROED, sound: before.sound } : fault;
};

/** Bytes of 0 at the end of data with a fault that are said to be in their place. */
const LEAST_ZEROS = 16;

const zerosFrom = (bytes: Uint8Array, { start, end }: Place): number => {
  let at = end;
  while (at > start && bytes[at - 1] === 0) at--;
  return at;
};

const faultOfWalk = (frame: JpegFrame, scan: JpegScan, bytes: Uint8Array, { start, end }: Place): ScanFault | null => {
  const from = roomOfBits(end - start);
  const units = unitsOf(frame, scan);
  const { walk, begin, isOpen } = walkOf(frame, scan, from);
  let at = start;
  for (let unit = 0, stretch = 0; unit < units; stretch++) {
    const fault = (problem: string): ScanFault => ({ problem, sound: unit / units });
    if (stretch > 0) {
      if (at >= end) return fault(ENDS_EARLY);
      if (bytes[at + 1] !== 0xd0 + ((stretch - 1) & 7))
        return fault('a restart marker is not the one that should follow');
      at += 2;
    }
    at = nextBits(bytes, at, end, from);
    begin();
    const stop = scan.interval === 0 ? units : Math.min(units, unit + scan.interval);
    while (unit < stop) {
      const next = walk(unit, stop);
      if (isOverrun(from)) return fault(ENDS_EARLY);
      if (next < 0) return fault('they hold a code that no encoder writes');
      unit = next;
    }
    if (isOpen() || isLeft(from)) return fault(GO_ON);
  }
  // Some encoders write a restart marker behind the last unit, too.
  const isRestart = end - at === 2 && scan.interval > 0;
  if (at < end && !isRestart) return { problem: GO_ON, sound: 1 };
  return zerosBeforeZeros(from) > MOST_ZERO_BITS ? { problem: ZEROED, sound: 1 } : null;
};

/** Bits of 0 that the codes of a picture may end with in front of zeros that a camera fills up with: the standard tables end a unit of 4:2:0 with 9 at most (K.3), and 7 may fill its byte. */
const MOST_ZERO_BITS = 64;

const GO_ON = 'they go on where the picture has ended';
const ENDS_EARLY = 'they end early';
const ZEROED = 'they are replaced by zeros';

/** A scan of one colour goes by its blocks, one of several by units of them all (A.2). */
const unitsOf = ({ unitColumns, unitRows }: JpegFrame, { components: [only, ...others] }: JpegScan): number =>
  only === undefined || others.length > 0 ? unitColumns * unitRows : only.component.columns * only.component.rows;

interface UnitWalk {
  readonly walk: Walk;
  /** What begins anew behind a restart marker. */
  readonly begin: () => void;
  /** Whether blocks are announced that did not come. */
  readonly isOpen: () => boolean;
}

const walkOf = (frame: JpegFrame, scan: JpegScan, from: CodedBits): UnitWalk =>
  frame.isProgressive && scan.first > 0 ? bandWalk(scan, from) : meanWalk(frame, scan, from);

/** Means of blocks, with their details in a file of one pass. */
const meanWalk = ({ isProgressive }: JpegFrame, scan: JpegScan, from: CodedBits): UnitWalk => {
  const { components } = scan;
  const means = components.map(() => 0);
  const counts = components.map(({ component: { across, down } }) => (components.length > 1 ? across * down : 1));
  const blockOf = ({ means: table, details, step }: ScanComponent, place: number): boolean => {
    const difference = table === undefined ? null : takeMean(from, table);
    if (difference === null) return false;
    const mean = (means[place] ?? 0) + difference;
    means[place] = mean;
    if (Math.abs(mean * 2 ** scan.low * step) > MOST_MEAN) return false;
    return isProgressive || (details !== undefined && takeDetail(from, details));
  };
  const blocks = counts.reduce((sum, count) => sum + count, 0);
  return {
    walk: (unit, stop) => {
      if (scan.high > 0) {
        // One bit a block.
        from.at += blocks * (stop - unit);
        return stop;
      }
      for (let i = 0; i < components.length; i++) {
        const component = components[i];
        for (let n = counts[i] ?? 0; n > 0; n--) if (component === undefined || !blockOf(component, i)) return -1;
      }
      return unit + 1;
    },
    begin: () => means.fill(0),
    isOpen: () => false,
  };
};

/** Eight times the half of 8 bits is what a block of one tone has; some encoders go beyond it on purpose, at edges of white. */
const MOST_MEAN = 1.5 * 8 * 128;

/** A band of details of one colour. */
const bandWalk = ({ components: [only], first, last, high }: JpegScan, from: CodedBits): UnitWalk => {
  const table = only?.details;
  if (only === undefined || table === undefined) return { walk: () => -1, begin: () => {}, isOpen: () => false };
  const { columns, paddedColumns } = only.component;
  const band: Band = { first, last, table, known: only.known, ended: 0 };
  const takeBlock = high === 0 ? takeBand : refineBand;
  return {
    walk: (unit, stop) => {
      if (high === 0 && band.ended > 0) {
        const passed = Math.min(band.ended, stop - unit);
        band.ended -= passed;
        return unit + passed;
      }
      const block = Math.floor(unit / columns) * paddedColumns + (unit % columns);
      return takeBlock(from, band, block) ? unit + 1 : -1;
    },
    begin: () => {
      band.ended = 0;
    },
    isOpen: () => band.ended > 0,
  };
};
