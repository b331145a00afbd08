/** `@listing-lint/rules/plugin`: what the rules share with other plugins. `listing-lint/plugin` hands it on. */
import type { FactId, FactProvider, Resource } from '@listing-lint/core/plugin';
import type { anglesFact } from './hash/angles/angles-fact.ts';
import type { copiesFact } from './hash/copies-fact.ts';
import type { fingerprintFact, pdqFact } from './hash/fingerprint-fact.ts';
import type { foreignFact } from './hash/foreign-fact.ts';
import type { backgroundFact, decodeFact, fileFact, imageFact } from './image/facts.ts';
import { canonicalImage } from './image/read/decode.ts';
import type { listingFact } from './listing/facts.ts';
import type { iccFact } from './metadata/blocks/icc-fact.ts';
import type { iptcFact } from './metadata/blocks/iptc-fact.ts';
import type { jpegFact } from './metadata/blocks/jpeg-fact.ts';
import type { xmpFact } from './metadata/blocks/xmp-fact.ts';
import type { exifFact } from './metadata/facts.ts';
import type { originFact } from './metadata/origin/origin-fact.ts';
import type { peopleFact, positionFact, serialsFact } from './metadata/privacy/privacy-facts.ts';
import type { rightsFact } from './metadata/rights/rights-fact.ts';
import type { thumbnailFact } from './metadata/thumbnail/thumbnail-fact.ts';
import type { watermarkFact, watermarkPlacesFact } from './watermark/facts.ts';

export { fileBytes as bytes } from './image/read/bytes.ts';

/** The decoded picture: upright, on white, sRGB, at most 1024 px on its longer side; of an animation the first frame. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each pixel, 0–255, rows from the top. All facts of the picture share it: take a copy to write to. */
  readonly data: ArrayLike<number> & Iterable<number>;
}

/** The pixels of an image, decoded once for all who ask, and valid until `compute` settles. Throws `metadata-only`, `image-too-large` or `image-unreadable`. */
export const pixels: Resource<Pixels> = canonicalImage;

type ValueOf<Fact> = Fact extends FactProvider<infer Value> ? Value : never;
type IdOf<Fact> = FactId<ValueOf<Fact>>;

/** Ids of facts of the rules, each with the type of its value. */
export const ruleFacts: {
  readonly image: IdOf<typeof imageFact>;
  readonly file: IdOf<typeof fileFact>;
  readonly decode: IdOf<typeof decodeFact>;
  readonly background: IdOf<typeof backgroundFact>;
  readonly exif: IdOf<typeof exifFact>;
  readonly xmp: IdOf<typeof xmpFact>;
  readonly iptc: IdOf<typeof iptcFact>;
  readonly icc: IdOf<typeof iccFact>;
  readonly jpeg: IdOf<typeof jpegFact>;
  readonly position: IdOf<typeof positionFact>;
  readonly serials: IdOf<typeof serialsFact>;
  readonly people: IdOf<typeof peopleFact>;
  readonly rights: IdOf<typeof rightsFact>;
  readonly origin: IdOf<typeof originFact>;
  readonly thumbnail: IdOf<typeof thumbnailFact>;
  readonly fingerprint: IdOf<typeof fingerprintFact>;
  readonly pdq: IdOf<typeof pdqFact>;
  readonly copies: IdOf<typeof copiesFact>;
  readonly angles: IdOf<typeof anglesFact>;
  readonly foreign: IdOf<typeof foreignFact>;
  readonly watermark: IdOf<typeof watermarkFact>;
  readonly watermarkPlaces: IdOf<typeof watermarkPlacesFact>;
  readonly listing: IdOf<typeof listingFact>;
} = {
  image: 'image',
  file: 'file',
  decode: 'decode',
  background: 'background',
  exif: 'exif',
  xmp: 'xmp',
  iptc: 'iptc',
  icc: 'icc',
  jpeg: 'jpeg',
  position: 'position',
  serials: 'serials',
  people: 'people',
  rights: 'rights',
  origin: 'origin',
  thumbnail: 'thumbnail',
  fingerprint: 'fingerprint',
  pdq: 'pdq',
  copies: 'copies',
  angles: 'angles',
  foreign: 'foreign',
  watermark: 'watermark',
  watermarkPlaces: 'watermarkPlaces',
  listing: 'listing',
};
