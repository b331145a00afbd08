import { marked, type Token, type Tokens } from 'marked';
import { expect, it } from 'vitest';
import { fixtureContext } from '../testing/context.ts';
import { hostileReport } from '../testing/hostile-report.ts';
import { shopReport } from '../testing/shop-report.ts';
import { unmarkedReport } from '../testing/shop-variants.ts';
import { markdown } from './markdown.ts';

const tokensOf = (text: string): readonly Token[] => {
  const all: Token[] = [];
  marked.walkTokens(marked.lexer(text, { gfm: true }), (token) => {
    all.push(token);
  });
  return all;
};

const tables = (text: string): readonly Tokens.Table[] =>
  marked.lexer(text, { gfm: true }).filter((token): token is Tokens.Table => token.type === 'table');

it('is a heading, a table of rules with fixes and a table of findings', async () => {
  const report = shopReport({ listings: 6, picturesPerListing: 5 });
  const output = await markdown.render(report, fixtureContext());
  const [rules, findings] = tables(output);
  expect(output).toMatch(/^## ❌ listing-lint: 5 errors, 5 warnings, 2 infos\n/);
  expect(rules?.rows).toHaveLength(6);
  expect(findings?.rows).toHaveLength(report.findings.length);
  expect(findings?.rows.every((row) => row.length === 4)).toBe(true);
});

/** Findings of the table, by the numbers that its rows state: `**all 300 images**`, `**33 of 300 images**`, `**3 images**`, or one. */
const findingsIn = (output: string): number =>
  (tables(output)[1]?.rows ?? [])
    .map((row) => /^(?:.*: )?\*\*(?:all )?([\d,]+) /.exec(row[1]?.text ?? '')?.[1]?.replaceAll(',', '') ?? '1')
    .reduce((sum, weight) => sum + Number(weight), 0);

it('stays within the limit and says how many findings are missing', { tags: 'full' }, async () => {
  const report = shopReport({ listings: 4500, picturesPerListing: 6 });
  const whole = await markdown.render(report, fixtureContext());
  expect(whole).not.toContain('not shown');
  expect(findingsIn(whole)).toBe(report.findings.length);
  const output = await markdown.render(report, fixtureContext({ options: { markdown: { maxBytes: 300_000 } } }));
  expect(Buffer.byteLength(output)).toBeLessThanOrEqual(300_000);
  expect(Buffer.byteLength(output)).toBeGreaterThan(299_000);
  const shown = findingsIn(output);
  const missing = /\*\*([\d,]+) more findings not listed/.exec(output)?.[1]?.replaceAll(',', '');
  expect(Number(missing)).toBe(report.findings.length - shown);
  const small = await markdown.render(report, fixtureContext({ options: { markdown: { maxBytes: 8000 } } }));
  expect(Buffer.byteLength(small)).toBeLessThanOrEqual(8000);
});

it('reads as plain text wherever a text comes from outside', async () => {
  const report = hostileReport();
  const output = await markdown.render(report, fixtureContext());
  const tokens = tokensOf(output);
  expect(tokens.filter(({ type, raw }) => type === 'html' && raw !== '<br>')).toEqual([]);
  expect(
    tokens.filter(({ type }) => ['link', 'image', 'code', 'del', 'em', 'def', 'blockquote'].includes(type)),
  ).toEqual([]);
  expect(tables(output)[2]?.rows).toHaveLength(report.findings.length);
  expect(tokens.filter(({ type }) => type === 'heading')).toHaveLength(4);
  expect(output).not.toMatch(/(?<![\w&])[@#][A-Za-z0-9]/);
});

it('says once what is true of all pictures, and counts each of those that have no room', async () => {
  const report = unmarkedReport({ listings: 60, picturesPerListing: 5 });
  const [rules, findings] = tables(await markdown.render(report, fixtureContext()));
  const rows = findings?.rows.filter((row) => row[3]?.text === 'watermark-present') ?? [];
  expect(rows.map((row) => row[1]?.text)).toEqual(['**all 300 images**']);
  expect(rules?.rows.find((row) => row[1]?.text === 'watermark-present')?.[0]?.text).toBe('300');
  const short = await markdown.render(report, fixtureContext({ options: { markdown: { maxBytes: 4096 } } }));
  const shown = tables(short)[1]?.rows ?? [];
  const left = Number(/\*\*(\d+) more findings not listed/.exec(short)?.[1]);
  expect(left).toBe(report.findings.length - (shown.length - 1 + 300));
});
