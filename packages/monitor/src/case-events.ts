import { join } from 'node:path';
import { canonicalJson, isMissingFile, MAX_YAML_BYTES, readText, replaceFile } from '@listing-lint/core/plugin';
import {
  type CaseFile,
  type CaseSettings,
  casesIn,
  flow,
  foundListing,
  hitPlace,
  type Line,
  OBSERVER,
  readCaseFile,
  type SkeletonInfringement,
  scalar,
} from '@listing-lint/disputes';

/** Something that was seen of a listing that a case is about. */
export interface SeenEvent {
  readonly case: string;
  readonly type: 'not-found' | 'seen-again';
  /** YYYY-MM-DD. */
  readonly at: string;
  readonly listing: string;
  readonly text: string;
  /** What comes to the case with it, where the listing is not in it yet: the infringement, and the id of the work in the case. */
  readonly added?: { readonly infringement: SkeletonInfringement; readonly work: string };
}

/** What came of an event: it was written into its case, stands there already, or has to be written by hand. */
export interface EventOutcome extends Omit<SeenEvent, 'added'> {
  readonly path: string | null;
  readonly outcome: 'written' | 'known' | 'by-hand';
}

type CaseEvent = NonNullable<CaseFile['events']>[number];

/**
 * Puts events into the cases that they are about: a line behind the others, all else as it was. A case that is closed, has mistakes, or whose events
 * are written in another way stays as it is, and the outcome says so. With `dryRun` nothing is written.
 */
export const putEvents = async (
  events: readonly SeenEvent[],
  { root, settings, dryRun }: { readonly root: string; readonly settings: CaseSettings; readonly dryRun: boolean },
): Promise<readonly EventOutcome[]> => {
  if (events.length === 0) return [];
  const cases = await casesIn(root, settings);
  const outcomes: EventOutcome[] = [];
  for (const event of events) {
    const { added: _, ...told } = event;
    const found = cases.find((each) => !('unreadable' in each) && each.id?.value === event.case);
    if (found === undefined || 'unreadable' in found) outcomes.push({ ...told, path: null, outcome: 'by-hand' });
    else
      outcomes.push({
        ...told,
        path: found.path,
        outcome: await putEvent(event, found.path, { root, settings, dryRun }),
      });
  }
  return outcomes;
};

const putEvent = async (
  event: SeenEvent,
  path: string,
  { root, settings, dryRun }: { readonly root: string; readonly settings: CaseSettings; readonly dryRun: boolean },
): Promise<EventOutcome['outcome']> => {
  const file = join(root, path);
  const text = await readText(file, { maxBytes: MAX_YAML_BYTES, within: root, links: 'refuse' }).catch((error) => {
    if (isMissingFile(error)) return undefined;
    throw error;
  });
  const before = text === undefined ? null : readCaseFile({ path, text }, settings).value;
  if (text === undefined || before === null || before.status === 'closed') return 'by-hand';
  const known = ownListing(before, event.listing);
  const { added: addition } = event;
  const listing = known ?? (addition === undefined ? undefined : event.listing);
  if (listing === undefined) return 'by-hand';
  if ((before.events ?? []).some((each) => isSame(each, event, listing))) return 'known';
  const isNew = known === undefined && addition !== undefined;
  const whole = isNew ? withItem(text, 'infringements', itemOf(addition)) : text;
  const added = whole === undefined ? undefined : withItem(whole, 'events', [eventLine(event, listing)]);
  if (added === undefined) return 'by-hand';
  const after = readCaseFile({ path, text: added }, settings).value;
  // Whatever the file looks like: nothing but the event and its listing may have come to it.
  const infringements = after?.infringements ?? [];
  const others = {
    ...after,
    events: (after?.events ?? []).slice(0, -1),
    infringements: isNew ? infringements.slice(0, -1) : infringements,
  };
  const isOnlyAdded =
    plain(others) === plain({ ...before, events: before.events ?? [], infringements: before.infringements ?? [] });
  if (after === null || !isOnlyAdded) return 'by-hand';
  if (!dryRun) await replaceFile(file, added, { within: root, unlocked: true });
  return 'written';
};

const plain = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value)));

/** The listing as the case writes it. */
const ownListing = ({ infringements }: CaseFile, listing: string): string | number | undefined =>
  (infringements ?? []).find((each) => hitPlace(String(each.listing), null) === hitPlace(listing, null))?.listing;

const isSame = (event: CaseEvent, { type, at }: SeenEvent, listing: string | number): boolean => {
  const named = [event.listing, ...(Array.isArray(event.listings) ? event.listings : [])].map(String);
  return event.type === type && event.at.slice(0, 10) === at && named.includes(String(listing));
};

const eventLine = ({ type, at, text }: SeenEvent, listing: string | number): string =>
  `- ${flow({ type, at, listing: typeof listing === 'number' ? String(listing) : scalar(listing), by: OBSERVER, text: scalar(text) })}`;

/** An infringement as an item of a list, without the comment that asks for an explanation. */
const itemOf = ({ infringement, work }: NonNullable<SeenEvent['added']>): readonly Line[] =>
  foundListing(infringement, new Map([[infringement.of, work]]))
    .filter((line) => !line.trimStart().startsWith('#'))
    .map((line) => line.slice(2));

/** The text with one more item of a list: below the last one in block style, or as the first one at the end; undefined where the list is written in another way. */
const withItem = (text: string, key: 'events' | 'infringements', item: readonly Line[]): string | undefined => {
  const lines = text.split('\n');
  const start = lines.findIndex((each) => each.startsWith(`${key}:`));
  if (start < 0) {
    const end = text.endsWith('\n') || text === '' ? text : `${text}\n`;
    return `${end}${key}:\n${item.map((line) => `  ${line}\n`).join('')}`;
  }
  if (!/^:\s*(?:#.*)?$/.test((lines[start] ?? '').slice(key.length))) return undefined;
  let end = start + 1;
  let indent = '  ';
  let last = start;
  for (; end < lines.length; end++) {
    const each = lines[end] ?? '';
    const item = /^( *)- /.exec(each);
    if (/^\s*(?:#.*)?$/.test(each)) continue;
    if (item === null && !/^ /.test(each)) break;
    if (item !== null && last === start) indent = item[1] ?? '';
    last = end;
  }
  lines.splice(last + 1, 0, ...item.map((line) => `${indent}${line}`));
  return lines.join('\n');
};
