import { pluginFilesOf } from '../../config/input-files.ts';
import type { ResolvedConfig } from '../../config/load.ts';
import { pathFrom } from '../../file/folders.ts';
import { packageOf } from '../../file/package-version.ts';
import { ANYWHERE } from '../../file/path-bound.ts';
import { MAX_DATA_BYTES, readBytesSync } from '../../file/read-file.ts';
import { canonicalJson, sha256 } from '../../text/canonical-json.ts';
import { regularFileState } from './regular-file.ts';

/** Returns the cache key of everything that all values depend on, on any machine. The config of rules is part of each entry's own key. */
export const programKeyOf = (config: ResolvedConfig, tool: { readonly version: string }): string => {
  const { registry, settings, plugins } = config;
  const scopes = [...registry.scopes.keys()].sort();
  return sha256(
    canonicalJson({
      tool: tool.version,
      plugins: registry.plugins.map(({ name, version }) => [name, version]),
      packages: registry.plugins.flatMap((plugin) => plugin.packages?.().map(packageOf) ?? []),
      code: plugins.map((plugin) => plugin.sha256),
      facts: scopes.map((scope) => registry.facts(scope).map(({ id, provider }) => [scope, id, provider.version])),
      extensions: [...registry.extensions.values()].flatMap((entries) =>
        entries.map(({ extension, plugin }) => [extension.point.id, plugin, extension.version]),
      ),
      settings: settings.tree,
      files: pluginFilesOf(config).map((file) => [pathFrom(config.root, file), hashOfFile(file)]),
    }),
  );
};

/** Returns `programKeyOf` combined with the state of the files that facts read apart from the subjects. With another key, no cached value is reused. */
export const cacheKeyOf = (config: ResolvedConfig, tool: { readonly version: string }): string => {
  const { registry, settings, root } = config;
  const program = programKeyOf(config, tool);
  const files = registry.plugins.flatMap((plugin) => plugin.beside?.(settings.of(plugin.name), root) ?? []);
  if (files.length === 0) return program;
  return sha256(canonicalJson([program, files.map((file) => [pathFrom(root, file), regularFileState(file) ?? null])]));
};

/** Returns the SHA-256 of a file; null if it cannot be read. Files that a config may not name are refused when it is loaded. */
export const hashOfFile = (file: string): string | null => {
  try {
    return sha256(readBytesSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE }));
  } catch {
    return null;
  }
};
