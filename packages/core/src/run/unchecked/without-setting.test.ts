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
const listed = (judgements: Judgements, isWhole: boolean): readonly string[] =>
  withoutSetting(config, judgements, isWhole).map(({ ruleId }) => ruleId);

describe('rules that lack a setting', () => {
  it('are listed for a whole run, whatever it judged', () => {
    expect(listed(judged('case'), true)).toEqual(['marked', 'sealed']);
  });
  it('are listed for a part of the set if they would have judged some of it', () => {
    expect(listed(judged('case', 'case'), false)).toEqual(['sealed']);
    expect(listed(judged('image', 'case'), false)).toEqual(['marked', 'sealed']);
  });
  it('are all listed if nothing was judged', () => {
    expect(listed([], false)).toEqual(['marked', 'sealed']);
  });
});
