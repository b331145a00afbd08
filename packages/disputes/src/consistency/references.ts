import { type KeyPath, suggest } from '@listing-lint/core/plugin';
import type { CaseFile } from '../case/file/case-file.ts';
import { builtInProfiles, profileNamed } from '../case/profile/profiles.ts';

import type { Contradiction } from './contradiction.ts';

type Name = string | number;

/** What names nothing of the case or of the shop: works, and listings where those of the shop are given. */
export const wrongReferences = (file: CaseFile, listings: readonly string[] | undefined): readonly Contradiction[] => [
  ...twice(
    (file.works ?? []).map(({ id }) => id),
    (index) => ['works', index, 'id'],
    'works',
  ),
  ...unknownWorks(file),
  ...unknownLadders(file),
  ...(listings === undefined ? [] : unknownListings(file, listings)),
];

const twice = (names: readonly Name[], pathOf: (index: number) => KeyPath, what: string): readonly Contradiction[] =>
  names.flatMap((name, index) => {
    const first = names.findIndex((other) => String(other) === String(name));
    return first === index
      ? []
      : [{ path: pathOf(index), message: `two ${what} have the id "${name}": #${first + 1} and #${index + 1}` }];
  });

const unknownWorks = ({ works, infringements, licensees }: CaseFile): readonly Contradiction[] => {
  const known = (works ?? []).map(({ id }) => String(id));
  const named: readonly { readonly path: KeyPath; readonly work: Name }[] = [
    ...(infringements ?? []).flatMap(({ match }, index) =>
      match ? [{ path: ['infringements', index, 'match', 'work'], work: match.work }] : [],
    ),
    ...(licensees ?? []).flatMap(({ works: of }, index) =>
      (of ?? []).map((work, at) => ({ path: ['licensees', index, 'works', at], work })),
    ),
  ];
  return named
    .filter(({ work }) => !known.includes(String(work)))
    .map(({ path, work }) => missing(path, `there is no work "${work}" under "works"`, String(work), known));
};

/** A ladder of a seller's own begins with `x-`, as an event does. */
const unknownLadders = ({ strikes }: CaseFile): readonly Contradiction[] => {
  const { ladders } = builtInProfiles();
  const known = ladders.map(({ id }) => id);
  return (strikes ?? []).flatMap(({ ladder }, index) =>
    ladder.startsWith('x-') || profileNamed(ladders, ladder) !== undefined
      ? []
      : [missing(['strikes', index, 'ladder'], `there is no ladder "${ladder}"`, ladder, known)],
  );
};

const unknownListings = ({ listings, status }: CaseFile, known: readonly string[]): readonly Contradiction[] =>
  // What was copied years ago may be sold no more.
  status === 'closed'
    ? []
    : (listings ?? []).flatMap((listing, index) =>
        known.includes(listing.replace(/^\.\//, '').replace(/\/+$/, ''))
          ? []
          : [missing(['listings', index], `there is no listing ${listing}`, listing, known)],
      );

const missing = (path: KeyPath, message: string, name: string, known: readonly string[]): Contradiction => {
  const hint = suggest(name, known);
  return { path, message, ...(hint === undefined ? {} : { hint }) };
};
