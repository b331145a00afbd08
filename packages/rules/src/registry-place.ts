/** Where the registry of a config is kept. */
export type RegistryPlace =
  | { readonly kind: 'file'; readonly path: string }
  /** A PostgreSQL database, by the environment variable that holds its address, or by an address without a password. */
  | { readonly kind: 'database'; readonly variable: string }
  | { readonly kind: 'database'; readonly address: string };

const VARIABLE = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;
const ADDRESS = /^postgres(?:ql)?:\/\//i;

/** What `registry` of a config means. */
export const registryPlace = (setting: string): RegistryPlace => {
  const variable = VARIABLE.exec(setting)?.[1];
  if (variable !== undefined) return { kind: 'database', variable };
  return ADDRESS.test(setting) ? { kind: 'database', address: setting } : { kind: 'file', path: setting };
};

/** The path of a registry that is a file. */
export const registryPath = (setting: string | undefined): string | undefined => {
  const place = setting === undefined ? undefined : registryPlace(setting);
  return place?.kind === 'file' ? place.path : undefined;
};

/** Why `registry` cannot be what it says; undefined where nothing is wrong with it. */
export const placeFault = (setting: string): { readonly message: string; readonly hint: string } | undefined => {
  const hint = 'name an environment variable that holds it: `registry: env:LISTING_LINT_REGISTRY`';
  if (/^env:/.test(setting) && !VARIABLE.test(setting))
    return { message: 'env: is not followed by the name of an environment variable', hint };
  if (!ADDRESS.test(setting)) return undefined;
  if (!URL.canParse(setting)) return { message: 'it is no address of a database', hint };
  const { password, searchParams } = new URL(setting);
  return password !== '' || searchParams.has('password')
    ? { message: 'a password has no place in a config', hint }
    : undefined;
};
