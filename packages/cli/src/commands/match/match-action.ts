import { resolve } from 'node:path';
import { queryOf } from '../../api/flags.ts';
import { keepNoPictures, matcherFor, matchFormatOf } from '../../api/match.ts';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import { refuseToReplace } from '../../output/replaceable.ts';
import { refuseWayOut } from '../../output/way-out.ts';
import { writeOutput } from '../../output/write-output.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { allowRoomyHeap, MATCH_ROOM } from '../../project/heap-growth.ts';

export interface MatchFlags extends ConfigOptions {
  readonly against?: readonly string[];
  readonly registry?: boolean;
  readonly format?: readonly string[];
}

/** Compares suspects with ours and writes what was found; 1 where a suspect is a copy, or may be. */
export const matchAction = async (suspects: readonly string[], flags: MatchFlags, io: Io): Promise<number> => {
  const outputs = (flags.format ?? ['text']).map(parseFormat);
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError('two formats cannot both go to stdout', 'give one a file: -f html:matches.html');
  }
  keepNoPictures();
  const heap = allowRoomyHeap(MATCH_ROOM);
  const { files, hasCopy, hasLikeness, hasUndecided, hasUnread, render } = await matcherFor(io)({
    ...queryOf(flags, io),
    suspects,
    ...(flags.against === undefined ? {} : { against: flags.against }),
    registry: flags.registry === true,
    onEvent: showEvents(progressLine(io)),
  }).finally(heap.end);
  for (const { format, file } of outputs) {
    const text = await render(format);
    if (file === undefined) io.stdout(text);
    else {
      const path = resolve(io.cwd, file);
      refuseWayOut(path, file, io.cwd);
      refuseToReplace(path, file, files);
      await writeOutput(text, path, file, io.cwd);
    }
  }
  return hasCopy || hasLikeness || hasUndecided || hasUnread ? 1 : 0;
};

const parseFormat = (given: string) => {
  const [, name = given, file] = /^([^:]*):(.+)$/s.exec(given) ?? [];
  return { format: matchFormatOf(name), file };
};
