import { resolve } from 'node:path';
import {
  fileFault,
  isKnownError,
  isMissingFile,
  MAX_DATA_BYTES,
  readTextSync,
  repositoryOr,
  type SettingsProblem,
} from '@listing-lint/core/plugin';
import { placeFault, registryPath, type Settings } from '../../settings.ts';
import { parsePdqList } from './pdq-list.ts';
import { parseRegistry } from './registry.ts';

/** Number of faults listed for one file; further ones are counted. */
const MOST_LISTED = 10;

/**
 * Returns damaged lines of the registry and of the PDQ lists that the config names, and missing lists, at their place in the config:
 * reported once, before any picture is opened, instead of by every picture. A registry that is not there yet is empty.
 */
export const checkLists = ({ registry, foreign = [] }: Settings, root: string): SettingsProblem[] => [
  ...(registry === undefined ? [] : registryFaults(registry, root).map(at(['registry']))),
  ...foreign.flatMap((entry, index) =>
    'pdq' in entry ? faultsOf(entry.pdq, root, parsePdqList, false).map(at(['foreign', index, 'pdq'])) : [],
  ),
];

const registryFaults = (registry: string, root: string): Fault[] => {
  const fault = placeFault(registry);
  if (fault !== undefined) return [fault];
  const path = registryPath(registry);
  return path === undefined ? [] : faultsOf(path, root, parseRegistry, true);
};

type Fault = Omit<SettingsProblem, 'path'>;

const at =
  (path: SettingsProblem['path']) =>
  (fault: Fault): SettingsProblem => ({ path, ...fault });

const faultsOf = (
  file: string,
  root: string,
  parse: (text: string, name: string) => unknown,
  mayBeMissing: boolean,
): Fault[] => {
  try {
    parse(readTextSync(resolve(root, file), { maxBytes: MAX_DATA_BYTES, within: repositoryOr(root) }), file);
    return [];
  } catch (error) {
    if (!isKnownError(error))
      return mayBeMissing && isMissingFile(error)
        ? []
        : [{ message: `${file} ${isMissingFile(error) ? 'does not exist' : `cannot be read: ${fileFault(error)}`}` }];
    const listed = error.problems.slice(0, MOST_LISTED).map(
      ({ line, message, hint }): Fault => ({
        message: `${file}:${line}: ${message}`,
        ...(hint === undefined ? {} : { hint }),
      }),
    );
    const more = error.problems.length - listed.length;
    return more > 0 ? [...listed, { message: `${file}: ${more} more lines are damaged` }] : listed;
  }
};
