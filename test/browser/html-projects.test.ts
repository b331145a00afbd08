// @module-tag full
import { joinedReport } from '@listing-lint/reporters/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launch } from './chromium.ts';
import { openReport } from './page.ts';

describe.skipIf(CHROMIUM === undefined)('an HTML report of several projects', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('has a part for each, with all that was found, and leads to it', async () => {
    const report = joinedReport({ listings: 6, picturesPerListing: 5 });
    const { page, trouble } = await openReport(browser, 'html', report, new Map());
    expect(await page.locator('.project').count()).toBe(6);
    expect(await page.locator('.project > header h2').first().textContent()).toBe('./');
    expect(await page.locator('.finding:visible').count()).toBe(report.findings.length);
    const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const [first] = report.projects?.slice(1) ?? [];
    await page.getByRole('navigation', { name: 'Projects' }).getByText(`${first?.path}/`).click();
    expect(await page.locator('.project:target > header h2').textContent()).toBe(`${first?.path}/`);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('hides a project of which the filters show nothing', async () => {
    const report = joinedReport({ listings: 6, picturesPerListing: 5 });
    const { page } = await openReport(browser, 'html', report, new Map());
    const [finding] = report.findings.filter(({ ruleId }) => ruleId === 'legal-escalation');
    await page.locator('input[name="rule"][value="legal-escalation"]').check();
    expect(await page.locator('.project:visible > header h2').allTextContents()).toEqual(['./']);
    expect(finding?.subject.path).toMatch(/^cases\//);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await expect.poll(() => page.locator('.project:visible').count()).toBe(6);
    await page.close();
  });
});
