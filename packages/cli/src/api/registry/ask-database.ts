import { resolve } from 'node:path';
import { escapeControls, isKnownError } from '@listing-lint/core';
import { type Copy, type Fingerprint, readCompared } from '@listing-lint/rules/hash';
import { emptyRegistry, faultOf, picturesOf } from '@listing-lint/vision';
import { findByBands, hasPublished, needBands } from '../../database/bands.ts';
import { READ_MS, withDatabase } from '../../database/connect.ts';
import { databaseOf } from '../../project/open-registry.ts';
import { builtinSettings } from '../../project/registry-file.ts';
import type { Program } from '../flags.ts';
import type { RunQuery } from '../options.ts';
import { openedRegistry } from './registry-database.ts';

/** What the database says of a picture, in lines. */
interface Answer {
  readonly lines: readonly string[];
  readonly isCopy: boolean;
  /** Not all of the picture could be looked for. */
  readonly isUnread: boolean;
}

/** What the database says of all pictures. */
export interface DatabaseAnswer {
  readonly text: string;
  readonly hasCopy: boolean;
  /** `true` where a picture, or a frame of it, could not be looked for. */
  readonly hasUnread: boolean;
}

/**
 * Asks the database itself, for who cannot hold a copy of the registry: what is published within `radius` bits of each picture, or of a frame of it. A picture that
 * cannot be looked for stops none of the others. Throws `database-failed` where the database has no table for it, `usage` where nothing is published.
 */
export const askDatabase = async (
  given: readonly string[],
  radius: number,
  query: RunQuery,
  program?: Program,
): Promise<DatabaseAnswer> => {
  const { around, config, place } = await openedRegistry(query, program);
  const { address, name: registry } = databaseOf(place);
  const pictures = (await Promise.all(given.map((path) => picturesOf(resolve(around.cwd, path), path)))).flat();
  const { limits } = builtinSettings(config);
  return withDatabase(
    address,
    async (client) => {
      await needBands(client);
      if (!(await hasPublished(client))) throw emptyRegistry(registry);
      const near: Near = (fingerprint) => findByBands(client, fingerprint, radius);
      const answers: Answer[] = [];
      for (const { file, name, within } of pictures) {
        query.signal?.throwIfAborted();
        answers.push(await answerOf(name, () => readCompared(file, name, within, limits), near));
      }
      return {
        text: answers.flatMap(({ lines }) => lines.map((line) => `${escapeControls(line)}\n`)).join(''),
        hasCopy: answers.some(({ isCopy }) => isCopy),
        hasUnread: answers.some(({ isUnread }) => isUnread),
      };
    },
    READ_MS,
  );
};

type Near = (fingerprint: Fingerprint) => Promise<readonly Copy[]>;
type OpenFrame = () => Promise<{ readonly fingerprint: Fingerprint }>;

const answerOf = async (name: string, read: () => ReturnType<typeof readCompared>, near: Near): Promise<Answer> => {
  const picture = await read().catch((error: unknown) => ({ fault: faultOf(error, name) }));
  if ('fault' in picture) return answered(name, [], [`  not looked for: ${picture.fault}`]);
  const { frames, further } = picture;
  const found = new Map<string, string>();
  const faults: string[] = [];
  const look = async (where: string, open: OpenFrame): Promise<void> => {
    const copies = await askedOf(open, near, name);
    if ('fault' in copies) faults.push(`  not looked for${where}: ${copies.fault}`);
    else
      for (const { entry, match } of copies)
        if (!found.has(entry.path))
          found.set(
            entry.path,
            `  ${entry.path} (${entry.product}): ${match.evidence}, distance ${match.distance}${where}`,
          );
  };
  await look('', async () => picture);
  for (const { number, decoded } of further) await look(`, in frame ${number} of ${frames}`, decoded);
  const unseen = frames - 1 - further.length;
  if (unseen > 0) faults.push(`  not looked for: ${unseen} of ${frames} frames`);
  return answered(name, [...found.values()], faults);
};

/** What is near a frame, or why that cannot be said of this one; what is wrong with the database is thrown. */
const askedOf = async (open: OpenFrame, near: Near, name: string) => {
  try {
    return await near((await open()).fingerprint);
  } catch (error) {
    if (!isKnownError(error) || error.code === 'database-failed') throw error;
    return { fault: [faultOf(error, name), ...error.problems.map(({ message }) => message)].join('; ') };
  }
};

const answered = (name: string, copies: readonly string[], faults: readonly string[]): Answer => {
  const otherwise = faults.length === 0 ? 'nothing published is near' : 'cannot be said';
  return {
    lines: [`${name}: ${copies.length === 0 ? otherwise : `near ${copies.length}`}`, ...copies, ...faults],
    isCopy: copies.length > 0,
    isUnread: faults.length > 0,
  };
};
