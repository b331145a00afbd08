import { escapeControls } from '@listing-lint/core';
import { type PassedOver, passedSentence } from '@listing-lint/rules/hash';

export { notDone } from '@listing-lint/rules/kernel';

/** What of folders was not looked at, on a line; none where there is nothing. `done`: what the command does. */
export const notLooked = (passed: readonly PassedOver[], done: string): readonly string[] =>
  passed.length === 0 ? [] : [escapeControls(passedSentence(passed, done))];
