import { notices } from '../complaint/notices.ts';
import { oneLineText } from '../file/values.ts';
import { builtInProfiles } from '../profile/profiles.ts';
import { foundListing, holderOf, type SkeletonHolder, type SkeletonInfringement } from './found-listings.ts';
import { markLines } from './mark-lines.ts';
import { allComments, block, comment, flow, type Line, note, scalar } from './yaml-lines.ts';

/** A picture of ours that the case is about; paths start at the folder of the config. */
export interface SkeletonPicture {
  readonly path: string;
  readonly sha256: string;
  /** `true`: it is the file as the camera wrote it. */
  readonly isOriginal: boolean;
  /** `true`: nobody named it, its listing was: it stands as a comment, to be taken in where the case is about it. */
  readonly isOther?: boolean;
}

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
  /** From what it is known that our mark was taken off; null where that is not known. */
  readonly markRemoved: string | null;
}

export interface SkeletonSource {
  readonly id: string;
  readonly direction: 'we-complain' | 'accused';
  /** The day on which it is made, YYYY-MM-DD. */
  readonly today: string;
  readonly platform?: string;
  /** Address or number of their listing. */
  readonly listing?: string;
  readonly seller?: string;
  /** When their listing was first seen; `today` without it. */
  readonly firstSeen?: string;
  /** When the accusation reached us. */
  readonly received?: string;
  /** Paths of our listings. */
  readonly listings: readonly string[];
  readonly pictures: readonly SkeletonPicture[];
  /** Most alike first. */
  readonly copies: readonly SkeletonCopy[];
  /** Of several listings; what `listing` and `copies` say is left out where there are some. */
  readonly infringements?: readonly SkeletonInfringement[];
  readonly rightsHolder?: SkeletonHolder | undefined;
}

/**
 * A case file to be filled in, as YAML that `case-file-valid` passes. What is known stands as it is; what is not stands as a comment that
 * turns into a key when `# ` is taken away, so that nothing made up passes for a fact. Pure.
 */
export const caseSkeleton = (source: SkeletonSource): string => {
  const isAccused = source.direction === 'accused';
  const works = workIds(source.pictures);
  const lines: Line[] = [
    ...headOf(source),
    ...(isAccused ? accusationOf(source) : infringementsOf(source, works)),
    ...worksOf(source, works),
    ...(isAccused ? DEFENCE : []),
    ...partiesOf(source),
    ...(isAccused ? answerLines() : complaintLines()),
  ];
  return `${lines.join('\n')}\n`;
};

const idsOf = (profiles: readonly { readonly id: string }[]): string => profiles.map(({ id }) => id).join(', ');

const headOf = ({ id, direction, today, platform, listings }: SkeletonSource): readonly Line[] => [
  note(
    'A dispute, to be filled in: take away "# " before a key, and put your own value where <angle brackets> stand. What is not known stays away.',
  ),
  note('docs/case-file.md has every key; `listing-lint` says what is missing. Nothing of this is sent anywhere.'),
  `id: ${scalar(id)}`,
  'status: open',
  `direction: ${direction}`,
  `createdAt: ${today}`,
  platform === undefined
    ? comment('platform: <name>', `where it takes place; known are ${idsOf(builtInProfiles().platforms)}`)
    : `platform: ${scalar(platform)}`,
  comment(
    'jurisdiction: <country>',
    `whose law applies; known are ${idsOf(builtInProfiles().jurisdictions)}; a list where there are several`,
  ),
  comment('timeZone: <zone>', 'where you are, such as Europe/Berlin: your days count from there'),
  comment('owner: <who of yours looks after it>'),
  ...(listings.length === 0
    ? [comment('listings: [<folder of your listing>]', 'your listings that it is about')]
    : block('listings', listings.map(scalar))),
];

const THEIRS =
  'Listings of others that show your pictures. Put page and picture on record first: they may be gone tomorrow.';

const infringementsOf = (source: SkeletonSource, works: ReadonlyMap<string, string>): readonly Line[] => {
  const { infringements = [] } = source;
  if (infringements.length > 0)
    return ['', note(THEIRS), 'infringements:', ...infringements.flatMap((one) => foundListing(one, works))];
  const { listing, seller, today, firstSeen = today } = source;
  const [copy, ...others] = source.copies;
  const lines = [
    'infringements:',
    `  - listing: ${listing === undefined ? '<address or item number>' : scalar(listing)}`,
    seller === undefined ? comment('    seller: <who sells there>') : `    seller: ${scalar(seller)}`,
    `    firstSeen: ${firstSeen}`,
    ...copyOf(copy, works),
    comment(
      '    capture: { screenshot: { file: <path> }, page: { file: <path> }, capturedAt: <YYYY-MM-DD>, by: <who>, tool: <browser> }',
    ),
    ...markLines(copy),
    comment('    counterfeit: <true or false>', 'true only where the goods themselves are fakes'),
    comment('    explanation: <what it shows of yours and why that is no coincidence>'),
    ...others.map((other) => note(alsoFound(other))),
  ];
  return ['', note(THEIRS), ...(listing === undefined ? allComments(lines) : lines)];
};

const alsoFound = (copy: SkeletonCopy): string => {
  const { name, of, distance, markRemoved } = copy;
  const near = isByHash(copy) ? `, distance ${distance}` : '';
  return `Also found: ${name}, a copy of ${of}${near}.${markRemoved === null ? '' : ` Seen in it: ${markRemoved}.`}`;
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
  const elsewhere = `    Their picture ${copy.name} lies elsewhere: copy it below the folder of the config, and name it under image.`;
  return [
    copy.file === null ? note(elsewhere) : `    image: ${flow({ file: scalar(copy.file), sha256: copy.sha256 })}`,
    `    match: ${match}`,
  ];
};

/** Each picture is a work of its own, known by the name of its file; a name that comes twice gets its folder, too. */
const workIds = (pictures: readonly SkeletonPicture[]): ReadonlyMap<string, string> => {
  const short = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.[^.]+$/, '');
  const [names, paths] = [
    pictures.map(({ path }) => nameFrom(short(path))),
    pictures.map(({ path }) => nameFrom(path)),
  ];
  const idOf = (index: number): string => {
    const own = [names, paths].find((all) => all[index] !== undefined && isOnce(all, all[index]));
    return own?.[index] ?? `work-${index + 1}`;
  };
  return new Map(pictures.map(({ path }, index) => [path, idOf(index)]));
};

const isOnce = <T>(all: readonly T[], one: T): boolean => all.indexOf(one) === all.lastIndexOf(one);

/** A file's name as a name of a case, which stands on one line; undefined where nothing of it can be seen. */
const nameFrom = (text: string): string | undefined => {
  const line = text.replace(/[\n\v\f\r\u0085\u2028\u2029]+/g, ' ');
  return oneLineText.safeParse(line).success ? line : undefined;
};

const worksOf = ({ pictures }: SkeletonSource, ids: ReadonlyMap<string, string>): readonly Line[] => {
  const named = pictures.filter(({ isOther }) => isOther !== true);
  const others = pictures.filter(({ isOther }) => isOther === true);
  const workLines = ({ path, sha256, isOriginal }: SkeletonPicture): readonly Line[] => [
    `  - id: ${scalar(ids.get(path) ?? path)}`,
    isOriginal
      ? `    rawOriginal: ${flow({ path: scalar(path), sha256 })}`
      : `    images: [${flow({ path: scalar(path), sha256 })}]`,
  ];
  return [
    '',
    note('What it is about, and the proof that it is yours. Each work may have all that stands below the first one.'),
    ...(named.length === 0 ? allComments(['works:', '  - id: <short name>', ...proofsOf(false)]) : ['works:']),
    ...named.flatMap((picture, index) => [...workLines(picture), ...(index === 0 ? proofsOf(picture.isOriginal) : [])]),
    ...(others.length === 0
      ? []
      : [
          note('  The other pictures of the listing: take in those that it is about, both lines of each.'),
          ...others.flatMap(workLines).map((line) => comment(line)),
        ]),
  ];
};

const proofsOf = (isOriginal: boolean): readonly Line[] => [
  comment('    title: <what it shows>'),
  comment('    author: <who took it>'),
  comment('    createdOn: <YYYY-MM-DD>'),
  ...(isOriginal
    ? [comment('    images: [{ path: <file> }]', 'as it was published')]
    : [comment('    rawOriginal: { path: <file>, captureDate: <YYYY-MM-DD> }', 'as the camera wrote it')]),
  comment('    firstPublished: { date: <YYYY-MM-DD>, url: <address> }'),
  comment('    editHistory: [{ file: <layers or steps of the editing>, software: <name> }]'),
  comment(
    '    timestamps: [{ kind: <rfc3161 or cloud or c2pa or notary>, time: <YYYY-MM-DD>, file: <token or record or deed> }]',
  ),
  comment('    registration: { office: <name>, number: <number>, date: <YYYY-MM-DD>, file: <certificate> }'),
  comment('    copyrightClaimStatement: { file: <path>, signedOn: <YYYY-MM-DD> }', 'instead of a registration'),
  comment('    witnesses: [{ name: <name>, role: <what they did>, statement: <path> }]'),
  comment('    shootingRecord: { file: <path>, date: <YYYY-MM-DD> }'),
];

const accusationOf = ({ received }: SkeletonSource): readonly Line[] => {
  const lines = [
    'accusation:',
    `  receivedAt: ${received ?? '<YYYY-MM-DD>'}`,
    comment('  by: <who accuses>'),
    comment('  reference: <number>', 'the number that the platform gave it'),
    comment('  grounds: <what they say that you did>'),
    comment('  listings: [<address or item number>]', 'your listings that it names'),
    comment('  respondBy: <YYYY-MM-DD>', 'only where it says until when'),
    comment('  evidence: [{ file: <path> }]', 'what they sent with it'),
  ];
  return [
    '',
    note('What you are accused of. The time to answer begins with the day on which it reached you.'),
    ...(received === undefined ? allComments(lines) : lines),
  ];
};

const DEFENCE: readonly Line[] = allComments([
  '',
  note('What you answer it with, beside the proof above.'),
  comment('defence:'),
  comment(
    '  evidenceRequest: { sentAt: <YYYY-MM-DD>, file: <path> }',
    '`listing-lint case letter evidence-request` drafts it',
  ),
  comment('  comparison: { file: <path>, date: <YYYY-MM-DD>, by: <who compared> }'),
  comment('  independentCreation: <when and where and how it was shot>'),
]);

const partiesOf = ({ direction, rightsHolder }: SkeletonSource): readonly Line[] => [
  '',
  note(direction === 'accused' ? 'You, and who accuses you.' : 'Who holds the rights, and who the other side is.'),
  ...(rightsHolder === undefined ? HOLDER : [`rightsHolder: ${holderOf(rightsHolder)}`]),
  COUNTERPARTY,
];

const HOLDER: readonly Line[] = [
  comment(
    'rightsHolder: { name: <person or company>, type: <individual or company>, address: <street and city>, phone: <number>, email: <address>, jurisdiction: <country> }',
  ),
];
const COUNTERPARTY = comment(
  'counterparty: { name: <name>, seller: <name on the platform>, jurisdiction: <country>, timeZone: <zone>, email: <address> }',
);

const STATEMENTS = 'only what you can declare: a false declaration has consequences in law';

const complaintLines = (): readonly Line[] =>
  allComments([
    '',
    note('The complaint: a draft until it has filedAt. `listing-lint case export` makes it ready to be filed by you.'),
    comment('notice:'),
    comment('  to: <desk>', idsOf(notices())),
    comment(
      '  statements: { goodFaith: <true>, accuracy: <true>, perjuryAuthority: <true>, truthGuarantee: <true>, liability: <true> }',
      STATEMENTS,
    ),
    comment('  signature: { name: <who signs>, date: <YYYY-MM-DD> }'),
    '',
    note('What it has cost, and what happened, in any order.'),
    comment(
      'damages: { amount: <number>, currency: <USD or another>, date: <YYYY-MM-DD>, method: <how it was worked out> }',
    ),
    comment('events: [{ type: <filed or removed or another>, at: <YYYY-MM-DD> }]'),
  ]);

const answerLines = (): readonly Line[] =>
  allComments([
    '',
    note('What your answer declares.'),
    comment('notice:'),
    comment(
      '  statements: { perjuryAuthority: <true>, jurisdictionConsent: <true>, truthGuarantee: <true> }',
      STATEMENTS,
    ),
    comment('  signature: { name: <who signs>, date: <YYYY-MM-DD> }'),
    '',
    note('What happened, in any order, and penalties against accounts of yours.'),
    comment('events: [{ type: <reply or counter-notice or another>, at: <YYYY-MM-DD> }]'),
    comment(
      'strikes: [{ account: <your account>, ladder: <name>, at: <YYYY-MM-DD>, points: <number> }]',
      `ladders: ${idsOf(builtInProfiles().ladders)}`,
    ),
  ]);
