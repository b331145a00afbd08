import { join, posix } from 'node:path';
import { fileFault, isKnownError, ListingLintError, readBytes, safeJson, sha256 } from '@listing-lint/core/plugin';
import { namedFiles } from '../../case/evidence/named-files.ts';
import type { CaseFile } from '../../case/file/case-file.ts';
import { smallPicture } from '../../hash/match/match-files.ts';
import { PICTURE_EXTENSIONS } from '../../image/read/container.ts';
import { extensionOf } from '../../image/read/header.ts';
import { readLedgerEntries } from '../../provenance/ledger/read-ledger.ts';
import { compareFiles, renderCompare } from '../compare/compare-files.ts';
import type { ComparedThumbnails } from '../compare/compare-html.ts';
import type { CompareReport } from '../compare/compare-report.ts';
import { type LedgerSources, ledgerLookup } from '../compare/record/ledger-standing.ts';
import type { CompareOptions } from '../compare/record/read-picture.ts';
import { type BagFile, bagOf } from './bag.ts';
import { type BundledPicture, evidenceChecklist } from './checklist.ts';
import { coverPage } from './cover-page.ts';
import { EVIDENCE_SCRIPT } from './evidence-script.ts';
import { ledgerOfBundle } from './ledger-part.ts';
import { evidenceReadme } from './readme-text.ts';
import { certificatesIn, type HashFault, statedHashes } from './stated-hashes.ts';

/** What a bundle is made of. */
export interface EvidenceSources {
  /** Absolute folder of the config; nothing outside of it is taken. */
  readonly root: string;
  readonly asOf: string;
  readonly title: string;
  readonly party: string | null;
  /** Pictures of ours that it is about, from the folder of the config. */
  readonly pictures: readonly string[];
  readonly case: { readonly path: string; readonly value: CaseFile; readonly timeline: string } | undefined;
  readonly ledger: LedgerSources | undefined;
  readonly compare: CompareOptions;
  /** The secret of the shop with which serial numbers are hashed: no file that holds it is put in. */
  readonly secret?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A bundle as it is to be written. */
export interface EvidenceBundle {
  readonly files: readonly BagFile[];
  readonly cover: string;
  /** Paths of files that could not be put in, or are not those that the case or the ledger states, with the reason. */
  readonly missing: readonly { readonly path: string; readonly reason: string }[];
  readonly checklist: readonly { readonly what: string; readonly isThere: boolean; readonly note: string }[];
}

/** Bytes of all that one bundle may hold. */
const MOST_BYTES = 1_500_000_000;
const MOST_FILE_BYTES = 300_000_000;

/** Puts a bundle together: files, entries, seals, comparisons and the cover. The same files on the same day give the same bytes. */
export const gatherEvidence = async (sources: EvidenceSources): Promise<EvidenceBundle> => {
  const { root, asOf, title, party, ledger } = sources;
  const named = await filesToTake(sources);
  const { taken, missing } = await readAll(root, named, sources, await faultsOf(sources));
  const comparisons = await comparisonsOf(sources);
  const own = taken.filter(({ path }) => sources.pictures.includes(path));
  const checklist = evidenceChecklist(
    await standings(own, ledger),
    sources.case?.value,
    missing.map(({ path }) => path),
  );
  const opened = ledger && (await ledgerOfBundle(ledger.folder));
  const kept = (await opened?.files(own.map(({ hash }) => hash))) ?? [];
  const cover = coverPage({
    ...{ title, party, asOf, checklist, comparisons },
    timeline: sources.case?.timeline ?? null,
    files: taken.map(({ path, what, hash }) => ({ path, what, sha256: hash })),
  });
  const text = (path: string, content: string): BagFile => ({ path: `data/${path}`, bytes: Buffer.from(content) });
  const payload: readonly BagFile[] = [
    ...taken.map(({ path, bytes }) => ({ path: `data/files/${path}`, bytes })),
    ...kept,
    ...(ledger?.roots ?? []).map((pem, index) => text(`provenance/roots/${index + 1}.pem`, certificatesIn(pem))),
    ...comparisons.flatMap(({ page, html, report }) => [
      text(page, html),
      text(page.replace(/html$/, 'json'), safeJson(report)),
    ]),
    ...(sources.case === undefined ? [] : [text('timeline.txt', sources.case.timeline)]),
    ...[text('cover.html', cover), text('checklist.json', safeJson(checklist))],
    ...[text('README.txt', evidenceReadme(title, asOf)), text('verify.sh', EVIDENCE_SCRIPT)],
  ];
  const info = {
    'External-Description': title,
    'Bagging-Date': asOf,
    ...(party === null ? {} : { 'Source-Organization': party }),
  };
  return { files: bagOf(payload, info), cover, missing, checklist };
};

/** Paths of files, from the folder of the config, and what each is. */
const filesToTake = async ({
  root,
  pictures,
  case: dispute,
  ledger,
}: EvidenceSources): Promise<ReadonlyMap<string, string>> => {
  const named = new Map<string, string>();
  const add = (path: string, what: string): void => {
    const normal = posix.normalize(path);
    if (!named.has(normal)) named.set(normal, what);
  };
  for (const path of pictures) add(path, 'picture of ours');
  if (dispute !== undefined) {
    add(dispute.path, 'the case file');
    for (const { file, at } of namedFiles(dispute.value)) add(file, `named by the case: ${wordsOf(at)}`);
  }
  if (ledger !== undefined) {
    const hashes = await Promise.all(pictures.map(async (path) => hashAt(join(root, path))));
    const family = (await ledgerOfBundle(ledger.folder)).family(hashes.filter((hash) => hash !== null));
    for (const [path, what] of family) add(path, what);
  }
  return named;
};

/** `works › shooting record` of `works.0.shootingRecord.file`. */
const wordsOf = (at: readonly (string | number)[]): string =>
  at
    .filter((key) => typeof key === 'string' && !['file', 'path', 'statement'].includes(key))
    .map((key) => String(key).replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`))
    .join(' › ');

const hashAt = async (file: string): Promise<string | null> => {
  try {
    return sha256(await readBytes(file, { maxBytes: MOST_FILE_BYTES }));
  } catch {
    // Said where the file is to be put in.
    return null;
  }
};

interface TakenFile {
  readonly path: string;
  readonly what: string;
  readonly hash: string;
  readonly bytes: Buffer;
}

const faultsOf = async ({ case: dispute, ledger }: EvidenceSources): Promise<HashFault> => {
  const entries = ledger === undefined ? [] : [...(await readLedgerEntries(ledger.folder)).entries.values()];
  return statedHashes(dispute?.value, entries);
};

const readAll = async (
  root: string,
  named: ReadonlyMap<string, string>,
  { signal, secret }: EvidenceSources,
  faultOf: HashFault,
) => {
  const taken: TakenFile[] = [];
  const missing: { path: string; reason: string }[] = [];
  let all = 0;
  for (const [path, what] of [...named].sort(([a], [b]) => (a < b ? -1 : 1))) {
    signal?.throwIfAborted();
    try {
      if (path.startsWith('../') || posix.isAbsolute(path))
        throw new ListingLintError('file-unreadable', 'it lies outside of the folder of the config');
      const bytes = await readBytes(join(root, path), { maxBytes: MOST_FILE_BYTES, links: { inside: root } });
      all += bytes.length;
      if (all > MOST_BYTES)
        throw new ListingLintError('content-too-large', `the bundle would have more than ${MOST_BYTES / 1e6} MB`);
      if (secret !== undefined && bytes.includes(secret))
        throw new ListingLintError('file-unreadable', 'it holds the secret that provenance.salt names');
      const hash = sha256(bytes);
      const fault = faultOf(path, hash);
      if (fault !== null) throw new ListingLintError('file-unreadable', fault);
      taken.push({ path, what, hash, bytes });
    } catch (error) {
      if (isKnownError(error) && error.code === 'content-too-large') throw error;
      missing.push({ path, reason: isKnownError(error) ? error.message : fileFault(error) });
    }
  }
  return { taken, missing };
};

const standings = (
  own: readonly TakenFile[],
  ledger: LedgerSources | undefined,
): Promise<readonly BundledPicture[]> => {
  const lookUp = ledger && ledgerLookup(ledger);
  return Promise.all(
    own.map(async ({ path, hash }) => ({ path, ledger: (await lookUp?.({ sha256: hash, imageData: null })) ?? null })),
  );
};

interface Comparison {
  readonly page: string;
  readonly html: string;
  readonly report: CompareReport;
  readonly thumbnails: ComparedThumbnails;
}

/** Each picture of theirs beside the work that it is said to show. What cannot be read is missing already. */
const comparisonsOf = async ({
  root,
  case: dispute,
  compare,
  signal,
}: EvidenceSources): Promise<readonly Comparison[]> => {
  const comparisons: Comparison[] = [];
  for (const { image, match } of dispute?.value.infringements ?? []) {
    signal?.throwIfAborted();
    const works = dispute?.value.works ?? [];
    const work =
      works.find(({ id }) => match != null && String(id) === String(match.work)) ??
      (works.length === 1 ? works[0] : undefined);
    const ours = work?.rawOriginal?.path ?? work?.images?.[0]?.path;
    if (image == null || ours === undefined) continue;
    const [a, b] = [ours, image.file].map((name) => ({ file: join(root, name), name }));
    if (a === undefined || b === undefined) continue;
    try {
      const report = await compareFiles(a, b, compare);
      const page = `compare/${String(comparisons.length + 1).padStart(2, '0')}.html`;
      const thumbnails = { a: await smallPicture(a.file), b: await smallPicture(b.file) };
      comparisons.push({ page, report, thumbnails, html: await renderCompare(report, 'html', { a, b }) });
    } catch (error) {
      if (!isKnownError(error)) throw error;
    }
  }
  return comparisons;
};

/** Whether a path is that of a picture, by its extension. */
export const isPicturePath = (path: string): boolean => PICTURE_EXTENSIONS.includes(extensionOf(path));
