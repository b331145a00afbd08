import fc from 'fast-check';
import type { Damage } from './damages/damage.ts';
import { OPEN } from './open.ts';

/**
 * Damages made of two to four others, the same for the same seed. One that cannot be done after those before it (its file is gone) is left out.
 * The run must name one of them: a mistake in the config hides what else there is.
 */
export const combinations = (damages: readonly Damage[], count: number, seed: number): readonly Damage[] => {
  const parts = damages.filter(
    ({ name, says, streams, cwd, undo, command, args = [] }) =>
      [OPEN[name], streams, cwd, undo, command].every((each) => each === undefined) &&
      // A fix may write what another damage asks for, and a run by one rule leaves the others out.
      !args.some((arg) => arg === '--fix' || arg === '--only') &&
      says instanceof RegExp,
  );
  const choices = fc.sample(fc.uniqueArray(fc.nat(parts.length - 1), { minLength: 2, maxLength: 4 }), {
    numRuns: count,
    seed,
  });
  return choices.map((choice) => together(choice.flatMap((index) => parts[index] ?? [])));
};

const together = (parts: readonly Damage[]): Damage => {
  const patterns = parts.flatMap(({ says }) => (says instanceof RegExp ? says.source : []));
  const bounds = parts.flatMap(({ bound }) => bound ?? []);
  const uid = parts.flatMap((part) => part.uid ?? [])[0];
  return {
    name: parts.map(({ name }) => name).join(' + '),
    damage: async (root) => {
      for (const { damage } of parts) {
        try {
          await damage(root);
        } catch {
          // What an earlier one took away, a later one cannot damage.
        }
      }
    },
    says: new RegExp(patterns.join('|'), 'i'),
    loses: parts.flatMap(({ loses = [] }) => loses),
    args: argsOf(parts),
    ...(parts.some(({ how }) => how === 'process') ? { how: 'process' } : {}),
    ...(parts.some(({ policy }) => policy === true) ? { policy: true } : {}),
    ...(parts.some(({ cache }) => cache === false) ? { cache: false } : {}),
    ...(bounds.length === 0 ? {} : { bound: 2 * Math.max(...bounds) }),
    ...(uid === undefined ? {} : { uid }),
  };
};

/** The arguments of all; a report that two ask for is asked for once, as a second one would end the run before it looks at anything. */
const argsOf = (parts: readonly Damage[]): readonly string[] => {
  const asked = new Set<string>();
  return parts.flatMap(({ args = [] }) =>
    args.filter((arg, index) => {
      const report = arg === '-f' ? args[index + 1] : args[index - 1] === '-f' ? arg : undefined;
      if (report === undefined || !asked.has(report)) {
        if (report !== undefined && arg !== '-f') asked.add(report);
        return true;
      }
      return false;
    }),
  );
};
