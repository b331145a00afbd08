import type { CarrierKind } from '../carriers/carrier.ts';
import { BRANCH_NODE, KEYWORD_TREES, PERSON_BRANCH } from './keyword-trees.ts';
import type { Metadata, Unread } from './metadata.ts';
import { holdsWords, type PersonalWords } from './personal-words.ts';
import type { Statement } from './statements.ts';

/** Which statements speak of something, and which carriers that were not read might. */
export interface Topic {
  /** By source: a pattern over the name of a statement, and what its value must look like if the name is ambiguous. */
  readonly statements: readonly TopicPattern[];
  /** What the text of any statement is searched for. */
  readonly words?: readonly PersonalWords[];
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
export const matchesTopic = (topic: Pick<Topic, 'statements' | 'words'>, statement: Statement): boolean =>
  statement.value !== '' &&
  (patternsFor(topic.statements, statement).some((pattern) => acceptsValue(pattern, statement)) ||
    topic.words?.some((words) => holdsWords(words, statement)) === true);

const acceptsValue = ({ value, accepts }: TopicPattern, statement: Statement): boolean =>
  (value === undefined || value.test(statement.value)) && (accepts === undefined || accepts(statement));

/** By the patterns of a topic, by source and name: those whose name fits. Pictures name the same things over and over. */
const byName = new WeakMap<readonly TopicPattern[], Map<string, readonly TopicPattern[]>>();
/** Most memoized names of a topic, and the longest: files may make up as many, and as long ones, as they like. */
const MOST_NAMES = 4096;
const LONGEST_NAME = 128;

const patternsFor = (patterns: readonly TopicPattern[], { source, name }: Statement): readonly TopicPattern[] => {
  const memo = byName.get(patterns) ?? new Map<string, readonly TopicPattern[]>();
  byName.set(patterns, memo);
  const key = `${source} ${name}`;
  const known = memo.get(key);
  if (known !== undefined) return known;
  const found = patterns.filter((pattern) => pattern.source === source && pattern.name.test(name));
  if (memo.size < MOST_NAMES && name.length <= LONGEST_NAME) memo.set(key, found);
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

/** Where the picture was taken, in numbers or in words that lead to a door. */
export const POSITION: Topic = {
  words: ['position'],
  unread: [...WORDS, 'location', 'makerNote'],
  isOpen: ({ hasNoPlace }) => hasNoPlace !== true,
  statements: [
    { source: 'exif', name: /^GPS:GPS(?:Dest)?(?:Latitude|Longitude)$/, accepts: isPlace },
    { source: 'exif', name: /:GPSAreaInformation$|^GeoTIFF$/ },
    { source: 'xmp', name: LAT_LONG, value: COORDINATE },
    { source: 'xmp', name: /(?:^|\/)Iptc4xmpExt:Location(?:Created|Shown)\// },
    {
      source: 'xmp',
      name: /(?:^|\/)(?:Iptc4xmpCore:Location|dwc:(?:verbatim(?:Coordinates|Locality)|locality|footprintWKT))$|GPSAreaInformation$/,
    },
    { source: 'iptc', name: /^(?:Sub-location|ContentLocation(?:Code|Name))$/ },
    { source: 'c2pa', name: LAT_LONG, value: COORDINATE },
    { source: 'c2pa', name: /Iptc4xmpExt:Location(?:Created|Shown)\// },
    { source: 'text', name: /gps|latitude|longitude|geo(?:tag|location|position)/i, value: COORDINATE },
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

/** How to reach somebody, and whose device it was. */
export const CONTACT: Topic = {
  words: ['email', 'phone'],
  unread: [...WORDS, 'makerNote'],
  statements: [
    { source: 'exif', name: /:(?:CameraOwnerName|OwnerName|HostComputer)$/ },
    { source: 'xmp', name: /(?:^|\/)Iptc4xmpCore:(?:CreatorContactInfo\/)?Ci(?:Email|Tel|Adr)\w*$/ },
    { source: 'xmp', name: /(?:^|\/)(?:aux:OwnerName|exifEX:CameraOwnerName|tiff:HostComputer)$/ },
    { source: 'xmp', name: /(?:^|\/)plus:\w*(?:Email|Telephone\d?|StreetAddress|ExtendedAddress)$/ },
    { source: 'iptc', name: /^Contact$/ },
    { source: 'c2pa', name: /(?:^|\/)(?:email|telephone|streetAddress)$/i },
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
