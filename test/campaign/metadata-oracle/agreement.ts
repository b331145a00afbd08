import type { Pair, Value } from './fields.ts';

const isNothing = (value: Value): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** exiftool prints `?` for bytes that are no UTF-8. */
const asJson = (text: string): string => text.replace(/[^ -~]+|\?+/g, '?');

/** A list as a set; as exiftool prints it where a value of its list has a `?`. */
const listed = (values: readonly string[], theirs: readonly string[]): string => {
  const isAscii = theirs.some((value) => value.includes('?'));
  return [...new Set(values.map((value) => (isAscii ? asJson(value) : value)))].sort().join('\n');
};

const isEqual = ([ours, theirs]: Pair): boolean => {
  if (typeof ours === 'number' && typeof theirs === 'number')
    return Math.abs(ours - theirs) <= 1e-6 * Math.max(1, Math.abs(ours), Math.abs(theirs));
  if (Array.isArray(ours) && Array.isArray(theirs)) return listed(ours, theirs) === listed(theirs, theirs);
  if (typeof ours === 'string' && typeof theirs === 'string' && theirs.includes('?'))
    return asJson(ours) === asJson(theirs);
  return ours === theirs;
};

interface Count {
  /** Files in which exiftool reports the field. */
  readonly reported: number;
  /** Those of them in which both say the same. */
  readonly equal: number;
  /** Files in which we alone say something. */
  readonly ours: number;
}
const NONE: Count = { reported: 0, equal: 0, ours: 0 };

/** How often two readers say the same, by field. A field that neither speaks of in a file is no agreement. */
export class Agreement {
  readonly #fields = new Map<string, Count>();
  /** One line each: field, file, ours, theirs. */
  readonly differences: string[] = [];

  add(file: string, pairs: Readonly<Record<string, Pair>>): void {
    for (const [field, pair] of Object.entries(pairs)) {
      const count = this.#fields.get(field) ?? NONE;
      const isReported = !isNothing(pair[1]);
      const isSame = isEqual(pair) || pair.every(isNothing);
      this.#fields.set(field, {
        reported: count.reported + Number(isReported),
        equal: count.equal + Number(isReported && isSame),
        ours: count.ours + Number(!isReported && !isSame),
      });
      if (!isSame)
        this.differences.push(`${field} | ${file} | ${JSON.stringify(pair[0])} | ${JSON.stringify(pair[1])}`);
    }
  }

  /** Share of equal values among those that exiftool reports: of all, and the least of a field; 1 where it reports none. */
  shares(): { readonly all: number; readonly least: number } {
    const share = ({ reported, equal }: Count): number => (reported === 0 ? 1 : equal / reported);
    return { all: share(this.#sum()), least: Math.min(1, ...[...this.#fields.values()].map(share)) };
  }

  /** Values that exiftool reports. */
  reported(): number {
    return this.#sum().reported;
  }

  #sum(): Count {
    return [...this.#fields.values()].reduce(
      (sum, each) => ({
        reported: sum.reported + each.reported,
        equal: sum.equal + each.equal,
        ours: sum.ours + each.ours,
      }),
      NONE,
    );
  }

  table(): string {
    const share = ({ reported, equal }: Count): string =>
      reported === 0 ? '–' : `${((100 * equal) / reported).toFixed(1)} %`;
    const rows: readonly (readonly [string, Count])[] = [...this.#fields, ['all', this.#sum()]];
    return [
      '| field | reported by exiftool | equal | | said by us alone |',
      '|---|---|---|---|---|',
      ...rows.map(
        ([field, count]) => `| ${field} | ${count.reported} | ${count.equal} | ${share(count)} | ${count.ours} |`,
      ),
    ].join('\n');
  }
}
