import { pluginFilesOf } from '../../config/input-files.ts';
import type { ResolvedConfig } from '../../config/load.ts';
import { pathFrom } from '../../file/folders.ts';
import { packageOf } from '../../file/package-version.ts';
import { MAX_DATA_BYTES, readBytesSync } from '../../file/read-file.ts';
import type { Subject } from '../../model/subject.ts';
import type { PlannedRule } from '../../plan/plan.ts';
import { canonicalJson, sha256 } from '../../text/canonical-json.ts';

/** What an entry was made of. */
export class EntryKeys {
  readonly #rulesKeys = new WeakMap<readonly PlannedRule[], string>();

  /** Of the subject and of the rules that judge it; of the subject alone where it is only compared with. */
  of(subject: Subject, rules: readonly PlannedRule[] | undefined): string {
    return rules === undefined ? stateOf(subject) : `${stateOf(subject)} ${this.#ofRules(rules).slice(0, 32)}`;
  }

  #ofRules(rules: readonly PlannedRule[]): string {
    let key = this.#rulesKeys.get(rules);
    if (key === undefined) {
      key = sha256(canonicalJson(rules.map(({ severity, compiled: { rule, options } }) => [severity, rule, options])));
      this.#rulesKeys.set(rules, key);
    }
    return key;
  }
}

/**
 * Of what the discoverer says of it; where the file lies on disk does not matter. In the order in which it says it, which is the same in each run: sorting the keys of ten
 * thousand subjects takes longer than all else that is asked of those that have not changed.
 */
const stateOf = (subject: Subject): string => sha256(JSON.stringify({ ...subject, file: undefined })).slice(0, 32);

/** Of everything that all values depend on: what is written in the config of rules is in each entry's own key. */
export const cacheKeyOf = (config: ResolvedConfig, tool: { readonly version: string }): string => {
  const { registry, settings, plugins } = config;
  const scopes = [...registry.scopes.keys()].sort();
  return sha256(
    canonicalJson({
      tool: tool.version,
      plugins: registry.plugins.map(({ name, version }) => [name, version]),
      packages: registry.plugins.flatMap((plugin) => plugin.packages?.().map(packageOf) ?? []),
      code: plugins.map((plugin) => plugin.sha256),
      facts: scopes.map((scope) => registry.facts(scope).map(({ id, provider }) => [scope, id, provider.version])),
      settings: settings.tree,
      files: pluginFilesOf(config).map((file) => [pathFrom(config.root, file), hashOfFile(file)]),
    }),
  );
};

/** SHA-256 of a file; null where it cannot be read. */
export const hashOfFile = (file: string): string | null => {
  try {
    return sha256(readBytesSync(file, { maxBytes: MAX_DATA_BYTES }));
  } catch {
    return null;
  }
};
