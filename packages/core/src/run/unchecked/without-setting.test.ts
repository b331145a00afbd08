import { describe, expect, it } from 'vitest';
import { withoutSetting } from './without-setting.ts';

type Config = Parameters<typeof withoutSetting>[0];
type Judgements = Parameters<typeof withoutSetting>[1];

const rule = (id: string, scope: string) => [id, { rule: { scope } }] as const;
const config = {
  notChecked: [
    { ruleId: 'marked', requires: 'brand.watermarks' },
    { ruleId: 'sealed', requires: 'provenance.roots' },
  ],
  rules: new Map([rule('marked', 'image'), rule('sealed', 'case')]),
} as unknown as Config;
const judged = (...scopes: string[]): Judgements =>
  scopes.map((scope) => ({ subject: { scope } })) as unknown as Judgements;
const told = (judgements: Judgements, isWhole: boolean): readonly string[] =>
  withoutSetting(config, judgements, isWhole).map(({ ruleId }) => ruleId);

describe('rules that lack a setting', () => {
  it('are told of a whole run, whatever it judged', () => {
    expect(told(judged('case'), true)).toEqual(['marked', 'sealed']);
  });
  it('are told of a part where they would have judged some of it', () => {
    expect(told(judged('case', 'case'), false)).toEqual(['sealed']);
    expect(told(judged('image', 'case'), false)).toEqual(['marked', 'sealed']);
  });
  it('are all told where nothing was judged', () => {
    expect(told([], false)).toEqual(['marked', 'sealed']);
  });
});
