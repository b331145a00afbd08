import { ListingLintError } from '@listing-lint/core/plugin';

/** Addresses are compared as far as the browser is asked for them. */
const MOST_SOURCE = 200;

/** Where the menu opens on nothing that was tried: throws `fact-unavailable` unless every picture of the source is still there, and all that are shown were tried. */
export const refuseToPass = (
  written: readonly string[],
  sources: readonly string[],
  { tried, shown }: { readonly tried: number; readonly shown: number },
): void => {
  const left = new Set(sources);
  const gone = [...new Set(written)].filter((source) => !left.has(source.slice(0, MOST_SOURCE)));
  const why =
    gone.length > 0
      ? `scripts of the page took away ${gone.length} of its pictures (${gone[0]}): the menu on them was not tried`
      : tried === 0
        ? 'none of its pictures is shown so large that the menu could be tried'
        : shown > tried
          ? `${shown} pictures are shown, and only ${tried} were tried`
          : undefined;
  if (why !== undefined) throw new ListingLintError('fact-unavailable', why);
};
