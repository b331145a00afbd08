import type { PictureComparison } from '../picture-comparison.ts';
import type { StampOfPair } from '../record/pair-stamp.ts';
import type { PictureRecord, ReadPicture } from '../record/picture-record.ts';

/** One of the two pictures. */
export type Side = 'a' | 'b';
export const SIDES: readonly Side[] = ['a', 'b'];
export const NAMES: { readonly [side in Side]: string } = { a: 'A', b: 'B' };
export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a');

/**
 * How much it takes to make a point untrue. `stated`: a text in a file says so, and anyone can write it. `inferred`: it follows from what the
 * pictures show. `attested`: somebody else has signed it.
 */
export type Sureness = 'stated' | 'inferred' | 'attested';

/** One thing that was compared, with what it shows and what it does not show. */
export interface ComparedPoint {
  /** What was found, of a fixed list: `captured.a-earlier`. */
  readonly code: string;
  readonly title: string;
  /** What each has, in words. */
  readonly a: string;
  readonly b: string;
  /** Which of the two this speaks for as the one that is nearer to the source, and how sure that is; null where it speaks for neither. */
  readonly towards: { readonly side: Side; readonly sureness: Sureness } | null;
  /** Plain sentences. */
  readonly shows: string;
  readonly showsNot: string;
  /** Where in this report that stands on which the sentences rest: JSON Pointers (RFC 6901). */
  readonly ground: readonly string[];
}

/** What points are made of. */
export interface ComparedPair {
  readonly a: PictureRecord;
  readonly b: PictureRecord;
  readonly read: { readonly [side in Side]: ReadPicture };
  readonly picture: PictureComparison;
  readonly stamp: StampOfPair | null;
}

/** A text with `{this}` and `{that}` for the names of a side and of the other one. */
export const sided = (text: string, side: Side): string =>
  text.replaceAll('{this}', NAMES[side]).replaceAll('{that}', NAMES[otherSide(side)]);

export const percentOf = (share: number): string => `${Math.round(share * 100)} %`;

/** `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
