import { type CarrierKind, unreadIn, unseenIn } from '@listing-lint/rules/metadata';

import type { ReadPicture } from '../record/picture-record.ts';
import { type ComparedPair, type ComparedPoint, listed, NAMES, SIDES, type Side } from './point.ts';

const WORDS: readonly CarrierKind[] = ['exif', 'xmp', 'iptc', 'text'];

/** What of a file may say something of each matter, and what it would say. */
const MATTERS: ReadonlyMap<string, { readonly kinds: readonly CarrierKind[]; readonly says: string }> = new Map([
  ['camera', { kinds: ['exif'], says: 'a camera may be named' }],
  ['traces', { kinds: ['exif'], says: 'what cameras write may be' }],
  ['editing', { kinds: WORDS, says: 'a program may be named' }],
  ['rights', { kinds: WORDS, says: 'a creator or an owner may be named' }],
  ['documents', { kinds: ['xmp'], says: 'documents may be named' }],
]);

/** Codes that say that something lacks, and in which of the two. */
const LACKING: ReadonlyMap<string, readonly Side[]> = new Map([
  ['neither', SIDES],
  ['alike', SIDES],
  ['not-stated', SIDES],
  ['only-a', ['b']],
  ['a-more', ['b']],
  ['only-b', ['a']],
  ['b-more', ['a']],
]);

/** Returns the point, or an unknown one if it rests on what a file does not state and part of that file was not read. */
export const unknownIfUnread = (point: ComparedPoint, { read }: ComparedPair): ComparedPoint => {
  const [topic = '', found = ''] = point.code.split('.');
  const matter = MATTERS.get(topic);
  const open = (LACKING.get(found) ?? []).flatMap((side) => {
    const unread = matter === undefined ? null : openIn(read[side], matter.kinds);
    return unread === null ? [] : [{ side, unread }];
  });
  if (matter === undefined || open.length === 0) return point;
  const reasons = open.map(({ side, unread }) => `part of ${NAMES[side]} could not be read (${unread})`);
  const words = Object.fromEntries(open.map(({ side }) => [side, `${point[side]}, as far as it could be read`]));
  return {
    ...point,
    ...words,
    code: `${topic}.unknown`,
    towards: null,
    shows: `Unknown: ${listed(reasons)}, and ${matter.says} there.`,
  };
};

/** What of the file itself was not read that may hold such a carrier, with the reason. */
const openIn = ({ metadata, record }: ReadPicture, kinds: readonly CarrierKind[]): string | null =>
  record.format === 'unknown' ? 'its format is not known here' : (unseenIn(metadata) ?? unreadIn(metadata, kinds));
