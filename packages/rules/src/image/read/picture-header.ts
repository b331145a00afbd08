import type { Metadata } from 'sharp';

/** What is taken of sharp's reading of a header. */
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
  >
>;
