import { type Attribute, valuesOf } from '../model/attribute.ts';
import type { Plan } from '../plan/plan.ts';
import type { Judgement, RuleVerdict } from '../run/judge.ts';
import type { DebugEntry } from './lint-options.ts';
import type { RunStats } from './run-stats.ts';

/** Why a subject has the attributes that say where they came from, and why each rule of its scope judged it, did not, or is off. */
export const explainJudgement = (
  { subject, verdicts }: Judgement,
  plan: Plan,
  attributes: readonly Attribute[],
): readonly DebugEntry[] => {
  const { path } = subject;
  const found = new Map(verdicts.map((verdict) => [verdict.ruleId, verdict]));
  const rules = [...plan.activationsFor(subject)].map(([id, { severity, severityFrom, options, optionsFrom }]) => {
    const given = Object.entries(options).map(
      ([name, value]) => `${name} ${JSON.stringify(value)} (${optionsFrom[name]?.() ?? ''})`,
    );
    const set = given.length === 0 ? '' : `; ${given.join(', ')}`;
    const verdict = found.get(id);
    const came = verdict === undefined ? '' : ` → ${outcomeText(verdict)}`;
    return { topic: 'rule', path, message: `${id}: ${severity} (${severityFrom()})${set}${came}` };
  });
  const origins = attributes.flatMap((attribute) => {
    const { name, origin } = attribute;
    const [value] = valuesOf(subject, attribute);
    if (origin === undefined || value === undefined) return [];
    return [{ topic: name, path, message: `${value} (${subject[origin] ?? 'its discoverer says so'})` }];
  });
  return [...origins, ...rules];
};

const outcomeText = ({ outcome, skipped }: RuleVerdict): string =>
  skipped === undefined || skipped === '' ? outcome : `${outcome}: its \`when\` does not hold (${skipped})`;

/** Times of the parts of a run, for `--debug` messages and for statistics. */
export class Timings {
  readonly #onEntry: ((entry: DebugEntry) => void) | undefined;
  readonly stats: RunStats;

  constructor(onEntry: ((entry: DebugEntry) => void) | undefined, stats: RunStats) {
    this.#onEntry = onEntry;
    this.stats = stats;
  }

  /** Reports how long a part of the run took. */
  async of<T>(part: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      const ms = performance.now() - started;
      this.stats.addStage(part, ms);
      this.#onEntry?.({ topic: 'time', message: `${part}: ${Math.round(ms)} ms` });
    }
  }

  /** Reports the facts, slowest first. */
  reportFacts(): void {
    for (const { id, count, ms } of this.stats.report(false).facts)
      this.#onEntry?.({
        topic: 'time',
        message: `fact ${id}: ${count} ×, ${Math.round(ms)} ms with what it waited for`,
      });
  }
}
