import { isHuffmanFrame, type JpegFrame, jpegFrameOf } from '../headers/jpeg-frame.ts';
import { type HuffmanTable, huffmanTableOf } from './huffman.ts';
import { CUT_OFF, missingPart } from './inspect-segments.ts';
import { faultOfScan, type JpegScan } from './scan.ts';
import { ScanCoverage } from './scan-coverage.ts';
import { isFrame, type JpegSegment, MARKER, visitSegments } from './segments.ts';

/** Whether the coded picture in a file is what an encoder wrote, by its codes. */
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
  frame: JpegFrame | null;
  coverage: ScanCoverage | null;
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
    frame: null,
    coverage: null,
    interval: 0,
  };
  let scans = 0;
  const found = visitSegments(bytes, (segment) => {
    if (segment.marker === MARKER.end) return atEnd(tables);
    if (segment.marker !== MARKER.scan) return readInto(tables, segment);
    if (++scans > MOST_SCANS) return unknown(`it has more than ${MOST_SCANS} scans`);
    return faultAt(tables, bytes, segment);
  });
  if (found === 'no marker') return damaged('its JPEG data are damaged between two segments');
  return found === 'cut off' ? damaged(CUT_OFF) : found;
};

/** Takes a segment other than a scan; gives what ends the look at the file. */
const readInto = (tables: Tables, { marker, data }: JpegSegment): CodedData | undefined => {
  if (marker === MARKER.huffman) return readHuffman(tables, data);
  if (marker === MARKER.quantisation) readSteps(tables.steps, data);
  if (marker === MARKER.interval) tables.interval = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  if (marker === MARKER.height) return unknown('its height stands behind its data');
  if (!isFrame(marker)) return undefined;
  if (!isHuffmanFrame(marker)) return unknown('it is a JPEG of a kind that is not parsed');
  if (tables.frame !== null) return unknown('it holds several pictures in one');
  tables.frame = jpegFrameOf(marker, data);
  tables.coverage = new ScanCoverage(marker, data);
  return tables.frame === null ? unknown('it is a JPEG of a kind that is not parsed') : undefined;
};

const readHuffman = ({ means, details }: Tables, segment: Uint8Array): CodedData | undefined => {
  for (let at = 0; at + 17 <= segment.length; ) {
    const place = segment[at] ?? 0;
    const counts = segment.subarray(at + 1, at + 17);
    const end = at + 17 + counts.reduce((sum, count) => sum + count, 0);
    const table = end > segment.length ? null : huffmanTableOf(counts, segment.subarray(at + 17, end));
    if (table === null) return damaged('one of its tables of codes is damaged');
    (place >> 4 === 0 ? means : details).set(place & 15, table);
    at = end;
  }
  return undefined;
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

const faultAt = (tables: Tables, bytes: Uint8Array, segment: JpegSegment): CodedData | undefined => {
  const { frame, coverage } = tables;
  if (frame === null || coverage === null) return damaged('its data stand before what says how large it is');
  const scan = scanOf(tables, frame, segment.data);
  if (scan === null) return damaged('what says how its data are coded is damaged');
  coverage.add(segment.data);
  const fault = faultOfScan(frame, scan, bytes, segment);
  if (fault === null) return undefined;
  // A scan of all colours goes over the picture from the top; what a later one of a progressive file lacks is detail.
  const isFromTop = scan.components.length === frame.components.length && scan.first === 0 && scan.high === 0;
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

const atEnd = ({ coverage }: Tables): CodedData => {
  if (coverage === null) return damaged(CUT_OFF);
  const missing = coverage.missing();
  return missing === null ? INTACT : damaged(missingPart(missing));
};
