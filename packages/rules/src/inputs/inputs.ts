import { posix } from 'node:path';
import { globPaths, type LineFile, repositoryOr } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { pathsOfLine } from '../hash/registry/registry.ts';
import { markPaths } from '../listing/brand.ts';
import { registryPath, type Settings } from '../settings.ts';
import { CALIBRATION_FILE } from '../watermark/rates/calibration-file.ts';
import { LEDGER } from '../watermark/stamp/ledger-name.ts';
import { unstampedPictures } from '../watermark/stamp/unstamped-pictures.ts';

/**
 * Files beside the subjects that verdicts depend on, relative to the root, whether or not they are there: marks and decoys with their
 * calibrations and stamps, the registry, pictures and lists of others. A change to one may change the verdict on every picture.
 */
export const inputFiles = (settings: Settings, root: string): string[] => {
  const registry = registryPath(settings.registry);
  const foreign = (settings.foreign ?? []).flatMap((source) =>
    'files' in source ? globPaths(root, source.files, { within: repositoryOr(root) }) : [source.pdq],
  );
  return [
    ...markPaths(settings),
    ...(settings.brand?.watermarks === undefined ? [] : [CALIBRATION_FILE, LEDGER]),
    ...(registry === undefined ? [] : [registry]),
    ...foreign,
  ];
};

/** Returns the absolute paths of unstamped originals: read if present, and part of no checkout. */
export const filesBeside = ({ brand }: Settings, root: string): readonly string[] =>
  brand?.watermarks === undefined ? [] : unstampedPictures(root).map(({ file }) => file);

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
