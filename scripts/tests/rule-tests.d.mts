/** A plugin of Vite, as far as it is one. */
export const ruleTestsForVite: {
  readonly name: string;
  readonly enforce: 'pre';
  readonly transform: (text: string, id: string) => { readonly code: string; readonly map: null } | undefined;
};
