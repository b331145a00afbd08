import type { FractionBox } from '@listing-lint/core/plugin';
import type { FractionEdges } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { once } from '@listing-lint/rules/kernel';
import { readLedger, type StampEntry, unstampedPictures } from '@listing-lint/rules/watermark';
import { fractionMapOf } from '../match/fraction-map.ts';
import type { ClassifyMarks } from '../match/match.ts';
import type { MarkOnSuspect, OurPicture } from '../match/our-picture.ts';
import { type MatchWithMark, withoutMarksOfOthers } from './marks-of-others.ts';
import { markStateOf } from './removal/mark-state.ts';
import { measureMarkPlace } from './removal/measure-mark-place.ts';
import { stampedCopies } from './stamped-copies.ts';
import {
  type NotUsed,
  type Seen,
  type StampedPair,
  type StampedSources,
  seenOf,
  stampedFinder,
} from './stamped-finder.ts';

/**
 * Gets the stamped pictures ready, to say what became of our mark in suspects that show one of them; undefined where none was ever stamped. Throws where
 * the file of stamps is damaged.
 */
export const markClassifier = async (sources: StampedSources): Promise<ClassifyMarks | undefined> => {
  const ledger = await readLedger(sources.root);
  if (ledger.size === 0) return undefined;
  // Pictures stamped in place are identified by their unstamped originals.
  const ours = [...unstampedPictures(sources.root), ...sources.ours];
  const find = stampedFinder(ledger, { ...sources, ours });
  const copyOf = stampedCopies(sources.root, sources.limits);
  const classify = async (image: RgbImage, matches: readonly OurPicture[]): Promise<readonly OurPicture[]> => {
    const picture = once(() => seenOf(image));
    const said = new Set<StampEntry>();
    const result: MatchWithMark[] = [];
    for (const match of matches) {
      const entry = isSure(match) ? await find.entryOf(match.path) : undefined;
      // The original and the stamped file may both be matched: it is said once.
      if (entry === undefined || said.has(entry)) {
        result.push({ match, entry });
        continue;
      }
      said.add(entry);
      const mark = markOn(picture(), match, entry, await find.picturesOf(entry));
      const isVariant = match.verdict === 'variant' && match.negative !== true;
      // Its difference from the unmarked picture may be the mark itself.
      const mayBeCopy = isVariant && mark.state === 'there' && match.path !== entry.path;
      const held = mayBeCopy ? await copyOf(image, match, entry.path) : match;
      const isMadeOfIt = isVariant && held.verdict === 'variant' && mark.isOfStamped === true;
      result.push({ match: { ...(isMadeOfIt ? madeOf(held, entry) : held), mark }, entry });
    }
    return withoutMarksOfOthers(result);
  };
  const marksOn = async (path: string): Promise<readonly FractionBox[]> => {
    const entry = await find.entryOf(path);
    return entry === undefined ? [] : [entry.place];
  };
  const stampedOf = async (path: string): Promise<string | undefined> => (await find.entryOf(path))?.path;
  return Object.assign(classify, { marksOn, stampedOf });
};

/** A variant that bears the grain of the stamped file: whatever was done to that, it is a copy. */
const madeOf = ({ isChanged: _, ...match }: OurPicture, { path }: StampEntry): OurPicture => ({
  ...match,
  verdict: 'duplicate',
  description: `${match.description}, made out of ${path} as it was stamped`,
});

const isSure = ({ verdict }: OurPicture): boolean => verdict === 'duplicate' || verdict === 'variant';

const markOn = (suspect: Seen, match: OurPicture, entry: StampEntry, stamped: StampedPair | NotUsed): MarkOnSuspect => {
  const { x, y, width, height } = entry.place;
  const ours: FractionEdges = { left: x, top: y, right: x + width, bottom: y + height };
  const map = fractionMapOf(match);
  const of = { name: entry.mark, stamped: entry.path, ours, theirs: edgesIn(map, ours) };
  if ('reason' in stamped) return { state: 'unknown', ground: stamped.reason, ...of };
  const { clean, marked } = stamped;
  const [{ width: w, height: h }, { width: theirW, height: theirH }] = [clean.luma, suspect.luma];
  const box = {
    left: Math.round(x * w),
    top: Math.round(y * h),
    width: Math.round(width * w),
    height: Math.round(height * h),
  };
  const measures = measureMarkPlace({
    clean: clean.luma,
    marked: marked.luma,
    box,
    suspect: suspect.luma,
    colours: { clean: clean.colours, marked: marked.colours, suspect: suspect.colours },
    map: (u, v) => {
      const [p, q] = map((u + 0.5) / w, (v + 0.5) / h);
      return [p * theirW - 0.5, q * theirH - 0.5];
    },
  });
  return { ...markStateOf(measures), ...of };
};

/** Returns the bounding box of a part of ours in the suspect; null if it is outside. */
const edgesIn = (
  map: ReturnType<typeof fractionMapOf>,
  { left, top, right, bottom }: FractionEdges,
): FractionEdges | null => {
  const corners = [map(left, top), map(right, top), map(left, bottom), map(right, bottom)];
  const [xs, ys] = [corners.map(([u]) => within(u)), corners.map(([, v]) => within(v))];
  const edges = {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
  return edges.right - edges.left > 0.005 && edges.bottom - edges.top > 0.005 ? edges : null;
};

const within = (value: number): number => Math.min(1, Math.max(0, value));
