import { ignoredIn, ListingLintError, type Notice } from '@listing-lint/core';
import { fewNamed } from '@listing-lint/rules/kernel';
import type { NamedUnlinted } from './named-unlinted.ts';
import { IS_IGNORED, IS_NOTHING, namedNot, type WhyUntaken, whyUntaken } from './why-untaken.ts';

/** What there is to say of paths that were named and are not linted. */
interface ToldUnlinted {
  readonly notices: readonly Notice[];
  /** A run that leaves out what was named, and may hold a picture, is not a pass. */
  readonly faults: readonly ListingLintError[];
}

interface Unlinted extends WhyUntaken {
  /** As the report writes paths. */
  readonly path: string;
}

/** Says of paths that were named, and are not linted, why that is. */
export const tellUnlinted = async (unlinted: readonly NamedUnlinted[]): Promise<ToldUnlinted> => {
  const ignored = new Map(
    [...new Set(unlinted.map(({ project }) => project))].map((each) => [each, ignoredIn(each.config)]),
  );
  const left: Unlinted[] = [];
  for (const { project, own, path } of unlinted)
    left.push({
      path,
      ...(await whyUntaken(project.config.root, own, (each) => ignored.get(project)?.(each) === true)),
    });
  const seen = left.filter(({ isIgnored }) => !isIgnored);
  const quoted = (some: readonly Unlinted[]): readonly string[] => some.map(({ path }) => `"${path}"`);
  const meant = seen.flatMap(({ path, reason }) => (reason === undefined ? [] : [`"${path}" (${reason})`]));
  const ignoredOnes = quoted(left.filter(({ isIgnored }) => isIgnored));
  const others = quoted(seen.filter(({ reason }) => reason === undefined));
  return {
    notices: [
      ...noticed('error', meant),
      ...noticed('warning', ignoredOnes, IS_IGNORED),
      ...noticed('warning', others, IS_NOTHING),
    ],
    faults:
      meant.length === 0
        ? []
        : [
            new ListingLintError('no-subjects', `nothing to lint in ${fewNamed(meant)}`, [
              {
                message: 'a run that leaves out what was named is not a pass',
                hint: 'look at the name, and at `listings`, `originals`, `brand` and `foreign` of the config',
              },
            ]),
          ],
  };
};

const noticed = (level: Notice['level'], names: readonly string[], why?: string): readonly Notice[] =>
  names.length === 0 ? [] : [{ level, code: 'named-not-linted', message: namedNot('linted', names, why) }];
