import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import type { Condition } from '../model/rule.ts';
import type { Verdict } from './evaluate.ts';
import { inAllWorlds } from './test-reference.ts';
import { type Being, FACTS, judgeBeing } from './test-world.ts';
import type { Truth } from './truth.ts';

const value = fc.constantFrom<Json>(1, 2, 3, 5, 'x');
const number = fc.constantFrom<Json>(0, 1, 2, 3);
const fact = fc.constantFrom(...FACTS);
const operator = fc.constantFrom('equal', 'greaterThan');
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    fact,
    operator,
    value: fc.oneof(
      { weight: 4, arbitrary: value },
      fact.map((id): Json => ({ fact: id })),
    ),
  }),
  fc.record({ of: fc.constant('boss'), fact, operator, value }),
);
const of = fc.constantFrom('kids', 'friends', 'boss');
const place = fc.record({ fact, tolerance: fc.constantFrom<Json>(0, 1, 2) }, { requiredKeys: ['fact'] });

const { condition, over } = fc.letrec<{ condition: Condition; over: Condition; inner: Condition }>((tie) => {
  const where = fc.option(tie('inner'), { nil: undefined, freq: 3 });
  const counted = fc.record({ operator: fc.constantFrom('equal', 'greaterThan', 'lessThanInclusive'), value: number });
  const quantifier = fc.oneof(
    fc.record({ any: tie('inner') }),
    fc.record({ every: tie('inner') }),
    fc.record({ none: tie('inner') }),
    fc.record({ atLeast: fc.constantFrom<Json>(1, 2, 3), that: tie('inner') }),
    fc.record({ atMost: number, that: fc.option(tie('inner'), { nil: undefined }) }),
    fc.tuple(fc.oneof(fc.constant('all' as const), tie('inner')), counted).map(([count, rest]) => ({ count, ...rest })),
    fc.record({ same: place }),
    fc.record({ distinct: place }),
    fc.tuple(place, counted).map(([distinct, rest]) => ({ distinct, ...rest })),
    fc.record({ unique: place }),
    fc.record({ exist: fc.constant(true as const) }),
  );
  const present = (given: object): Condition =>
    Object.fromEntries(Object.entries(given).filter(([, part]) => part !== undefined)) as unknown as Condition;
  return {
    over: fc.tuple(of, where, quantifier).map(([name, filter, rest]) => present({ of: name, where: filter, ...rest })),
    inner: fc.oneof(
      { weight: 6, arbitrary: leaf },
      { weight: 1, arbitrary: tie('over') },
      { weight: 1, arbitrary: fc.record({ not: leaf }) },
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('over'),
      leaf,
      fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
      fc.record({ not: tie('condition') }),
    ),
  };
});

const facts = fc.record({
  a: fc.option(fc.oneof({ weight: 9, arbitrary: value }, fc.constant<Json>(null)), { nil: undefined, freq: 4 }),
  b: fc.option(value, { nil: undefined, freq: 6 }),
});
const baby: fc.Arbitrary<Being> = fc.record({ facts, isMissing: fc.constant(false) }).map((rest) => ({
  name: 'baby',
  kids: [],
  friends: [],
  boss: [],
  ...rest,
}));
const kid: fc.Arbitrary<Being> = fc
  .record({
    facts,
    kids: fc.array(baby, { maxLength: 2 }),
    friends: fc.constant(undefined),
    boss: fc.array(baby, { maxLength: 1 }),
  })
  .map((rest) => ({ name: 'kid', ...rest }));
const friend = fc.oneof(
  { weight: 5, arbitrary: kid },
  { weight: 1, arbitrary: baby.map((being): Being => ({ ...being, name: 'nobody', isMissing: true })) },
);
const beings: fc.Arbitrary<Being> = fc
  .record({
    facts,
    kids: fc.array(kid, { maxLength: 3 }),
    friends: fc.option(fc.array(friend, { maxLength: 3 }), { nil: undefined, freq: 6 }),
    boss: fc.array(kid, { maxLength: 2 }),
    isOwnKid: fc.boolean(),
  })
  .map(({ isOwnKid, ...rest }) => {
    const kids = [...rest.kids];
    const made: Being = { name: 'me', ...rest, kids };
    if (isOwnKid) kids.splice(0, 1, made);
    return made;
  });

const outcomeOf = (truth: Truth): Verdict['outcome'] =>
  truth === undefined ? 'inconclusive' : truth ? 'pass' : 'fail';

describe('conditions over related subjects', () => {
  it('agree with all worlds that can be, on random rules', { timeout: 120_000 }, async () => {
    const outcomes = new Map<string, number>();
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 3, arbitrary: over }, { weight: 1, arbitrary: condition }),
        fc.option(over, { nil: undefined, freq: 5 }),
        beings,
        async (assert, when, subject) => {
          const guard = when === undefined ? true : inAllWorlds(when, subject);
          const expected =
            guard === undefined ? 'inconclusive' : guard ? outcomeOf(inAllWorlds(assert, subject)) : 'skip';
          const verdict = await judgeBeing(assert, subject, when);
          outcomes.set(verdict.outcome, (outcomes.get(verdict.outcome) ?? 0) + 1);
          for (const key of Object.keys(assert)) {
            const name = `${key} ${verdict.outcome}`;
            seen.set(name, (seen.get(name) ?? 0) + 1);
          }
          expect(verdict.outcome).toBe(expected);
          const unknown = verdict.causes.map((cause) => cause.unknown !== undefined);
          if (verdict.outcome === 'fail') expect(unknown.length > 0 && !unknown.includes(true)).toBe(true);
          if (verdict.outcome === 'inconclusive') expect(unknown.length > 0 && !unknown.includes(false)).toBe(true);
          if (verdict.outcome === 'pass' || verdict.outcome === 'skip') expect(unknown).toEqual([]);
          for (const cause of verdict.causes) expect(cause.message).not.toMatch(/undefined|\[object|NaN/);
        },
      ),
    );
    const runs = fc.readConfigureGlobal().numRuns ?? 0;
    for (const name of ['pass', 'fail', 'skip', 'inconclusive']) expect(outcomes.get(name)).toBeGreaterThan(runs / 80);
    for (const name of ['any', 'every', 'none', 'atLeast', 'atMost', 'count', 'same', 'distinct', 'unique']) {
      for (const outcome of ['pass', 'fail', 'inconclusive']) {
        expect(seen.get(`${name} ${outcome}`) ?? 0, `${name} ${outcome}`).toBeGreaterThanOrEqual(
          Math.floor(runs / 2000),
        );
      }
    }
  });
});

describe.each([true, false])('unique, where the subject is one of the members: %s', (isAmong) => {
  it.each([
    [3, 'k1, k2, k3'],
    [10, 'k9, k10'],
    [11, 'k10 and 1 more'],
    [25, 'k10 and 15 more'],
  ])('names some of %i others, and counts the rest', async (count, last) => {
    const being = (name: string, kids: readonly Being[] = []): Being => ({
      name,
      facts: { a: 'Same', b: null },
      kids,
      friends: [],
      boss: [],
    });
    const kids = Array.from({ length: count }, (_, index) => being(`k${index + 1}`));
    const self = being('self', kids);
    if (isAmong) kids.push(self);
    const { causes } = await judgeBeing({ of: 'kids', unique: { fact: 'a' } }, self);
    expect(causes[0]?.message.replace(/, (\d+ more)$/, ' and $1')).toMatch(new RegExp(`${last}$`));
  });
});

describe('sentences', () => {
  const being = (name: string, a: Json, kids: readonly Being[] = []): Being => ({
    name,
    facts: { a, b: null },
    kids,
    friends: [],
    boss: [],
  });
  const messageOf = async (assert: Condition, subject: Being): Promise<string | undefined> =>
    (await judgeBeing(assert, subject)).causes[0]?.message;
  const isOne: Condition = { fact: 'a', operator: 'equal', value: 1 };

  it('speak of one and of several', async () => {
    const some = (...values: readonly number[]): Being =>
      being(
        'self',
        1,
        values.map((each, index) => being(`k${index + 1}`, each)),
      );
    expect(await messageOf({ of: 'kids', every: isOne }, some(1, 2))).toMatch(/^k2 does not do what every one of/);
    expect(await messageOf({ of: 'kids', every: isOne }, some(3, 2))).toMatch(/^k1, k2 do not do what every one of/);
    expect(await messageOf({ of: 'kids', any: isOne }, some())).toMatch(/^it has no kid, and one must do this: /);
    expect(await messageOf({ of: 'kids', none: isOne }, some(1, 2))).toMatch(/^k1 does what none of/);
    expect(await messageOf({ of: 'kids', none: isOne }, some(1, 1))).toMatch(/^k1, k2 do what none of/);
  });

  it('say of whom a value is not known that none may share', async () => {
    const unique: Condition = { of: 'kids', unique: { fact: 'a' } };
    const known = [being('k1', 2), being('k2', 3)];
    expect(await messageOf(unique, being('self', null, known))).toBe(
      'its kids could not be judged: its own a: there is no value',
    );
    expect(await messageOf(unique, being('self', 1, [...known, being('k3', null)]))).toBe(
      'its kids could not be judged: k3: there is no value',
    );
  });
});
