/**
 * Something that subjects may carry beside their path, as plain data under its name, and that reports tell under the same name. The plugin
 * that owns the top level of the config declares them; the subjects of every plugin may carry them.
 */
export interface Attribute {
  readonly name: string;
  /**
   * `path`: of another subject. `title`: what something is called; where it has no name of its own it is called as a `path` of the
   * subject is, and moves with it when paths start elsewhere.
   */
  readonly holds: 'text' | 'texts' | 'path' | 'title';
  /** The key under which subjects say where the value came from. */
  readonly origin?: string;
  /** Makes overrides select by it, under `key`; `about` says in the schema of configs what is written there. */
  readonly select?: { readonly key: string; readonly about: string };
  /** Its values are terms that users choose; one that looks like a slip of a known one is a problem. */
  readonly terms?: AttributeTerms;
}

export interface AttributeTerms {
  /** What one value is called. */
  readonly noun: string;
  /** A value that nothing asks for, and that is no slip, is told in a notice. */
  readonly tellsUnknown?: boolean;
  /** Rules and presets may be about one value (those in `folder` are named after it): those whose value no subject has are told. */
  readonly reach?: {
    readonly folder: string;
    /** What the value is, for the schema of reports: they tell it under the noun. */
    readonly about: string;
    /** What to say of an idle preset: `{{value}}` and `{{preset}}` stand for themselves. */
    readonly message: string;
    /** What to say of a value that subjects have, and that nothing which is turned on is about, as `message`. */
    readonly unasked?: string;
  };
}

interface Carrier {
  readonly [name: string]: unknown;
}

/** All values of an attribute: none, one, or several. */
export const valuesOf = (subject: Carrier, { name }: Attribute): readonly string[] => {
  const value = subject[name];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
};

/** The attributes that name paths, once these start elsewhere. */
export const movedAttributes = (
  subject: Carrier,
  attributes: readonly Attribute[],
  move: (path: string) => string,
): { readonly [name: string]: string } => {
  const paths = attributes.filter(({ holds }) => holds === 'path').flatMap((attribute) => valuesOf(subject, attribute));
  return Object.fromEntries(
    attributes.flatMap((attribute) => {
      const [value] = valuesOf(subject, attribute);
      const moves = attribute.holds === 'path' || (attribute.holds === 'title' && paths.includes(value ?? ''));
      return value !== undefined && moves ? [[attribute.name, move(value)]] : [];
    }),
  );
};

/** Those whose values are terms. */
export const withTerms = (
  attributes: readonly Attribute[],
): readonly (Attribute & { readonly terms: AttributeTerms })[] =>
  attributes.flatMap((attribute) => (attribute.terms === undefined ? [] : [{ ...attribute, terms: attribute.terms }]));
