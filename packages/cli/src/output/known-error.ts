import type { ListingLintError, Problem } from '@listing-lint/core';

/** `true` for the errors that the product foresees. Told by shape, so that no library has to be loaded to print one. */
const isKnown = (error: unknown): error is ListingLintError =>
  error instanceof Error && error.name === 'ListingLintError' && 'code' in error && 'problems' in error;

/** An error of the command line itself, before anything is loaded. */
export class UsageError extends Error {
  readonly code = 'usage';
  readonly problems: readonly Problem[];
  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'ListingLintError';
    this.problems = hint === undefined ? [] : [{ message: hint }];
  }
}

/** What to do where a command about marks finds none in the config. */
export const NAME_A_MARK =
  'name yours in the config: `brand: { watermarks: ["brand/mark.png"] }`, a PNG with transparency, or `[{ text: "Your name" }]`';

/** What somebody else's code has done wrong, as the terminal shows it. */
export const faultText = (message: string, place?: string): string =>
  `listing-lint: ${message}\n${place === undefined ? '' : `  at ${place}\n`}`;

export const bugText = (error: unknown): string =>
  `this is a bug, please report it\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;

/** An error as the terminal shows it, whatever names and texts from outside it quotes. A bug keeps its stack. */
export const errorText = async (error: unknown): Promise<string> => {
  const text = await plainErrorText(error);
  if (!/[^\n\t\x20-\x7e]/.test(text)) return text;
  const { escapeControlLines } = await import('@listing-lint/core');
  return escapeControlLines(text);
};

const plainErrorText = async (error: unknown): Promise<string> => {
  if (!isKnown(error)) {
    const { systemFault } = await import('@listing-lint/core');
    const fault = systemFault(error);
    return fault === undefined ? faultText(bugText(error)) : plainErrorText(fault);
  }
  if (error.problems.length === 0) return `listing-lint: ${error.message}\n`;
  const { formatProblem } = await import('@listing-lint/core');
  if (error.problems.every(({ file, key }) => file === undefined && key === undefined)) {
    const advice = error.problems.flatMap((problem) =>
      formatProblem(problem)
        .split('\n')
        .map((line) => `  ${line}\n`),
    );
    return `listing-lint: ${error.message}\n${advice.join('')}`;
  }
  return `listing-lint: ${error.message}\n\n${error.problems.map(formatProblem).join('\n\n')}\n`;
};
