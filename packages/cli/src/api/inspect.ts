import { type Inspection, inspect, ListingLintError } from '@listing-lint/core';
import { projectFor } from '../project/load.ts';
import { namedPaths } from '../project/paths.ts';
import { todayOf } from '../project/today.ts';
import { checkCall, DAY, type Kinds, RUN_QUERY, SOME_TEXTS } from './check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from './flags.ts';
import type { RunQuery } from './options.ts';

export interface InspectQuery extends RunQuery {
  /** Pictures, listings or case files, of one project. */
  readonly paths: readonly string[];
  /** The day that facts about time take for today, `YYYY-MM-DD`. Default: today. */
  readonly asOf?: string;
}

const KINDS: Kinds<InspectQuery> = { ...RUN_QUERY, paths: SOME_TEXTS, asOf: DAY };

/** Gives `inspect` for a program that holds the guard of plugins. */
export const inspectorFor =
  (program?: Program) =>
  async (options: InspectQuery): Promise<readonly Inspection[]> => {
    checkCall({ name: 'inspect', options, kinds: KINDS, needs: ['paths'] });
    const around = surroundingsOf(options, program);
    const say = sayTo(options);
    const paths = await namedPaths(options.paths, around.cwd);
    const { config, selection } = await projectFor(configOptionsOf(options), around, paths, say);
    const { signal } = options;
    const inspections = await inspect({
      config,
      asOf: todayOf(options.asOf, around.now()),
      onSay: say,
      ...(selection === undefined ? {} : { selection }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (inspections.length > 0) return inspections;
    throw new ListingLintError('no-subjects', `nothing to inspect in ${options.paths.join(', ')}`, [
      { message: 'it is no picture, listing or case of this config, or it is ignored' },
    ]);
  };

/** The facts that rules see of what the paths name. Rejects with `no-subjects` where they name nothing that is linted. */
export const inspectAlone: (options: InspectQuery) => Promise<readonly Inspection[]> = inspectorFor();
