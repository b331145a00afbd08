import { queryOf } from '../../api/flags.ts';
import { type ArchiveResult, archiverFor } from '../../api/ledger/archive.ts';
import type { Io } from '../../output/io.ts';
import { notDone, notLooked } from '../../output/not-done.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import { jsonText, shownText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface ArchiveFlags extends ConfigOptions {
  readonly stage?: 'original' | 'edit' | 'published';
  readonly parent?: readonly string[];
  readonly document?: readonly string[];
  readonly by?: string;
  readonly sign?: string;
  readonly sourceType?: string;
  readonly copy?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Archives pictures: 0 when all are in the ledger, 1 when one could not be read, or lies in a folder that is not entered. */
export const archiveAction = async (paths: readonly string[], flags: ArchiveFlags, io: Io): Promise<number> => {
  const { stage, parent = [], document = [], by, copy = false, dryRun = false } = flags;
  const progress = progressLine(io, 'looked at');
  const result = await archiverFor(io)({
    ...queryOf(flags, io),
    ...{ paths, parents: parent, documents: document, copy, dryRun, env: io.env },
    ...(stage === undefined ? {} : { stage }),
    ...(by === undefined ? {} : { by }),
    ...(flags.sign === undefined ? {} : { sign: flags.sign }),
    ...(flags.sourceType === undefined ? {} : { sourceType: flags.sourceType }),
    onEvent: showEvents(progress),
  });
  progress.clear();
  io.stdout(flags.json === true ? jsonText(result) : asText(result, dryRun));
  const isUnsigned = result.signed.some(({ reason }) => reason !== null);
  return isUnsigned || result.unseen.length > 0 || result.outcomes.some(({ kind }) => kind === 'failed') ? 1 : 0;
};

type Outcome = ArchiveResult['outcomes'][number];

const asText = (
  { outcomes, signed, unseen, notLookedAt, captures, ledger }: ArchiveResult,
  dryRun: boolean,
): string => {
  const count = (kind: Outcome['kind']): number => outcomes.filter((each) => each.kind === kind).length;
  const failed = count('failed') > 0 ? `, ${count('failed')} could not be read` : '';
  const done = `${count('archived')} ${dryRun ? 'would be archived' : 'archived'} in ${shownText(ledger)}`;
  const unsigned = signed.flatMap(({ path, reason }) =>
    reason === null ? [] : [`${shownText(path)}  not signed: ${shownText(reason)}`],
  );
  const renewed = signed.flatMap(({ path, isRenewed }) =>
    isRenewed
      ? [
          `${shownText(path)}  signed anew, as it has changed: the copy of before is kept in ${shownText(ledger)}/objects`,
        ]
      : [],
  );
  const opened = signed.flatMap(({ path, isOpened }) =>
    isOpened
      ? [
          `${shownText(path)}  signed as what was opened: it has Content Credentials, and keeps what they say of its source`,
        ]
      : [],
  );
  const derived = signed.flatMap(({ path, parent }) =>
    parent === null
      ? []
      : [`${shownText(path)}  signed as made from ${shownText(parent)}, whose Content Credentials it keeps`],
  );
  return `${[...unsigned, ...renewed, ...opened, ...derived, ...outcomes.flatMap(linesOf), ...captures.map(captureLine), '', `${done}, ${count('known')} there already${failed}`, ...notDone('archived', unseen), ...notLooked(notLookedAt, 'archived')].join('\n')}\n`;
};

const linesOf = (outcome: Outcome): readonly string[] => {
  const path = shownText(outcome.path);
  if (outcome.kind === 'known') return [`${path}  there already: ${outcome.address.slice(0, 12)}`];
  if (outcome.kind === 'failed') return [`${path}  failed: ${shownText(outcome.reason)}`];
  return [
    `${path}  ${outcome.stage}${outcome.address === null ? ', would be archived' : `: ${outcome.address.slice(0, 12)}`}`,
    ...outcome.parents.map((each) => `  from ${shownText(each.path)} (${howOf(each)})`),
    ...outcome.notes.map((note) => `  ${shownText(note)}`),
  ];
};

const captureLine = ({ path, isNew, reason }: ArchiveResult['captures'][number]): string =>
  `${shownText(path)}  ${reason === null ? `capture${isNew ? '' : ', there already'}` : `capture not archived: ${shownText(reason)}`}`;

const HOW = {
  declared: 'as you say',
  listing: 'as its listing.yaml says',
  'name-and-time': 'by name and time, likely',
  fingerprint: 'by fingerprint',
} as const;

type Parent = Extract<Outcome, { readonly kind: 'archived' }>['parents'][number];

const howOf = ({ how, certainty, distance }: Parent): string =>
  how !== 'fingerprint'
    ? HOW[how]
    : certainty === 'certain'
      ? 'the same picture data'
      : `${HOW.fingerprint}, likely; distance ${distance}`;
