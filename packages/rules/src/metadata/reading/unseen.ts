import { type FactContext, ListingLintError } from '@listing-lint/core/plugin';
import { imageHeader } from '../../image/read/header.ts';
import type { CarrierKind } from '../carriers/carrier.ts';
import type { Carriers } from '../carriers/find-carriers.ts';
import type { Metadata } from './metadata.ts';

/** Why the file itself may hold blocks that were not seen: its format is not walked here, or it is cut or damaged. Null where all were. */
export const unseenIn = ({ carriers }: Pick<Carriers, 'carriers'>): string | null => {
  const part = carriers.find(({ depth, hides }) => depth === 0 && hides === true);
  return part === undefined ? null : `${part.place}: ${part.problem}`;
};

/** What of the file itself is there and was not understood, of carriers of such kinds; null where all of them were. */
export const unreadIn = ({ carriers, unread }: Metadata, kinds: readonly CarrierKind[]): string | null => {
  const own = new Set(carriers.flatMap(({ depth, place }) => (depth === 0 ? [place] : [])));
  const part = unread.find(({ kind, place }) => kinds.includes(kind) && own.has(place));
  return part === undefined ? null : `${part.place}: ${part.problem}`;
};

/** Throws where what a fact did not find may be in the file all the same: unknown is not absent. `unread` is what the fact may not have of it, in words. */
export const refuseUnseen = async (
  metadata: Carriers,
  context: FactContext,
  unread: string | null = null,
): Promise<void> => {
  const unseen = unseenIn(metadata) ?? unread;
  if (unseen === null) return;
  const { problem } = await context.use(imageHeader);
  if (problem !== null) throw new ListingLintError('content-unreadable', problem);
  throw new ListingLintError('fact-unavailable', unseen);
};
