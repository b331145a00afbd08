import { join } from 'node:path';
import { canonicalJson, isMissingFile, readText, sha256 } from '@listing-lint/core/plugin';
import { MAX_LOG_BYTES, readMonitoringFile } from '@listing-lint/disputes';
import type { BytesMatcher } from '@listing-lint/vision';
import type { MonitorMatter } from './matter.ts';
import { logName } from './run-log.ts';
import type { Questions } from './service/asked-questions.ts';

const ID_DIGITS = 8;

/** A run is known by its day, what it looks through and for, and how it judges. */
export const runId = (
  { asOf, tool, settings, unseen = [] }: MonitorMatter,
  { digest }: Questions,
  { ours, unreadable }: BytesMatcher,
): string => {
  const works = ours.map((each) => each.sha256).sort();
  const policy = canonicalJson(JSON.parse(JSON.stringify(settings.monitor ?? {})));
  const missed =
    unseen.length + unreadable.length === 0 ? [] : [canonicalJson([...unseen, ...unreadable.map(unreadWords)])];
  return sha256([asOf, tool, digest, works.join(), policy, ...missed].join('\n')).slice(0, ID_DIGITS);
};

/** Why one of ours was not compared with. */
export const unreadWords = ({ path, problem }: BytesMatcher['unreadable'][number]): string =>
  problem.startsWith(`${path}: `) ? problem : `${path}: ${problem}`;

/** Where a run stands. */
export interface RunName {
  readonly id: string;
  /** Path of its log, from the folder of the config. */
  readonly log: string;
  /** Text of the log, where the run was made before. */
  readonly before: string | undefined;
}

/** Runs of one day that ask the same. */
const MOST_ATTEMPTS = 50;

/**
 * The name of a run. One that looks through files is the same as often as it is made; one that asks services is made anew as long as the last one could
 * not ask them all, under a name of its own.
 */
export const runName = async (
  base: string,
  folder: string,
  { root, asOf }: MonitorMatter,
  { kind }: Questions,
): Promise<RunName> => {
  for (let attempt = 0; ; attempt++) {
    const id = attempt === 0 ? base : sha256(`${base} ${attempt}`).slice(0, ID_DIGITS);
    const log = `${folder}/${logName({ at: asOf, id })}`;
    const before = await logTextOf(join(root, log), root);
    const isAgain =
      before !== undefined && kind === 'reverse-search' && attempt < MOST_ATTEMPTS && !isWhole(log, before);
    if (!isAgain) return { id, log, before };
  }
};

/** A log that was changed so that it cannot be read is not written again. */
const isWhole = (path: string, text: string): boolean =>
  (readMonitoringFile({ path, text }, '9999-12-31').value?.checks ?? []).every(
    ({ run }) => run?.looked.whole !== false,
  );

/** The text of a log (absolute, as the folder of the config `root`); undefined where there is none. */
export const logTextOf = async (file: string, root: string): Promise<string | undefined> => {
  try {
    return await readText(file, { maxBytes: MAX_LOG_BYTES, within: root });
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
};
