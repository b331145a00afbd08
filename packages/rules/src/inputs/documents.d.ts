/** The YAML of the built-in rules, presets, profiles and figures, read when sources are bundled or tested (scripts/documents.mjs). */
declare module 'virtual:documents/rules' {
  import type { YamlSource } from '@listing-lint/core/plugin';

  /** Paths relative to this folder. */
  export const rules: readonly YamlSource[];
}

declare module 'virtual:documents/presets' {
  import type { YamlSource } from '@listing-lint/core/plugin';

  /** Paths relative to `config`. */
  export const presets: readonly YamlSource[];
}

declare module 'virtual:documents/profiles' {
  import type { YamlSource } from '@listing-lint/core/plugin';

  /** Platforms, law, ladders and calendars; paths relative to `config/profiles`. */
  export const profiles: readonly YamlSource[];
}

declare module 'virtual:documents/figures' {
  import type { YamlSource } from '@listing-lint/core/plugin';

  /** Dated figures of laws and marketplaces; paths relative to `config`. */
  export const figures: readonly YamlSource[];
}
