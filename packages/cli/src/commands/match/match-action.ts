import { queryOf } from '../../api/flags.ts';
import { keepNoPictures, matcherFor, matchFormatOf } from '../../api/match.ts';
import type { Io } from '../../output/io.ts';
import { parseOwnOutputs, writeOwnOutputs } from '../../output/outputs.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { allowRoomyHeap, MATCH_ROOM } from '../../project/heap-growth.ts';

export interface MatchFlags extends ConfigOptions {
  readonly against?: readonly string[];
  readonly registry?: boolean;
  readonly format?: readonly string[];
}

/** Compares suspects with ours and writes what was found; 1 where a suspect is a copy, or may be. */
export const matchAction = async (suspects: readonly string[], flags: MatchFlags, io: Io): Promise<number> => {
  const outputs = parseOwnOutputs(flags.format, io.cwd, matchFormatOf);
  keepNoPictures();
  const heap = allowRoomyHeap(MATCH_ROOM);
  const { hasCopy, hasLikeness, hasUndecided, hasUnread, render } = await matcherFor(io)({
    ...queryOf(flags, io),
    suspects,
    ...(flags.against === undefined ? {} : { against: flags.against }),
    registry: flags.registry === true,
    onEvent: showEvents(progressLine(io)),
  }).finally(heap.end);
  await writeOwnOutputs(outputs, render, io);
  return hasCopy || hasLikeness || hasUndecided || hasUnread ? 1 : 0;
};
