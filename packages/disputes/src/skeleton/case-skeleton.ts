import { builtInProfiles } from '../case/profile/profiles.ts';
import { notices } from '../complaint/notices.ts';
import { infringementLines, type SkeletonCopy } from './copy-lines.ts';
import { holderOf, type SkeletonHolder, type SkeletonInfringement } from './found-listings.ts';
import { type SkeletonPicture, workIds, workLines } from './work-lines.ts';
import { allComments, block, comment, type Line, note, scalar } from './yaml-lines.ts';

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
  /** What weighs most first. */
  readonly copies: readonly SkeletonCopy[];
  /** What else was found and the case is not about, in sentences. */
  readonly leftOut?: readonly string[];
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
    ...(isAccused ? accusationOf(source) : infringementLines(source, works)),
    ...workLines(source.pictures, works),
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
