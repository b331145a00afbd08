import { dirname, extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileFault, isMissingFile } from '../file/file-fault.ts';
import { ANYWHERE } from '../file/path-bound.ts';
import { readTextSync } from '../file/read-file.ts';
import type { Problem } from '../model/error.ts';
import type { Plugin } from '../model/plugin.ts';
import type { YamlSource } from '../model/rule.ts';
import type { Guard } from '../plugin/guard.ts';
import { presetId } from '../registry/registry.ts';
import { suggest } from '../text/nearest.ts';
import { MAX_YAML_BYTES } from '../text/parse-yaml.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { type Disclosure, gitRefusal, refusal } from './disclosure.ts';
import { type ConfigDocument, soundDocument, textDocument } from './document.ts';
import { isPath, resolveFrom } from './plugin/plugin-address.ts';
import { type LoadedPlugin, loadPlugin } from './plugin/plugins.ts';
import { labelOf } from './search.ts';
import { type CheckedDocument, checkDocument } from './validate.ts';
import type { FileView } from './view.ts';

export interface ExtendsOptions {
  readonly builtin: Plugin;
  readonly cwd: string;
  readonly allowCode: boolean;
  readonly view: FileView;
  readonly guard: Guard;
  readonly disclosureOf: (file: string) => Disclosure;
}

/** A config with all that it builds on: documents in the order in which they speak (later ones win), plugins in order of import. */
export interface Chain {
  readonly documents: readonly CheckedDocument[];
  readonly plugins: readonly LoadedPlugin[];
  /** Plugin entries that could not be loaded: names of theirs are not worth a second error. */
  readonly failedPlugins: number;
}

const PRESET_FILES = ['.yaml', '.yml', '.json'];

/** Follows `extends` and imports `plugins`, depth first. Presets of a plugin are known from the document on that names the plugin. */
export const followExtends = async (
  root: ConfigDocument,
  options: ExtendsOptions,
  problems: Problem[],
): Promise<Chain> => new ExtendsWalk(options, problems).from(root);

/** What has been met on the way. */
class ExtendsWalk {
  readonly #options: ExtendsOptions;
  readonly #problems: Problem[];
  readonly #documents: CheckedDocument[] = [];
  readonly #plugins = new Map<string, LoadedPlugin>();
  readonly #seenEntries = new Set<string>();
  #failedPlugins = 0;

  constructor(options: ExtendsOptions, problems: Problem[]) {
    this.#options = options;
    this.#problems = problems;
  }

  async from(root: ConfigDocument): Promise<Chain> {
    await this.#visit(root, [root.label]);
    return { documents: this.#documents, plugins: [...this.#plugins.values()], failedPlugins: this.#failedPlugins };
  }

  async #visit(document: ConfigDocument, stack: readonly string[]): Promise<void> {
    if (this.#seenEntries.has(document.label)) return;
    this.#seenEntries.add(document.label);
    const checked = checkDocument(document, this.#options.builtin, this.#problems);
    await this.#importPlugins(checked);
    for (const [index, name] of checked.extends.entries()) {
      const path: KeyPath = Array.isArray(rawExtends(document)) ? ['extends', index] : ['extends'];
      const next = this.#openPreset(name, document, path);
      if (next === undefined) continue;
      if (stack.includes(next.label)) {
        this.#problems.push(
          document.problemAt(path, `"${name}" extends itself: ${[...stack, next.label].join(' → ')}`),
        );
        continue;
      }
      await this.#visit(next, [...stack, next.label]);
    }
    this.#documents.push(checked);
  }

  async #importPlugins(checked: CheckedDocument): Promise<void> {
    for (const [index, name] of checked.plugins.entries()) {
      if (!this.#options.allowCode) {
        const hint = 'leave --no-plugins out, or the plugin';
        this.#problems.push(
          checked.document.problemAt(['plugins', index], `--no-plugins: the plugin ${name} is refused`, hint),
        );
        this.#failedPlugins++;
        continue;
      }
      const loaded = await loadPlugin(name, checked.document, index, this.#options, this.#problems);
      if (loaded === undefined) this.#failedPlugins++;
      else if (!this.#plugins.has(loaded.plugin.name)) this.#plugins.set(loaded.plugin.name, loaded);
      else if (this.#plugins.get(loaded.plugin.name)?.exported !== loaded.exported) {
        const message = `another plugin is named "${loaded.plugin.name}" already`;
        this.#problems.push(checked.document.problemAt(['plugins', index], message));
      }
    }
  }

  #openPreset(name: string, document: ConfigDocument, path: KeyPath): ConfigDocument | undefined {
    if (isPath(name))
      return this.#openFile(
        resolve(dirname(document.file ?? resolve(this.#options.cwd, 'x')), name),
        name,
        document,
        path,
      );
    const presets = presetsOf(this.#options.builtin, this.#plugins);
    const preset = presets.get(name);
    if (preset !== undefined) {
      const label = `preset ${name}`;
      const isOurs = this.#options.builtin.presets?.includes(preset) === true;
      return (
        (isOurs ? soundDocument(preset, label) : undefined) ?? textDocument(preset.text, { kind: 'preset', label })
      );
    }
    const url =
      document.file === undefined ? undefined : resolveFrom(name, this.#options.view.originalOf(document.file));
    if (url !== undefined && PRESET_FILES.includes(extname(url)))
      return this.#openFile(fileURLToPath(url), name, document, path);
    // It may be one of a plugin that could not be loaded, which has been said.
    if (this.#failedPlugins > 0 && name.includes('/')) return undefined;
    const hint = suggest(name, presets.keys()) ?? `presets are ${[...presets.keys()].sort().join(', ')}`;
    this.#problems.push(document.problemAt(path, `unknown preset "${name}"`, hint));
    return undefined;
  }

  #openFile(file: string, name: string, document: ConfigDocument, path: KeyPath): ConfigDocument | undefined {
    if (!PRESET_FILES.includes(extname(file))) {
      this.#problems.push(document.problemAt(path, `a preset is a YAML or JSON file, got "${name}"`));
      return undefined;
    }
    this.#options.view.bring(file, 'config');
    const disclosure = this.#options.disclosureOf(file);
    if (disclosure === 'refused') {
      this.#problems.push(document.problemAt(path, ...gitRefusal(`the preset ${name}`)));
      return undefined;
    }
    // A package may be installed above the repository; an address, or a way out of a package, is a path by another name.
    const isOfPackage = !isPath(name) && /[\\/]node_modules[\\/]/.test(file);
    if (!this.#options.allowCode && !isOfPackage && disclosure === 'nothing') {
      this.#problems.push(document.problemAt(path, ...refusal(`the preset ${name}`)));
      return undefined;
    }
    try {
      return textDocument(readTextSync(file, { maxBytes: MAX_YAML_BYTES, within: ANYWHERE }), {
        kind: 'preset',
        label: labelOf(file, this.#options.cwd),
        file,
      });
    } catch (error) {
      const fault = isMissingFile(error) ? 'does not exist' : `cannot be read: ${fileFault(error)}`;
      const hint = `paths start from the folder of ${document.label}`;
      this.#problems.push(document.problemAt(path, `the preset ${name} ${fault}`, hint));
      return undefined;
    }
  }
}

const rawExtends = (document: ConfigDocument): unknown =>
  typeof document.value === 'object' && document.value !== null && 'extends' in document.value
    ? document.value.extends
    : undefined;

/** Presets by the name that `extends` uses: those of the built-in plugin bare, the others as `plugin/name`. */
const presetsOf = (builtin: Plugin, plugins: ReadonlyMap<string, LoadedPlugin>): ReadonlyMap<string, YamlSource> => {
  const named = (sources: readonly YamlSource[] | undefined, prefix: string) =>
    (sources ?? []).map((source): [string, YamlSource] => [prefix + presetId(source.path), source]);
  return new Map([
    ...named(builtin.presets, ''),
    ...[...plugins.values()].flatMap(({ plugin }) => named(plugin.presets, `${plugin.name}/`)),
  ]);
};
