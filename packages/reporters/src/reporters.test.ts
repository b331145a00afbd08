import type { Notice } from '@listing-lint/core';
import { describe, expect, it } from 'vitest';
import { reporters } from './reporters.ts';
import { fixtureContext } from './testing/context.ts';
import { hostileReport } from './testing/hostile-report.ts';
import { shopReport } from './testing/shop-report.ts';

/** What acts on a terminal or in a text, is no character, or cannot stand in XML; tabs and line ends are the reporters' own. */
const UNSAFE =
  /[\p{Cs}\p{Noncharacter_Code_Point}\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?![\n\r\t])\p{Cc}/u;

/** Reports with a place for what is to be said of the whole. */
const SUMMARIES = ['audit', 'html', 'markdown', 'text'];

describe.each(reporters.map((reporter) => [reporter.id, reporter] as const))('%s', (_id, reporter) => {
  it('holds no character that acts or is none, whatever the texts', async () => {
    expect(await reporter.render(hostileReport(), fixtureContext())).not.toMatch(UNSAFE);
  });

  it('tells every notice of the run, also where nothing was found', async () => {
    const notices: Notice[] = [
      { level: 'error', code: 'fact-broken', message: 'first notice' },
      { level: 'warning', code: 'discovery', message: 'second notice', path: 'shop.yaml' },
      {
        level: 'note',
        code: 'not-examined',
        message: 'third notice',
        path: 'a.yaml',
        region: { startLine: 7, startColumn: 3 },
      },
    ];
    const shop = shopReport({ listings: 2, picturesPerListing: 2 });
    for (const findings of [shop.findings, []]) {
      const text = await reporter.render({ ...shop, findings, notices }, fixtureContext());
      for (const { message } of notices) expect(text).toContain(message);
    }
  });

  it('names the rules that `--only` left out, also where nothing was found', async () => {
    const shop = shopReport({ listings: 2, picturesPerListing: 2 });
    const summary = {
      ...shop.summary,
      notChecked: ['left-one', 'left-two'].map((ruleId) => ({ ruleId, requires: '--only' })),
    };
    for (const findings of [shop.findings, []]) {
      const text = await reporter.render({ ...shop, findings, summary }, fixtureContext());
      for (const name of ['left-one', 'left-two', '--only']) expect(text).toContain(name);
    }
  });

  it('tells of rules that had nothing to judge, where nothing was judged', async () => {
    const shop = shopReport({ listings: 1, picturesPerListing: 1 });
    const [rule] = shop.policy?.rules ?? [];
    if (shop.policy === undefined || rule === undefined) throw new Error('a report has a policy');
    const policy = { ...shop.policy, rules: [{ ...rule, id: 'for-parcels' }] };
    const outcomes = { pass: [], fail: [], skip: [], inconclusive: [] };
    const subjects = shop.subjects.map((subject) => ({ ...subject, outcomes }));
    const told = await reporter.render({ ...shop, policy, rules: [], subjects, findings: [] }, fixtureContext());
    if (SUMMARIES.includes(reporter.id))
      expect(told).toContain('for-parcels had nothing to judge: nothing here is what it is for');
    else expect(told).not.toContain('nothing to judge');
    const notices = [{ level: 'note', code: 'rule-judged-none', ruleId: 'for-parcels', message: 'why' }] as const;
    const once = { ...shop, policy, rules: [], subjects, findings: [], notices };
    expect(await reporter.render(once, fixtureContext())).not.toContain('nothing to judge');
  });

  it('tells them although there are more findings than it shows', async () => {
    const shop = shopReport({ listings: 60, picturesPerListing: 6 });
    const notices: Notice[] = [{ level: 'error', code: 'fact-broken', message: 'the notice' }];
    expect(await reporter.render({ ...shop, notices }, fixtureContext())).toContain('the notice');
  });
});
