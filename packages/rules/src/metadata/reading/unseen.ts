import { type FactContext, ListingLintError } from '@listing-lint/core/plugin';
import { imageHeader } from '../../image/read/header.ts';
import type { Carriers } from '../carriers/find-carriers.ts';

/** Why the file itself may hold blocks that were not seen: its format is not walked here, or it is cut or damaged. Null where all were. */
export const unseenIn = ({ carriers }: Pick<Carriers, 'carriers'>): string | null => {
  const part = carriers.find(({ depth, hides }) => depth === 0 && hides === true);
  return part === undefined ? null : `${part.place}: ${part.problem}`;
};

/** Throws where what a fact did not find may be in the file all the same: unknown is not absent. */
export const refuseUnseen = async (metadata: Carriers, context: FactContext): Promise<void> => {
  const unseen = unseenIn(metadata);
  if (unseen === null) return;
  const { problem } = await context.use(imageHeader);
  if (problem !== null) throw new ListingLintError('content-unreadable', problem);
  throw new ListingLintError('fact-unavailable', unseen);
};
