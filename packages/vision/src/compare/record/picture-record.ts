import type { Fingerprint } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import type { JpegFact, Metadata, RightsFact, Statement } from '@listing-lint/rules/metadata';

import type { WatermarkFact } from '@listing-lint/rules/watermark';
import type { DocumentIds } from './documents.ts';
import type { LedgerStanding } from './ledger-record.ts';
import type { StatedTime } from './stated-times.ts';

/** What is known of one of the two pictures, as the report has it. Serial numbers and positions are told to be there, never what they are. */
export interface PictureRecord {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly format: string;
  /** px as shown; null where the header does not tell. */
  readonly width: number | null;
  readonly height: number | null;
  /** Frames, pages and full pictures in the file, of which the first is compared. */
  readonly pictures: number;
  /** Why its pixels could not be looked at; null where they were. */
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
  /** The seller's mark, where the config names one and the pixels could be looked at. */
  readonly mark: Pick<WatermarkFact, 'status' | 'template' | 'summary' | 'box'> | null;
  /** What the ledger of the config says of it; null where none was looked at. */
  readonly ledger: LedgerStanding | null;
  /** Content Credentials in the file; null where none were looked at. */
  readonly credentials: CredentialRecord | null;
  /** Blocks of metadata that were seen and not (wholly) understood: what they say is unknown. */
  readonly unread: readonly string[];
}

/** What Content Credentials a file carries. */
export interface CredentialRecord {
  /** Null where a block that may hold a manifest was not understood. */
  readonly present: boolean | null;
  /** Address of a manifest elsewhere, which is never asked for. */
  readonly remote: string | null;
  /** `trusted`: and a given anchor vouches for the signer. Null where there is none, or it could not be checked. */
  readonly state: 'trusted' | 'valid' | 'invalid' | null;
  /** Validation codes of failures, and those beside an unknown signer; null where it could not be checked. */
  readonly failures: readonly string[] | null;
  readonly faults: readonly string[] | null;
  readonly informational: readonly string[] | null;
  /** Whom the certificate names, who issued it, and the anchors that vouch for the signer. */
  readonly signer: string | null;
  readonly issuer: string | null;
  readonly trustedBy: readonly string[];
  /** By a time-stamp authority; null without one. */
  readonly signedAt: string | null;
  readonly generator: string | null;
  readonly actions: readonly string[];
  readonly ingredients: readonly { readonly title: string; readonly relationship: string }[];
  readonly sourceTypes: readonly string[];
  /** Label of the active manifest, one or none; null where it cannot be told which is. */
  readonly active: readonly string[] | null;
  /** Labels of all manifests in the file; null where they cannot be told, or not all of them. */
  readonly manifests: readonly string[] | null;
  /** Why it could not be checked. */
  readonly reason: string | null;
  /** Whether the anchors that vouch for the signer are a list that somebody publishes: then the signer is none of the two. */
  readonly onPublishedList: boolean;
}

/** A small picture that the file carries, and how it stands to the pictures that are compared; null where that cannot be told. */
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
  /** Of body and lens, never told. */
  readonly serials: readonly string[];
}
