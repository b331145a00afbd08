import { ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';

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
 * The copies in the text that `match -f json` writes, most alike first. `variant` and `suspect` verdicts are no copies, but for a variant
 * of which it is known what became of our mark: what differs is its place, and all else was laid closely on ours. Throws `data-invalid`
 * for another text, and `usage` where nothing copies ours.
 */
export const copiesIn = (text: string, name: string): readonly FoundCopy[] => {
  const { suspects } = parse(text, name);
  const copies = suspects.flatMap(({ path, sha256, matches }): FoundCopy[] => {
    const best = matches.find(({ verdict }) => verdict === 'duplicate') ?? matches.find(isCopyButForMark);
    if (best === undefined || sha256 === null) return [];
    const removed = matches.find(({ mark }) => mark?.state === 'removed')?.mark;
    const { path: ours, distance, turn } = best;
    return [{ suspect: path, sha256, ours, distance, turn, markRemoved: removed?.ground ?? null }];
  });
  if (copies.length === 0) {
    throw new ListingLintError('usage', `${name}: no picture in it copies one of ours`, [
      { message: 'a case needs a copy; name a listing or a picture of yours instead' },
    ]);
  }
  return copies.toSorted((a, b) => a.distance - b.distance);
};

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
