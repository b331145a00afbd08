import { type FieldOfPicture, type Registration, registrationsOf } from './alignments.ts';
import { likeness, stretched } from './alike.ts';
import { type AgreeingRegion, addTo, agreeingRegions, agreementWith, newSums, type Sums } from './consensus.ts';

/** Different products without which nothing can be said. */
export const LEAST_PRODUCTS = 12;
/** Most registered pictures, and most examined to find them. */
const MOST_PICTURES = 64;
const MOST_CANDIDATES = 200;
/** Pictures of different products that are this much alike are one picture: recolours, mock-ups of one template, one pose of one model. */
const ALIKE = 0.35;
/** Pixels of a region; the largest of chance was 14 on the photos that this was set on. */
const LEAST_PIXELS = 24;
const LIMITS = { level: 0.22, surprise: 4.5, pictures: LEAST_PRODUCTS, gap: 3, bias: 0.7, parallel: 0.8 };
/** Agreement from which on a picture carries the overlay; unrelated pictures had at most 0.3. */
const CARRIES = 0.4;
const LEAST_CARRIERS = 6;
const MOST_OVERLAYS = 16;

export interface ProductPicture extends FieldOfPicture {
  readonly path: string;
  readonly product: string;
  /** The first picture of its product. */
  readonly isMain: boolean;
}

/** Something at the same place on pictures of different products. */
interface Overlay {
  readonly registration: Registration;
  readonly sums: Sums;
  readonly region: AgreeingRegion;
  /** Paths of the pictures in the sums. */
  readonly members: ReadonlySet<string>;
  readonly carriers: readonly string[];
}

export interface Consistency {
  readonly overlays: readonly Overlay[];
  /** Number of registered pictures of different products, of main pictures and of others. */
  readonly main: number;
  readonly others: number;
  /** Products with a main picture, and with another one. */
  readonly mainProducts: number;
  readonly otherProducts: number;
}

/**
 * Finds overlays at the same place on pictures of at least 12 products: one picture a product, main pictures and others
 * apart, similar pictures counted once. Pictures in a fixed order give the same result.
 */
export const findConsistent = (pictures: readonly ProductPicture[]): Consistency => {
  const main = onePerProduct(pictures.filter(({ isMain }) => isMain));
  const others = onePerProduct(pictures.filter(({ isMain }) => !isMain));
  const groups = [main, others].map(different);
  const overlays = groups.flatMap((group) => withoutEchoes(overlaysOf(group), group)).slice(0, MOST_OVERLAYS);
  return {
    overlays,
    main: groups[0]?.length ?? 0,
    others: groups[1]?.length ?? 0,
    mainProducts: main.length,
    otherProducts: others.length,
  };
};

const onePerProduct = (pictures: readonly ProductPicture[]): readonly ProductPicture[] => {
  const first = new Map<string, ProductPicture>();
  for (const picture of pictures) if (!first.has(picture.product)) first.set(picture.product, picture);
  return [...first.values()];
};

/** Pictures that are not alike, spread over all of them. */
const different = (pictures: readonly ProductPicture[]): readonly ProductPicture[] => {
  const chosen: { picture: ProductPicture; grid: Uint8Array }[] = [];
  const count = Math.min(MOST_CANDIDATES, pictures.length);
  for (let k = 0; k < count && chosen.length < MOST_PICTURES; k++) {
    const picture = pictures[Math.floor((k * pictures.length) / count)];
    if (picture === undefined) continue;
    const grid = stretched(picture.field);
    if (chosen.every((other) => likeness(other.grid, grid) < ALIKE)) chosen.push({ picture, grid });
  }
  return chosen.map(({ picture }) => picture);
};

const overlaysOf = (pictures: readonly ProductPicture[]): readonly Overlay[] => {
  if (pictures.length < LEAST_PRODUCTS) return [];
  const members = new Set(pictures.map(({ path }) => path));
  return registrationsOf(pictures).flatMap((registration) => {
    const sums = newSums();
    for (const picture of pictures) addTo(sums, registration.alignmentOf(picture));
    return agreeingRegions(sums, LIMITS)
      .filter(({ pixels }) => pixels.length >= LEAST_PIXELS)
      .map((region) => {
        const carriers = pictures
          .filter((picture) => (agreementOf({ registration, sums, region, members }, picture) ?? 0) >= CARRIES)
          .map(({ path }) => path);
        return { registration, sums, region, members, carriers };
      })
      .filter(({ carriers }) => carriers.length >= LEAST_CARRIERS);
  });
};

/** Removes overlays that mostly coincide with one of more pictures: the same overlay in a worse registration. */
const withoutEchoes = (overlays: readonly Overlay[], pictures: readonly ProductPicture[]): readonly Overlay[] => {
  const byPath = new Map(pictures.map((picture) => [picture.path, picture]));
  const accepted: Overlay[] = [];
  const sorted = [...overlays].sort(
    (a, b) => b.carriers.length - a.carriers.length || b.region.pixels.length - a.region.pixels.length,
  );
  for (const overlay of sorted) {
    const echoes = overlay.carriers.filter((path) => {
      const picture = byPath.get(path);
      if (picture === undefined) return false;
      const box = boxOn(picture, overlay);
      return accepted.some((other) => other.carriers.includes(path) && overlaps(box, boxOn(picture, other)));
    });
    if (2 * echoes.length < overlay.carriers.length) accepted.push(overlay);
  }
  return accepted;
};

const agreementOf = (
  { registration, sums, region, members }: Omit<Overlay, 'carriers'>,
  picture: FieldOfPicture & { readonly path: string },
): number | undefined => {
  const agreement = agreementWith(sums, region, registration.alignmentOf(picture), members.has(picture.path));
  return agreement === null ? undefined : Math.max(agreement.signed, agreement.axial);
};

/** An overlay on one picture; the box in fractions of it. */
export interface Carried {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0–1. */
  readonly agreement: number;
  /** Products with it, of the registered ones; this one counts if it was among them. */
  readonly carriers: number;
  readonly of: number;
  /** Paths of the other pictures with it. */
  readonly others: readonly string[];
}

/** The overlays that a picture carries, those of most pictures first, one a place. */
export const carriedBy = (
  { overlays }: Consistency,
  picture: FieldOfPicture & { readonly path: string },
): readonly Carried[] => {
  const found = overlays
    .flatMap((overlay): readonly Carried[] => {
      const agreement = agreementOf(overlay, picture);
      if (agreement === undefined || agreement < CARRIES) return [];
      const others = overlay.carriers.filter((path) => path !== picture.path);
      const { carriers, members } = overlay;
      return [{ ...boxOn(picture, overlay), agreement, carriers: carriers.length, of: members.size, others }];
    })
    .sort((a, b) => b.carriers - a.carriers || b.agreement - a.agreement);
  return found.filter((one, k) => !found.slice(0, k).some((other) => overlaps(one, other)));
};

const boxOn = (picture: FieldOfPicture, { registration, region }: Overlay): Box => {
  const { field, scale, offsetX, offsetY } = registration.alignmentOf(picture);
  const across = (x: number): number => within((x - offsetX) / scale / field.width);
  const down = (y: number): number => within((y - offsetY) / scale / field.height);
  const x = across(region.left);
  const y = down(region.top);
  return { x, y, width: across(region.right) - x, height: down(region.bottom) - y };
};

const within = (fraction: number): number => Math.min(1, Math.max(0, fraction));

type Box = Pick<Carried, 'x' | 'y' | 'width' | 'height'>;

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
