/**
 * Bounds from which on a place is marked on the picture: those that the rules have as defaults (held by a test). How they were set, and what they find and
 * miss: docs/bench-quality.md.
 */
export const DEFAULTS = {
  /** Px of at most 1024 on the longer side. */
  maxEdgeWidth: 2.3,
  maxEnlarged: 1.5,
  maxBlocking: 2.6,
  maxNoise: 3.5,
  minDetail: 0.005,
  minHighlight: 128,
  maxClipped: 0.2,
  maxCast: 60,
  minEven: 0.9,
  minFill: 0.5,
  maxCut: 0.1,
} as const;
