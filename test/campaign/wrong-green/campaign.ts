import { GROUPS } from './damages/all.ts';
import type { Damage } from './damages/damage.ts';
import type { Observation } from './greener.ts';
import type { Workshop } from './shop.ts';
import { type Lint, type Trial, tryDamage } from './try-damage.ts';

export const DAMAGES: readonly Damage[] = GROUPS.flatMap(({ damages }) => damages);

/** Trials at the same time: a run keeps a core busy. */
const AT_ONCE = 2;

/** Tries damages two at a time, in their order, and gives each to `done`. */
export const tryAll = async (
  damages: readonly Damage[],
  { workshop, healthy, lintFor }: Conditions,
  done: (damage: Damage, trial: Trial) => void,
): Promise<void> => {
  const waiting = [...damages];
  const lane = async (): Promise<void> => {
    for (let damage = waiting.shift(); damage !== undefined; damage = waiting.shift())
      done(damage, await tryDamage(workshop, healthy, damage, lintFor(damage)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
};

export interface Conditions {
  readonly workshop: Workshop;
  /** The run on the healthy shop. */
  readonly healthy: Observation;
  readonly lintFor: (damage: Damage) => Lint;
}

/** Damages that this machine cannot try, with what it lacks. */
export const lackingHere = (damages: readonly Damage[]): ReadonlyMap<Damage, string> =>
  new Map(
    damages.flatMap((damage) => {
      const lacking = damage.lacking?.();
      return lacking === undefined ? [] : [[damage, lacking]];
    }),
  );
