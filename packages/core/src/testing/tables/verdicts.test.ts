// What a rule says of a being of a made-up world: verdicts.yaml has conditions and whom they judge, verdicts.txt the verdict on each, whole but for the
// keys of members, to be read beside docs/rules-guide.md and docs/rules-over-several-subjects.md. `!` is a fact that cannot be had.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Being, judgeBeing } from '../../evaluate/test-world.ts';
import type { Json } from '../../model/json.ts';
import type { Condition } from '../../model/rule.ts';

interface Told {
  readonly a?: Json;
  readonly b?: Json;
  readonly kids?: readonly (Told | Json)[];
  readonly friends?: readonly (Told | Json)[] | '!';
  readonly boss?: readonly (Told | Json)[];
  readonly gone?: boolean;
}
interface Room {
  readonly when?: Condition;
  readonly assert: Condition;
  readonly of: readonly (Told | Json)[];
}
const rooms: readonly Room[] = parse(readFileSync(join(import.meta.dirname, 'verdicts.yaml'), 'utf8'), {
  schema: 'core',
});

const isTold = (told: Told | Json): told is Told => typeof told === 'object' && told !== null && !Array.isArray(told);
const had = (value: Json | undefined): Json | undefined => (value === '!' ? undefined : (value ?? null));

/** A value alone is the fact `a`. */
const being = (told: Told | Json, name: string): Being => {
  const { a, b, kids = [], friends = [], boss = [], gone = false } = isTold(told) ? told : { a: told };
  const all = (of: readonly (Told | Json)[], what: string): readonly Being[] =>
    of.map((each, index) => being(each, `${name}${what}${index + 1}`));
  return {
    name,
    facts: { a: had(a), b: had(b) },
    kids: all(kids, 'k'),
    friends: friends === '!' ? undefined : all(friends, 'f'),
    boss: all(boss, 'b'),
    isMissing: gone,
  };
};

it('verdicts', async () => {
  const told: string[] = [];
  for (const { when, assert, of } of rooms) {
    told.push(`${when === undefined ? '' : `when ${JSON.stringify(when)} `}assert ${JSON.stringify(assert)}`);
    for (const each of of) {
      const { outcome, message, causes, related, relatedCount, timed, codes } = await judgeBeing(
        assert,
        being(each, 'x'),
        when,
      );
      told.push(`  ${JSON.stringify(each)}: ${outcome}${timed ? ', by the day' : ''}${codes.join()} ${message}`);
      for (const { message: _, ...cause } of causes) told.push(`      ${JSON.stringify(cause)}`);
      if (relatedCount > 0) {
        const members = related.map(({ path, message: said }) => `${path} ${said}`);
        told.push(`      ${relatedCount}: ${members.join(' · ')}`);
      }
    }
  }
  await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('./verdicts.txt');
});

it.each(['every', 'any', 'none'])(
  'a verdict is of its day where the day says whom %s is asked of',
  async (quantifier) => {
    const where = { fact: 'b', operator: 'before', value: 'today' };
    const condition: object = { of: 'kids', where, [quantifier]: { fact: 'a', operator: 'equal', value: 1 } };
    for (const b of ['2025-01-01', '2027-01-01']) {
      const { timed } = await judgeBeing(condition as Condition, being({ kids: [{ a: 2, b }] }, 'x'));
      expect(timed).toBe(true);
    }
  },
);
