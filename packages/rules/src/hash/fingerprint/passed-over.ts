import { fewNamed } from '../../kernel/few-named.ts';

/** Why an entry of a folder is skipped. */
export type PassedReason =
  | 'hidden'
  | 'node_modules'
  | 'svg'
  | 'drawing'
  | 'pdf'
  | 'video'
  | 'archive'
  | 'list'
  | 'binary'
  | 'unknown'
  | 'special';

/** Entries of a folder that are skipped for one reason. */
export interface PassedOver {
  readonly why: PassedReason;
  readonly count: number;
  /** The first of them by name; of a folder, which ends in `/`, nothing was counted inside. */
  readonly named: readonly string[];
}

/** Entries that are named for each reason. */
const MOST_NAMED = 20;
/** Of these, those that a sentence names. */
const FEW = 3;

const WORDS: { readonly [why in PassedReason]: string } = {
  hidden: 'hidden',
  node_modules: 'node_modules',
  svg: '.svg (vector pictures are not …)',
  drawing: 'drawings and models, whose pictures are not …',
  pdf: 'PDF (documents are not …)',
  video: 'videos (frames are not …)',
  archive: 'archives and pages in one file (not opened)',
  list: 'lists (sources of their own)',
  binary: 'of an unknown format',
  unknown: 'with unknown content',
  special: 'that are no files',
};
const REASONS: readonly PassedReason[] = [
  ...(['hidden', 'node_modules', 'svg', 'drawing', 'pdf', 'video', 'archive', 'list', 'binary', 'unknown'] as const),
  'special',
];

/** Counts skipped entries by reason. */
export const countPassed = (
  entries: readonly { readonly why: PassedReason; readonly path: string }[],
): readonly PassedOver[] =>
  REASONS.flatMap((why): PassedOver[] => {
    const paths = entries.flatMap((entry) => (entry.why === why ? [entry.path] : [])).sort();
    return paths.length === 0 ? [] : [{ why, count: paths.length, named: paths.slice(0, MOST_NAMED) }];
  });

/** What several folders have of each reason. */
export const joinPassed = (lists: readonly (readonly PassedOver[])[]): readonly PassedOver[] => {
  const all = lists.flat();
  return REASONS.flatMap((why): PassedOver[] => {
    const of = all.filter((each) => each.why === why);
    const named = of.flatMap((each) => each.named).slice(0, MOST_NAMED);
    return of.length === 0 ? [] : [{ why, count: of.reduce((sum, { count }) => sum + count, 0), named }];
  });
};

/** `2 .svg (vector pictures are not compared): found/a.svg, found/b.svg`; `done`: what others are. */
export const passedWords = ({ why, count, named }: PassedOver, done = 'compared'): string =>
  `${count} ${WORDS[why].replace('…', done)}: ${fewNamed(named, FEW, count)}`;

/** All of it in one sentence. */
export const passedSentence = (passed: readonly PassedOver[], done?: string): string =>
  `skipped: ${passed.map((each) => passedWords(each, done)).join('; ')}`;
