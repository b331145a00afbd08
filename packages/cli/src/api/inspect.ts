import { type Inspection, inspect, ListingLintError } from '@listing-lint/core';
import { notDone } from '@listing-lint/rules/kernel';
import { projectFor } from '../project/load.ts';
import { namedLeft } from '../project/named-left.ts';
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

/** What is known of what was named, and what was named and is nothing that is linted, in sentences. */
interface Inspected {
  readonly inspections: readonly Inspection[];
  readonly unseen: readonly string[];
}

/** Gives `inspect` for a program that holds the guard of plugins. */
export const inspectorFor =
  (program?: Program) =>
  async (options: InspectQuery): Promise<Inspected> => {
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
    if (inspections.length === 0)
      throw new ListingLintError('no-subjects', `nothing to inspect in ${options.paths.join(', ')}`, [
        { message: 'it is no picture, listing or case of this config, or it is ignored' },
      ]);
    const taken = inspections.flatMap(({ subject: { path } }) => (typeof path === 'string' ? [{ path }] : []));
    const unseen = await namedLeft({ config, selection }, { done: 'inspected', taken, say });
    return { inspections, unseen };
  };

/** The facts that rules see of what the paths name. Rejects with `no-subjects` where they name nothing that is linted. */
export const inspectAlone = async (options: InspectQuery): Promise<readonly Inspection[]> => {
  const { inspections, unseen } = await inspectorFor()(options);
  for (const line of notDone('inspected', unseen)) sayTo(options)(line);
  return inspections;
};
