import { globPaths } from '@listing-lint/core/plugin';
import { credentialSettings } from './c2pa/credential-settings.ts';
import { findC2pa } from './c2pa/find-c2pa.ts';
import { anchorFile } from './c2pa/trust-anchors.ts';
import { LEDGER_FOLDER, provenanceSettings } from './provenance-settings.ts';

/** Certificates that signers are trusted by, entries and seals of the ledger, and the certificates that seals are trusted by; relative to the root. */
export const provenanceInputs = (settings: unknown, root: string): string[] => {
  const { c2pa } = credentialSettings.of({ settings });
  const { provenance } = provenanceSettings.of({ settings });
  const anchors = (c2pa?.anchors ?? []).map(anchorFile);
  if (provenance === undefined) return anchors;
  const folder = provenance.folder ?? LEDGER_FOLDER;
  const ledger = globPaths(root, [`${folder}/entries/*/*.json`, `${folder}/seals/*/*`], { within: root });
  return [...anchors, ...ledger, ...(provenance.roots ?? [])];
};

/** A file of the package that checks Content Credentials, where it is installed. */
export const provenancePackages = (): readonly string[] => {
  const found = findC2pa();
  return found === undefined ? [] : [found.manifest];
};
