/** The YAML of the built-in rules, presets, profiles and figures, read when sources are bundled or tested (scripts/documents.mjs). */
declare module 'virtual:documents' {
  import type { YamlSource } from '@listing-lint/core/plugin';

  /** Paths relative to this folder. */
  export const rules: readonly YamlSource[];
  /** Paths relative to `config`. */
  export const presets: readonly YamlSource[];
  /** Platforms, law, ladders and calendars; paths relative to `config/profiles`. */
  export const profiles: readonly YamlSource[];
  /** Dated figures of laws and marketplaces; paths relative to `config`. */
  export const figures: readonly YamlSource[];
}
