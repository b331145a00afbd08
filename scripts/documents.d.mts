/** A plugin of Vite, as far as it is one. */
export const documentsForVite: {
  readonly name: string;
  readonly resolveId: (id: string) => string | undefined;
  readonly load: (id: string) => string | undefined;
};
