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

/** The compared version of a picture: itself, or, if it bears our mark, without that. */
export interface ComparedImage {
  readonly image: RgbImage;
  /** Known by it: the SHA-256 of its file, or what stands for that, hex. */
  readonly content: string;
  /** `own`: its file. `unstamped`: its unstamped original. `covered`: with the place of its mark left out. */
  readonly by: 'own' | 'unstamped' | 'covered';
  readonly fingerprint: () => Promise<Fingerprint>;
}
