/** Returns the message of a verdict; empty if the rule passed or does not apply. */
interface Telling {
  readonly message: string;
}

interface ListNode {
  readonly next: WeakMap<Telling, ListNode>;
  list?: readonly Telling[];
}

const FIRST: ListNode = { next: new WeakMap() };

/** Returns one shared list for all subjects with the same verdicts, if none of these has a message. */
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

/** What is planned of a rule. */
interface Planned {
  readonly id: string;
  readonly severity: string;
}

const OF_RULES = new WeakMap<Planned, Map<string, Telling>>();
const EQUAL = new Map<string, Telling>();
const MOST_EQUAL = 4096;

/** One object for all subjects of which a rule says no more than that it holds, or does not apply; `make` makes the first. */
export const sharedVerdict = <T extends Telling>(
  rule: Planned,
  outcome: 'pass' | 'skip',
  timed: boolean,
  make: () => T,
): T => {
  const kind = outcome === 'pass' ? (timed ? 'timed pass' : 'pass') : timed ? 'timed skip' : 'skip';
  let ofRule = OF_RULES.get(rule);
  if (ofRule === undefined) {
    ofRule = new Map();
    OF_RULES.set(rule, ofRule);
  }
  let known = ofRule.get(kind);
  if (known === undefined) {
    // A rule may be planned many times over, with other options.
    const key = `${rule.severity} ${kind} ${rule.id}`;
    known = EQUAL.get(key) ?? make();
    if (EQUAL.size < MOST_EQUAL) EQUAL.set(key, known);
    ofRule.set(kind, known);
  }
  // It was made for a verdict of this kind.
  return known as T;
};

const LISTS = new Map<string, readonly string[]>();
const MOST_LISTS = 1024;
const NONE: readonly string[] = [];

/** One list for all who have the same texts, of few lists. */
export const sharedIds = (ids: readonly string[]): readonly string[] => {
  if (ids.length === 0) return NONE;
  const key = JSON.stringify(ids);
  const known = LISTS.get(key);
  if (known !== undefined) return known;
  const list = ids.slice();
  if (LISTS.size < MOST_LISTS) LISTS.set(key, list);
  return list;
};
