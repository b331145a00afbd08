import { escapeControls } from '@listing-lint/core/plugin';

/** `a, b, c and 2 more`: the first of some names, for a sentence; `count` says how many there are where `names` are the first alone. */
export const fewNamed = (names: readonly string[], most = 5, count = names.length): string => {
  const few = names.slice(0, most);
  const more = count > few.length ? ` and ${count - few.length} more` : '';
  return `${few.join(', ')}${more}`;
};

/** What a command over pictures has left out, a line for each sentence that says where and why: `not stamped: listings/cup: it is a link …`; `done`: what it does. */
export const notDone = (done: string, unseen: readonly string[]): readonly string[] =>
  unseen.map((each) => `not ${done}: ${escapeControls(each)}`);
