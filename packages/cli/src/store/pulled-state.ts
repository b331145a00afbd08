import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isMissingFile, ListingLintError, type ResolvedConfig, readText, replaceFile } from '@listing-lint/core';
import { type StoreSettings, storeSettings } from '@listing-lint/scale';
import { z } from 'zod';
import { topLevelOf } from '../project/registry-file.ts';
import { nameFault } from './object-name.ts';

/** What an object was when it was brought here. */
const pulledObject = z.strictObject({
  etag: z.string(),
  size: z.int().min(0),
  /** Of the file, whole milliseconds. */
  mtime: z.int(),
});
const pulledState = z.strictObject({
  version: z.literal(1),
  from: z.string(),
  /** Whether all that the store held is here. */
  whole: z.boolean(),
  /** By name below the folder. Whoever can write the state could name any file of the machine, to be removed as gone. */
  objects: z.record(
    z.string().refine((name) => nameFault(name) === undefined),
    pulledObject,
  ),
});
export type PulledObject = z.infer<typeof pulledObject>;
export type PulledState = z.infer<typeof pulledState>;

/** An object store as the config names it. */
export type StoreSetting = NonNullable<StoreSettings['objects']>[number];

const STATE = '.listing-lint-pulled.json';
const MOST_STATE_BYTES = 256 * 1024 * 1024;

/** What is known of a folder; none where nothing was brought to it from this store, or what says so is damaged. */
export const readPulled = async (folder: string, from: string): Promise<PulledState | undefined> => {
  const text = await readText(join(folder, STATE), { maxBytes: MOST_STATE_BYTES, within: folder }).catch(
    (error: unknown) => {
      if (isMissingFile(error)) return undefined;
      throw error;
    },
  );
  if (text === undefined) return undefined;
  try {
    const state = pulledState.parse(JSON.parse(text));
    return state.from === from ? state : undefined;
  } catch {
    return undefined;
  }
};

export const writePulled = (folder: string, state: PulledState): Promise<void> =>
  replaceFile(join(folder, STATE), `${JSON.stringify(state)}\n`, { within: folder, unlocked: true });

/** Whether a file is as it was brought. */
export const isAsPulled = (file: string, { size, mtime }: PulledObject): boolean => {
  const there = statSync(file, { throwIfNoEntry: false });
  return there?.isFile() === true && there.size === size && Math.trunc(there.mtimeMs) === mtime;
};

/** Throws `store-failed` where the object stores of a config are not here as they were brought: what is not here would not be linted. */
export const refuseUnpulled = async (config: ResolvedConfig): Promise<void> => {
  if (config.file === undefined) return;
  for (const { from, to } of storeSettings.of(topLevelOf(config)).objects ?? []) {
    const folder = join(config.originalRoot, to);
    const state = await readPulled(folder, from);
    const refuse = (why: string): never => {
      throw new ListingLintError('store-failed', `${from} is not in ${to}: ${why}`, [{ message: 'listing-lint pull' }]);
    };
    if (state === undefined) refuse('it was never brought here');
    else if (!state.whole) refuse('the last pull did not bring all of it');
    else {
      const other = Object.entries(state.objects).find(([name, object]) => !isAsPulled(join(folder, name), object));
      if (other !== undefined) refuse(`${other[0]} is gone, or was changed here`);
    }
  }
};
