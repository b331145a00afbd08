import { posix } from 'node:path';
import type { FactContext } from '@listing-lint/core/plugin';
import { isListingFile } from '@listing-lint/rules/subject';
import type { FileFault } from './check-file.ts';
import { realPath } from './used-twice.ts';

/** Files by which a project sets up its checks, by their names. */
const SET_UP: readonly (readonly [RegExp, string])[] = [
  [/^listing-lint\.config\.[a-z]+$/i, 'a config'],
  [/^listing-lint\.exceptions\.[a-z]+$/i, 'a list of exceptions'],
  [/^package\.json$/i, 'a package.json'],
];

const nameOf = (path: string): string => posix.basename(path.replaceAll('\\', '/'));

const setUpAs = (path: string): string | undefined =>
  isListingFile(nameOf(path).toLowerCase())
    ? 'a listing.yaml'
    : SET_UP.find(([pattern]) => pattern.test(nameOf(path)))?.[1];

/** Tells documents that a project is checked by, and that prove nothing, from what may be evidence; by the absolute place where a file really lies. */
export const ownDocuments = async (context: FactContext): Promise<(place: string) => FileFault | null> => {
  const known = new Map<string, string>();
  const kinds = [
    ['monitoring-log', 'a monitoring log'],
    ['case', 'a case file'],
  ] as const;
  for (const [scope, what] of kinds)
    for (const { file } of context.subjects(scope)) known.set(await realPath(file), what);
  return (place) => {
    const what = known.get(place) ?? setUpAs(place);
    return what === undefined ? null : { kind: 'refused', message: `it is ${what}, which proves nothing of itself` };
  };
};
