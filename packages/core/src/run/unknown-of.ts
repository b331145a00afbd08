import { type ErrorCode, isKnownError } from '../model/error.ts';
import { oneLine } from '../plugin/call.ts';

/** Why a fact could not be had, for the rules that need it; `isBug`: it broke, and what it looked at is not to blame. */
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
