import { escapeControls } from '@listing-lint/core';
import type { CopiesDay } from '../docket/copies-over-time.ts';
import { dayWords, overTimeView } from '../docket/over-time.ts';
import { takedownsView } from '../docket/takedowns.ts';
import { count } from '../format/phrases.ts';
import { monitoringAssets } from '../generated/monitoring-assets.ts';
import { contentPolicy, templates } from '../page/templates.ts';
import type { MonitoringHit, MonitoringRun } from './monitoring-run.ts';

/** A small picture: its `data:` address and its size in pixels. */
export interface SmallPicture {
  readonly address: string;
  readonly width: number;
  readonly height: number;
}

/** Hits with thumbnails; further ones are listed as text. */
export const MOST_PICTURED = 60;

/** A run as a page that stands alone: theirs beside ours, what has changed since the run before, copies over time. `small` gives the picture of a path. */
export const renderMonitoring = (run: MonitoringRun, small: (path: string) => SmallPicture | null): string => {
  const { style, script } = monitoringAssets;
  const said = escaped(run);
  const { asOf, hits, gone, cases, silenced, faults, inconclusive, passed, days, platforms } = said;
  return templates(monitoringAssets.templates)('monitoring', {
    title: `Monitoring, ${asOf}`,
    lead: leadOf(said),
    counts: countsOf(said),
    since: sinceOf(days, asOf),
    overTime: overTimeView(days),
    overTimeWords: days.map(dayWords).join('. '),
    dayRows: days.map(dayWords).toReversed(),
    takedowns: takedownsView(platforms),
    heading: 'h2',
    hits: hits.slice(0, MOST_PICTURED).map((hit, index) => hitView(hit, run.hits[index] ?? hit, small)),
    rest: hits.slice(MOST_PICTURED).map(({ listing, reasons, ...hit }) => ({
      listing,
      by: byOf(hit),
      reasons: reasons.join('; '),
    })),
    gone: gone.map((hit) => ({ ...hit, by: byOf(hit), case: hit.case ?? '' })),
    lists: [
      { title: 'Cases', lines: cases },
      { title: 'Suppressed', lines: silenced },
      { title: 'Not checked', lines: faults },
      { title: 'Inconclusive: may show our work', lines: inconclusive },
      { title: 'Passed over, as neither picture nor page', lines: passed },
    ].filter(({ lines }) => lines.length > 0),
    looked: coverageWords(said),
    sources: said.looked.sources,
    log: said.log,
    isTried: said.isTried === true,
    tool: said.tool ?? '',
    style,
    policy: contentPolicy(style, script),
  });
};

/** Returns a copy with the control characters of all strings made visible. */
const escaped = <T>(value: T): T => {
  const made: unknown =
    typeof value === 'string'
      ? escapeControls(value)
      : Array.isArray(value)
        ? value.map(escaped)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, escaped(each)]))
          : value;
  return made as T;
};

const leadOf = ({ hits, gone, faults, looked }: MonitoringRun): string => {
  if (hits.length > 0) return 'The checked sources show copies of your pictures.';
  return `Nothing new${gone.length > 0 ? ', and some of what was known is gone' : ''}${faults.length > 0 ? '; not everything could be checked' : ''}${looked.inconclusive > 0 ? '; of some it cannot be told whether it shows ours' : ''}.`;
};

const countsOf = ({ hits, gone, known, unseen, heldBack, looked }: MonitoringRun) => {
  const back = hits.filter(({ state }) => state === 'relisted').length;
  return [
    { kind: 'fresh', name: 'new', value: hits.length - back },
    { kind: 'back', name: 'back', value: back },
    { kind: 'gone', name: 'gone', value: gone.length },
    { kind: 'known', name: 'known, still up', value: known },
    ...(unseen > 0 ? [{ kind: 'known', name: 'known, not checked', value: unseen }] : []),
    ...(heldBack > 0 ? [{ kind: 'fresh', name: 'more, for the next run', value: heldBack }] : []),
    ...(looked.inconclusive > 0 ? [{ kind: 'open', name: 'inconclusive', value: looked.inconclusive }] : []),
  ].map((each) => ({ ...each, kind: each.value === 0 ? 'zero' : each.kind }));
};

const sinceOf = (days: readonly CopiesDay[], asOf: string): string => {
  const before = days.filter(({ at }) => at < asOf).at(-1);
  return before === undefined
    ? 'The first run on record: all that it found is new.'
    : `What has changed since the run of ${before.at}, after which ${count(before.up, 'copy', 'copies')} of ours ${before.up === 1 ? 'was' : 'were'} up.`;
};

const coverageWords = ({ looked }: MonitoringRun): string =>
  `${count(looked.pictures, 'picture')} on ${count(looked.pages, 'page')}, compared with ${count(looked.compared, 'file')} of ours.`;

const TAGS: { readonly [certainty in MonitoringHit['certainty']]: string } = {
  copy: 'copy',
  marked: 'our mark',
  likely: 'likely',
  possible: 'perhaps',
};

const byOf = ({ seller, platform }: Pick<MonitoringHit, 'seller' | 'platform'>): string =>
  [seller === null ? '' : `seller ${seller}`, platform === null ? '' : `on ${platform}`]
    .filter((text) => text !== '')
    .join(' ');

/** `raw` has the paths as they are. */
const hitView = (hit: MonitoringHit, raw: MonitoringHit, small: (path: string) => SmallPicture | null) => {
  const { certainty, state, listing, work, transformation, capturedAt, pictureFile, pageFile } = hit;
  const kept = [pictureFile, pageFile].filter((path) => path !== null).join(', ');
  return {
    ...{ certainty, state, listing, work, transformation, case: hit.case },
    tag: TAGS[certainty],
    href: hrefOf(raw.listing),
    by: byOf(hit),
    reasons: hit.reasons.join('; '),
    kept: [capturedAt === null ? '' : `captured ${capturedAt}`, kept === '' ? '' : `kept as ${kept}`]
      .filter((text) => text !== '')
      .join(', '),
    theirs: raw.pictureFile === null ? null : small(raw.pictureFile),
    ours: raw.work === null ? null : small(raw.work),
    noOurs: work === null ? 'like none of ours' : 'no preview',
  };
};

/** Where a reader may go: pages of the web alone. */
const hrefOf = (listing: string): string | null => {
  if (!URL.canParse(listing)) return null;
  const { protocol, href } = new URL(listing);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
};
