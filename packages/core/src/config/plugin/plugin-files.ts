import type { Plugin } from '../../model/plugin.ts';

/** Files that verdicts depend on beside the subjects, relative to `root` (absolute), where they are looked for. */
export const filesOf = (
  plugins: readonly Plugin[],
  settings: { readonly of: (plugin: string) => unknown },
  root: string,
): readonly string[] => plugins.flatMap((plugin) => plugin.files?.(settings.of(plugin.name), root) ?? []);
