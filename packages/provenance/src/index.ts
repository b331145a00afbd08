/** `@listing-lint/provenance`: provenance: ledger, seals, Content Credentials, evidence bundles. */
export { type ArchiveOutcome, archiveFiles, ledgerFolder, type PictureToArchive } from './archive/archive-files.ts';
export {
  type AddedDocument,
  addDocument,
  addDocuments,
  type DocumentAbout,
  hashedFile,
  readDocument,
} from './archive/documents.ts';
export type { FindCopies, MeasuredPicture } from './archive/measured.ts';
export { readSalt } from './archive/salt.ts';
export type { c2paFact } from './c2pa/c2pa-fact.ts';
export { claimSigner } from './c2pa/cose-sign.ts';
export { CredentialReader } from './c2pa/credential-reader.ts';
export { credentialSettings } from './c2pa/credential-settings.ts';
export { C2PA_PACKAGE, findC2pa } from './c2pa/find-c2pa.ts';
export { PictureSigner, type SignedParent } from './c2pa/sign-picture.ts';
export { carriesCredentials, DIGITAL_SOURCE_TYPES, sourceTypeFor } from './c2pa/source-type.ts';
export { readAnchors } from './c2pa/trust-anchors.ts';
export { type ArchivedDocument, PICTURE_STAGES, type PictureStage } from './entry/entry.ts';
export type { BagFile } from './evidence/bag.ts';
export type { ChecklistLine } from './evidence/checklist.ts';
export { type EvidenceBundle, gatherEvidence, isPicturePath } from './evidence/gather-evidence.ts';
export { ledgerLookup } from './evidence/ledger-lookup.ts';
export { type LedgerOrigin, ledgerOrigins } from './evidence/ledger-origins.ts';
export { zipBag } from './evidence/zip-bag.ts';
export { type FamilyGraph, familyGraph } from './graph/family-graph.ts';
export { graphHtml } from './graph/graph-html.ts';
export { graphText } from './graph/graph-text.ts';
export { type KeptEntry, readLedgerEntries } from './ledger/read-ledger.ts';
export { keepObject } from './ledger/write-ledger.ts';
export { provenancePlugin } from './plugin.ts';
export { LEDGER_FOLDER, type ProvenanceSettings, provenanceSettings } from './provenance-settings.ts';
export { askAuthority } from './seal/ask-authority.ts';
export { readRoots } from './seal/read-roots.ts';
export { ARCHIVE_FIRST, type SealOutcome, sealLedger } from './seal/seal-ledger.ts';
export { isSoundLedger, type VerifiedLedger, verifyLedger } from './verify/verify-ledger.ts';
