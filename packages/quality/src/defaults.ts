/** Bounds from which on a place is marked on the picture: those that the rules have as defaults (a test holds it). */
export const DEFAULTS = {
  /** Px, as on a picture of 1024 px. */
  maxEdgeWidth: 3.4,
  minFill: 0.4,
  maxCut: 0.05,
} as const;
