import type { z } from 'zod';

/** A plugin's settings: the schema that validates them, and how its own functions read them, typed. */
export interface SettingsDefinition<Schema extends z.ZodObject> {
  readonly schema: Schema;
  /** The settings of a context (of a fact, resource or discoverer), defaults filled in; unset is `{}`. Parsed once for each run. */
  readonly of: (context: { readonly settings: unknown }) => z.infer<Schema>;
}

/**
 * Settings typed by their schema: `definePlugin({ settings: settings.schema })`, and `settings.of(context)` where they are read. `unset` is what unset
 * settings are where no key has a default: then nothing is parsed for them.
 */
export const defineSettings = <Schema extends z.ZodObject>(
  schema: Schema,
  unset?: z.infer<Schema>,
): SettingsDefinition<Schema> => {
  const parsed = new WeakMap<object, z.infer<Schema>>();
  return {
    schema,
    of: ({ settings }) => {
      const raw = settings ?? {};
      if (typeof raw !== 'object') return schema.parse(raw);
      if (unset !== undefined && Object.keys(raw).length === 0) return unset;
      const known = parsed.get(raw) ?? schema.parse(raw);
      parsed.set(raw, known);
      return known;
    },
  };
};
