// @module-tag full
import { escapeControls } from '@listing-lint/core';
import { disputedReport, HOSTILE, hostileReport } from '@listing-lint/reporters/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launch } from './chromium.ts';
import { openReport, seriousViolations } from './page.ts';

const report = disputedReport({ listings: 3, picturesPerListing: 4 });

describe.skipIf(CHROMIUM === undefined)('the docket in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('stands before the pictures and leads to each dispute, which is drawn', async () => {
    const { page, trouble } = await openReport(browser, 'html', report);
    expect(await page.locator('#results h2').first().textContent()).toBe('Disputes');
    const rows = page.locator('.docket-table tbody tr');
    expect(await rows.locator('th bdi:first-child').allTextContents()).toContain('2026-021');
    await rows.first().locator('a').click();
    expect(await page.locator('.row:target .sub').textContent()).toContain('2026-021');
    const drawing = page.getByRole('img', { name: 'Timeline of 2026-021' });
    expect(await drawing.isVisible()).toBe(true);
    const described = await drawing.evaluate((svg) =>
      (svg.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? ''),
    );
    expect(described[1]).toBe(
      '3 events from 2026-11-19 to 2026-11-20. we have to answer the accusation: 2026-11-27, 2 days left. As of 2026-11-25.',
    );
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('shows labels that do not touch, more of them where there is room', async () => {
    const counts: number[] = [];
    for (const width of [390, 800, 1400]) {
      const { page } = await openReport(browser, 'html', report, new Map(), { width, height: 900 });
      const touching = await page.evaluate(() =>
        [...document.querySelectorAll('.plot')].flatMap((plot) => {
          const labels = [...plot.querySelectorAll('.label')].filter((label) => label.getClientRects().length > 0);
          const boxes = labels.map((label) => label.getBoundingClientRect());
          return boxes.flatMap((a, index) =>
            boxes
              .slice(index + 1)
              .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
              .map(() => labels[index]?.textContent),
          );
        }),
      );
      expect([width, touching]).toEqual([width, []]);
      counts.push(await page.locator('.plot .label:visible').count());
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await page.close();
    }
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts[0]).toBeGreaterThan(4);
  });

  it('has no serious accessibility violation in page and audit, light, dark and narrow', async () => {
    for (const id of ['html', 'audit']) {
      const { page, trouble } = await openReport(browser, id, report);
      expect(await seriousViolations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await seriousViolations(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await seriousViolations(page)).toEqual([]);
      expect(trouble).toEqual([]);
      await page.close();
    }
  });

  it('says in print, and without a script, all that is drawn', async () => {
    const { page } = await openReport(browser, 'html', report);
    await page.emulateMedia({ media: 'print' });
    const days = page.locator('.timeline .days tbody tr');
    expect(await days.count()).toBe(9 + 4 + 5 + 1);
    expect(await days.evaluateAll((rows) => rows.every((row) => row.getBoundingClientRect().height > 0))).toBe(true);
    await page.close();
  });

  it('lets nothing from case files act', async () => {
    for (const id of ['html', 'audit']) {
      const { page, trouble } = await openReport(browser, id, hostileReport());
      expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
      const shown = await page.locator('.docket-table .case > :first-child').allTextContents();
      expect(shown.toSorted()).toEqual(HOSTILE.map(escapeControls).sort());
      const titles = await page.locator('.plot circle title').allTextContents();
      expect(titles).toContain(`2026-01-01, ${escapeControls(HOSTILE[0] ?? '')} (${escapeControls(HOSTILE[0] ?? '')})`);
      expect(trouble).toEqual([]);
      await page.close();
    }
  });
});
