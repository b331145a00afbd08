import { createRequire } from 'node:module';
import { findC2pa } from '../metadata/c2pa/find-c2pa.ts';

/** A file of each package that looks at pictures for the facts: sharp, and what checks Content Credentials where it is installed. */
export const packageFiles = (): readonly string[] => {
  const credentials = findC2pa();
  return [...pathOf('sharp'), ...(credentials === undefined ? [] : [credentials.manifest])];
};

const pathOf = (name: string): readonly string[] => {
  try {
    return [createRequire(import.meta.url).resolve(name)];
  } catch {
    return [];
  }
};
