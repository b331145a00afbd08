import { type DecodedPicture, nativeRowsOf } from '@listing-lint/rules/image';

import { pictureLooker } from '../kernel/looker-wasm.ts';
import { blockingOf } from './blocks.ts';
import { type Colour, colourOf } from './colour.ts';
import { type Content, contentSeen } from './content.ts';
import { type EdgeReading, readEdges } from './edges.ts';
import { type PlainGround, plainGroundOf } from './ground.ts';
import { type Light, lightOf } from './light.ts';
import { noiseOf } from './noise.ts';
import { type Fineness, finenessOf } from './resolution.ts';
import { greenRows } from './rows.ts';
import { straightWhiteOf } from './straight-white.ts';

/** Side of the reduced picture by which light, colour and ground are judged, px. */
const COARSE_SIDE = 256;

/** All that is measured of one picture, in one go. */
export interface Measures {
  readonly edges: EdgeReading;
  readonly ground: PlainGround;
  readonly light: Light;
  /** See `straightWhiteOf`; 0 where next to nothing is cut off at white and runs out softly, or the frame is white, and it was not looked for. */
  readonly straightWhite: number;
  readonly colour: Colour;
  readonly content: Content;
  readonly fineness: Fineness;
  readonly blocking: { readonly ratio: number; readonly step: number };
  readonly noise: number | null;
  /** Whether rows at the size of the file were at hand. */
  readonly isNative: boolean;
  /** Longer side of the picture that was looked at where they were not, px. */
  readonly seenLongSide: number;
}

/** Least length of soft borders of white, in sides of the picture, beside which straight ones are looked for. */
const LEAST_SOFT = 0.2;
const isBurntInParts = ({ clippedBright, softWhite, whiteFrame }: Light): boolean =>
  clippedBright > 0.01 && softWhite > LEAST_SOFT && whiteFrame <= 0.5;

export const measure = ({ image, rows }: DecodedPicture): Measures => {
  const looker = pictureLooker();
  return looker.keeping(image, COARSE_SIDE, (coarse) => {
    const ground = plainGroundOf(coarse);
    const shades = looker.shades(coarse);
    const light = lightOf(coarse, ground, shades);
    const green = greenRows(rows, () => nativeRowsOf(image, 'views'));
    return {
      edges: readEdges(image),
      ground,
      light,
      straightWhite: isBurntInParts(light) ? straightWhiteOf(image) : 0,
      colour: colourOf(coarse, ground, shades),
      content: contentSeen(coarse),
      fineness: green === null ? { enlarged: null, repeated: 1 } : finenessOf(green),
      blocking: green === null ? { ratio: 1, step: 0 } : blockingOf(green),
      noise: green === null ? null : noiseOf(green),
      isNative: rows !== null,
      seenLongSide: Math.max(image.width, image.height),
    };
  });
};
