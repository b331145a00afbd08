/** One part of a mark. */
export interface Block {
  /** Correlation of the picture's field with the mark's on its edge pixels, −1 to 1. */
  readonly agreement: number;
  /** What it would be if the mark were there: less where the ground is restless, 0 to 1. */
  readonly expected: number;
}

/** How well a place looks like the mark on the ground that is there; `judge.ts` says what that means. */
export interface Confirmation {
  /** 0.03–1. */
  readonly opacity: number;
  /** Correlation over its rms at other places of the picture, anywhere or around: a knit looks like small print all over. */
  readonly prominence: number;
  /** Pixels on which the mark has an edge there. */
  readonly edges: number;
  /** Of a mark that is a row of strokes: how far it stands out of the same strokes in other orders (`strokeOrder`); null of others, and where parts of it are not there anyway. */
  readonly order: number | null;
  /** Parts of the mark, and those of them that are more than a bar. */
  readonly parts: number;
  readonly blocks: readonly Block[];
}
