import { caseTimelines } from '../docket/docket-view.ts';
import { timelinesAssets } from '../generated/timelines-assets.ts';
import { contentPolicy, templates } from '../page/templates.ts';

/** A case as in the value of the fact `docket`. */
export interface TimelineCase {
  readonly path: string;
  readonly docket: unknown;
}

/** Cases over time, the most urgent first, as a page that stands alone; `asOf` is the day for which it holds. */
export const renderTimelines = (cases: readonly TimelineCase[], asOf: string): string => {
  const { style, script } = timelinesAssets;
  const subjects = cases.map(({ path, docket }) => ({
    scope: 'case',
    path,
    particulars: { fact: 'docket', value: docket },
  }));
  return templates(timelinesAssets.templates)('timelines', {
    title: cases.length === 1 ? 'Timeline of a dispute' : 'Timelines of disputes',
    asOf,
    timelines: [...caseTimelines({ subjects, asOf }).values()],
    style,
    policy: contentPolicy(style, script),
  });
};
