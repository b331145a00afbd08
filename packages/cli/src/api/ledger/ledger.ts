import type { AddedDocument, SealOutcome } from '@listing-lint/provenance';
import type { Program } from '../flags.ts';
import { type AddDocumentQuery, documentAdderFor } from './add-document.ts';
import { ledgerSealerFor, type SealLedgerQuery } from './seal-ledger.ts';
import { type FamilyQuery, familyFor, type PictureFamily } from './show-family.ts';
import { type LedgerVerdict, ledgerVerifierFor, type VerifyLedgerQuery } from './verify-ledger.ts';

/** What the ledger of a config can be asked for. */
export interface LedgerFunctions {
  /** Holds the ledger against itself, and the files it names against it; offline. */
  readonly verify: (query?: VerifyLedgerQuery) => Promise<LedgerVerdict>;
  /** Adds a paper to archived pictures. Rejects with `usage` for pictures that are not archived. */
  readonly addDocument: (query: AddDocumentQuery) => Promise<AddedDocument>;
  /** What the ledger knows of a picture: its entries, where it comes from and what was made of it. Rejects with `usage` where it is not archived. */
  readonly family: (query: FamilyQuery) => Promise<PictureFamily>;
  /** Has what is new signed by the time-stamp authorities that the config names, and by nobody else. Rejects with `output-failed` where none does. */
  readonly seal: (query?: SealLedgerQuery) => Promise<SealOutcome>;
}

/** Gives `ledger` for a program that holds the guard of plugins. */
export const ledgerFor = (program?: Program): LedgerFunctions => ({
  verify: ledgerVerifierFor(program),
  addDocument: documentAdderFor(program),
  family: familyFor(program),
  seal: ledgerSealerFor(program),
});

/** The ledger of archived pictures that a config names. */
export const ledgerAlone: LedgerFunctions = ledgerFor();
