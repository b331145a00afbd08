// @module-tag full
import { escapeControls } from '@listing-lint/core';
import { HOSTILE, hostileReport, shopReport } from '@listing-lint/reporters/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launch } from './chromium.ts';
import { openReport, seriousViolations } from './page.ts';

describe.skipIf(CHROMIUM === undefined)('the audit report in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('has no serious accessibility violation, light, dark and narrow', async () => {
    const { page, trouble } = await openReport(browser, 'audit', shopReport({ listings: 6, picturesPerListing: 5 }));
    expect(await seriousViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await seriousViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await seriousViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('is read on a telephone: no text runs over its edge, and no column is too narrow for its words', async () => {
    const { page } = await openReport(browser, 'audit', shopReport({ listings: 6, picturesPerListing: 5 }), new Map(), {
      width: 390,
      height: 844,
    });
    const { overflowing, narrow, cells } = await page.evaluate(() => {
      const isCut = (element: Element): boolean => element.scrollWidth > element.clientWidth + 1;
      const lists = [...document.querySelectorAll('.findings tbody td, :is(.files, .in-force) tbody :is(th, td)')];
      return {
        overflowing: [...document.querySelectorAll('dd, li, p, h1, h2, h3, tbody th, td')].filter(
          (element) => element.clientWidth > 0 && isCut(element),
        ).length,
        narrow: lists.filter(({ clientWidth }) => clientWidth < 300).length,
        cells: lists.length,
      };
    });
    expect([overflowing, narrow]).toEqual([0, 0]);
    expect(cells).toBeGreaterThan(50);
    await page.close();
  });

  it('lets nothing from file names, metadata, exceptions or the policy act', async () => {
    const report = hostileReport();
    const { page, trouble } = await openReport(browser, 'audit', report);
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('style, img, iframe, object, form').count()).toBe(1);
    const foreign = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) =>
        [...element.attributes].filter(({ name }) => /^on|^style$|^href$|^src$/.test(name)).map(({ name }) => name),
      ),
    );
    expect(foreign).toEqual([]);
    const reasons = await page
      .locator('[aria-labelledby="h-exceptions"] table')
      .first()
      .locator('td:nth-of-type(2)')
      .allTextContents();
    expect(reasons).toEqual(HOSTILE.map(escapeControls));
    const embedded = await page.locator('#audit-data').textContent();
    expect(JSON.parse(embedded ?? '').report).toEqual(JSON.parse(JSON.stringify(report)));
    expect(trouble).toEqual([]);
    await page.close();
  });
});
