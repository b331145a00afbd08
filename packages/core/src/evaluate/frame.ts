import type { PlacedUse } from '../rule/formula/formula.ts';
import type { Frame, WatchedDay } from './judged.ts';
import type { Operand } from './operand.ts';
import { type Member, valueOfOne } from './related-subjects.ts';

class Day implements WatchedDay {
  readonly #asOf: string;
  #wasRead = false;

  constructor(asOf: string) {
    this.#asOf = asOf;
  }

  get asOf(): string {
    this.#wasRead = true;
    return this.#asOf;
  }

  read(): void {
    this.#wasRead = true;
  }

  wasRead(): boolean {
    return this.#wasRead;
  }
}

export const watchedDay = (asOf: string): WatchedDay => new Day(asOf);

/** The frame of a related subject; what is read of the day in it is seen by its own `today`. */
export const frameOfMember = (member: Member, { asOf, judge }: Frame): Frame => {
  const today = watchedDay(asOf);
  const { related } = member;
  const ask = async (use: PlacedUse): Promise<Operand> => {
    const answer = await (use.of === undefined ? member.value(use) : valueOfOne(related, use.of, use));
    if (answer.timed === true) today.read();
    return answer;
  };
  return { ask, related, today, asOf, judge };
};
