/** Begins what stands for a part of a path. */
const MARK = '/';
/** Shorter texts take less as they are. */
const LEAST = 3;

/** The path in the key of a subject. */
export const pathIn = (subject: string): string => subject.slice(subject.indexOf('\0') + 1);

/**
 * Returns a record in which parts of the subject's path are replaced by references: pictures with similar paths share one text. Undefined for anything else, and
 * where one of its texts could be taken for such a place.
 */
export const withoutPath = (value: unknown, path: string): object | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'toJSON' in value) return undefined;
  let isAbout = false;
  const members: [string, unknown][] = [];
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === 'string' && member.startsWith(MARK)) return undefined;
    const place = typeof member === 'string' && member.length >= LEAST ? placeIn(path, member) : undefined;
    isAbout ||= place !== undefined;
    members.push([key, place ?? member]);
  }
  return isAbout ? Object.fromEntries(members) : undefined;
};

/** The record that `withoutPath` made this one of. */
export const withPath = (value: object, path: string): object =>
  Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, typeof member === 'string' ? partAt(path, member) : member]),
  );

/** By how many names it has, from the start of the path or (negative) from its end: pictures that lie as deep have one place. */
const placeIn = (path: string, text: string): string | undefined => {
  if (text === path) return MARK;
  if (path.endsWith(`/${text}`)) return `${MARK}-${text.split('/').length}`;
  return path.startsWith(`${text}/`) ? `${MARK}${text.split('/').length}` : undefined;
};

const partAt = (path: string, place: string): string => {
  if (!place.startsWith(MARK)) return place;
  const names = path.split('/');
  const count = Number(place.slice(MARK.length));
  if (count === 0) return path;
  return (count < 0 ? names.slice(count) : names.slice(0, count)).join('/');
};
