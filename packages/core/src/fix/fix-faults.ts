import { fileFault } from '../file/file-fault.ts';
import { isKnownError, ListingLintError } from '../model/error.ts';
import type { NotFixed } from '../model/fix.ts';
import { thrownText } from '../plugin/call.ts';

/** A file that is better left as it is. */
export class FixRefusal extends Error {}

/** A fix that is not what it says. */
export class FixFailure extends Error {}

/** Why a fix was not made; `fault` where somebody has to see to it, beside the file. */
export interface Unfixed extends Pick<NotFixed, 'outcome' | 'reason'> {
  readonly fault?: ListingLintError;
}

const isRefusal = (error: unknown): error is Error =>
  error instanceof FixRefusal ||
  (isKnownError(error) && error.code !== 'plugin-failed' && error.code !== 'plugin-timeout');

/** Whose fix it is, and the path that it worked on. `isOwn`: ours, which knows files that it cannot mend. */
export interface FixAtWork {
  readonly plugin: string;
  readonly id: string;
  readonly path: string;
  readonly isOwn: boolean;
}

/** What becomes of an error that came out of a fix. */
export const unfixedBy = (error: unknown, { plugin, id, path, isOwn }: FixAtWork): Unfixed => {
  if (isRefusal(error) || (isOwn && error instanceof FixFailure)) return { outcome: 'refused', reason: error.message };
  if (isKnownError(error)) {
    const { code, message, problems } = error;
    const fault = new ListingLintError(code, `${path}: ${message}`, problems, { cause: error });
    return { outcome: 'failed', reason: message, fault };
  }
  const reason = error instanceof FixFailure ? error.message : thrownText(error);
  const fault = new ListingLintError(
    'plugin-failed',
    `${path}: the plugin "${plugin}" failed: its fix "${id}": ${reason}`,
    [],
    { cause: error },
  );
  return { outcome: 'failed', reason, fault };
};

/** What becomes of an error that came up when the file was to be replaced. */
export const unwrittenBy = (error: unknown, path: string): Unfixed => {
  if (error instanceof FixRefusal) return { outcome: 'refused', reason: error.message };
  const reason = isKnownError(error) ? error.message : fileFault(error);
  const fault = new ListingLintError('output-failed', `${path} could not be mended: ${reason}`, [], { cause: error });
  return { outcome: 'failed', reason, fault };
};
