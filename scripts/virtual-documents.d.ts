/**
 * YAML that scripts/documents.mjs makes modules of: `rules/PACKAGE` (paths from the package's src), `presets` and `figures` (paths from `config`),
 * `profiles` (paths from `config/profiles`).
 */
declare module 'virtual:documents/*' {
  export const documents: readonly { readonly path: string; readonly text: string; readonly value?: unknown }[];
}
