import type { Fingerprint } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import type { JpegFact, Metadata, RightsFact, Statement } from '@listing-lint/rules/metadata';

import type { WatermarkFact } from '@listing-lint/rules/watermark';
import type { DocumentIds } from './documents.ts';
import type { LedgerState } from './ledger-record.ts';
import type { StatedTime } from './stated-times.ts';

/** One of the two pictures in the report. The presence of serial numbers and positions is reported, never their values. */
export interface PictureRecord {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly format: string;
  /** Displayed size, px; null if the header has none. */
  readonly width: number | null;
  readonly height: number | null;
  /** Frames, pages and full pictures in the file, of which the first is compared. */
  readonly pictures: number;
  /** Why its pixels could not be decoded; null if they were. */
  readonly problem: string | null;
  /** Hash of the compressed picture without metadata; null where the format is not taken apart. */
  readonly imageData: string | null;
  readonly jpegQuality: JpegFact['quality'];
  readonly times: readonly StatedTime[];
  readonly make: string | null;
  readonly model: string | null;
  /** Null where a block that may hold one was not understood. */
  readonly serial: boolean | null;
  /** What cameras write and most programs drop: `maker note`, `exposure time`, … */
  readonly cameraTraces: readonly string[];
  readonly editors: readonly string[];
  readonly rights: Pick<RightsFact, 'notices' | 'creators' | 'owners' | 'credits' | 'licences' | 'webStatements'>;
  readonly documents: DocumentIds;
  readonly previews: readonly PreviewRecord[];
  /** The seller's watermark, if the config names one and the pixels could be decoded. */
  readonly mark: Pick<WatermarkFact, 'status' | 'template' | 'summary' | 'box'> | null;
  /** The entry in the ledger of the config; null if none was read. */
  readonly ledger: LedgerState | null;
  /** Content Credentials in the file; null if none were read. */
  readonly credentials: CredentialRecord | null;
  /** Blocks of metadata that were seen and not (wholly) understood: what they say is unknown. */
  readonly unread: readonly string[];
}

/** What Content Credentials a file carries. */
export interface CredentialRecord {
  /** Null where a block that may hold a manifest was not understood. */
  readonly present: boolean | null;
  /** Address of a manifest elsewhere, which is never requested. */
  readonly remote: string | null;
  /** `trusted`: and a given anchor vouches for the signer. Null where there is none, or it could not be checked. */
  readonly state: 'trusted' | 'valid' | 'invalid' | null;
  /** Validation codes of failures, and those other than an unknown signer; null if it could not be checked. */
  readonly failures: readonly string[] | null;
  readonly faults: readonly string[] | null;
  readonly informational: readonly string[] | null;
  /** Subject of the certificate, its issuer, and the anchors that vouch for the signer. */
  readonly signer: string | null;
  readonly issuer: string | null;
  readonly trustedBy: readonly string[];
  /** By a time-stamp authority; null without one. */
  readonly signedAt: string | null;
  readonly generator: string | null;
  readonly actions: readonly string[];
  readonly ingredients: readonly { readonly title: string; readonly relationship: string }[];
  readonly sourceTypes: readonly string[];
  /** Label of the active manifest, one or none; null if unknown. */
  readonly active: readonly string[] | null;
  /** Labels of all manifests in the file; null if not all are known. */
  readonly manifests: readonly string[] | null;
  /** Why it could not be checked. */
  readonly reason: string | null;
  /** Whether the anchors that vouch for the signer are a list that somebody publishes: then the signer is none of the two. */
  readonly onPublishedList: boolean;
}

/** A preview in the file, and its relation to the compared pictures; null if unknown. */
export interface PreviewRecord {
  readonly place: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly toOwn: PreviewRelation | null;
  readonly toOther: PreviewRelation | null;
}
export type PreviewRelation = 'same' | 'shows-more' | 'mirrored' | 'turned' | 'differs-in-part' | 'differs';

/** A picture as it was read, with what its record is made of. */
export interface ReadPicture {
  readonly record: PictureRecord;
  readonly metadata: Metadata;
  readonly statements: readonly Statement[];
  /** The canonical decode; null where there is none. */
  readonly image: RgbImage | null;
  readonly fingerprint: Fingerprint | null;
  /** Of body and lens, never reported. */
  readonly serials: readonly string[];
}
