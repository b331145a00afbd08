/** Bounds from which on a place is marked on the picture: those that the rules have as defaults (a test holds it). */
export const DEFAULTS = {
  /** Px of at most 1024 on the longer side. */
  maxEdgeWidth: 2.5,
  minFill: 0.4,
  maxCut: 0.1,
} as const;
