import { posix } from 'node:path';
import { wellFormed } from '@listing-lint/core';

/** A path of the report as a relative URI reference: each part percent-encoded (RFC 3986), never with a scheme, a query or `..` left to chance. */
export const relativeUri = (path: string): string =>
  path
    .split('/')
    .map((part) => encodeURIComponent(wellFormed(part)).replace(/[!'()*]/g, percent))
    .join('/');

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** A path of the report as seen from a folder above: `inFolder('shop', 'a.jpg')` is `shop/a.jpg`. */
export const inFolder = (prefix: string, path: string): string => {
  const folder = prefix.replace(/^(?:\.?\/)+|\/+$/g, '');
  if (folder === '' || folder === '.') return path;
  // A picture of a neighbouring project that shares the same picture set.
  return path.startsWith('../') ? posix.normalize(`${folder}/${path}`) : `${folder}/${path}`;
};
