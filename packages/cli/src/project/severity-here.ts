import { plainActivations, type ResolvedConfig } from '@listing-lint/core';

/** How a rule stands in a config where no override holds. */
export const severityHere = (config: ResolvedConfig, id: string): string =>
  config.notChecked.some(({ ruleId }) => ruleId === id)
    ? 'not checked'
    : (plainActivations(config).get(id)?.severity ?? 'off');
