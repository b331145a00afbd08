/** What the ledger of the config says of a picture. */
export interface LedgerState {
  /** Address of the entry: the SHA-256 of its bytes. Null where none is of this file or of its picture data. */
  readonly entry: string | null;
  /** The very bytes were archived, or the same compressed picture with other metadata; null without an entry. */
  readonly by: 'file' | 'picture-data' | null;
  readonly stage: string | null;
  readonly path: string | null;
  /** When the entry was written, by the clock of who wrote it. */
  readonly at: string | null;
  /** Times that an authority has signed: the earliest without a fault, and the earliest that a given root vouches for. ISO 8601, UTC. */
  readonly sealedStated: string | null;
  readonly sealedTrusted: string | null;
  /** Kinds of the documents that belong to the picture. */
  readonly documents: readonly string[];
  /** What in the whole ledger is not as it was written: how much, and the first of it in words. Where something is not, nothing is concluded from the ledger. */
  readonly faultCount: number;
  readonly faults: readonly string[];
}

/** Finds what a ledger says of a picture. */
export type LedgerLookup = (picture: {
  readonly sha256: string;
  readonly imageData: string | null;
}) => Promise<LedgerState>;
