import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Report, ReportContext, Reporter } from '@listing-lint/core';
import { reporters } from '@listing-lint/reporters';
import { HOSTILE } from '@listing-lint/reporters/testing';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';

/** A page opened from disk, and everything that went wrong or out of it. */
export interface OpenPage {
  readonly page: Page;
  /** Console errors, page errors, dialogs, requests to anywhere but the file itself. */
  readonly trouble: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'listing-lint-browser-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let files = 0;

const reporterOf = (id: string): Reporter => {
  const reporter = reporters.find((candidate) => candidate.id === id);
  if (!reporter) throw new Error(`no reporter "${id}"`);
  return reporter;
};

/** Writes the text to a file as a user would have it; gives its `file:` address. */
const onDisk = (text: string): string => {
  files += 1;
  const path = join(folder, `report ${files} #ü.html`);
  writeFileSync(path, text);
  return pathToFileURL(path).href;
};

const contextOf = (more: Partial<ReportContext> = {}): ReportContext => ({
  color: false,
  columns: 80,
  quiet: false,
  thumbnails: new Map(),
  options: {},
  root: '/shop',
  now: '2026-11-25T08:30:00.000Z',
  policyTexts: new Map([['cd'.repeat(32), HOSTILE.join('\n')]]),
  ...more,
});

export const openReport = async (
  browser: Browser,
  id: string,
  report: Report,
  thumbnails: ReadonlyMap<string, string> = new Map(),
  viewport = { width: 1280, height: 900 },
): Promise<OpenPage> => {
  const address = onDisk(await reporterOf(id).render(report, contextOf({ thumbnails })));
  const page = await browser.newPage({ viewport });
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) trouble.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, trouble };
};

const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds to be serious or worse: `rule: selector` for each. The page's own policy keeps strangers' scripts out, so axe goes in by the debugger. */
export const seriousViolations = async (page: Page): Promise<readonly string[]> => {
  const { readFileSync } = await import('node:fs');
  await page.evaluate(`${readFileSync(axeSource, 'utf8')};undefined`);
  const results: axe.AxeResults = await page.evaluate('axe.run()');
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
};
