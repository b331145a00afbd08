import { posix } from 'node:path';
import { type CaseFile, namedFiles } from '@listing-lint/disputes';

import type { KeptEntry } from '../ledger/read-ledger.ts';

/** Which bytes a file has by the word of a case or of the ledger. */
interface StatedHash {
  readonly by: 'the case' | 'the ledger';
  readonly sha256: string;
}

/** What is wrong with the bytes that lie at a path (from the folder of the config); null where nothing is, or nobody has stated any. */
export type HashFault = (path: string, sha256: string) => string | null;

/**
 * Holds files against the hashes that a case states, and against those of originals and papers in the ledger. A published or edited picture may have later
 * versions: what is archived of it is no fault of what lies there now. Pure.
 */
export const statedHashes = (file: CaseFile | undefined, entries: readonly KeptEntry[]): HashFault => {
  const stated = new Map<string, StatedHash[]>();
  const add = (path: string, by: StatedHash['by'], sha256: string): void => {
    const normal = posix.normalize(path);
    stated.set(normal, [...(stated.get(normal) ?? []), { by, sha256 }]);
  };
  if (file !== undefined) {
    for (const { file: path, sha256 } of namedFiles(file)) if (sha256 !== null) add(path, 'the case', sha256);
  }
  for (const { entry } of entries) {
    if (entry.type === 'picture' && entry.stage === 'original') add(entry.file.path, 'the ledger', entry.file.sha256);
    for (const { path, sha256 } of entry.documents) add(path, 'the ledger', sha256);
  }
  return (path, actual) => {
    const of = stated.get(path) ?? [];
    const wrong = ['the case', 'the ledger'].flatMap((who) => {
      const own = of.filter(({ by }) => by === who);
      return own.length > 0 && own.every(({ sha256 }) => sha256 !== actual) ? own.slice(0, 1) : [];
    })[0];
    return wrong === undefined
      ? null
      : `it was replaced or changed: its SHA-256 is ${actual.slice(0, 12)}…, and ${wrong.by} says ${wrong.sha256.slice(0, 12)}…`;
  };
};

/** Certificates alone: a file of them may hold a key as well, which must not leave the shop. */
export const certificatesIn = (pem: string): string =>
  (pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----/g) ?? [])
    .map((block) => `${block}\n`)
    .join('');
