import { ListingLintError, parseJson } from '@listing-lint/core/plugin';
import { panelOverlap } from '@listing-lint/rules/kernel';
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
        problem: z.string().nullable().optional(),
        inconclusive: z.string().optional(),
        matches: z.array(
          z.object({
            path: z.string(),
            sha256: z.string().optional(),
            verdict: z.string(),
            distance: z.number(),
            turn: z.string(),
            box: part.optional(),
            ourBox: part.optional(),
            frame: z.number().optional(),
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
  /** Of our file when it was matched; null where the result does not say it, as those of earlier versions. */
  readonly oursSha256: string | null;
  readonly distance: number;
  readonly turn: string;
  /** From what it is known that our mark was taken off the picture, and that it was damaged and most of it is there; null where that is not known. */
  readonly markRemoved: string | null;
  readonly markDamaged: string | null;
}

/** One of ours that a result names and a case is not about by itself. */
export interface LeftMatch {
  readonly suspect: string;
  /** Null where nothing could be told of the suspect. */
  readonly ours: string | null;
  readonly why: string;
}

/** What a result says: the copies that a case is about, and all else that it names. */
export interface FoundCopies {
  readonly copies: readonly FoundCopy[];
  readonly left: readonly LeftMatch[];
}

/**
 * The copies in the text that `match -f json` writes, what weighs most first: a whole copy before a variant, then by how much of ours it shows, then those
 * without our mark, then the most alike. Of a picture that shows several of ours, as a page does, each that has a place of its own is one. `variant` and
 * `suspect` verdicts are no copies, but for a variant of which it is known what became of our mark: what differs is its place, and all else was laid closely
 * on ours. Throws `data-invalid` for another text, and `usage` where nothing copies ours.
 */
export const copiesIn = (text: string, name: string): FoundCopies => {
  const { suspects } = parse(text, name);
  const asked = suspects.map(shownIn);
  const copies = asked.flatMap(({ shown }) => shown);
  if (copies.length === 0)
    throw noCopy(
      name,
      asked.flatMap(({ left }) => left),
    );
  return { copies: copies.toSorted(byWeight).map(({ copy }) => copy), left: asked.flatMap(({ left }) => left) };
};

/** What is like ours and no copy for certain a person has to look at, and can say: a case about the picture of ours then says what theirs is. */
const noCopy = (name: string, left: readonly LeftMatch[]): ListingLintError => {
  const like = left.find(({ ours }) => ours !== null);
  const lookAtBoth = `look at ${like?.suspect} beside ${like?.ours} (\`listing-lint match ${like?.suspect} -f html:FILE\`); where you say that it is yours: \`listing-lint case new ${like?.ours} --listing ADDRESS\`, and name theirs in the case under \`image\``;
  return new ListingLintError('usage', `${name}: no picture in it copies one of ours`, [
    { message: like === undefined ? 'a case needs a copy; name a listing or a picture of yours instead' : lookAtBoth },
  ]);
};

type Suspect = z.infer<typeof matchResult>['suspects'][number];
type Named = Suspect['matches'][number];

const shownIn = ({ path: suspect, sha256, problem = null, inconclusive, matches }: Suspect) => {
  const certain = [...matches.filter(({ verdict }) => verdict === 'duplicate'), ...matches.filter(isCopyButForMark)];
  const taken: Named[] = [];
  const left: LeftMatch[] = [];
  for (const match of sha256 === null ? [] : certain) {
    const same = taken.find((other) => areInOnePlace(match, other));
    if (same === undefined) taken.push(match);
    else left.push({ suspect, ours: match.path, why: `shown at the same place as ${same.path}` });
  }
  for (const match of matches) {
    if (!certain.includes(match))
      left.push({ suspect, ours: match.path, why: `no copy for certain: ${match.verdict}` });
  }
  const open = problem === null ? inconclusive : `not compared: ${problem}`;
  if (open !== undefined && taken.length === 0) left.push({ suspect, ours: null, why: open });
  const shown = taken.map((match, k): WeighedCopy => {
    const { path: ours, distance, turn, verdict, ourBox } = match;
    const seen = k === 0 ? matches : [match];
    const markRemoved = groundOf(seen, 'removed');
    const markDamaged = markRemoved === null ? groundOf(seen, 'damaged') : null;
    const found = { suspect, sha256: sha256 ?? '', ours, oursSha256: match.sha256 ?? null, distance, turn };
    const copy = { ...found, markRemoved, markDamaged };
    return { copy, isWhole: verdict === 'duplicate', shown: shareOf(ourBox) };
  });
  return { shown, left };
};

const groundOf = (matches: readonly Named[], state: string): string | null =>
  matches.find(({ mark }) => mark?.state === state)?.mark?.ground ?? null;

/** What two parts of a suspect have in common, as a share of both, from which on they show one thing; without a part nothing says that they do not. */
const SAME_PLACE = 0.5;

const areInOnePlace = (a: Named, b: Named): boolean =>
  a.frame === b.frame && (a.box === undefined || b.box === undefined || panelOverlap(a.box, b.box) >= SAME_PLACE);

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

const SEEN_MARKS: readonly string[] = ['removed', 'damaged', 'there', 'from-unmarked'];
const isCopyButForMark = ({
  verdict,
  mark,
}: {
  readonly verdict: string;
  readonly mark?: { readonly state: string } | undefined;
}): boolean => verdict === 'variant' && mark !== undefined && SEEN_MARKS.includes(mark.state);

const parse = (text: string, name: string): z.infer<typeof matchResult> => {
  const { data } = matchResult.safeParse(parseJson(text));
  if (data !== undefined) return data;
  throw new ListingLintError('data-invalid', `${name} is not what \`listing-lint match -f json\` writes`, [
    { message: 'name a listing, a picture of yours, or the JSON of a match' },
  ]);
};
