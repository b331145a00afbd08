import { posix } from 'node:path';
import type { Subject } from '@listing-lint/core/plugin';

/** What the discoverer says of a listing. */
interface ListingData {
  readonly title: string | null;
  readonly file: string | null;
  readonly problems: readonly string[];
  readonly line: number | null;
  readonly column: number | null;
  readonly custom?: { readonly [name: string]: unknown };
}

const isNullOr = (type: 'string' | 'number', value: unknown): boolean => value === null || typeof value === type;

const isListingData = (data: unknown): data is ListingData => {
  if (typeof data !== 'object' || data === null) return false;
  const { title, file, problems, line, column, custom }: { readonly [key: string]: unknown } = { ...data };
  return (
    [title, file].every((text) => isNullOr('string', text)) &&
    [line, column].every((place) => isNullOr('number', place)) &&
    Array.isArray(problems) &&
    problems.every((problem) => typeof problem === 'string') &&
    (custom === undefined || (typeof custom === 'object' && custom !== null))
  );
};

/** Throws a `TypeError` for a subject that the discoverer of listings has not found. */
export const dataOf = ({ path, data }: Subject): ListingData => {
  if (!isListingData(data)) throw new TypeError(`${path} is no listing that was found by the discoverer`);
  return data;
};

/** Problems of its listing.yaml and folder, in sentences, with the file and the line. */
export const listingProblems = (subject: Subject): readonly string[] => {
  const { file, problems, line } = dataOf(subject);
  const place = file === null || file === subject.path ? '' : `${posix.basename(file)}: `;
  return problems.map((problem, index) => `${place}${index === 0 && line !== null ? `line ${line}: ` : ''}${problem}`);
};
