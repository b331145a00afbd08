import type { Json } from '../model/json.ts';
import { type Condition, isQuantified, type QuantifiedCondition } from '../model/rule.ts';
import type { Being } from './test-world.ts';
import type { Truth } from './truth.ts';

/*
 * The reference: what is unknown may be anything. A condition over members is true where it is true in every world that can be, false
 * where it is false in every one. The worlds are written out, one by one.
 */
const agreed = (worlds: readonly boolean[]): Truth =>
  worlds.every((each) => each) ? true : worlds.some((each) => each) ? undefined : false;

interface Entry {
  readonly isIn: Truth;
  readonly holds: Truth;
  readonly value: Json | undefined;
  readonly isSelf: boolean;
  readonly isMissing: boolean;
}
interface Sure {
  readonly holds: boolean;
  readonly value: Json;
  readonly isSelf: boolean;
}

const each = <T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  choices.reduce<readonly (readonly T[])[]>(
    (done, some) => done.flatMap((start) => some.map((next) => [...start, next])),
    [[]],
  );

const truths = (truth: Truth): readonly boolean[] => (truth === undefined ? [true, false] : [truth]);

/** All that can be: who is in, what holds of them, which values they have. Values far away stand for those that nobody else has. */
const worldsOf = (entries: readonly Entry[], needsValue: boolean): readonly (readonly Sure[])[] => {
  const known = entries.flatMap(({ value }) => (value === undefined || value === null ? [] : [value]));
  const fresh = entries.map((_entry, index) => 1000 * (index + 1));
  return each(
    entries.map(({ isIn, holds, value, isSelf }) =>
      truths(isIn).flatMap((inside) =>
        inside
          ? truths(holds).flatMap((held) =>
              (needsValue
                ? value === undefined || value === null
                  ? [...new Set([...known, ...fresh])]
                  : [value]
                : [0]
              ).map((one): Sure => ({ holds: held, value: one, isSelf })),
            )
          : [undefined],
      ),
    ),
  ).map((world) => world.filter((one) => one !== undefined));
};

const areOne = (a: Json, b: Json, tolerance: number): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= tolerance : a === b;

const fewest = (values: readonly Json[], tolerance: number): number => {
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  let count = new Set(values.filter((value) => typeof value !== 'number')).size;
  let start = Number.NEGATIVE_INFINITY;
  for (const number of numbers) {
    if (number - start <= tolerance) continue;
    start = number;
    count += 1;
  }
  return count;
};

const compare = (operator: string | undefined, number: number, value: Json): boolean => {
  if (operator === 'equal') return number === value;
  if (operator === 'greaterThan') return number > Number(value);
  return number <= Number(value);
};

const inWorld = (condition: QuantifiedCondition, world: readonly Sure[]): boolean => {
  const held = world.filter(({ holds }) => holds).length;
  const tolerance = Number((condition.same ?? condition.distinct ?? condition.unique)?.tolerance ?? 0);
  const values = world.map(({ value }) => value);
  if (condition.any !== undefined) return held > 0;
  if (condition.every !== undefined) return held === world.length;
  if (condition.none !== undefined) return held === 0;
  if (condition.atLeast !== undefined) return held >= Number(condition.atLeast);
  if (condition.atMost !== undefined) return held <= Number(condition.atMost);
  if (condition.count !== undefined) return compare(condition.operator, held, condition.value ?? null);
  const pairs = values.flatMap((a, at) => values.slice(at + 1).map((b) => areOne(a, b, tolerance)));
  if (condition.same !== undefined) return pairs.every((one) => one);
  if (condition.distinct !== undefined) {
    if (condition.operator === undefined) return !pairs.some((one) => one);
    return compare(condition.operator, fewest(values, tolerance), condition.value ?? null);
  }
  const self = world.find(({ isSelf }) => isSelf);
  return self === undefined || !world.some((other) => other !== self && areOne(self.value, other.value, tolerance));
};

export const inAllWorlds = (condition: Condition, being: Being): Truth => {
  if (isQuantified(condition)) return overMembers(condition, being);
  if ('all' in condition) {
    const all = condition.all.map((child) => inAllWorlds(child, being));
    return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
  }
  if ('any' in condition) {
    const any = condition.any.map((child) => inAllWorlds(child, being));
    return any.includes(true) ? true : any.includes(undefined) ? undefined : false;
  }
  if ('not' in condition) {
    const inner = inAllWorlds(condition.not, being);
    return inner === undefined ? undefined : !inner;
  }
  const one = condition.of === undefined ? being : being.boss.length === 1 ? being.boss[0] : undefined;
  const value = one?.isMissing === true ? undefined : one?.facts[condition.fact];
  const expected =
    typeof condition.value === 'object' && condition.value !== null && 'fact' in condition.value
      ? being.facts[String(condition.value.fact)]
      : condition.value;
  if (value === undefined || value === null || expected === undefined || expected === null) return undefined;
  if (typeof value !== typeof expected) return undefined;
  return condition.operator === 'equal'
    ? value === expected
    : typeof value === 'number'
      ? value > Number(expected)
      : undefined;
};

const overMembers = (condition: QuantifiedCondition, being: Being): Truth => {
  const group = condition.of === 'kids' ? being.kids : condition.of === 'friends' ? being.friends : being.boss;
  if (group === undefined) return undefined;
  if (condition.exist === true) return group.every(({ isMissing }) => isMissing !== true);
  const { where, any, every, none: nobody, that, count } = condition;
  const asked = any ?? every ?? nobody ?? that ?? (count === 'all' ? undefined : count);
  const place = condition.same ?? condition.distinct ?? condition.unique;
  const entryOf = (member: Being): Entry => {
    if (member.isMissing === true) {
      return { isIn: undefined, holds: undefined, value: undefined, isSelf: false, isMissing: true };
    }
    return {
      isIn: where === undefined ? true : inAllWorlds(where, member),
      holds: asked === undefined ? true : inAllWorlds(asked, member),
      value: place && member.facts[place.fact],
      isSelf: member === being,
      isMissing: false,
    };
  };
  const all = condition.unique !== undefined && !group.includes(being) ? [...group, being] : group;
  const entries = all.map(entryOf);
  return agreed(worldsOf(entries, place !== undefined).map((world) => inWorld(condition, world)));
};
