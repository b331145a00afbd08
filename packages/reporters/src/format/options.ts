import { type JsonObject, ListingLintError } from '@listing-lint/core';
import { z } from 'zod';

/** Of a reporter that takes none. */
export const noOptions = z.strictObject({});

/** The options of one reporter, validated; `config-invalid` names every wrong one by its key path. */
export const reporterOptions = <T>(id: string, schema: z.ZodType<T>, options: JsonObject): T => {
  const own = options[id] ?? {};
  const parsed = schema.safeParse(own);
  if (parsed.success) return parsed.data;
  throw new ListingLintError(
    'config-invalid',
    `The options of the reporter "${id}" are not valid.`,
    parsed.error.issues.map((issue) => ({
      message: issue.message,
      key: ['reporters', id, ...issue.path.map(String)].join('.'),
    })),
  );
};
