import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedPackage } from '../../file/package-version.ts';
import { resolveFrom } from './plugin-address.ts';

/**
 * Version of the interface between the program and plugins. Raise it when a plugin made for the version before would break or be misread; `pluginApi` in
 * packages/cli/package.json says the same number to other copies of the program.
 */
const PLUGIN_API = 1;

/** The door that plugins import. */
const DOOR = 'listing-lint/plugin';

/**
 * Returns why a plugin cannot be run by this copy of the program: the copy that its module (absolute path) imports has another plugin API. Undefined
 * where the two agree, and where the module finds no copy to import.
 */
export const apiFault = (
  module: string,
  running = fileURLToPath(import.meta.url),
): { readonly message: string; readonly hint: string } | undefined => {
  const url = resolveFrom(DOOR, module);
  const imported = url === undefined ? null : installedPackage(realpathSync(fileURLToPath(url)));
  if (imported === null || imported.manifest.pluginApi === PLUGIN_API) return undefined;
  const { folder, name, version, manifest } = imported;
  const api = typeof manifest.pluginApi === 'number' ? String(manifest.pluginApi) : 'unknown';
  const own = installedPackage(running);
  return {
    message: `imports ${name} ${version} in ${folder} (plugin API ${api}), but ${own?.name ?? name} ${own?.version ?? ''} in ${own?.folder ?? running} runs it (plugin API ${PLUGIN_API})`,
    hint: `install the same version in both places, or run the copy that the plugin imports: node ${join(folder, 'main.js')}`,
  };
};
