import { CUT_TEXT, LIMITS } from '../carriers/carrier.ts';
import { isBinary } from '../carriers/text-bytes.ts';

/** Datasets of IPTC's application record (2:nn) that facts speak of (IIM 4.2). */
const NAMES: Readonly<Record<number, string>> = {
  5: 'ObjectName',
  10: 'Urgency',
  15: 'Category',
  20: 'SupplementalCategories',
  25: 'Keywords',
  26: 'ContentLocationCode',
  27: 'ContentLocationName',
  40: 'SpecialInstructions',
  55: 'DateCreated',
  60: 'TimeCreated',
  62: 'DigitalCreationDate',
  63: 'DigitalCreationTime',
  65: 'OriginatingProgram',
  70: 'ProgramVersion',
  80: 'By-line',
  85: 'By-lineTitle',
  90: 'City',
  92: 'Sub-location',
  95: 'Province-State',
  100: 'Country-PrimaryLocationCode',
  101: 'Country-PrimaryLocationName',
  103: 'OriginalTransmissionReference',
  105: 'Headline',
  110: 'Credit',
  115: 'Source',
  116: 'CopyrightNotice',
  118: 'Contact',
  120: 'Caption-Abstract',
  122: 'Writer-Editor',
};

export interface IptcDataset {
  /** `By-line`, `CopyrightNotice`, …, or record and number where it has no name here: `2:213`, `1:30`. */
  readonly name: string;
  readonly value: string;
}

export interface IptcRecord {
  readonly datasets: readonly IptcDataset[];
  readonly problem: string | null;
}

const MAX_DATASETS = 2000;
const CHARACTER_SET = 90;
const UTF8 = Buffer.from([0x1b, 0x25, 0x47]);

/**
 * Reads IPTC-IIM: datasets of record 2 and texts of the others, in order. Text is UTF-8 where record 1:90 says so, or where it is valid UTF-8; else the Latin of Windows. Never
 * throws: data before a mistake is returned, and `problem` describes it.
 */
export const readIptc = (bytes: Buffer): IptcRecord => {
  const datasets: IptcDataset[] = [];
  let isUtf8 = false;
  let isCut = false;
  let at = 0;
  while (at + 5 <= bytes.length && bytes[at] === 0x1c) {
    if (datasets.length >= MAX_DATASETS) return { datasets, problem: `it has more than ${MAX_DATASETS} datasets` };
    const [record, number] = [bytes[at + 1], bytes[at + 2] ?? 0];
    const { start, length } = extentOf(bytes, at);
    if (length === undefined || start + length > bytes.length) return { datasets, problem: 'it is cut' };
    const data = bytes.subarray(start, start + length);
    isCut ||= data.length > LIMITS.text;
    if (record === 1 && number === CHARACTER_SET) isUtf8 = data.equals(UTF8);
    else if (number !== 0 && (record === 2 || !isBinary(data)))
      datasets.push({
        name: (record === 2 ? NAMES[number] : undefined) ?? `${record}:${number}`,
        value: textOf(data, isUtf8),
      });
    at = start + length;
  }
  const isWhole = bytes.subarray(at).every((byte) => byte === 0);
  return { datasets, problem: isWhole ? (isCut ? CUT_TEXT : null) : 'it is damaged' };
};

/** Returns the range of a dataset's value; an extended one gives the length of its length. */
const extentOf = (bytes: Buffer, at: number): { readonly start: number; readonly length: number | undefined } => {
  const declared = bytes.readUInt16BE(at + 3);
  if (declared < 0x8000) return { start: at + 5, length: declared };
  const size = declared & 0x7fff;
  const isRead = size > 0 && size <= 4 && at + 5 + size <= bytes.length;
  return { start: at + 5 + size, length: isRead ? bytes.readUIntBE(at + 5, size) : undefined };
};

const textOf = (data: Buffer, isUtf8: boolean): string => {
  const value = data.subarray(0, LIMITS.text);
  if (isUtf8) return value.toString('utf8');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return windowsLatin(value);
  }
};

/** What Windows has where Latin-1 has control characters, 0x80 to 0x9f (WHATWG Encoding, windows-1252; some versions of Node decode it as Latin-1). */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const windowsLatin = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (control) => WINDOWS[control.charCodeAt(0) - 0x80] ?? control);
