import { escapeControls } from '@listing-lint/core/plugin';
import type { LookProgress } from './journal.ts';
import type { LookCounts, SeenCopy } from './seen.ts';
import type { Aliases, SeenKeys } from './seen-keys.ts';

const MOST_FAULTS = 50;

/** What is known of the keys of all sources. */
export interface CaptureKeys {
  /** Keys of the pictures of which it is told whether they are ours. */
  readonly told: SeenKeys;
  /** Of those that could not be read, or of which nobody can tell. */
  readonly untold: SeenKeys;
  /** Of what its server says that it is gone. */
  readonly answered: SeenKeys;
  /** Of pages in folders (`sourceKey`). */
  readonly paths: SeenKeys;
  readonly aliases: Aliases;
}

/** Returns what a page or picture is known by in all sources: its address, else the number of its source and its path or name there. */
export const sourceKey = (source: number, key: string): string =>
  /^(?:https?:\/\/|data:)/.test(key) ? key : `${source} ${key}`;

/** What is said of something, behind its name; what begins with the name already needs no second one. */
const named = (name: string, words: string): string =>
  escapeControls(words.startsWith(name) ? words : `${name}: ${words}`).slice(0, 500);

/** The mutable side of a look at sources. */
export class LookState {
  counts: { -readonly [K in keyof LookCounts]: LookCounts[K] };
  readonly faults: string[];
  readonly inconclusive: string[];
  readonly copies: SeenCopy[];
  isCut: boolean;
  private written = 0;

  constructor({ counts, faults, inconclusive, copies, isCut }: LookProgress) {
    this.counts = { ...counts };
    this.faults = [...faults];
    this.inconclusive = [...inconclusive];
    this.copies = [...copies];
    this.isCut = isCut;
    this.written = copies.length;
  }

  /** `count`: as many as the sentence is about. */
  fault(name: string, problem: string, count = 1): void {
    this.counts.faults += count;
    if (this.faults.length < MOST_FAULTS) this.faults.push(named(name, problem));
  }

  /** The same bytes are named once, and counted each time. */
  untold(name: string, why: string, isRepeated: boolean): void {
    this.counts.inconclusive++;
    if (!isRepeated && this.inconclusive.length < MOST_FAULTS) this.inconclusive.push(named(name, why));
  }

  /** All so far, and the copies that were not given before. */
  progress(source: number, next: number): LookProgress {
    const copies = this.copies.slice(this.written);
    this.written = this.copies.length;
    const { counts, faults, inconclusive, isCut } = this;
    return { source, next, counts: { ...counts }, faults: [...faults], inconclusive: [...inconclusive], isCut, copies };
  }
}
