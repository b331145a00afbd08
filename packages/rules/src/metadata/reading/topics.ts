import type { CarrierKind } from '../carriers/carrier.ts';
import { BRANCH_NODE, KEYWORD_TREES, PERSON_BRANCH } from './keyword-trees.ts';
import type { Metadata, Unread } from './metadata.ts';
import { holdsPair, namesPosition } from './position-words.ts';
import type { Statement } from './statements.ts';

/** Which statements speak of something, and which carriers that were not read might. */
export interface Topic {
  /** By source: a pattern over the name of a statement, and what its value must look like where the name alone does not tell. */
  readonly statements: readonly TopicPattern[];
  /** Kinds of unread carriers that leave the question open. */
  readonly unread: readonly CarrierKind[];
  /** Which of them do so; all where there is no such function. */
  readonly isOpen?: (unread: Unread) => boolean;
}

export interface TopicPattern {
  readonly source: Statement['source'];
  readonly name: RegExp;
  readonly value?: RegExp;
  readonly accepts?: (statement: Statement) => boolean;
}

/** What the carriers of a file say of a topic. */
export interface TopicStatements {
  /** `true` where one of them says it, `null` where none does and one was not read, else `false`. */
  readonly present: boolean | null;
  readonly statements: readonly Statement[];
  /** Carriers that were not read and may say it: place and reason. */
  readonly unread: readonly string[];
}

/** Looks in every carrier. Empty values say nothing. */
export const find = (topic: Topic, metadata: Metadata, statements: readonly Statement[]): TopicStatements => {
  const found = statements.filter((statement) => matchesTopic(topic, statement));
  const unread = metadata.unread
    .filter((each) => topic.unread.includes(each.kind) && topic.isOpen?.(each) !== false)
    .map(({ place, problem }) => `${place}: ${problem}`);
  return { present: found.length > 0 ? true : unread.length > 0 ? null : false, statements: found, unread };
};

/** Whether a statement speaks of a topic. */
export const matchesTopic = (topic: Pick<Topic, 'statements'>, statement: Statement): boolean =>
  statement.value !== '' &&
  patternsFor(topic.statements, statement).some((pattern) => acceptsValue(pattern, statement));

const acceptsValue = ({ value, accepts }: TopicPattern, statement: Statement): boolean =>
  (value === undefined || value.test(statement.value)) && (accepts === undefined || accepts(statement));

/** By the patterns of a topic, by source and name: those whose name fits. Pictures name the same things over and over. */
const byName = new WeakMap<readonly TopicPattern[], Map<string, readonly TopicPattern[]>>();
/** Names that are kept of a topic: files may make up as many, and as long ones, as they like. */
const KEPT_NAMES = 4096;
const KEPT_LENGTH = 128;

const patternsFor = (patterns: readonly TopicPattern[], { source, name }: Statement): readonly TopicPattern[] => {
  const kept = byName.get(patterns) ?? new Map<string, readonly TopicPattern[]>();
  byName.set(patterns, kept);
  const key = `${source} ${name}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const found = patterns.filter((pattern) => pattern.source === source && pattern.name.test(name));
  if (kept.size < KEPT_NAMES && name.length <= KEPT_LENGTH) kept.set(key, found);
  return found;
};

/** Every kind of carrier in which words may lie. */
const WORDS: readonly CarrierKind[] = ['exif', 'xmp', 'iptc', 'text', 'c2pa', 'picture', 'other'];

const isPlace = ({ numbers }: Statement): boolean =>
  numbers.length === 0 || numbers.some((number) => Number.isFinite(number) && number !== 0);
/** A number that is not zero, or degrees and minutes. */
const COORDINATE = /[1-9]/;
const LAT_LONG =
  /(?:^|[/:_\s])(?:gps|geo|decimal|dest)?[_\s]?(?:dest)?(?:lat|lon|lng|long)$|(?:latitude|longitude|longtitude)$/i;

/** Namespaces and texts of programs in which pairs of numbers are points of curves, masks, regions and graphs. */
const POINTS =
  /(?:^|\/)(?:crs|darktable|lr|hdrgm|mwg-rs|stArea|MP|MPRI|MPReg|acdsee-rs|apple-fi|xmpTPg|xmpMM|stEvt|GPano|GContainer|GCamera|GDepth):|^(?:workflow|prompt|parameters)$|region|chromaticit|whitepoint/i;
const isInWords = ({ source, name, value, numbers }: Statement): boolean => {
  if (numbers.length > 0) return false;
  // Keywords of texts are free, and may be half of what is said.
  const words = source === 'text' ? `${name}: ${value}` : value;
  return (
    namesPosition(words) || (!POINTS.test(name) && (holdsPair(words) || (PLACES.test(name) && NUMBERS.test(value))))
  );
};
/** Fields that programs of their own make up, and two numbers with fractions. */
const PLACES = /(?:gps|geo|coord(?:inate)?s?|lat_?l(?:o?ng|on)|location|position)$/i;
const NUMBERS = /^\W{0,3}[-+−]?\d{1,3}[.,]\d+[°\s]{0,2}[,;/ ]\s{0,2}[-+−]?\d{1,3}[.,]\d+\W{0,3}$/;

/** Where the picture was taken, in numbers or in words that lead to a door. */
export const POSITION: Topic = {
  unread: [...WORDS, 'location', 'makerNote'],
  isOpen: ({ hasNoPlace }) => hasNoPlace !== true,
  statements: [
    { source: 'exif', name: /^GPS:GPS(?:Dest)?(?:Latitude|Longitude)$/, accepts: isPlace },
    { source: 'exif', name: /:GPSAreaInformation$|^GeoTIFF$/ },
    { source: 'exif', name: /^(?!GPS:)/, accepts: isInWords },
    { source: 'xmp', name: LAT_LONG, value: COORDINATE },
    { source: 'xmp', name: /(?:^|\/)Iptc4xmpExt:Location(?:Created|Shown)\// },
    {
      source: 'xmp',
      name: /(?:^|\/)(?:Iptc4xmpCore:Location|dwc:(?:verbatim(?:Coordinates|Locality)|locality|footprintWKT))$|GPSAreaInformation$/,
    },
    { source: 'xmp', name: /./, accepts: isInWords },
    { source: 'iptc', name: /^(?:Sub-location|ContentLocation(?:Code|Name))$/ },
    { source: 'iptc', name: /./, accepts: isInWords },
    { source: 'c2pa', name: LAT_LONG, value: COORDINATE },
    { source: 'c2pa', name: /Iptc4xmpExt:Location(?:Created|Shown)\// },
    { source: 'c2pa', name: /./, accepts: isInWords },
    { source: 'text', name: /gps|latitude|longitude|geo(?:tag|location|position)/i, value: COORDINATE },
    { source: 'text', name: /./, accepts: isInWords },
    { source: 'photoshop', name: /./, accepts: isInWords },
  ],
};

const SERIAL = /(?:^|[/:_\s])(?:internal|camera|body|lens|drone|device|flash)?_?serial_?(?:number|no)?$/i;

/** Numbers that name one camera or lens, and tie all pictures of it together. */
export const SERIALS: Topic = {
  unread: [...WORDS, 'makerNote'],
  statements: [
    { source: 'exif', name: /SerialNumber$/ },
    { source: 'xmp', name: SERIAL },
    { source: 'c2pa', name: SERIAL },
    { source: 'text', name: /serial/i },
  ],
};

const EMAIL = /[^\s@<>]{1,64}@[^\s@<>]{1,190}\.[a-z]{2,}/i;

/** How to reach somebody, and whose device it was. */
export const CONTACT: Topic = {
  unread: [...WORDS, 'makerNote'],
  statements: [
    { source: 'exif', name: /:(?:CameraOwnerName|OwnerName|HostComputer)$/ },
    { source: 'exif', name: /./, value: EMAIL },
    { source: 'xmp', name: /(?:^|\/)Iptc4xmpCore:(?:CreatorContactInfo\/)?Ci(?:Email|Tel|Adr)\w*$/ },
    { source: 'xmp', name: /(?:^|\/)(?:aux:OwnerName|exifEX:CameraOwnerName|tiff:HostComputer)$/ },
    { source: 'xmp', name: /(?:^|\/)plus:\w*(?:Email|Telephone\d?|StreetAddress|ExtendedAddress)$/ },
    { source: 'xmp', name: /./, value: EMAIL },
    { source: 'iptc', name: /^Contact$/ },
    { source: 'iptc', name: /./, value: EMAIL },
    { source: 'c2pa', name: /(?:^|\/)(?:email|telephone|streetAddress)$/i },
    { source: 'c2pa', name: /./, value: EMAIL },
    { source: 'text', name: /./, value: EMAIL },
  ],
};

/** Who is in the picture: marked faces and names of people shown. */
export const FACES: Topic = {
  unread: [...WORDS, 'makerNote'],
  statements: [
    { source: 'xmp', name: /(?:^|\/)Iptc4xmpExt:(?:PersonInImage(?:WDetails)?|ModelAge)(?:\/|$)/ },
    { source: 'xmp', name: /^mwg-rs:Regions\/.*mwg-rs:Type$/, value: /face|pet/i },
    { source: 'xmp', name: /^mwg-rs:Regions\/.*mwg-rs:Name$/ },
    { source: 'xmp', name: /(?:^|\/)MPReg:(?:PersonDisplayName|PersonEmailDigest|PersonLiveIdCID|Rectangle)$/ },
    { source: 'xmp', name: /(?:^|\/)acdsee-rs:(?:Name|Type)$|^apple-fi:|^digiKam:TagsList$/ },
    { source: 'xmp', name: /(?:^|\/)Iptc4xmpExt:ImageRegion\/.*Name$/ },
    { source: 'xmp', name: /:(?:people|persons?|person(?:ality|name|shown)|recognizedface\w*name|facename)$/i },
    { source: 'xmp', name: KEYWORD_TREES, value: PERSON_BRANCH },
    { source: 'xmp', name: /(?:^|\/)mwg-kw:\w+$/, value: BRANCH_NODE },
    { source: 'xmp', name: /(?:^|\/)acdsee:[cC]ategories$/, value: BRANCH_NODE },
    { source: 'iptc', name: /^(?:Keywords|SupplementalCategories)$/, value: PERSON_BRANCH },
    { source: 'exif', name: /:XP(?:Keywords|Subject)$/, value: PERSON_BRANCH },
    { source: 'text', name: /^(?:people|persons?)\b/i },
    { source: 'c2pa', name: /personinimage/i },
  ],
};
