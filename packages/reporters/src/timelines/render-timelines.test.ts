import { describe, expect, it } from 'vitest';
import { renderTimelines } from './render-timelines.ts';

const docket = (more: object) => ({
  id: '2026-001',
  open: true,
  direction: 'accused',
  platform: 'etsy',
  counterparty: 'Bright <b>Lamps</b>\u001b[2J',
  owner: null,
  listingCount: 0,
  money: null,
  history: [
    { on: '2026-11-23', by: 'counterparty', what: 'accusation received', listing: '"><script>alert(1)</script>' },
  ],
  historyLeftOut: 0,
  deadlines: [
    {
      duty: 'answer the accusation',
      actor: 'us',
      since: '2026-11-23',
      due: { earliest: '2026-12-01', latest: '2026-12-01' },
      state: 'due-soon',
      daysLeft: 5,
      why: null,
      ground: 'as the case states',
    },
  ],
  standings: [],
  ...more,
});

describe('renderTimelines', () => {
  it('draws each case, the most urgent first, with the same in words', () => {
    const cases = [
      { path: 'a.yaml', docket: docket({ id: 'later', deadlines: [] }) },
      { path: 'b.yaml', docket: docket({}) },
    ];
    const page = renderTimelines(cases, '2026-11-26');
    expect([...page.matchAll(/<h2><bdi>(\S+)/g)].map(([, id]) => id)).toEqual(['2026-001', 'later']);
    // What has one day alone is told in words, and not drawn.
    expect(page.match(/<svg width="100%"/g)).toHaveLength(1);
    expect(page.match(/<table>/g)).toHaveLength(2);
    expect(page).toContain('answer the accusation');
    expect(page).toContain('As of 2026-11-26.');
  });
  it('runs nothing that a case names, and fetches nothing', () => {
    const page = renderTimelines([{ path: 'a.yaml', docket: docket({}) }], '2026-11-26');
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/<script|<b>|[^\n\P{Cc}]|https?:/u);
    expect(page).toContain('Bright &#60;b&#62;Lamps&#60;/b&#62;\\x1b[2J');
  });
});
