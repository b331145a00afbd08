import { join } from 'node:path';
import type { ResolvedConfig } from '@listing-lint/core';
import { builtinPlugin, type Settings, settingsSchema } from '@listing-lint/rules';
import { UsageError } from '../output/known-error.ts';

export const builtinSettings = (config: ResolvedConfig): Settings =>
  settingsSchema.parse(config.settings.of(builtinPlugin.name) ?? {});

/** Where the config keeps its registry. */
export const registryFile = (config: ResolvedConfig): { readonly file: string; readonly name: string } => {
  const { registry } = builtinSettings(config);
  if (registry === undefined) {
    throw new UsageError('the config names no registry', 'add a line such as registry: published.txt');
  }
  return { file: join(config.root, registry), name: registry };
};
