/** One channel of floats, rows from the top. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** For each output sample the source samples and weights that make it; all have `count` of them, the last ones 0 where fewer do. */
export interface Taps {
  readonly count: number;
  readonly first: Int32Array;
  readonly weights: Float32Array;
}

/** A mark at one width with a border, before it is put on a background: premultiplied luma and opacity. */
export interface RenderedMark {
  readonly width: number;
  readonly height: number;
  readonly alpha: Float32Array;
  readonly ink: Float32Array;
}

/** The gradient field of a mark rendered at one width on one plain background. */
export interface TemplateField {
  readonly width: number;
  readonly height: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Sum of |field|². */
  readonly energy: number;
}
