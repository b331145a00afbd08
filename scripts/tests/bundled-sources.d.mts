/** A plugin of Vite, as far as it is one. */
export const bundledSourcesForVite: {
  readonly name: string;
  readonly enforce: 'pre';
  readonly configureVitest: (context: { readonly vitest: { readonly config: { readonly watch: boolean } } }) => void;
  readonly resolveId: (
    id: string,
    importer: string | undefined,
  ) => Promise<{ readonly id: string; readonly external: true } | undefined>;
};
