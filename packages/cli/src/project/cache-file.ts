import { join, resolve } from 'node:path';
import { type CacheData, MAX_DATA_BYTES, readTextSync, sha256 } from '@listing-lint/core';
import { CACHE_NAME } from './cache-name.ts';

/** Absolute path of the cache; undefined where none is wanted. */
export const cacheFile = (
  flags: { readonly cache: boolean; readonly cacheLocation?: string },
  root: string,
  cwd: string,
): string | undefined => {
  if (!flags.cache && flags.cacheLocation === undefined) return undefined;
  return flags.cacheLocation === undefined ? join(root, CACHE_NAME) : resolve(cwd, flags.cacheLocation);
};

/** What an earlier run left; a file that is missing, damaged or of another version is begun anew. */
export const readCache = (file: string): CacheData | 'new' => {
  try {
    const text = readTextSync(file, { maxBytes: MAX_DATA_BYTES });
    const line = text.indexOf('\n');
    const body = text.slice(line + 1);
    if (text.slice(0, line) !== headOf(body)) return 'new';
    const data: CacheData = JSON.parse(body);
    return data;
  } catch {
    return 'new';
  }
};

/** The checksum of the rest, then the rest: nothing of a damaged file is believed. */
export const cacheText = (data: CacheData): string => {
  const body = JSON.stringify(data);
  return `${headOf(body)}\n${body}`;
};

const headOf = (body: string): string => `listing-lint cache 1 ${sha256(body)}`;
