import { ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';

/** Edges of a part of a picture, in shares of its sides. */
const part = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });

/** Of the object that `match -f json` writes, what a case needs. */
const matchResult = z.object({
  schemaVersion: z.literal(1),
  suspects: z
    .array(
      z.object({
        path: z.string(),
        sha256: z.string().nullable(),
        matches: z.array(
          z.object({
            path: z.string(),
            verdict: z.string(),
            distance: z.number(),
            turn: z.string(),
            ourBox: part.optional(),
            mark: z.object({ state: z.string(), ground: z.string() }).optional(),
          }),
        ),
      }),
    )
    .max(100_000),
});

/** A picture found in the wild and the one of ours that it copies; paths as `match` was given them. */
export interface FoundCopy {
  readonly suspect: string;
  readonly sha256: string;
  readonly ours: string;
  readonly distance: number;
  readonly turn: string;
  /** From what it is known that our mark was taken off the picture; null where that is not known. */
  readonly markRemoved: string | null;
}

/**
 * The copies in the text that `match -f json` writes, what weighs most first: a whole copy before a variant, then by how much of ours it shows, then those
 * without our mark, then the most alike. `variant` and `suspect` verdicts are no copies, but for a variant of which it is known what became of our mark:
 * what differs is its place, and all else was laid closely on ours. Throws `data-invalid` for another text, and `usage` where nothing copies ours.
 */
export const copiesIn = (text: string, name: string): readonly FoundCopy[] => {
  const { suspects } = parse(text, name);
  const copies = suspects.flatMap(({ path, sha256, matches }): WeighedCopy[] => {
    const best = matches.find(({ verdict }) => verdict === 'duplicate') ?? matches.find(isCopyButForMark);
    if (best === undefined || sha256 === null) return [];
    const removed = matches.find(({ mark }) => mark?.state === 'removed')?.mark;
    const { path: ours, distance, turn, verdict, ourBox } = best;
    const copy = { suspect: path, sha256, ours, distance, turn, markRemoved: removed?.ground ?? null };
    return [{ copy, isWhole: verdict === 'duplicate', shown: shareOf(ourBox) }];
  });
  if (copies.length === 0) {
    throw new ListingLintError('usage', `${name}: no picture in it copies one of ours`, [
      { message: 'a case needs a copy; name a listing or a picture of yours instead' },
    ]);
  }
  return copies.toSorted(byWeight).map(({ copy }) => copy);
};

interface WeighedCopy {
  readonly copy: FoundCopy;
  readonly isWhole: boolean;
  /** Tenths of our picture that it shows. */
  readonly shown: number;
}

const shareOf = (box: z.infer<typeof part> | undefined): number =>
  box === undefined ? 10 : Math.round(10 * (box.right - box.left) * (box.bottom - box.top));

const byWeight = (a: WeighedCopy, b: WeighedCopy): number =>
  Number(b.isWhole) - Number(a.isWhole) ||
  b.shown - a.shown ||
  Number(b.copy.markRemoved !== null) - Number(a.copy.markRemoved !== null) ||
  a.copy.distance - b.copy.distance;

const SEEN_MARKS: readonly string[] = ['removed', 'there', 'from-unmarked'];
const isCopyButForMark = ({
  verdict,
  mark,
}: {
  readonly verdict: string;
  readonly mark?: { readonly state: string } | undefined;
}): boolean => verdict === 'variant' && mark !== undefined && SEEN_MARKS.includes(mark.state);

const parse = (text: string, name: string): z.infer<typeof matchResult> => {
  try {
    return matchResult.parse(JSON.parse(text));
  } catch (error) {
    throw new ListingLintError(
      'data-invalid',
      `${name} is not what \`listing-lint match -f json\` writes`,
      [{ message: 'name a listing, a picture of yours, or the JSON of a match' }],
      { cause: error },
    );
  }
};
