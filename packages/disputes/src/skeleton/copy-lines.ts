import { foundListing, type SkeletonInfringement } from './found-listings.ts';
import { allComments, comment, flow, type Line, note, scalar } from './yaml-lines.ts';

/** A picture of theirs, and which of ours it copies. */
export interface SkeletonCopy {
  /** Path from the folder of the config; null where the file does not lie below it. */
  readonly file: string | null;
  /** As whoever looked for copies called it. */
  readonly name: string;
  readonly sha256: string;
  /** Path of ours, as in `pictures`. */
  readonly of: string;
  readonly distance: number;
  readonly transform: string;
  /** From what it is known that our mark was taken off, and that it was damaged and most of it is there; null where that is not known. */
  readonly markRemoved: string | null;
  readonly markDamaged: string | null;
}

export interface InfringementSource {
  readonly today: string;
  readonly listing?: string;
  readonly seller?: string;
  readonly firstSeen?: string;
  /** What weighs most first. */
  readonly copies: readonly SkeletonCopy[];
  readonly infringements?: readonly SkeletonInfringement[];
  /** What else was found and the case is not about, in sentences. */
  readonly leftOut?: readonly string[];
}

const THEIRS =
  'Listings of others that show your pictures. Put page and picture on record first: they may be gone tomorrow.';

/** Sentences on what was left out. */
const MOST_LEFT = 60;

/** Listings of theirs: known ones, one with the first copy, or a comment to be taken in. */
export const infringementLines = (source: InfringementSource, works: ReadonlyMap<string, string>): readonly Line[] => {
  const { infringements = [] } = source;
  if (infringements.length > 0)
    return ['', note(THEIRS), 'infringements:', ...infringements.flatMap((one) => foundListing(one, works))];
  const { listing, seller, today, firstSeen = today, leftOut = [] } = source;
  const [copy, ...others] = source.copies;
  // A page shows several works at one address: each is a line of a complaint.
  const beside = others.filter(({ name }) => name === copy?.name);
  const also = [
    ...others.filter(({ name }) => name !== copy?.name).map(alsoFound),
    ...leftOut.slice(0, MOST_LEFT).map((each) => `Not taken: ${each}.`),
    ...(leftOut.length > MOST_LEFT ? [`Not taken: ${leftOut.length - MOST_LEFT} more.`] : []),
  ];
  const seen = seenIn(copy);
  const headOf = (first: string): readonly Line[] => [
    `  - listing: ${listing === undefined ? '<address or item number>' : scalar(listing)}${first}`,
    seller === undefined ? comment('    seller: <who sells there>') : `    seller: ${scalar(seller)}`,
    `    firstSeen: ${firstSeen}`,
  ];
  // What is taken in without its signs is keys alone: sentences among them would be no YAML.
  const within = (sentences: readonly string[]): readonly Line[] =>
    listing === undefined ? [] : sentences.map((each) => note(`    ${each}`));
  const lines = [
    'infringements:',
    ...headOf(''),
    ...copyOf(copy, works),
    comment(
      '    capture: { screenshot: { file: <path> }, page: { file: <path> }, capturedAt: <YYYY-MM-DD>, by: <who>, tool: <browser> }',
    ),
    ...within(seen),
    markLine(copy),
    comment('    counterfeit: <true or false>', 'true only where the goods themselves are fakes'),
    comment('    explanation: <what it shows of yours and why that is no coincidence>'),
    ...beside.flatMap((each) => [...headOf(' # the same picture shows this one, too'), ...copyOf(each, works)]),
    ...within(also),
  ];
  return listing === undefined
    ? ['', note(THEIRS), ...[...seen, ...also].map(note), ...allComments(lines)]
    : ['', note(THEIRS), ...lines];
};

/** What was seen in a copy, in sentences. */
const seenIn = (copy: SkeletonCopy | undefined): readonly string[] => {
  if (copy === undefined) return [];
  const { file, name } = copy;
  const seen = markSeenIn(copy);
  const elsewhere = `Their picture ${name} lies elsewhere: copy it below the folder of the config, and name it under image.`;
  return [
    ...(file === null ? [elsewhere] : []),
    ...(seen === null ? [] : [`Seen in the picture: ${seen}. Look yourself before you say so.`]),
  ];
};

const markSeenIn = ({ markRemoved, markDamaged }: SkeletonCopy): string | null =>
  markRemoved ?? (markDamaged === null ? null : `our mark was damaged in part: ${markDamaged}`);

/** What is damaged is not taken off: that is for a person to say. */
const markLine = (copy: SkeletonCopy | undefined): Line => {
  if ((copy?.markRemoved ?? null) !== null) return '    watermarkRemoved: true';
  const isDamaged = (copy?.markDamaged ?? null) !== null;
  const when = `true only where your mark was taken off${isDamaged ? ', and most of it is still there' : ''}`;
  return comment('    watermarkRemoved: <true or false>', when);
};

const alsoFound = (copy: SkeletonCopy): string => {
  const { name, of, distance } = copy;
  const seen = markSeenIn(copy);
  const near = isByHash(copy) ? `, distance ${distance}` : '';
  return `Also found: ${name}, a copy of ${of}${near}.${seen === null ? '' : ` Seen in it: ${seen}.`}`;
};

/** Whether a hash has found it: what local features find has no distance to speak of. */
const isByHash = ({ distance }: SkeletonCopy): boolean => distance < NO_DISTANCE;
const NO_DISTANCE = 256;

const copyOf = (copy: SkeletonCopy | undefined, works: ReadonlyMap<string, string>): readonly Line[] => {
  if (copy === undefined) {
    const [work] = works.values();
    const id = work === undefined ? '<id of the work>' : scalar(work);
    return [
      comment(`    match: { work: ${id}, method: <by eye or how it was found> }`, 'which work of yours it shows'),
    ];
  }
  const match = flow({
    work: scalar(works.get(copy.of) ?? copy.of),
    ...(isByHash(copy) ? { method: 'hash', distance: String(copy.distance) } : { method: scalar('local features') }),
    transform: scalar(copy.transform),
  });
  return [
    ...(copy.file === null ? [] : [`    image: ${flow({ file: scalar(copy.file), sha256: copy.sha256 })}`]),
    `    match: ${match}`,
  ];
};
