import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import type { Cause } from '../model/report.ts';
import type { Condition } from '../model/rule.ts';
import { messageOf } from './causes.ts';
import { type Being, judgeBeing } from './test-world.ts';

const being = (name: string, a: Json | undefined, more: Partial<Being> = {}): Being => ({
  name,
  facts: { a, b: 1 },
  kids: [],
  friends: [],
  boss: [],
  ...more,
});
const is = (value: number): Condition => ({ fact: 'a', operator: 'equal', value });
const parent = being('me', 1, {
  kids: [being('ann', 1), being('ben', 2), being('cid', undefined), being('dot', 1)],
  friends: [being('eve', 2), being('gone', 1, { isMissing: true })],
});

/** Outcome, and each member with what is said of it, in order. */
const told = async (condition: object, who = parent): Promise<readonly string[]> => {
  const { outcome, related } = await judgeBeing(condition as Condition, who);
  return [outcome, ...related.map(({ path, message }) => `${path}: ${message}`)];
};

describe('what is said of members', () => {
  it('those to blame come first, then the unknown ones, then the others', async () => {
    const seen = await told({ of: 'kids', every: is(1) });
    expect(seen.map((each) => each.split(':')[0])).toEqual(['fail', 'ben', 'cid', 'ann', 'dot']);
    expect(seen[1]).toMatch(/^ben: does not hold: /);
    expect(seen[2]).toMatch(/^cid: cannot be judged: .*cannot be read/);
    expect(seen.slice(3)).toEqual(['ann: holds', 'dot: holds']);
  });

  it('where none may, those that do come first', async () => {
    const seen = await told({ of: 'kids', none: is(1) });
    expect(seen.map((each) => each.split(':')[0])).toEqual(['fail', 'ann', 'dot', 'cid', 'ben']);
  });

  it('where there are too many, too; where there are too few, those that do not', async () => {
    const tooMany = await told({ of: 'kids', atMost: 1, that: is(1) });
    expect(tooMany.map((each) => each.split(':')[0])).toEqual(['fail', 'ann', 'dot', 'cid', 'ben']);
    const tooFew = await told({ of: 'kids', atLeast: 4, that: is(1) });
    expect(tooFew.map((each) => each.split(':')[0])).toEqual(['fail', 'ben', 'cid', 'ann', 'dot']);
    const less = await told({ of: 'kids', count: is(1), operator: 'lessThan', value: 2 });
    expect(less.map((each) => each.split(':')[0])).toEqual(['fail', 'ann', 'dot', 'cid', 'ben']);
  });

  it('where it is open, the unknown ones come first', async () => {
    const seen = await told({ of: 'kids', atLeast: 3, that: is(1) });
    expect(seen.slice(0, 2)).toEqual(['inconclusive', expect.stringMatching(/^cid: cannot be judged/)]);
  });

  it('of values, the rarest first', async () => {
    const seen = await told({ of: 'kids', same: { fact: 'a' } });
    expect(seen[0]).toBe('fail');
    expect(seen.map((each) => each.split(':')[0]).slice(1)).toEqual(expect.arrayContaining(['ann', 'ben', 'dot']));
    expect(seen.join()).not.toContain('holds');
    expect((await told({ of: 'kids', distinct: { fact: 'a' } })).join()).not.toContain('holds');
  });

  it('members that are named and not there are the only ones, where that is asked', async () => {
    expect(await told({ of: 'friends', exist: true })).toEqual(['fail', 'gone: there is no such friend']);
  });
});

describe('what is demanded of members', () => {
  const messageOf = async (condition: object, who = parent): Promise<string> =>
    (await judgeBeing(condition as Condition, who)).message;
  it('says which are meant only where not all are', async () => {
    expect(await messageOf({ of: 'kids', none: is(1) })).not.toContain('of which');
    expect(await messageOf({ of: 'kids', where: { fact: 'b', operator: 'equal', value: 1 }, none: is(1) })).toContain(
      'of which b has to be 1',
    );
    expect(await messageOf({ not: { of: 'kids', any: is(1) } })).toBe('ann, dot may not: a must be 1');
  });

  it('a demand within a demand says which are meant, too', async () => {
    const within = (where?: Condition): object => ({
      of: 'kids',
      every: { of: 'kids', ...(where === undefined ? {} : { where }), every: is(1) },
    });
    const family = being('me', 1, { kids: [being('ann', 1, { kids: [being('tot', 3)] })] });
    expect(await messageOf(within(), family)).toContain('every one of its kids: ');
    expect(await messageOf(within(), family)).not.toContain('those of which');
    expect(await messageOf(within(is(3)), family)).toContain('every one of its kids (those of which a must be 3)');
  });
});

const cause = (message: string, unknown?: string): Cause => ({
  ...{ fact: 'exif', operator: 'exists', actual: null, expected: true, message },
  ...(unknown === undefined ? {} : { unknown }),
});
const unjudged = (label: string, reason: string): Cause => cause(`${label} could not be judged: ${reason}`, reason);

it.each<[string, readonly Cause[], string]>([
  ['each sentence once', [cause('no camera'), cause('no time'), cause('no camera')], 'no camera; no time'],
  [
    'one reason once, for all that it leaves open',
    [unjudged('maker', 'gone'), cause('no time'), unjudged('model', 'gone'), unjudged('maker', 'gone')],
    'maker and model could not be judged: gone; no time',
  ],
  [
    'another reason apart',
    [unjudged('maker', 'gone'), unjudged('model', 'damaged')],
    'maker could not be judged: gone; model could not be judged: damaged',
  ],
  ['an own sentence as it stands', [cause('no mark is told', 'too small')], 'no mark is told'],
])('joins %s', (_name, causes, expected) => {
  expect(messageOf(causes)).toBe(expected);
});
