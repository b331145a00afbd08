import { describe, expect, it } from 'vitest';
import { overTimeView } from '../docket/over-time.ts';
import { takedownsView, takedownWords } from '../docket/takedowns.ts';
import type { MonitoringHit, MonitoringRun } from './monitoring-run.ts';
import { MOST_PICTURED, renderMonitoring } from './render-monitoring.ts';
import { monitoringMarkdown } from './summary.ts';
import { monitoringCsv } from './table.ts';

const EVIL = '"><script>alert(1)</script>\u001b[2J';
const hit = (more: Partial<MonitoringHit> = {}): MonitoringHit => ({
  ...{ state: 'new', listing: 'https://market.example/item/7', seller: 'bright-lamps', platform: 'market.example' },
  ...{ capturedAt: '2026-06-08', certainty: 'copy', reasons: ['a copy'], transformation: null, mark: null },
  ...{ work: 'originals/lamp.jpg', markRemoved: null, counterfeit: false, repeatSeller: false, price: null },
  ...{ currency: null, unitsSold: null, picture: null, pictureFile: 'monitoring/evidence/a.jpg', pageFile: null },
  case: null,
  ...more,
});
const run = (more: Partial<MonitoringRun> = {}): MonitoringRun => ({
  ...{ asOf: '2026-06-08', log: 'monitoring/2026-06-08-a.yaml', tool: 'listing-lint 1', summary: '1 new, 0 back' },
  ...{ hits: [hit()], gone: [], known: 0, unseen: 0, heldBack: 0, cases: [], silenced: [], faults: [], days: [] },
  ...{ inconclusive: [], passed: [] },
  looked: { pages: 1, pictures: 2, inconclusive: 0, compared: 3, sources: [] },
  platforms: [],
  ...more,
});
const none = () => null;

describe('a run as a page', () => {
  it('shows theirs beside ours, with what is known of both', () => {
    const page = renderMonitoring(run({ hits: [hit({ state: 'relisted', certainty: 'likely' })] }), (path) => ({
      address: `data:image/webp;base64,${Buffer.from(path).toString('base64')}`,
      width: 10,
      height: 8,
    }));
    const pictures = [...page.matchAll(/<img src="data:image\/webp;base64,([^"]+)"/g)].map(([, text]) =>
      Buffer.from(text ?? '', 'base64').toString(),
    );
    expect(pictures).toEqual(['monitoring/evidence/a.jpg', 'originals/lamp.jpg']);
    expect(page).toContain('<a href="https://market.example/item/7" rel="noreferrer noopener nofollow">');
    expect(page).toMatch(/class="tag">likely<.*class="tag back">back</s);
  });

  it('runs and fetches nothing that others wrote, and shows its control characters', () => {
    const hostile = hit({
      ...{ listing: `javascript:alert(1)${EVIL}`, seller: EVIL, platform: EVIL, work: EVIL, transformation: EVIL },
      ...{ reasons: [EVIL], pictureFile: EVIL, case: EVIL },
    });
    const gone = { listing: EVIL, seller: EVIL, platform: EVIL, firstSeen: '2026-06-01', at: '2026-06-08', why: EVIL };
    const page = renderMonitoring(
      run({
        hits: [hostile],
        gone: [{ ...gone, case: EVIL }],
        ...{
          cases: [EVIL],
          silenced: [EVIL],
          faults: [EVIL],
          inconclusive: [EVIL],
          passed: [EVIL],
          summary: EVIL,
          log: EVIL,
          tool: EVIL,
        },
        looked: {
          pages: 0,
          pictures: 0,
          inconclusive: 1,
          compared: 0,
          sources: [{ name: EVIL, kind: 'warc', sha256: '', bytes: 1 }],
        },
        platforms: [{ name: EVIL, taken: [3], up: [] }],
      }),
      none,
    );
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/<script|href="javascript|[^\n\P{Cc}]/u);
  });

  it('lists without pictures what is beyond so many', () => {
    const hits = Array.from({ length: MOST_PICTURED + 2 }, (_, k) => hit({ listing: `https://a.example/${k}` }));
    const page = renderMonitoring(run({ hits }), none);
    expect(page.match(/<li class="hit copy">/g)).toHaveLength(MOST_PICTURED);
    expect(page).toContain('2 more, without pictures here');
    expect(page).toContain(`<ol start="${MOST_PICTURED + 1}">`);
  });

  it('says what has changed since the run before', () => {
    const day = { fresh: 0, back: 0, gone: 0 };
    const days = [
      { ...day, at: '2026-06-01', fresh: 4, up: 4 },
      { ...day, at: '2026-06-08', fresh: 1, gone: 2, up: 3 },
    ];
    const page = renderMonitoring(run({ days }), none);
    expect(page).toContain('since the run of 2026-06-01, after which 4 copies of ours were up');
    expect(page).toContain('2026-06-08: 1 new, 0 back, 2 gone; 3 up');
    expect(renderMonitoring(run(), none)).toContain('The first run on record');
  });
});

describe('copies over time', () => {
  const day = (at: string, fresh: number, back: number, gone: number, up: number) => ({ at, fresh, back, gone, up });
  it('stands on one line what came, and hangs from it what went', () => {
    const view = overTimeView([day('2026-06-01', 4, 0, 0, 4), day('2026-06-08', 1, 1, 2, 4)]);
    const [first, second] = view?.days ?? [];
    expect(first?.bars).toEqual([{ kind: 'fresh', y: 108, height: 41.33 }]);
    expect(second?.bars.map(({ kind }) => kind)).toEqual(['fresh', 'back', 'gone']);
    expect(second?.bars.at(-1)?.y).toBe(view?.zeroY);
    expect([first?.x, second?.x, second?.isNow]).toEqual(['4%', '96%', true]);
  });
  it('is not drawn of one day', () => {
    expect(overTimeView([day('2026-06-01', 4, 0, 0, 4)])).toBeUndefined();
  });
});

describe('takedowns', () => {
  it('are told by their median, and what is up is no takedown', () => {
    expect(takedownWords({ name: 'a', taken: [2, 9, 4], up: [1] })).toBe('3 of 4 gone, half within 4 days');
    expect(takedownWords({ name: 'a', taken: [7], up: [] })).toBe('1 of 1 gone, after 7 days');
    expect(takedownWords({ name: 'a', taken: [], up: [7, 3] })).toBe('none of 2 gone');
  });
  it('lie on one scale for all platforms', () => {
    const view = takedownsView([
      { name: 'a', taken: [0, 28], up: [] },
      { name: 'b', taken: [], up: [14] },
    ]);
    expect(view?.ticks.map(({ label }) => label)).toEqual(['0', '5', '10', '15', '20', '25', '30']);
    expect(view?.rows.map(({ median }) => median)).toEqual(['46.8%', null]);
    expect(view?.rows[1]?.dots).toMatchObject([{ x: '46.8%', isTaken: false }]);
    expect(takedownsView([])).toBeUndefined();
  });
});

it('a table has a line a hit and one for each that is gone, and no formula', () => {
  const gone = {
    listing: '=cmd()',
    seller: null,
    platform: null,
    firstSeen: '2026-06-01',
    at: '2026-06-08',
    why: '404',
  };
  const lines = monitoringCsv(run({ gone: [{ ...gone, case: '2026-001' }] })).split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(/^"new","https:\/\/market.example\/item\/7","bright-lamps"/);
  expect(lines[2]).toMatch(/^"gone","'=cmd\(\)"/);
});

it('a summary is markdown in which nothing of others is markup', () => {
  const text = monitoringMarkdown(
    run({ hits: [hit({ seller: `@team <b>[x](y)|${EVIL}` })], silenced: ['4 of Partner'] }),
  );
  expect(text).toMatch(/^## 🟥 Monitoring, 2026-06-08: 1 new, 0 back, 0 gone\n/);
  expect(text).toContain('- 4 of Partner');
  expect(text).not.toMatch(/<b>|@team|<script|\]\(/);
  const many = Array.from({ length: 3000 }, () => hit({ listing: `https://a.example/${'x'.repeat(2000)}` }));
  expect(Buffer.byteLength(monitoringMarkdown(run({ hits: many })))).toBeLessThan(1_000_000);
});
