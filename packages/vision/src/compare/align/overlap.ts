import type { FractionEdges } from '@listing-lint/rules/hash';
import { correlation, exactMeans, type SummedArea } from '@listing-lint/rules/metadata';

/** Placement of a guest on its host: pixels of the host per pixel of the guest, and the position of its upper left corner, px of the host. */
export interface GuestPlace {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What two pictures that lie on each other both show: fractions of each; null where they do not touch. */
export const overlapOf = (
  host: Size,
  guest: Size,
  { scaleX, scaleY, x, y }: GuestPlace,
): { readonly host: FractionEdges; readonly guest: FractionEdges } | null => {
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  const right = Math.min(host.width, x + guest.width * scaleX);
  const bottom = Math.min(host.height, y + guest.height * scaleY);
  if (right - left < 1 || bottom - top < 1) return null;
  return {
    host: { left: left / host.width, top: top / host.height, right: right / host.width, bottom: bottom / host.height },
    guest: {
      left: (left - x) / scaleX / guest.width,
      top: (top - y) / scaleY / guest.height,
      right: (right - x) / scaleX / guest.width,
      bottom: (bottom - y) / scaleY / guest.height,
    },
  };
};

const windowOf = ({ width, height }: Size, { left, top, right, bottom }: FractionEdges) => ({
  x: left * width,
  y: top * height,
  width: (right - left) * width,
  height: (bottom - top) * height,
});

/** Both pictures' luma over what both show, `side` × `side` cells of each; null where they do not touch. */
export const sampledOverlap = (
  host: SummedArea,
  guest: SummedArea,
  placement: GuestPlace,
  side: number,
): { readonly host: Float64Array; readonly guest: Float64Array; readonly share: number } | null => {
  const common = overlapOf(host, guest, placement);
  if (common === null) return null;
  const grid = { columns: side, rows: side };
  return {
    host: exactMeans(host, windowOf(host, common.host), grid),
    guest: exactMeans(guest, windowOf(guest, common.guest), grid),
    share: Math.max(areaOf(common.host), areaOf(common.guest)),
  };
};

export const areaOf = ({ left, top, right, bottom }: FractionEdges): number => (right - left) * (bottom - top);

/** Normalised cross-correlation of what both show, −1 to 1; −1 where that is less than `least` of both. */
export const overlapAgreement = (
  host: SummedArea,
  guest: SummedArea,
  placement: GuestPlace,
  { side, least }: { readonly side: number; readonly least: number },
): number => {
  const sampled = sampledOverlap(host, guest, placement, side);
  return sampled === null || sampled.share < least ? -1 : correlation(sampled.host, sampled.guest);
};
