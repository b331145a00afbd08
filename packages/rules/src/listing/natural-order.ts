import { posix } from 'node:path';

const collator = new Intl.Collator('en', { numeric: true });

/**
 * Paths as a person would order them: `2.jpg` before `10.jpg`, what lies in a folder before what lies in its sub-folders. The
 * same everywhere: names that collate equal are ordered by their code units.
 */
export const inNaturalOrder = (paths: readonly string[]): string[] => [...paths].sort(compareNaturally);

const compareNaturally = (a: string, b: string): number => {
  const depth = a.split('/').length - b.split('/').length;
  return (
    depth ||
    collator.compare(posix.dirname(a), posix.dirname(b)) ||
    collator.compare(posix.basename(a), posix.basename(b)) ||
    (a < b ? -1 : a > b ? 1 : 0)
  );
};
