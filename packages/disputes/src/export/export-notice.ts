import { escapeControls } from '@listing-lint/core/plugin';
import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf, isAfter } from '../case/file/dates.ts';
import { downSince, mayBeDownSince } from '../case/procedure/removals.ts';
import { gapsOf } from '../complaint/gaps.ts';
import type { NoticeProfile } from '../complaint/notice-schema.ts';
import { noticeLimit } from '../complaint/notices.ts';

import { veroRequests } from './ebay-vero.ts';
import type { ExportedInfringement, ExportedNotice, NoticeMatter } from './notice-request.ts';
import { noticeTexts } from './notice-text.ts';

/**
 * A complaint as a desk takes it: split where it takes no more listings a request, and written within its bounds. Refused with every reason
 * while something is missing that the desk asks for. Nothing is sent. Pure.
 */
export const exportNotice = (file: CaseFile, desk: NoticeProfile, today: string): ExportedNotice => {
  const reasons = [
    ...(file.direction === 'accused'
      ? ['the case is one against you; `case letter counter-notice` drafts an answer']
      : gapsOf(file, desk, today).map(({ message }) => escapeControls(message))),
    ...(file.status === 'closed' ? ['the case is closed'] : []),
    ...(file.direction === 'accused' ? [] : done(file).map(escapeControls)),
  ];
  if (reasons.length > 0) return { kind: 'refused', reasons };
  const matter: NoticeMatter = { file, desk, today, characters: noticeLimit(desk, 'characters') };
  const most = noticeLimit(desk, 'listings') ?? Number.POSITIVE_INFINITY;
  const batches = batchesOf(file, desk.id === 'alibaba-ipp').flatMap((batch) => slices(batch, most));
  return desk.id === 'ebay-vero' ? veroRequests(matter, batches) : noticeTexts(matter, batches);
};

/** Why nothing is left to be asked for: every listing is down, or the complaint was countered, and none came back since. */
const done = (file: CaseFile): readonly string[] => {
  const listings = (file.infringements ?? []).map(({ listing }) => listing);
  const add = 'add an event `relisted` where it is up again';
  const { result, decidedAt } = file.outcome ?? {};
  const isBack = (file.events ?? []).some(
    ({ type, at }) => (type === 'relisted' || type === 'seen-again') && (!decidedAt || !isAfter(decidedAt, at)),
  );
  if (result === 'countered' && !isBack) return [`the complaint was countered (outcome.result): ${add}`];
  const days = listings.map((listing) => downSince(file, listing));
  const vague = listings.flatMap((listing) => mayBeDownSince(file, listing) ?? []);
  if (vague[0] !== undefined) {
    return [
      `which listing "removed" of ${dayOf(vague[0])} took down is not said: write "listing", "listings" or "listings: all" there`,
    ];
  }
  if (days.length === 0 || days.includes(undefined)) return [];
  const which = listings.length === 1 ? `${listings[0]} is` : `all ${listings.length} listings are`;
  return [
    `${which} down already, by the case since ${days
      .flatMap((at) => at?.slice(0, 10) ?? [])
      .sort()
      .at(-1)}: ${add}`,
  ];
};

/** Listings by the work that they show, where a request is about one right; else all of them. */
const batchesOf = (
  { infringements, works }: CaseFile,
  byWork: boolean,
): readonly (readonly ExportedInfringement[])[] => {
  const all = infringements ?? [];
  if (!byWork) return [all];
  const [only] = works ?? [];
  const groups = new Map<string, ExportedInfringement[]>();
  for (const one of all) {
    const work = String(one.match?.work ?? only?.id ?? '');
    groups.set(work, [...(groups.get(work) ?? []), one]);
  }
  return [...groups.values()];
};

const slices = <T>(all: readonly T[], most: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / Math.min(most, Math.max(1, all.length))) }, (_, index) =>
    all.slice(index * most, (index + 1) * most),
  );
