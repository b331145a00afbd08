import { allComments, block, comment, flow, type Line, note, scalar } from './yaml-lines.ts';

/** A picture of ours that the case is about; paths start at the folder of the config. */
export interface SkeletonPicture {
  readonly path: string;
  readonly sha256: string;
  /** `true`: it is the file as the camera wrote it. */
  readonly isOriginal: boolean;
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
    ...(isAccused ? ANSWER : COMPLAINT),
  ];
  return `${lines.join('\n')}\n`;
};

const headOf = ({ id, direction, today, platform, listings }: SkeletonSource): readonly Line[] => [
  note(
    'A dispute, to be filled in: take away "# " before a key, and put your own value there. What is not known stays away.',
  ),
  note('docs/case-file.md has every key; `listing-lint` says what is missing. Nothing of this is sent anywhere.'),
  `id: ${scalar(id)}`,
  'status: open',
  `direction: ${direction}`,
  `createdAt: ${today}`,
  platform === undefined ? comment('platform: aliexpress', 'where it takes place') : `platform: ${scalar(platform)}`,
  comment('jurisdiction: [CN, US]', 'whose law applies'),
  comment('timeZone: Europe/Berlin', 'where you are: your days count from there'),
  comment('owner: legal desk', 'who of yours looks after it'),
  ...(listings.length === 0
    ? [comment('listings: [listings/mug]', 'your listings that it is about')]
    : block('listings', listings.map(scalar))),
];

const infringementsOf = (source: SkeletonSource, works: ReadonlyMap<string, string>): readonly Line[] => {
  const { listing, seller, today, firstSeen = today } = source;
  const [copy, ...others] = source.copies;
  const lines = [
    'infringements:',
    `  - listing: ${listing === undefined ? 'https://market.example/item/1' : scalar(listing)}`,
    seller === undefined ? comment('    seller: their-name', 'who sells there') : `    seller: ${scalar(seller)}`,
    `    firstSeen: ${firstSeen}`,
    ...copyOf(copy, works),
    comment(
      '    capture: { screenshot: { file: evidence/page.png }, page: { file: evidence/page.html }, capturedAt: 2026-03-01T09:30Z, by: legal desk, tool: Firefox 150 }',
    ),
    comment('    watermarkRemoved: true', 'only where your mark was taken off'),
    comment('    counterfeit: true', 'only where the goods themselves are fakes'),
    comment('    explanation: Our photograph of the mug, cropped.'),
    ...others.map(({ name, of, distance }) => note(`Also found: ${name}, a copy of ${of}, distance ${distance}.`)),
  ];
  return [
    '',
    note(
      'Listings of others that show your pictures. Put page and picture on record first: they may be gone tomorrow.',
    ),
    ...(listing === undefined ? allComments(lines) : lines),
  ];
};

const copyOf = (copy: SkeletonCopy | undefined, works: ReadonlyMap<string, string>): readonly Line[] => {
  if (copy === undefined) {
    const [work = 'mug-front'] = works.values();
    return [comment(`    match: { work: ${scalar(work)}, method: by eye }`, 'which work of yours it shows')];
  }
  const match = flow({
    work: scalar(works.get(copy.of) ?? copy.of),
    method: 'hash',
    distance: String(copy.distance),
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
  const names = pictures.map(({ path }) => short(path));
  return new Map(
    pictures.map(({ path }, index) => {
      const name = names[index] ?? path;
      return [path, name === '' || names.indexOf(name) !== names.lastIndexOf(name) ? path : name];
    }),
  );
};

const worksOf = ({ pictures }: SkeletonSource, ids: ReadonlyMap<string, string>): readonly Line[] => [
  '',
  note('What it is about, and the proof that it is yours. Each work may have all that stands below the first one.'),
  ...(pictures.length === 0 ? allComments(['works:', '  - id: mug-front', ...proofsOf(false)]) : ['works:']),
  ...pictures.flatMap(({ path, sha256, isOriginal }, index) => [
    `  - id: ${scalar(ids.get(path) ?? path)}`,
    isOriginal
      ? `    rawOriginal: ${flow({ path: scalar(path), sha256 })}`
      : `    images: [${flow({ path: scalar(path), sha256 })}]`,
    ...(index === 0 ? proofsOf(isOriginal) : []),
  ]),
];

const proofsOf = (isOriginal: boolean): readonly Line[] => [
  comment('    title: The mug from the front'),
  comment('    author: who took it'),
  comment('    createdOn: 2026-01-10'),
  ...(isOriginal
    ? [comment('    images: [{ path: listings/mug/1.jpg }]', 'as it was published')]
    : [
        comment('    rawOriginal: { path: originals/DSC_0001.NEF, captureDate: 2026-01-10 }', 'as the camera wrote it'),
      ]),
  comment('    firstPublished: { date: 2026-01-20, place: our shop, url: "https://shop.example/mug" }'),
  comment('    editHistory: [{ file: originals/DSC_0001.xmp, software: darktable 5.2 }]'),
  comment('    timestamps: [{ kind: rfc3161, time: 2026-01-12T18:00Z, file: originals/DSC_0001.tsr }]'),
  comment('    registration: { office: US Copyright Office, number: VA 0-000-000, date: 2026-02-01 }'),
  comment('    copyrightClaimStatement: { file: papers/claim.pdf, signedOn: 2026-03-01 }', 'instead of a registration'),
  comment('    witnesses: [{ name: studio assistant, role: held the reflector, statement: papers/statement.pdf }]'),
  comment('    shootingRecord: { file: papers/shooting.pdf, date: 2026-01-10 }'),
];

const accusationOf = ({ received }: SkeletonSource): readonly Line[] => {
  const lines = [
    'accusation:',
    `  receivedAt: ${received ?? '2026-03-01T09:00Z'}`,
    comment('  by: who accuses'),
    comment('  reference: R-118', 'the number that the platform gave it'),
    comment('  grounds: what they say that you did'),
    comment('  listings: ["https://market.example/item/9"]', 'your listings that it names'),
    comment('  respondBy: 2026-03-04', 'only where it says until when'),
    comment('  evidence: [{ file: evidence/their-claim.pdf }]', 'what they sent with it'),
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
    '  evidenceRequest: { sentAt: 2026-03-02, file: papers/request.txt }',
    '`listing-lint case letter evidence-request` drafts it',
  ),
  comment('  comparison: { file: evidence/comparison.html, date: 2026-03-02, by: legal desk }'),
  comment('  independentCreation: Shot in our studio before their listing went online.'),
]);

const partiesOf = ({ direction }: SkeletonSource): readonly Line[] => [
  '',
  note(direction === 'accused' ? 'You, and who accuses you.' : 'Who holds the rights, and who the other side is.'),
  comment(
    'rightsHolder: { name: Tern & Tide, type: company, address: "4 Quay Street, Harbourton", phone: +44 20 7946 0000, email: rights@shop.example, jurisdiction: GB }',
  ),
  comment(
    'counterparty: { name: Bright Lamps, seller: bright-lamps, jurisdiction: CN, timeZone: Asia/Shanghai, email: desk@lamps.example }',
  ),
];

const STATEMENTS = 'only what you can declare: a false declaration has consequences in law';

const COMPLAINT: readonly Line[] = allComments([
  '',
  note('The complaint: a draft until it has filedAt. `listing-lint case export` makes it ready to be filed by you.'),
  comment('notice:'),
  comment('  to: alibaba-ipp', 'or ebay-vero, dmca, dsa, etsy'),
  comment(
    '  statements: { goodFaith: true, accuracy: true, perjuryAuthority: true, truthGuarantee: true, liability: true }',
    STATEMENTS,
  ),
  comment('  signature: { name: who signs, date: 2026-03-01 }'),
  '',
  note('What it has cost, and what happened, in any order.'),
  comment('damages: { amount: 1200, currency: USD, date: 2026-03-01, method: how it was worked out }'),
  comment('events: [{ type: filed, at: 2026-03-01 }]'),
]);

const ANSWER: readonly Line[] = allComments([
  '',
  note('What your answer declares.'),
  comment('notice:'),
  comment('  statements: { perjuryAuthority: true, jurisdictionConsent: true, truthGuarantee: true }', STATEMENTS),
  comment('  signature: { name: who signs, date: 2026-03-01 }'),
  '',
  note('What happened, in any order, and penalties against accounts of yours.'),
  comment('events: [{ type: accused, at: 2026-03-01 }]'),
  comment('strikes: [{ account: our-shop, ladder: aliexpress-general, at: 2026-03-02, points: 2 }]'),
]);
