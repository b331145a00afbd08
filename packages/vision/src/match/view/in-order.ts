import type { MatchReport, SuspectResult } from '../match.ts';
import { isCopy, type OurPicture } from '../our-picture.ts';

type Verdict = OurPicture['verdict'];

/** How sure a page is of what it shows, the surest first, and what that is called. */
export const KIND_TITLES: { readonly [verdict in Verdict]: string } = {
  duplicate: 'Copies',
  variant: 'Variants: look at both',
  suspect: 'Suspects: look at both',
  undecided: 'Undecided',
};
const VERDICTS: readonly Verdict[] = ['duplicate', 'variant', 'suspect', 'undecided'];

/** The surest of what is said of a suspect in which something was found. */
export const bestOf = ({ matches }: SuspectResult): Verdict => {
  if (matches.some(isCopy)) return 'duplicate';
  return VERDICTS.find((verdict) => matches.some((match) => match.verdict === verdict)) ?? 'undecided';
};

interface Kind {
  readonly verdict: Verdict;
  readonly suspects: readonly SuspectResult[];
}

/** Suspects in which something was found, by the surest of it; each kind in the order of the report. */
export const inOrder = (suspects: MatchReport['suspects']): readonly Kind[] =>
  VERDICTS.map((verdict) => ({
    verdict,
    suspects: suspects.filter((suspect) => suspect.matches.length > 0 && bestOf(suspect) === verdict),
  })).filter((kind) => kind.suspects.length > 0);

/** Where each kind begins on the page, and how many there are; nothing where there is one alone. */
export const contents = (kinds: readonly Kind[]): string =>
  kinds.length < 2
    ? ''
    : `<ul class="contents">${kinds
        .map(
          ({ verdict, suspects }) => `<li><a href="#${verdict}">${KIND_TITLES[verdict]}</a>: ${suspects.length}</li>`,
        )
        .join('')}</ul>`;
