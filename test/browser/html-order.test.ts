// @module-tag full
import { shopReport, unmarkedReport } from '@listing-lint/reporters/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launch } from './chromium.ts';
import { openReport } from './page.ts';
import { thumbnailsFor } from './pictures.ts';

describe.skipIf(CHROMIUM === undefined)('what the HTML report says first', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('is what is true of all pictures; it follows the filters, and the closer look says it of each', async () => {
    const report = unmarkedReport({ listings: 30, picturesPerListing: 5 });
    const { page, trouble } = await openReport(browser, 'html', report, await thumbnailsFor(report));
    const throughout = page.locator('.throughout');
    expect(await throughout.locator('.roll-up p').first().textContent()).toBe(
      'all 150 images error no watermark found watermark-present',
    );
    expect(await throughout.locator('.fix').first().textContent()).toContain('Run listing-lint stamp');
    expect(await page.locator('.finding:visible').count()).toBe(report.findings.length);
    const finding = page.locator('.card .finding[data-rule="watermark-present"]').first();
    expect(await finding.locator('.rule').isVisible()).toBe(true);
    expect(await finding.locator('.message').isVisible()).toBe(false);
    await page.locator('input[name="rule"][value="hash-unique"]').check();
    expect(await throughout.isVisible()).toBe(false);
    await page.locator('input[name="rule"][value="watermark-present"]').check();
    expect(await throughout.isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.getByLabel('Search').fill('no such words');
    expect(await throughout.isVisible()).toBe(false);
    await page.getByLabel('Search').fill('');
    await page.locator('.card .open').first().click();
    expect(await page.locator('#viewer .finding .message').first().isVisible()).toBe(true);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('are disputes, before what is true of all pictures', async () => {
    const report = unmarkedReport({ listings: 30, picturesPerListing: 5 });
    const { page } = await openReport(browser, 'html', report, new Map());
    const headings = await page.locator('#results h2').allTextContents();
    expect(headings.slice(0, 2)).toEqual(['Disputes', 'Throughout']);
    await page.close();
  });

  it('are disputes, then listings with findings of their own, then those that passed', async () => {
    const { page } = await openReport(browser, 'html', shopReport({ listings: 6, picturesPerListing: 5 }), new Map());
    const names = await page.locator('.group h2').allTextContents();
    expect(names[0]).toBe('Disputes');
    expect(names).toHaveLength(7);
    await page.close();
  });
});
