import type { FractionBox } from '@listing-lint/core/plugin';
import type { RgbImage } from '../../../image/read/raster.ts';
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';

/** A picture by its own file, with what its fingerprint is made of. */
export interface OwnPicture {
  readonly image: RgbImage;
  readonly source: { readonly width: number; readonly height: number };
  readonly content: string;
}

/** What the fact `stamp` says. */
export interface KnownStamp {
  readonly unstamped: string | null;
  readonly place: FractionBox | null;
}

/** What is compared of a picture: itself, or, of one that bears our mark, what lies beneath that. */
export interface ComparedImage {
  readonly image: RgbImage;
  /** Known by it: the SHA-256 of its file, or what stands for that, hex. */
  readonly content: string;
  /** `own`: its file as it is. `unstamped`: what was kept when it was stamped. `covered`: with the place of its mark left out. */
  readonly by: 'own' | 'unstamped' | 'covered';
  readonly fingerprint: () => Promise<Fingerprint>;
}
