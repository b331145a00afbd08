import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isInside, ListingLintError, pathFrom, type ResolvedConfig } from '@listing-lint/core';
import { builtInProfiles, type CaseFile, caseTimes, deadlineSentence, timelineText } from '@listing-lint/disputes';
import {
  CredentialReader,
  credentialSettings,
  type EvidenceBundle,
  gatherEvidence,
  isPicturePath,
  ledgerLookup,
  provenanceSettings,
  readAnchors,
  readSalt,
} from '@listing-lint/provenance';
import { markSeeker } from '@listing-lint/vision';
import { firstCommitFinder } from '../../git/first-commit.ts';
import { UsageError } from '../../output/known-error.ts';
import { pdfOf } from '../../output/pdf.ts';
import { refuseWayOut } from '../../output/way-out.ts';
import { loadFor } from '../../project/load.ts';
import { builtinSettings, topLevelOf } from '../../project/registry-file.ts';
import { todayOf } from '../../project/today.ts';
import { openCase } from '../case/find-case.ts';
import { CONFIG_QUERY, checkCall, DAY, ENVIRONMENT, FLAG, type Kinds, SIGNAL, TEXT } from '../check-call.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../flags.ts';
import { ledgerOf, rootsOf } from '../ledger/open-ledger.ts';
import type { ConfigQuery } from '../options.ts';
import { ruleChecklist } from './rule-checklist.ts';
import { pairMarksOf } from './stamped-pictures.ts';
import { isArchivePath, writeBag } from './write-bag.ts';

export interface EvidenceQuery extends ConfigQuery {
  /** A case, by its file or its id, or a picture of ours. */
  readonly about: string;
  /** Folder for the bundle: a new one, or an empty one. Where it ends with `.zip`, an archive, which is not there yet. */
  readonly out: string;
  /** `true`: it is written also where files cannot be put in or are not those that are stated. Default `false`. */
  readonly incomplete?: boolean;
  /** `true`: the cover is printed as PDF, too, by an installed Chromium. Default `false`. */
  readonly pdf?: boolean;
  /** The day that stands for today, `YYYY-MM-DD`. */
  readonly asOf?: string;
  readonly env?: { readonly [name: string]: string | undefined };
  readonly signal?: AbortSignal;
}

const KINDS: Kinds<EvidenceQuery> = {
  ...CONFIG_QUERY,
  ...{ about: TEXT, out: TEXT, pdf: FLAG, incomplete: FLAG, asOf: DAY, env: ENVIRONMENT, signal: SIGNAL },
};

/** What was put into a bundle. */
export interface WrittenEvidence {
  /** Absolute, the folder or the archive; null where nothing was written, as files are missing. */
  readonly folder: string | null;
  /** Paths within it. */
  readonly files: readonly string[];
  readonly missing: EvidenceBundle['missing'];
  readonly checklist: EvidenceBundle['checklist'];
}

/** Gives `evidence` for a program that holds the guard of plugins. */
export const evidenceFor =
  (program?: Program) =>
  async (query: EvidenceQuery): Promise<WrittenEvidence> => {
    checkCall({ name: 'evidence', options: query, kinds: KINDS, needs: ['about', 'out'] });
    const around = surroundingsOf(query, program);
    const config = await loadFor(configOptionsOf(query), around);
    const asOf = todayOf(query.asOf, around.now());
    const folder = resolve(around.cwd, query.out);
    refuseWayOut(folder, query.out, around.cwd);
    if (existsSync(folder) && (isArchivePath(folder) || !statSync(folder).isDirectory()))
      throw new UsageError(`${query.out} is there already`, 'name another place');
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new UsageError(`${query.out} is there already, and not empty`, 'name a new folder');
    const about = await subjectOf(query, config, program);
    await refuseInside(folder, query.out, config);
    const { credentials, ...sources } = await tools(config, around.cwd, asOf);
    const bundle = await gatherEvidence({
      ...about,
      ...sources,
      asOf,
      root: config.root,
      findCommit: firstCommitFinder(config.root, around.env),
      checklist: await ruleChecklist(judgedOf(about, config.root), config, { ...askedOf(query), asOf }, program),
      signal: query.signal,
    }).finally(() => credentials.dispose());
    const { missing, checklist } = bundle;
    if (missing.length > 0 && query.incomplete !== true) return { folder: null, files: [], missing, checklist };
    const pdf =
      query.pdf === true
        ? [{ path: 'cover.pdf', bytes: await pdfOf(bundle.cover, { name: 'cover.pdf', env: around.env, now: asOf }) }]
        : [];
    const files = [...bundle.files, ...pdf];
    query.signal?.throwIfAborted();
    await writeBag(files, folder, query.out);
    return { folder, files: files.map(({ path }) => path), missing, checklist };
  };

/** Puts all that speaks for a picture, or in a case, into one folder that others can check. Rejects where the folder is not empty. */
export const evidenceAlone: (query: EvidenceQuery) => Promise<WrittenEvidence> = evidenceFor();

const tools = async (config: ResolvedConfig, cwd: string, asOf: string) => {
  const { brand, limits } = builtinSettings(config);
  const { provenance } = provenanceSettings.of(topLevelOf(config));
  const { c2pa } = credentialSettings.of(topLevelOf(config));
  const { watermarks = [], decoys = [] } = brand ?? {};
  const opened = provenance === undefined ? undefined : ledgerOf(config);
  const ledger = opened && {
    folder: opened.folder,
    roots: await rootsOf(opened, config.root, { named: undefined, cwd }),
  };
  const seekMark =
    watermarks.length === 0 ? undefined : markSeeker({ root: config.root, watermarks, decoys, say: () => undefined });
  const secret = readSalt(config.root, provenance?.salt);
  const credentials = new CredentialReader(await readAnchors(config.root, c2pa?.anchors ?? []), asOf);
  const readCredentials: CredentialReader['read'] = (bytes, header) => credentials.read(bytes, header);
  const compare = {
    ...(limits ? { limits } : {}),
    ...{ seekMark, readCredentials, lookUp: ledger && ledgerLookup(ledger), classifyMark: pairMarksOf(config) },
  };
  return { ledger, secret, credentials, compare };
};

/** A bundle among the entries would be a fault of the ledger. */
const refuseInside = async (folder: string, name: string, config: ResolvedConfig): Promise<void> => {
  const { provenance } = provenanceSettings.of(topLevelOf(config));
  if (provenance === undefined || !isInside(ledgerOf(config).folder, folder)) return;
  throw new UsageError(`${name} lies in the ledger, where nothing else may be`, 'name a folder elsewhere');
};

/** Absolute paths of what the rules are asked about: the case, and pictures of ours. */
const judgedOf = (
  {
    pictures,
    case: dispute,
  }: { readonly pictures: readonly string[]; readonly case: { readonly path: string } | undefined },
  root: string,
): readonly string[] =>
  [...(dispute === undefined ? [] : [dispute.path]), ...pictures]
    .map((path) => join(root, path))
    .filter((file) => isInside(root, file) && existsSync(file));

/** The part of a query that says which config holds. */
const askedOf = ({ about: _about, out: _out, incomplete: _incomplete, pdf: _pdf, ...asked }: EvidenceQuery) => asked;

/** What the bundle is about: a picture, or a case with the pictures of ours that it names. */
const subjectOf = async (query: EvidenceQuery, config: ResolvedConfig, program: Program | undefined) => {
  const around = surroundingsOf(query, program);
  const file = resolve(around.cwd, query.about);
  const party = builtinSettings(config).brand?.creator ?? null;
  if (isPicturePath(query.about)) {
    const path = pathFrom(config.root, file);
    if (!existsSync(file)) throw new ListingLintError('usage', `no such picture: ${query.about}`);
    if (path.startsWith('..')) throw new UsageError(`${query.about} does not lie below the folder of the config`);
    return { title: `Evidence on ${path}`, party, pictures: [path], case: undefined };
  }
  const { cwd: _cwd, ...asked } = query;
  const { found, today } = await openCase({ ...asked, cwd: around.cwd, case: query.about }, program);
  const times = caseTimes(found.path, found.value, builtInProfiles(), { asOf: today });
  return {
    title: `Evidence in the case ${found.value.id}`,
    party: found.value.rightsHolder?.name ?? party,
    pictures: picturesOfCase(found.value),
    case: {
      ...{ path: found.path, value: found.value, timeline: timelineText(times) },
      due: times.deadlines.filter(({ state }) => state !== 'met').map(deadlineSentence),
    },
  };
};

const picturesOfCase = ({ works }: CaseFile): readonly string[] => [
  ...new Set(
    (works ?? []).flatMap(({ rawOriginal, images }) =>
      [rawOriginal?.path, ...(images ?? []).map(({ path }) => path)].filter((path) => path !== undefined),
    ),
  ),
];
