import { escapeControls, type Policy, type PolicySource, safeJson } from '@listing-lint/core';

export interface PolicyView {
  readonly sha256: string;
  readonly rules: readonly {
    readonly id: string;
    readonly severity: string;
    readonly options: readonly { readonly name: string; readonly value: string }[];
    readonly source: SourceView;
  }[];
  readonly presets: readonly SourceView[];
  readonly plugins: readonly { readonly name: string; readonly version: string; readonly sha256: string }[];
  readonly overrides: readonly string[];
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  readonly files: readonly SourceView[];
  /** The texts of rules, presets and documents, each once. What others hold, such as entries of a ledger, is data: the page carries it, and shows its hash. */
  readonly texts: readonly { readonly id: string; readonly sha256: string; readonly lines: string }[];
}

export interface SourceView {
  readonly id: string;
  readonly sha256: string;
}

export const policyView = (policy: Policy, texts: Readonly<Record<string, string>>): PolicyView => {
  const documents = policy.files.filter(({ id }) => /\.ya?ml$/i.test(id));
  const sources = [...policy.rules.map(({ source }) => source), ...policy.presets, ...documents];
  const unique = new Map(sources.map((source) => [`${source.id} ${source.sha256}`, source]));
  return {
    sha256: escapeControls(policy.sha256),
    rules: policy.rules.map(({ id, severity, options, source }) => ({
      id: escapeControls(id),
      severity,
      options: Object.entries(options).map(([name, value]) => ({ name: escapeControls(name), value: stated(value) })),
      source: sourceView(source),
    })),
    presets: policy.presets.map(sourceView),
    plugins: policy.plugins.map(({ name, version, sha256 = '' }) => ({
      name: escapeControls(name),
      version: escapeControls(version),
      sha256: escapeControls(sha256),
    })),
    overrides: policy.overrides.map(stated),
    settings: Object.entries(policy.settings).map(([name, value]) => ({
      name: escapeControls(name),
      value: stated(value),
    })),
    files: policy.files.map(fileView),
    texts: [...unique.values()].flatMap(({ id, sha256 }) => {
      const text = Object.hasOwn(texts, sha256) ? texts[sha256] : undefined;
      return text === undefined
        ? []
        : [{ id: escapeControls(id), sha256: escapeControls(sha256), lines: visibleLines(text) }];
    }),
  };
};

/** A file that is named by its own SHA-256 is not given it twice. */
const fileView = (file: PolicySource): SourceView =>
  file.id.includes(file.sha256) ? { ...sourceView(file), sha256: '' } : sourceView(file);

const sourceView = ({ id, sha256 }: PolicySource): SourceView => ({
  id: escapeControls(id),
  sha256: escapeControls(sha256),
});

const stated = (value: unknown): string => escapeControls(safeJson(value, 0).trim());

/** A text that keeps its lines. */
const visibleLines = (text: string): string => text.trimEnd().split(/\r?\n/).map(escapeControls).join('\n');
