import { setTimeout as sleep } from 'node:timers/promises';
import { isKnownError } from '@listing-lint/core/plugin';
import type { ServiceSettings } from '../service-settings.ts';
import type { SearchAdapter, ServiceResult } from './adapter.ts';
import { askOnce } from './ask-once.ts';
import type { AskedStore } from './asked-store.ts';
import { fetchPicture } from './fetch-picture.ts';
import type { ServiceKey } from './keep-secret.ts';
import { patientAsk, turns } from './patient-ask.ts';
import { type OurWork, sentPicture } from './sent-picture.ts';

/** A service that is asked, and for what. */
export interface OpenService {
  readonly settings: ServiceSettings;
  readonly adapter: SearchAdapter;
  readonly works: readonly OurWork[];
  /** Works that cannot be read, and why. */
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
}

export interface ServiceRun {
  readonly store: AskedStore;
  readonly userAgent: string;
  readonly maxBytes: number;
  readonly maxPixels: number;
  /** Of one picture that is loaded. */
  readonly pictureBytes: number;
  /** Throws where the time is up, or the run is aborted. */
  readonly goOn: () => void;
  readonly signal?: AbortSignal | undefined;
  /** Before a second try, ms. */
  readonly pauseMs?: number;
}

/** What could not be had, by work and by place. */
export interface AskFaults {
  readonly works: ReadonlyMap<string, string>;
  readonly pictures: ReadonlyMap<string, string>;
}

const MOST_WAIT_MS = 120_000;
const PAUSE_MS = 1000;
/** After so many works that were not searched for, one after the other, no more are sent. */
const MOST_FAILURES = 3;
const AT_ONCE = 4;
const PICTURE_SECONDS = 20;
const PICTURE_TRIES = 2;
/** Of all pictures of one run. */
const MOST_LOADED_BYTES = 2_000_000_000;

export const SERVICE_DEFAULTS = {
  side: 1000,
  perMinute: 30,
  tries: 4,
  seconds: 30,
  answerMegabytes: 8,
  mostResults: 200,
  mostWorks: 100,
};

/** Asks a service for each of its works that was not asked for yet, one after the other. Gives why works were not searched for, by their paths. */
export const askService = async (
  { settings, adapter, works }: OpenService,
  key: ServiceKey,
  options: ServiceRun,
): Promise<ReadonlyMap<string, string>> => {
  const { store, goOn, signal } = options;
  const faults = new Map<string, string>();
  const turn = turns(settings.perMinute ?? SERVICE_DEFAULTS.perMinute, signal);
  let failures = 0;
  let end: string | null = null;
  for (const work of works) {
    if (store.work(settings.name, work.sha256) !== undefined) continue;
    goOn();
    if (end !== null) {
      faults.set(work.path, end);
      continue;
    }
    const asked = await askFor(work, { settings, adapter, key, turn }, options);
    if (!('problem' in asked)) {
      failures = 0;
      await store.putWork({ service: settings.name, work: work.path, workSha256: work.sha256, answer: asked });
      continue;
    }
    faults.set(work.path, asked.problem);
    failures++;
    if (asked.isForAll) end = `not sent, as the one before it: ${asked.problem}`;
    else if (failures >= MOST_FAILURES) end = `not sent, as ${MOST_FAILURES} before it failed`;
  }
  return faults;
};

type Asked = Extract<ReturnType<SearchAdapter['answerOf']>, { readonly results: unknown }>;

const askFor = async (
  work: OurWork,
  {
    settings,
    adapter,
    key,
    turn,
  }: {
    readonly settings: ServiceSettings;
    readonly adapter: SearchAdapter;
    readonly key: ServiceKey;
    readonly turn: () => Promise<void>;
  },
  { maxBytes, maxPixels, userAgent, signal, pauseMs = PAUSE_MS }: ServiceRun,
): Promise<Asked | { readonly problem: string; readonly isForAll: boolean }> => {
  try {
    const picture = await sentPicture(work, { side: settings.side ?? SERVICE_DEFAULTS.side, maxBytes, maxPixels });
    const { method, address, headers, body } = await adapter.requestOf(picture);
    const sent = key.put(new URL(address), { ...headers, 'user-agent': userAgent });
    const bounds = {
      bytes: (settings.answerMegabytes ?? SERVICE_DEFAULTS.answerMegabytes) * 1e6,
      ms: (settings.seconds ?? SERVICE_DEFAULTS.seconds) * 1000,
      signal,
    };
    const outcome = await patientAsk(() => askOnce(sent.url, { method, headers: sent.headers, body }, bounds), {
      tries: settings.tries ?? SERVICE_DEFAULTS.tries,
      pauseMs,
      mostWaitMs: MOST_WAIT_MS,
      signal,
      turn,
    });
    if ('location' in outcome)
      return { problem: 'it leads elsewhere, which is not followed: name the address it leads to', isForAll: true };
    if ('reason' in outcome) {
      const isForAll = outcome.status === 401 || outcome.status === 403 || outcome.status === 404;
      const tries = outcome.tries === 1 ? '' : ` (${outcome.tries} tries)`;
      return { problem: `${outcome.reason}${tries}`, isForAll };
    }
    if (/html/.test(outcome.type)) return { problem: 'its answer is a page (HTML) and no JSON', isForAll: false };
    const answer = adapter.answerOf(outcome.body, settings.mostResults ?? SERVICE_DEFAULTS.mostResults);
    if ('problem' in answer) return { problem: answer.problem, isForAll: false };
    return { ...answer, results: answer.results.map((each) => hidden(each, key)) };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return { problem: error.message, isForAll: false };
  }
};

/** A service that echoes its key has it written nowhere. */
const hidden = (result: ServiceResult, { hide }: ServiceKey): ServiceResult => ({
  ...result,
  page: result.page === null ? null : hide(result.page),
  pictures: result.pictures.map(hide),
  seller: result.seller === null ? null : hide(result.seller),
  title: result.title === null ? null : hide(result.title),
});

/** Loads the first picture of each result that can be had, some at once. Gives why none was, by the first address of a result. */
export const loadPictures = async (
  wanted: readonly { readonly result: ServiceResult; readonly ownHosts: readonly string[] }[],
  { store, userAgent, pictureBytes, goOn, signal, pauseMs = PAUSE_MS }: ServiceRun,
): Promise<ReadonlyMap<string, string>> => {
  const faults = new Map<string, string>();
  const asked = new Set<string>();
  let loaded = 0;
  const load = async (addresses: readonly string[], ownHosts: readonly string[]): Promise<void> => {
    const problems: string[] = [];
    for (const address of addresses) {
      if (store.picture(address) !== undefined) return;
      if (loaded >= MOST_LOADED_BYTES)
        problems.push(`${MOST_LOADED_BYTES / 1e9} GB of pictures were loaded, which is all that one run loads`);
      else {
        const bounds = {
          bytes: pictureBytes,
          ms: PICTURE_SECONDS * 1000,
          signal,
          ownHosts,
          userAgent,
          tries: PICTURE_TRIES,
          pauseMs,
        };
        const got = await fetchPicture(address, bounds);
        if ('bytes' in got) {
          loaded += got.bytes.length;
          await store.putPicture(address, got.bytes);
          return;
        }
        problems.push(got.problem);
      }
    }
    faults.set(addresses[0] ?? '', [...new Set(problems)].join('; then '));
  };
  const waiting = wanted.values();
  const work = async (): Promise<void> => {
    for (const { result, ownHosts } of waiting) {
      const [first] = result.pictures;
      if (first === undefined || asked.has(first)) continue;
      asked.add(first);
      goOn();
      await load(result.pictures, ownHosts);
      await sleep(0);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults;
};
