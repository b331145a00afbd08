/** What is told by a verdict; empty where it says no more than that a rule holds, or does not apply. */
interface Telling {
  readonly message: string;
}

interface ListNode {
  readonly next: WeakMap<Telling, ListNode>;
  list?: readonly Telling[];
}

const FIRST: ListNode = { next: new WeakMap() };

/** One list for all subjects of which the same verdicts are known, where none of these tells anything. */
export const sharedVerdicts = <T extends Telling>(verdicts: readonly T[]): readonly T[] => {
  let node = FIRST;
  for (const verdict of verdicts) {
    if (verdict.message !== '') return verdicts;
    const known: ListNode = node.next.get(verdict) ?? { next: new WeakMap() };
    node.next.set(verdict, known);
    node = known;
  }
  node.list ??= verdicts.slice();
  // It is the list that was first made of these very verdicts.
  return node.list as readonly T[];
};

const LISTS = new Map<string, readonly string[]>();
const MOST_LISTS = 1024;

/** One list for all who have the same texts, of few lists. */
export const sharedIds = (ids: readonly string[]): readonly string[] => {
  const key = JSON.stringify(ids);
  const known = LISTS.get(key);
  if (known !== undefined) return known;
  const list = ids.slice();
  if (LISTS.size < MOST_LISTS) LISTS.set(key, list);
  return list;
};
