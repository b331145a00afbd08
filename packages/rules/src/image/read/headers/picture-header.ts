import type { Metadata } from 'sharp';

/** What is taken of sharp's reading of a header, and what it does not read. */
export type PictureHeader = Readonly<
  Pick<
    Metadata,
    | 'width'
    | 'height'
    | 'autoOrient'
    | 'orientation'
    | 'space'
    | 'depth'
    | 'bitsPerSample'
    | 'hasAlpha'
    | 'pages'
    | 'delay'
    | 'isProgressive'
    | 'chromaSubsampling'
    | 'icc'
  >
> & {
  /** Its pages are frames of an animation, which sharp does not detect. */
  readonly isSequence?: boolean;
};
