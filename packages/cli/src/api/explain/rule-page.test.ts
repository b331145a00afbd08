import { describe, expect, it } from 'vitest';
import { ruleExamples } from './rule-page.ts';

describe('ruleExamples', () => {
  it('gives the conditions of a built-in rule and its examples, without the marks of the page', () => {
    const text = ruleExamples('legal-escalation');
    expect(text).toMatch(/^What it checks\n {2}when:\n/);
    expect(text).toMatch(/\n\nExamples\n {2}\S/);
    for (const outcome of ['Passes', 'Fails', 'Is not judged']) expect(text).toContain(`\n  — ${outcome}\n`);
    expect(text).not.toMatch(/```|^#|## /m);
  });

  it('is empty for a rule without a page', () => {
    expect(ruleExamples('no-such-rule')).toBe('');
  });
});
