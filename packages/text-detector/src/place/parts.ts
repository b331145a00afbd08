/** What of a picture is plain ground that reaches its edge, and of the rest the largest piece, the product. */
export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  /** A byte a pixel: 0 product, 1 ground, 2 something else. Undefined where the ground is not plain. */
  readonly parts: Uint8Array | undefined;
}

/** What a pixel of a layout shows. */
export const [PRODUCT, GROUND, OTHER] = [0, 1, 2];
