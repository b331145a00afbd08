import { escapeControls } from '@listing-lint/core/plugin';

/** What a command over pictures has left out, a line for each sentence that says where and why: `not stamped: listings/cup: it is a link …`; `done`: what it does. */
export const notDone = (done: string, unseen: readonly string[]): readonly string[] =>
  unseen.map((each) => `not ${done}: ${escapeControls(each)}`);
