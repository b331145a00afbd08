import type { FactEntry } from './vocabulary.ts';

/** In development and tests: values of all facts are held against their schemas. Those of third parties are in any case, under guard. */
export const CHECKS_VALUES = process.env['CHECK_FACT_SCHEMAS'] === '1';

/** The value, where the fact's own schema allows it. Throws what is wrong with it: a bug of the fact. */
export const fitting = ({ id, provider }: Pick<FactEntry, 'id' | 'provider'>, value: unknown): unknown => {
  const issue = provider.schema.safeParse(value).error?.issues[0];
  if (issue === undefined) return value;
  throw new Error(`"${id}" gave what its schema does not allow: ${issue.path.join('.')}: ${issue.message}`);
};
