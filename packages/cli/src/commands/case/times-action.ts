import { resolve } from 'node:path';
import { statusFor } from '../../api/case/case-status.ts';
import { type TimelineFormat, timelineFor } from '../../api/case/case-timeline.ts';
import type { UnreadCase } from '../../api/case/find-case.ts';
import { queryOf } from '../../api/flags.ts';
import type { Io } from '../../output/io.ts';
import { tellRefused, toldLine } from '../../output/told.ts';
import { writeNewFile } from '../../output/write-new.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface StatusFlags extends ConfigOptions {
  readonly format: 'text' | 'json';
  readonly asOf?: string;
}

/** Tells who has to do what until when; 1 where a case file has mistakes. */
export const statusAction = async (cases: readonly string[], flags: StatusFlags, io: Io): Promise<number> => {
  const { unread, render } = await statusFor(io)(casesQuery(cases, flags, io));
  io.stdout(render(flags.format));
  return tellUnread(unread, io);
};

export interface TimelineFlags extends ConfigOptions {
  readonly format: TimelineFormat;
  readonly output?: string;
  readonly force?: boolean;
  readonly asOf?: string;
}

/** Writes cases over time; 1 where a case file has mistakes. */
export const timelineAction = async (cases: readonly string[], flags: TimelineFlags, io: Io): Promise<number> => {
  const { format, output, force } = flags;
  const { unread, withDay, withoutDay, render } = await timelineFor(io)(casesQuery(cases, flags, io));
  if (format === 'ics' && withDay + withoutDay === 0) {
    const why = 'nobody has to do anything that is known: see `listing-lint case status`';
    return tellRefused('there is nothing for a calendar', [why], io);
  }
  const text = await render(format);
  if (output === undefined) io.stdout(text);
  else {
    const file = { file: resolve(io.cwd, output), name: output, text, cwd: io.cwd };
    await writeNewFile(file, 'give another name, or say --force', force === true);
  }
  if (format === 'ics' && withoutDay > 0) {
    io.stderr(
      `listing-lint: ${withoutDay} ${withoutDay === 1 ? 'duty has' : 'duties have'} no day: the calendar shows ${withoutDay === 1 ? 'it' : 'them'} on the day of the run\n`,
    );
  }
  return tellUnread(unread, io);
};

const casesQuery = (cases: readonly string[], flags: StatusFlags | TimelineFlags, io: Io) => ({
  ...queryOf(flags, io),
  cases,
  ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
});

const tellUnread = (unread: readonly UnreadCase[], io: Io): number => {
  for (const { path, problems } of unread)
    io.stderr(toldLine(`${path} is left out: ${problems[0] ?? 'it has mistakes'}`));
  return unread.length > 0 ? 1 : 0;
};
