import { THEFTS } from './theft-attacks.ts';

/** A shop with a light mark and a dark one, whose pictures were all stamped in place. */
export const SHOP_CONFIG = `extends: [recommended]
listings: ["listings/*"]
brand:
  watermarks:
    - { text: "Nordlicht", outline: "#222222" }
    - { text: "© Lumen & Oak 2026", color: "#222222" }
`;

export const STOLEN_KINDS = ['mirrored', 'cropped', 'screenshot', 'banner', 'collage'] as const;
export type StolenKind = (typeof STOLEN_KINDS)[number];

const named = (name: string) => {
  const theft = THEFTS.find((each) => each.name === name);
  if (theft === undefined) throw new Error(`there is no theft "${name}"`);
  return theft;
};
const SCREENSHOTS = [named('screenshot, phone'), named('screenshot, browser')];
const CROPS = [named('crop 20 %'), named('crop 30 %')];

/** How a picture is stolen; of those that have two ways they come in turn. */
export const stolenBy = (kind: StolenKind, k: number) => {
  const inTurn = <T>(ways: readonly T[]): T | undefined => ways[k % ways.length];
  const ways = {
    mirrored: named('mirrored'),
    cropped: inTurn(CROPS),
    screenshot: inTurn(SCREENSHOTS),
    banner: named('banner'),
    collage: named('collage 2×2'),
  };
  return ways[kind] ?? named(kind);
};
