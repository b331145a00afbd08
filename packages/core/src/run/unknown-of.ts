import { type ErrorCode, isKnownError } from '../model/error.ts';
import { oneLine } from '../plugin/call.ts';

/** Returns why a fact has no value, for the rules that need it; `isBug`: the fact itself failed, not its input. */
export const unknownOf = (
  error: unknown,
  id: string,
): { readonly unknown: { readonly unknown: string; readonly code?: ErrorCode }; readonly isBug: boolean } => {
  if (!isKnownError(error)) {
    const message = oneLine(error instanceof Error ? error.message : error);
    return { unknown: { unknown: `the fact "${id}" broke: ${message}` }, isBug: true };
  }
  const isBug = error.code === 'plugin-failed' || error.code === 'plugin-timeout';
  return { unknown: { unknown: error.message, code: error.code }, isBug };
};
