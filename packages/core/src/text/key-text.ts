import type { KeyPath } from './yaml-document.ts';

/** A place in a document as people read it, entries of lists counted from one: `rules.hash-unique.maxDistance`, `overrides #1.files`. */
export const keyText = (path: KeyPath): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}${text === '' ? '' : ' '}#${key + 1}`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
