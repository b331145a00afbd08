import type { RgbImage } from '@listing-lint/rules/image';
import type { MapTerms } from '../../kernel/kernel.ts';

/** One plane of a picture, rows from the top, in floats. */
export interface FloatPlane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Columns and rows, px. */
export interface WarpSize {
  readonly width: number;
  readonly height: number;
}

/** Corners of what counts, px: the first one included. */
export interface Extent {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Side of the cells of which means are compared, px: what sharpening and compression do to pixels is out of the mean of sixteen. */
export const APART_CELL = 4;
/** Unknowns of a step towards a better map: six of an affine map, gain and bias, and two of how it leans. */
export const UNKNOWNS = 10;

/** The map of one plane onto another one and its photometric model: ours is about `gain` times theirs plus `bias`. */
export interface PhotometricMap {
  readonly mapping: MapTerms;
  readonly gain: number;
  readonly bias: number;
}

/** What a step is to solve. */
export interface Equations {
  /** The normal equations row by row, of which the upper half counts, and their right side. */
  readonly normal: Float64Array;
  readonly right: Float64Array;
  /** Residuals of the pixels used. */
  readonly apart: Float32Array;
}

/** What is known of the cells of one plane. */
export interface PlaneCells {
  readonly mean: Float32Array;
  /** Slopes within a cell, levels a px: their mean as vectors, which is what a shift changes, and as lengths. */
  readonly net: Float32Array;
  readonly rough: Float32Array;
}

/** What became of light: of ours is left what is beyond `gain` times theirs and `bias`; what is apart by `spread` counts for a quarter. */
export interface LightFit {
  readonly gain: number;
  readonly bias: number;
  readonly spread: number;
}

/** What is left of each cell that is known, 0 of the others; and the sums of the weights, of theirs, of ours, of squares of theirs and of products of both. */
export interface LightSums {
  readonly apart: Float32Array;
  readonly sums: readonly [w: number, x: number, y: number, xx: number, xy: number];
}

/** What pictures that lie on each other take time for. The reference in testing/ gives the same numbers, to the last bit. */
export interface ApartKernel {
  /** Luma and, if needed, the blue and red differences (ITU-R BT.601); otherwise those are empty. */
  readonly planes: (picture: RgbImage, hasColour: boolean) => readonly [Float32Array, Float32Array, Float32Array];
  /** Means of four pixels each: half the size, rounded down. */
  readonly halved: (plane: FloatPlane) => FloatPlane;
  /** Each pixel with its neighbours, 1 : 2 : 1 across and down. */
  readonly smoothed: (plane: FloatPlane) => Float32Array;
  /** Warps a plane onto a picture of that size by bilinear interpolation; `map` leads from that picture to the plane. Edge pixels are repeated. */
  readonly warp: (theirs: FloatPlane, map: MapTerms, size: WarpSize) => Float32Array;
  /** Of each pixel of that size 1 where the map takes it within that extent, else 0. */
  readonly within: (map: MapTerms, size: WarpSize, extent: Extent) => Uint8Array;
  /** Sum of the steps from pixel to pixel, of every second row; those of pixels count that are 1. */
  readonly slope: (plane: FloatPlane, counts: Uint8Array) => number;
  /** Of each cell, rows of them from the top, 1 where all of its pixels are 1 and it does not lie along the edge. */
  readonly wholeCells: (isThere: Uint8Array, size: WarpSize) => Uint8Array;
  /** Of cells that are known; 0 of the others. Those along the edge are none of them. */
  readonly cells: (plane: FloatPlane, known: Uint8Array) => PlaneCells;
  /** Of the means of two pictures' cells. */
  readonly light: (ours: Float32Array, theirs: Float32Array, known: Uint8Array, fit: LightFit) => LightSums;
  /**
   * The most that windows of two by two known cells fail to follow each other: `share` of the product of both deviations, less their covariance, which is that product
   * where one is the other in other light, and about nothing where they are two things. Theirs may lie a px off. 0 where no window has more than `least`. Both of one size.
   */
  readonly unrelated: (
    ours: FloatPlane,
    theirs: FloatPlane,
    known: Uint8Array,
    how: { readonly share: number; readonly least: number },
  ) => number;
  /** Numbers of the pixels whose neighbours differ by so many levels or more, across and down together, rows from the top; none at the edge. */
  readonly steepPixels: (plane: FloatPlane, least: number) => Uint32Array;
  /** Of pixels of ours; what is apart by `spread`, and what half a pixel makes there, counts for a quarter (Geman and McClure's weights). */
  readonly equations: (
    ours: FloatPlane,
    theirs: FloatPlane,
    estimate: PhotometricMap,
    how: { readonly spread: number; readonly pixels: Uint32Array },
  ) => Equations;
}
