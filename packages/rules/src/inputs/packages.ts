import { createRequire } from 'node:module';

/** A file of the package that decodes pictures for the facts: sharp. */
export const packageFiles = (): readonly string[] => {
  try {
    return [createRequire(import.meta.url).resolve('sharp')];
  } catch {
    return [];
  }
};
