import { isHuffmanFrame, type JpegFrame, jpegFrameOf } from '../headers/jpeg-frame.ts';
import { nextMarker } from '../headers/jpeg-marker.ts';
import { type HuffmanTable, huffmanTableOf } from './huffman.ts';
import { faultOfScan, type JpegScan } from './scan.ts';

/** Whether the coded picture in a file is what an encoder wrote, as far as its codes tell. */
export interface CodedData {
  readonly state: 'intact' | 'damaged' | 'unknown';
  /** Why, where it is not intact. */
  readonly reason: string | null;
  /** Share of the picture's height, from the top, in front of what was found; a decoder goes wrong there or before. Null where it does not follow. */
  readonly sound: number | null;
}

/** As many as libvips reads; one that has more asks for the time of a decoder. */
const MOST_SCANS = 100;

const INTACT: CodedData = { state: 'intact', reason: null, sound: 1 };
const unknown = (reason: string): CodedData => ({ state: 'unknown', reason, sound: null });
const damaged = (reason: string, sound: number | null = null): CodedData => ({ state: 'damaged', reason, sound });

/** What holds while a file is read from its start on. */
interface Tables {
  readonly means: Map<number, HuffmanTable>;
  readonly details: Map<number, HuffmanTable>;
  readonly steps: Map<number, number>;
  /** Coefficients that are not 0, by the colour's number. */
  readonly known: Map<number, Uint32Array>;
  /** Colours whose data have come. */
  readonly seen: Set<number>;
  frame: JpegFrame | null;
  interval: number;
}

/**
 * Goes through the codes of a JPEG from end to end, without making pixels of them. A decoder passes over most damage in silence: it goes on with
 * whatever the changed bits say, and the rest of the picture is shifted or recoloured. `bytes` is a whole file that a decoder has taken.
 *
 * `unknown` for arithmetic coding, 12 bits and lossless JPEG, which few write. A change of bits that leaves every code possible is not seen.
 */
export const codedDataOf = (bytes: Uint8Array): CodedData => {
  const tables: Tables = {
    means: new Map(),
    details: new Map(),
    steps: new Map(),
    known: new Map(),
    seen: new Set(),
    frame: null,
    interval: 0,
  };
  let scans = 0;
  for (let at = 2; at + 2 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return damaged('its JPEG data are damaged between two segments');
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === END) return atEnd(tables);
    const end = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    if (end > bytes.length) return damaged(CUT_OFF);
    const segment = bytes.subarray(at + 4, end);
    at = end;
    if (marker === SCAN) {
      if (++scans > MOST_SCANS) return unknown(`it has more than ${MOST_SCANS} scans`);
      const next = nextMarker(bytes, end);
      if (next < 0) return damaged(CUT_OFF);
      const fault = faultAt(tables, segment, bytes, { start: end, end: next });
      if (fault !== null) return fault;
      at = next;
      continue;
    }
    const problem = readInto(tables, marker, segment);
    if (problem !== null) return problem;
  }
  return damaged(CUT_OFF);
};

const CUT_OFF = 'the file is cut off: its JPEG data end early';

/** Markers of ITU-T T.81, table B.1. */
const END = 0xd9;
const SCAN = 0xda;
const HUFFMAN_TABLES = 0xc4;
const QUANTISATION = 0xdb;
const HEIGHT = 0xdc;
const INTERVAL = 0xdd;

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== HUFFMAN_TABLES && marker !== 0xc8 && marker !== 0xcc;

/** Takes a segment other than a scan; gives what ends the look at the file. */
const readInto = (tables: Tables, marker: number, segment: Uint8Array): CodedData | null => {
  if (marker === HUFFMAN_TABLES) return readHuffman(tables, segment);
  if (marker === QUANTISATION) readSteps(tables.steps, segment);
  if (marker === INTERVAL) tables.interval = ((segment[0] ?? 0) << 8) | (segment[1] ?? 0);
  if (marker === HEIGHT) return unknown('its height stands behind its data');
  if (!isFrame(marker)) return null;
  if (!isHuffmanFrame(marker)) return unknown('it is a JPEG of a kind that is not looked through');
  if (tables.frame !== null) return unknown('it holds several pictures in one');
  tables.frame = jpegFrameOf(marker, segment);
  return tables.frame === null ? unknown('it is a JPEG of a kind that is not looked through') : null;
};

const readHuffman = ({ means, details }: Tables, segment: Uint8Array): CodedData | null => {
  for (let at = 0; at + 17 <= segment.length; ) {
    const place = segment[at] ?? 0;
    const counts = segment.subarray(at + 1, at + 17);
    const end = at + 17 + counts.reduce((sum, count) => sum + count, 0);
    const table = end > segment.length ? null : huffmanTableOf(counts, segment.subarray(at + 17, end));
    if (table === null) return damaged('one of its tables of codes is damaged');
    (place >> 4 === 0 ? means : details).set(place & 15, table);
    at = end;
  }
  return null;
};

/** Of each table of quantisation only the first step, that of means, is of use. */
const readSteps = (steps: Map<number, number>, segment: Uint8Array): void => {
  for (let at = 0; at < segment.length; ) {
    const place = segment[at] ?? 0;
    const isWide = place >> 4 !== 0;
    steps.set(place & 15, isWide ? ((segment[at + 1] ?? 0) << 8) | (segment[at + 2] ?? 0) : (segment[at + 1] ?? 0));
    at += isWide ? 129 : 65;
  }
};

const faultAt = (
  tables: Tables,
  segment: Uint8Array,
  bytes: Uint8Array,
  place: { readonly start: number; readonly end: number },
): CodedData | null => {
  if (tables.frame === null) return damaged('its data stand before what says how large it is');
  const scan = scanOf(tables, tables.frame, segment);
  if (scan === null) return damaged('what says how its data are coded is damaged');
  const fault = faultOfScan(tables.frame, scan, bytes, place);
  if (fault === null) return null;
  // A scan of all colours goes over the picture from the top; what a later one of a progressive file lacks is detail.
  const isFromTop = scan.components.length === tables.frame.components.length && scan.first === 0 && scan.high === 0;
  const where = isFromTop && fault.sound < 1 ? `, at ${Math.round(100 * fault.sound)} % of its height` : '';
  return damaged(`its JPEG data are damaged: ${fault.problem}${where}`, isFromTop ? fault.sound : null);
};

const scanOf = (tables: Tables, frame: JpegFrame, segment: Uint8Array): JpegScan | null => {
  const count = segment[0] ?? 0;
  if (count < 1 || segment.length < 4 + 2 * count) return null;
  const [first = 0, last = 0, approximation = 0] = segment.subarray(1 + 2 * count);
  const components = Array.from({ length: count }, (_, i) => {
    const id = segment[1 + 2 * i];
    const codes = segment[2 + 2 * i] ?? 0;
    const component = frame.components.find((each) => each.id === id);
    if (component === undefined) return null;
    tables.seen.add(component.id);
    return {
      component,
      means: tables.means.get(codes >> 4),
      details: tables.details.get(codes & 15),
      step: tables.steps.get(component.quantisation) ?? 0,
      known: frame.isProgressive ? knownOf(tables.known, component) : NOTHING,
    };
  }).filter((each) => each !== null);
  if (components.length !== count || last > 63 || first > last) return null;
  const { interval } = tables;
  return { components, first, last, high: approximation >> 4, low: approximation & 15, interval };
};

const NOTHING = new Uint32Array(0);

const knownOf = (
  known: Map<number, Uint32Array>,
  { id, paddedColumns, paddedRows }: JpegFrame['components'][number],
) => {
  const found = known.get(id) ?? new Uint32Array(2 * paddedColumns * paddedRows);
  known.set(id, found);
  return found;
};

/** Behind the last scan: each colour must have come. */
const atEnd = ({ frame, seen }: Tables): CodedData =>
  frame?.components.every(({ id }) => seen.has(id)) ? INTACT : damaged(CUT_OFF);
