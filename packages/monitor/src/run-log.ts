import { escapeControls, wellFormed } from '@listing-lint/core/plugin';
import { flow, type Line, OBSERVER, scalar } from '@listing-lint/disputes';
import { joinPassed, passedWords } from '@listing-lint/rules/hash';
import type { Looked } from './look/seen.ts';
import type { GoneHit, MonitorHit, MonitorNews } from './news/hit.ts';
import type { MonitorSource } from './source/open-source.ts';

/** One run, as its log tells it. */
export interface MonitorRun {
  /** First 8 digits of what tells it from every other run. */
  readonly id: string;
  /** YYYY-MM-DD. */
  readonly at: string;
  readonly kind: 'listings' | 'reverse-search' | 'x-reverse-search-of-originals';
  /** Listings of ours that were searched for; null where it was all of them. */
  readonly listings: readonly string[] | null;
  /** Name and version of the program. */
  readonly tool: string;
  readonly sources: readonly Pick<MonitorSource, 'name' | 'kind' | 'sha256' | 'bytes' | 'passed'>[];
  /** Pictures of ours that were compared with. */
  readonly compared: number;
  /** What of ours could not be compared with, in sentences. */
  readonly notCompared: readonly string[];
  readonly looked: Pick<Looked, 'counts' | 'faults' | 'inconclusive' | 'isCut'>;
  /** Hosts and sources that were looked at. */
  readonly places: readonly string[];
  readonly news: MonitorNews;
  /** Paths of what was kept of a hit, by its id. */
  readonly kept: ReadonlyMap<string, KeptEvidence>;
}

/** Paths from the folder of the config. */
export interface KeptEvidence {
  readonly picture: string | null;
  readonly page: string | null;
}

/** Name of a run's log. */
export const logName = ({ at, id }: Pick<MonitorRun, 'at' | 'id'>): string => `${at}-${id}.yaml`;

/** A run as a monitoring log: the same run gives the same text. Pure. */
export const logText = (run: MonitorRun): string => {
  const { news, looked } = run;
  const lines: Line[] = [
    'schemaVersion: 1',
    'checks:',
    `  - at: ${run.at}`,
    `    kind: ${run.kind}`,
    ...list('places', run.places.map(text)),
    `    by: ${OBSERVER}`,
    `    tool: ${text(run.tool)}`,
    ...(run.listings === null ? [] : [`    listings: [${run.listings.map(text).join(', ')}]`]),
    `    result: ${resultOf(run)}`,
    ...list(
      'found',
      news.hits.map((hit) => foundOf(hit, run.kept.get(hit.id))),
    ),
    '    run:',
    '      looked:',
    '        sources:',
    ...run.sources.map(
      ({ name, kind, sha256, bytes }) =>
        `          - ${flow({ name: text(name), kind, sha256, ...(bytes === null ? {} : { bytes: String(bytes) }) })}`,
    ),
    ...Object.entries({
      pages: looked.counts.pages,
      pictures: looked.counts.pictures,
      repeated: looked.counts.repeated,
      faults: looked.counts.faults,
      whole: !looked.isCut,
      compared: run.compared,
    }).map(([key, value]) => `        ${key}: ${value}`),
    ...firstLines('firstFaults', looked.faults),
    ...(looked.counts.inconclusive === 0
      ? []
      : [
          `        inconclusive: ${looked.counts.inconclusive}`,
          ...firstLines('firstInconclusive', looked.inconclusive),
        ]),
    ...passedLines(run.sources),
    ...(run.notCompared.length === 0
      ? []
      : [`        notCompared: ${run.notCompared.length}`, ...firstLines('firstNotCompared', run.notCompared)]),
    `      known: ${news.known}`,
    `      unseen: ${news.unseen}`,
    ...(news.heldBack > 0 ? [`      heldBack: ${news.heldBack}`] : []),
    ...runList('gone', news.gone.map(goneOf)),
    ...runList(
      'licensed',
      news.licensed.map(({ name, listings }) => flow({ name: text(name), listings: String(listings) })),
    ),
    ...runList(
      'refused',
      news.refused.map(({ reason, listings }) => flow({ reason: text(reason), listings: String(listings) })),
    ),
    ...runList(
      'quarantined',
      news.quarantined.map(({ work, listings, example }) =>
        flow({ work: text(work), listings: String(listings), example: text(example) }),
      ),
    ),
  ];
  return `${lines.join('\n')}\n`;
};

const MOST_FAULTS = 20;

/** What lies in folders that were looked through and is neither picture nor page. */
const passedLines = (sources: MonitorRun['sources']): readonly Line[] => {
  const passed = joinPassed(sources.map((source) => source.passed ?? []));
  if (passed.length === 0) return [];
  return [
    `        passedOver: ${passed.reduce((sum, { count }) => sum + count, 0)}`,
    '        firstPassedOver:',
    ...passed.map((each) => `          - ${text(passedWords(each))}`),
  ];
};

/** The first of some sentences, under a key of `looked`. */
const firstLines = (key: string, sentences: readonly string[]): readonly Line[] =>
  sentences.length === 0
    ? []
    : [`        ${key}:`, ...sentences.slice(0, MOST_FAULTS).map((sentence) => `          - ${text(sentence)}`)];

/** `incomplete` where something could not be read or decided, or was set apart. */
const resultOf = ({ news, notCompared, looked: { isCut, counts } }: MonitorRun): 'found' | 'nothing' | 'incomplete' => {
  if (news.hits.length + news.known + news.heldBack > 0) return 'found';
  return isCut || counts.faults + counts.inconclusive + notCompared.length + news.quarantined.length > 0
    ? 'incomplete'
    : 'nothing';
};

/** A text from outside as a scalar on one line. */
const text = (value: string): string => scalar(escapeControls(wellFormed(value)));

const list = (key: string, values: readonly string[]): readonly Line[] =>
  values.length === 0 ? [] : [`    ${key}:`, ...values.map((value) => `      - ${value}`)];

/** The same, of `run`. */
const runList = (key: string, values: readonly string[]): readonly Line[] =>
  values.length === 0 ? [] : [`      ${key}:`, ...values.map((value) => `        - ${value}`)];

/** A value as JSON has it, which YAML takes as well; keys without a value are left out. */
const known = (values: { readonly [key: string]: string | null }): { readonly [key: string]: string } =>
  Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
const textOrNull = (value: string | null | undefined): string | null =>
  value === null || value === undefined ? null : text(value);
const numberOrNull = (value: number | null): string | null => (value === null ? null : String(value));

const foundOf = (hit: MonitorHit, kept: KeptEvidence | undefined): string => {
  return flow(
    known({
      listing: text(hit.listing),
      seller: textOrNull(hit.offer.seller),
      case: hit.case === null ? null : textOrName(hit.case),
      hit: hitText(hit, kept),
    }),
  );
};

const hitText = (hit: MonitorHit, kept: KeptEvidence | undefined): string => {
  const { copy, page, offer } = hit;
  const [work] = copy.works;
  return flow(
    known({
      id: quoted(hit.id),
      state: hit.state,
      platform: textOrNull(hit.platform),
      capturedAt: hit.capturedAt,
      certainty: hit.certainty,
      work: textOrNull(work?.path),
      workIds: hit.workIds.length === 0 ? null : `[${hit.workIds.map(quoted).join(', ')}]`,
      product: textOrNull(work?.product),
      transformation: textOrNull(work?.description),
      distance: numberOrNull(distanceOf(work)),
      mark: copy.mark,
      markRemoved: copy.markRemoved === null ? null : String(copy.markRemoved),
      counterfeit: offer.counterfeit ? 'true' : null,
      repeatSeller: hit.repeatSeller ? 'true' : null,
      price: numberOrNull(offer.price),
      currency: textOrNull(offer.currency),
      unitsSold: numberOrNull(offer.unitsSold),
      picture: flow(
        known({
          address: textOrNull(copy.address),
          sha256: quoted(copy.sha256),
          file: textOrNull(kept?.picture),
        }),
      ),
      page: page === null ? null : flow(known({ sha256: quoted(page.sha256), file: textOrNull(kept?.page) })),
    }),
  );
};

/** What was found by key points is as far off as can be, which says nothing. */
const MOST_BITS = 256;
const distanceOf = (work: { readonly distance: number } | undefined): number | null =>
  work === undefined || work.distance >= MOST_BITS ? null : work.distance;

/** Digits alone would be read as a number. */
const quoted = (digits: string): string => `"${digits}"`;
/** Ids such as 2026-001 stand as they are. */
const textOrName = (id: string): string => (/^\d+$/.test(id) ? quoted(id) : text(id));

const goneOf = (hit: GoneHit): string =>
  flow(
    known({
      hit: quoted(hit.id),
      listing: text(hit.listing),
      seller: textOrNull(hit.seller),
      platform: textOrNull(hit.platform),
      firstSeen: hit.firstSeen,
      at: hit.goneAt,
      why: text(hit.why),
      case: hit.case === null ? null : textOrName(hit.case),
    }),
  );
