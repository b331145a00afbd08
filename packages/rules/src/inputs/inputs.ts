import { posix } from 'node:path';
import { globPaths, type LineFile } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { pathsOfLine } from '../hash/registry/registry.ts';
import { markPaths } from '../listing/brand.ts';
import { anchorFile } from '../metadata/c2pa/trust-anchors.ts';
import { LEDGER_FOLDER } from '../provenance/ledger/read-ledger.ts';
import { registryPath, type Settings } from '../settings.ts';
import { CALIBRATION_FILE } from '../watermark/rates/calibration-file.ts';
import { keptFiles } from '../watermark/stamp/kept-files.ts';
import { LEDGER } from '../watermark/stamp/ledger-name.ts';

/**
 * Files beside the subjects that verdicts depend on, relative to the root, whether or not they are there: marks and decoys with their
 * calibrations and stamps, the registry, pictures and lists of others, certificates. A change to one may change the verdict on every picture.
 */
export const inputFiles = (settings: Settings, root: string): string[] => {
  const registry = registryPath(settings.registry);
  const foreign = (settings.foreign ?? []).flatMap((source) =>
    'files' in source ? globPaths(root, source.files) : [source.pdq],
  );
  return [
    ...markPaths(settings),
    ...(settings.brand?.watermarks === undefined ? [] : [CALIBRATION_FILE, LEDGER]),
    ...(registry === undefined ? [] : [registry]),
    ...(settings.c2pa?.anchors ?? []).map(anchorFile),
    ...foreign,
    ...ledgerFiles(settings, root),
  ];
};

/** What was kept of pictures when they were stamped, absolute: it is looked at where it is there, and belongs to no checkout. */
export const filesBeside = ({ brand }: Settings, root: string): readonly string[] =>
  brand?.watermarks === undefined ? [] : keptFiles(root);

/** Entries and seals of the ledger, and the certificates that seals are trusted by. */
const ledgerFiles = ({ provenance }: Settings, root: string): readonly string[] => {
  if (provenance === undefined) return [];
  const folder = provenance.folder ?? LEDGER_FOLDER;
  return [...globPaths(root, [`${folder}/entries/*/*.json`, `${folder}/seals/*/*`]), ...(provenance.roots ?? [])];
};

/** Those of them that have one line a picture: the stamps, and the registry. */
export const lineFiles = (settings: Settings): readonly LineFile[] => {
  const registry = registryPath(settings.registry);
  return [
    { file: LEDGER, subjectsOf: pathsOfStamp },
    ...(registry === undefined ? [] : [{ file: posix.normalize(registry), subjectsOf: pathsOfLine }]),
  ];
};

const stampLine = z.looseObject({ path: z.string() });

const pathsOfStamp = (line: string): readonly string[] | undefined => {
  try {
    const { data } = stampLine.safeParse(JSON.parse(line));
    return data && [data.path];
  } catch {
    return undefined;
  }
};
