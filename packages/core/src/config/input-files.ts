import { join, resolve } from 'node:path';
import type { ResolvedConfig } from './load.ts';
import { filesOf } from './plugin/plugin-files.ts';

/** Files that the plugins' facts depend on, absolute. */
export const pluginFilesOf = ({ root, registry, settings }: ResolvedConfig): readonly string[] =>
  filesOf(registry.plugins, settings, root).map((path) => resolve(root, path));

/** Every file that all verdicts depend on, absolute: a change of one of them may change the verdict on any subject. */
export const inputFilesOf = (config: ResolvedConfig): readonly string[] => [
  ...(config.file === undefined ? [] : [join(config.root, config.file.path)]),
  ...(config.exceptions === undefined ? [] : [config.exceptions.file]),
  ...config.documents.flatMap(({ document }) => document.file ?? []),
  ...config.ruleFiles,
  ...pluginFilesOf(config),
];
