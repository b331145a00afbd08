import { holdsPair, namesPosition } from './position-words.ts';
import type { Statement } from './statements.ts';

/** What a text may give away, whatever field of whatever carrier it is in. */
export type PersonalWords = 'position' | 'email' | 'phone';

/** File names of pictures for dense screens (`logo@2x.png`) are no addresses. */
const EMAIL = /[^\s@<>]{1,64}@(?![1-4](?:\.\d)?x[.~_-])[^\s@<>]{1,190}\.[a-z]{2,}/i;

/** Seven to 15 digits (ITU-T E.164), by blanks, brackets, hyphens or slashes between them. */
const DIGITS = String.raw`\d(?:[\s()/-]{0,3}\d){6,14}(?![\d.]*\d)`;
const PHONES: readonly RegExp[] = [
  // +49 30 1234567, +1 (555) 123-4567; a sign behind a letter, digit or slash is one of base64 or of a sum.
  /(?<![\w.+/=-])\+\(?[1-9](?:[\s()/-]{0,3}\d){7,13}(?![\w.]*\w)/,
  // +49.30.1234567
  /(?<![\w.+/=-])\+[1-9]\d{0,2}\.\d{2,4}(?:\.\d{2,8}){1,3}(?![\w.]*\w)/,
  // tel:030-1234567, Phone: 030 1234567; no date of eight digits
  new RegExp(
    String.raw`\b(?:tel|telefon|telephone|tel[ée]fono|phone|mobile|mobil|handy|cell|fax|whatsapp|viber|hotline|call)\b[\s:.=#"']{0,4}(?:(?:no|nr|number|nummer|us|me)\b[\s:.=#"']{0,4})?(?!\d{4}[-/]\d\d[-/]\d\d)[+(]{0,2}${DIGITS}`,
    'iu',
  ),
  /(?:тел|телефон|電話|电话|手机|전화)[\s:：.]{0,4}[+(]{0,2}\d(?:[\s()/-]{0,3}\d){6,14}/iu,
  // (555) 123-4567, 555-123-4567
  /(?<![\w(-])(?:\(\d{3}\)\s?|\d{3}-)\d{3}-\d{4}(?![\w-])/,
  /\b(?:wa\.me\/|whatsapp\.com\/send\/?\?phone=)\+?\d{7,15}\b/i,
];

interface Exclusion {
  /** Over the name of a statement. */
  readonly name: RegExp;
  readonly words: readonly PersonalWords[];
  readonly reason: string;
}

/** Fields in which what looks like personal data is something else; all others of all carriers are searched. */
const EXCLUSIONS: readonly Exclusion[] = [
  {
    name: /(?:chromaticit\w*|whitepoint)$/i,
    words: ['position'],
    reason: 'colours, as two or three numbers about 1',
  },
  { name: /(?:^|\/)crs:Dabs$/, words: ['position'], reason: 'points of a brush: `d 1.004233 0.553322`' },
  {
    name: /(?:^|[/:_])\w*(?:ID|GUID|UUID|Hash|Digest)$/,
    words: ['phone'],
    reason: 'ids and hashes, which may be groups of digits',
  },
];

/** Namespaces and texts of programs in which lists of numbers are curves, masks, transforms, regions and graphs. */
const LISTS_IN =
  /(?:^|\/)(?:crs|darktable|hdrgm|mwg-rs|stArea|MPRI|MPReg|acdsee-rs|apple-fi|GPano|GContainer|GCamera|GDepth):|^(?:workflow|prompt)$|region/i;
/** Numbers in brackets, and more of them than latitude, longitude and height. */
const LISTS =
  /\[[-+−\d.,;\s]{0,400}\]|(?<![\d.,])(?:[-+−]?\d{1,20}(?:[.,]\d{1,20})?[\s,;|/]{1,8}){3,400}[-+−]?\d{1,20}(?:[.,]\d{1,20})?/g;

/** Fields that programs of their own make up, and two numbers with fractions. */
const PLACES = /(?:gps|geo|coord(?:inate)?s?|lat_?l(?:o?ng|on)|location|position)$/i;
const NUMBERS = /^\W{0,3}[-+−]?\d{1,3}[.,]\d+[°\s]{0,2}[,;/ ]\s{0,2}[-+−]?\d{1,3}[.,]\d+\W{0,3}$/;

const HOLDS: Readonly<Record<PersonalWords, (text: string, statement: Statement) => boolean>> = {
  position: (text, { name, value }) => {
    const hasLists = LISTS_IN.test(name);
    return (
      namesPosition(text) ||
      holdsPair(hasLists ? text.replace(LISTS, ' ') : text) ||
      (!hasLists && PLACES.test(name) && NUMBERS.test(value))
    );
  },
  email: (text) => EMAIL.test(text),
  phone: (text) => PHONES.some((form) => form.test(text)),
};

/** Whether the text of a statement holds personal data of a kind. Tags of numbers have no text: what they mean depends on the tag. */
export const holdsWords = (words: PersonalWords, statement: Statement): boolean => {
  const { source, name, value, numbers } = statement;
  if (numbers.length > 0 || EXCLUSIONS.some((each) => each.words.includes(words) && each.name.test(name))) return false;
  // Keywords of texts are free, and may be half of what is said.
  return HOLDS[words](source === 'text' ? `${name}: ${value}` : value, statement);
};
