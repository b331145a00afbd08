import { posix } from 'node:path';
import { safeJson, sha256 } from '@listing-lint/core/plugin';
import { extensionOf, PICTURE_EXTENSIONS } from '@listing-lint/rules/image';

import type { KeptEntry } from '../ledger/read-ledger.ts';
import { type BagFile, bagOf } from './bag.ts';
import { type ChecklistLine, filesLine } from './checklist.ts';
import { comparisonsOf, type WrittenComparison } from './comparisons.ts';
import { coverPage } from './cover/cover-page.ts';
import { EVIDENCE_SCRIPT } from './evidence-script.ts';
import type { EvidenceSources } from './evidence-sources.ts';
import { ledgerOfBundle } from './ledger-part.ts';
import { evidenceReadme } from './readme-text.ts';
import { certificatesIn, statedHashes } from './stated-hashes.ts';
import { type MissingFile, type TakenFile, takeFiles } from './taken-files.ts';
import { knownHashes, wantedFiles } from './wanted-files.ts';
import { worksOf, workThumbnails } from './works.ts';

/** A bundle as it is to be written. */
export interface EvidenceBundle {
  readonly files: readonly BagFile[];
  readonly cover: string;
  /** Files that could not be put in or are not those that the case or the ledger states, and faults of the ledger, with the reason. */
  readonly missing: readonly MissingFile[];
  readonly checklist: readonly ChecklistLine[];
}

/** Puts a bundle together: files, entries, seals, comparisons and the cover. The same files on the same day give the same bytes. */
export const gatherEvidence = async (sources: EvidenceSources): Promise<EvidenceBundle> => {
  const { root, asOf, title, party, case: dispute } = sources;
  const ledger = sources.ledger === undefined ? undefined : await ledgerOfBundle(sources.ledger);
  const found = await takeFiles(await wantedFiles(sources, ledger), {
    ...{ root, secret: sources.secret, signal: sources.signal, ledger: sources.ledger?.folder },
    faultOf: statedHashes(dispute?.value, ledger?.entries ?? []),
  });
  const { taken } = found;
  const byPath = new Map(taken.map((file) => [file.path, file]));
  const { comparisons, missing: uncompared } =
    dispute === undefined
      ? { comparisons: [], missing: [] }
      : await comparisonsOf({ file: dispute.value, taken: byPath, compare: sources.compare, signal: sources.signal });
  const missing = [
    ...found.missing,
    ...uncompared,
    ...(ledger?.faults ?? []).map(({ path, message }) => ({ path: `the ledger: ${path}`, reason: message })),
  ];
  const own = sources.pictures.flatMap((path) => {
    const file = byPath.get(posix.normalize(path));
    return file === undefined ? [] : knownHashes(file.bytes, ledger?.entries ?? []);
  });
  const part = await ledger?.part(own, new Set(taken.map((file) => file.sha256)));
  const works = await worksOf(sources, byPath, ledger);
  const checklist = [filesLine(missing), ...sources.checklist];
  const cover = coverPage({
    ...{ title, party, asOf, checklist, comparisons, works, files: taken },
    case: dispute?.value ?? null,
    due: dispute?.due ?? [],
    thumbnails: await workThumbnails(works, byPath),
    ledger:
      part === undefined || ledger === undefined
        ? null
        : {
            entryCount: part.entries.length,
            unsealedCount: part.entries.filter(({ address }) => !ledger.sealed.get(address)?.trustedTime).length,
            seals: part.seals,
          },
  });
  const payload: readonly BagFile[] = [
    ...taken.map(({ place, bytes }) => ({ path: place, bytes })),
    ...(part?.files ?? []),
    ...toldFiles(sources, { comparisons, cover, checklist, taken }),
  ];
  const info = {
    'External-Description': title,
    'Bagging-Date': asOf,
    ...(party === null ? {} : { 'Source-Organization': party }),
    'Ledger-Entries': entryList(part?.entries ?? []),
  };
  return { files: bagOf(payload, info), cover, missing, checklist };
};

/** The number of entries, and the SHA-256 of their addresses, sorted, one a line: an entry cannot be taken out without a trace. */
const entryList = (entries: readonly KeptEntry[]): string => {
  const addresses = entries.map(({ address }) => `${address}\n`).sort();
  return `${addresses.length} ${sha256(addresses.join(''))}`;
};

interface Told {
  readonly comparisons: readonly WrittenComparison[];
  readonly cover: string;
  readonly checklist: readonly ChecklistLine[];
  readonly taken: readonly TakenFile[];
}

/** What is said of the files, beside them. */
const toldFiles = (
  { ledger, case: dispute, title, asOf }: EvidenceSources,
  { comparisons, cover, checklist, taken }: Told,
): readonly BagFile[] => {
  const text = (path: string, content: string): BagFile => ({ path: `data/${path}`, bytes: Buffer.from(content) });
  const contents = taken.map(({ path, place, what, sha256 }) => ({ path, place, what, sha256 }));
  return [
    ...(ledger?.roots ?? []).map((pem, index) => text(`provenance/roots/${index + 1}.pem`, certificatesIn(pem))),
    ...comparisons.flatMap(({ place, html, report }) => [
      text(`${place}.html`, html),
      text(`${place}.json`, safeJson(report)),
    ]),
    ...(dispute === undefined ? [] : [text('timeline.txt', dispute.timeline)]),
    ...[
      text('cover.html', cover),
      text('checklist.json', safeJson(checklist)),
      text('contents.json', safeJson(contents)),
    ],
    ...[text('README.txt', evidenceReadme(title, asOf)), text('verify.sh', EVIDENCE_SCRIPT)],
  ];
};

/** Whether a path is that of a picture, by its extension. */
export const isPicturePath = (path: string): boolean => PICTURE_EXTENSIONS.includes(extensionOf(path));
