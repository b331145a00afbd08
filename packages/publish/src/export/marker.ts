import type { FractionBox } from '@listing-lint/core/plugin';
import type { ConfiguredMark } from '@listing-lint/rules/settings';
import { createKernel, isStampable, loadMarks } from '@listing-lint/rules/watermark';
import { stampPicture } from '@listing-lint/watermark';
import type { ChannelFigure } from '../channel/profile/channel-schema.ts';

/**
 * Gives what puts the mark on a drawn picture (PNG) of a listing and role; undefined where these figures, or the role, take none. Places in one
 * listing differ.
 */
export type Marker = (
  listing: string,
  role: string,
  figures: readonly ChannelFigure[],
) => ((drawn: Buffer) => Promise<Buffer>) | undefined;

const MARKED_ROLES = new Set(['main', 'gallery', 'variant']);

/** A marker with the config's marks and key. Throws `usage` where a mark cannot be read. */
export const markerFor = async (root: string, marks: readonly ConfiguredMark[], key: string): Promise<Marker> => {
  const inks = (await loadMarks(createKernel(), root, marks, 'usage')).filter(isStampable);
  const usedBy = new Map<string, FractionBox[]>();
  return (listing, role, figures) => {
    if (!MARKED_ROLES.has(role) || figures.some(({ asks }) => asks === 'marks')) return undefined;
    const used = usedBy.get(listing) ?? [];
    usedBy.set(listing, used);
    return async (drawn) => {
      const clean = (bytes: Buffer) => Promise.resolve({ bytes, removed: [], lost: [] });
      const stamped = await stampPicture(drawn, inks, { key, used, clean });
      used.push(stamped.place);
      return stamped.bytes;
    };
  };
};
