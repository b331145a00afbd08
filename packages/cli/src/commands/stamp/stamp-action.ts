import { queryOf } from '../../api/flags.ts';
import { type StampResult, stamperFor } from '../../api/pictures/stamp.ts';
import type { Io } from '../../output/io.ts';
import { notDone } from '../../output/not-done.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import { firstShown, jsonText, shownText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface StampFlags extends ConfigOptions {
  readonly out?: string;
  readonly inPlace?: boolean;
  readonly dryRun?: boolean;
  readonly keyFile?: string;
  readonly keepPrivate?: boolean;
  readonly grain?: boolean;
  readonly json?: boolean;
}

/** Stamps pictures: 0 when all that should carry a mark do, 1 when one could not be stamped, lies in a folder that is not entered, or was named and is not taken. */
export const stampAction = async (paths: readonly string[], flags: StampFlags, io: Io): Promise<number> => {
  const { out, keyFile, inPlace = false, dryRun = false, keepPrivate = false, grain = true } = flags;
  const progress = progressLine(io, dryRun ? 'placed' : 'stamped');
  const result = await stamperFor(io)({
    ...queryOf(flags, io),
    env: io.env,
    paths,
    ...{ inPlace, dryRun, keepPrivate, grain },
    ...(out === undefined ? {} : { out }),
    ...(keyFile === undefined ? {} : { keyFile }),
    onEvent: showEvents(progress),
  }).finally(progress.clear);
  io.stdout(flags.json === true ? jsonText(result) : asText(result, flags));
  return result.unseen.length > 0 || result.outcomes.some(({ kind }) => kind === 'failed') ? 1 : 0;
};

type Outcome = StampResult['outcomes'][number];
const percent = (value: number): string => `${Math.round(100 * value)} %`;

const outcomeText = (outcome: Outcome): string => {
  const path = shownText(outcome.path);
  if (outcome.kind !== 'stamped') return `${path}  ${outcome.kind}: ${shownText(outcome.reason)}`;
  const { place, mark, opacity } = outcome.entry;
  const { removed, lost } = outcome;
  const metadata = [
    ...(removed.length === 0 ? [] : [`; taken out: ${removed.join(', ')}`]),
    ...(lost.length === 0 ? [] : [`; lost: ${lost.map(shownText).join(', ')}`]),
  ].join('');
  return `${path}  ${shownText(mark)} at ${percent(place.x)} from the left, ${percent(place.y)} from the top, ${percent(place.width)} wide, opacity ${percent(opacity)}${metadata}`;
};

/** So many pictures at most that were skipped for one reason have a line each: in more of them what failed would be lost. */
const MOST_SKIPPED = 3;

/** What was stamped, then what was skipped, and what failed last, where it is seen. */
const outcomeLines = (outcomes: readonly Outcome[]): readonly string[] => {
  const linesOf = (kind: Outcome['kind']): readonly string[] =>
    outcomes.filter((outcome) => outcome.kind === kind).map(outcomeText);
  const skipped = new Map<string, Outcome[]>();
  for (const outcome of outcomes)
    if (outcome.kind === 'skipped') skipped.set(outcome.reason, [...(skipped.get(outcome.reason) ?? []), outcome]);
  const skippedLines = [...skipped].flatMap(([reason, some]) =>
    some.length <= MOST_SKIPPED
      ? some.map(outcomeText)
      : [`${some.length} pictures  skipped: ${shownText(reason)}: ${firstShown(some.map(({ path }) => path))}`],
  );
  return [...linesOf('stamped'), ...skippedLines, ...linesOf('failed')];
};

const asText = ({ outcomes, unseen, unstamped, ledger }: StampResult, { inPlace, dryRun }: StampFlags): string => {
  const count = (kind: Outcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const of = `${count('stamped')} of ${outcomes.length} ${outcomes.length === 1 ? 'picture' : 'pictures'}`;
  const rest = [
    ...(count('skipped') > 0 ? [`${count('skipped')} skipped`] : []),
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
  ].join(', ');
  const did = `${dryRun ? 'would be stamped' : 'stamped'}${rest === '' ? '' : ` (${rest})`}`;
  const where =
    dryRun === true
      ? ['Nothing was written.']
      : count('stamped') === 0
        ? []
        : [
            ...(inPlace === true ? [`The unstamped pictures are kept under ${unstamped}.`] : []),
            `The places are noted in ${ledger}: commit it, so that a lint looks there first.`,
          ];
  return `${[...outcomeLines(outcomes), '', `${of} ${did}`, ...notDone('stamped', unseen), ...where].join('\n')}\n`;
};
