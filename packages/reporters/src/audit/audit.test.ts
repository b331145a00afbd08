import { isKnownError } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { fixtureContext } from '../testing/context.ts';
import { hostileReport } from '../testing/hostile-report.ts';
import { shopReport } from '../testing/shop-report.ts';
import { audit } from './audit.ts';
import { readAudit } from './embedded.ts';
import { renderAudit } from './render.ts';
import { barOf } from './view.ts';

const shop = shopReport({ listings: 6, picturesPerListing: 5 });
const now = '2026-11-25T08:30:00.000Z';
const render = async (report = shop): Promise<string> => audit.render(report, fixtureContext({ now }));

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (isKnownError(error)) return error.code;
    throw error;
  }
  return 'none';
};

it('carries its data, and prints the digest of it', async () => {
  const html = await render();
  const read = readAudit(html);
  expect(read.data.report).toEqual(shop);
  expect(read.data.now).toBe(now);
  expect(read.digest).toBe(read.printed);
  expect(html.split(read.digest).length).toBeGreaterThan(3);
  expect(renderAudit(read.data)).toBe(html);
});

it('brings hostile texts through unchanged', async () => {
  const report = hostileReport();
  const read = readAudit(await render(report));
  expect(read.data.report).toEqual(JSON.parse(JSON.stringify(report)));
  expect(read.digest).toBe(read.printed);
});

it('has another digest when one character of its data changes', async () => {
  const html = await render();
  const changed = html.replace('"no watermark found', '"No watermark found');
  expect(changed).not.toBe(html);
  const read = readAudit(changed);
  expect(read.digest).not.toBe(read.printed);
});

it('no longer follows from its data when its text is changed', async () => {
  const html = await render();
  const changed = html.replace('Does not conform', 'Conforms');
  expect(renderAudit(readAudit(changed).data)).not.toBe(changed);
});

it('bears the date it is given and no other, and not twice', async () => {
  const bare = await audit.render(shop, fixtureContext());
  expect(bare).not.toContain('>Dated<');
  expect(await render()).toContain('<dt>Dated</dt><dd><bdi>2026-11-25, 08:30 UTC</bdi></dd>');
  expect(await audit.render(shop, fixtureContext({ now: '2026-12-01' }))).toContain('<bdi>2026-12-01</bdi>');
  expect(await audit.render(shop, fixtureContext({ now: shop.asOf ?? '' }))).not.toContain('>Dated<');
});

it('tells of disputes before anything else, and of each finding once', async () => {
  const html = await render();
  const order = ['id="h-disputes"', 'id="h-rules"', 'id="h-findings"', 'id="h-files"'].map((part) =>
    html.indexOf(part),
  );
  expect(order.every((at) => at > 0)).toBe(true);
  expect(order.toSorted((a, b) => a - b)).toEqual(order);
  expect(html.split('>damages of USD 18,400 are over USD 10,000<')).toHaveLength(2);
  const [, rules = ''] = html.split('id="h-rules"');
  expect(/class="id">([^<]*)</.exec(rules)?.[1]).toBe('legal-escalation');
  const [, files = ''] = html.split('id="h-files"');
  expect(/<h3><bdi>([^<]*)</.exec(files)?.[1]).toBe('case files');
});

it.each([
  [
    { errors: 0, warnings: 0, infos: 0, inconclusive: 0, suppressed: 0, notChecked: [] },
    'conforms',
    'Conforms to the policy',
  ],
  [
    { errors: 0, warnings: 57, infos: 0, inconclusive: 0, suppressed: 0, notChecked: [] },
    'reserved',
    'Conforms with reservations',
  ],
])('has a colour and a sentence for what it found: %j', async (counts, className, sentence) => {
  const findings = counts.warnings > 0 ? shop.findings.filter(({ severity }) => severity === 'warn') : [];
  const html = await render({ ...shop, findings, notices: [], summary: { ...shop.summary, ...counts } });
  expect(html).toContain(`<h1 class="${className}">${sentence}</h1>`);
  expect(html).toContain(`<title>Compliance report · ${sentence.toLowerCase()}</title>`);
});

it('lists every file with every verdict, passes too', async () => {
  const html = await render();
  for (const { path, sha256, scope } of shop.subjects) {
    expect(html).toContain(`>${path}<`);
    if (scope === 'image') expect(html).toContain(String(sha256));
  }
  expect(html.split('passed <bdi>').length - 1).toBe(
    shop.subjects.filter(({ outcomes }) => outcomes.pass.length > 0).length,
  );
  expect(html).toContain('the studio is a public address');
  expect(html).toContain('photo desk');
  expect(html).toContain('2027-03-31');
});

it('says in plain words what it cannot read', () => {
  expect(codeOf(() => readAudit('<html></html>'))).toBe('data-invalid');
  const broken = '<code data-digest="'.concat(
    '0'.repeat(64),
    '"></code><script type="application/json" id="audit-data">{"a":</script>',
  );
  expect(codeOf(() => readAudit(broken))).toBe('data-invalid');
  expect(codeOf(() => readAudit(broken.replace('{"a":', '{"report":{}}')))).toBe('data-invalid');
});

it('draws bars that are as long as the whole and hide no failure', () => {
  const parts = barOf({ pass: 100_000, fail: 1, skip: 0, inconclusive: 2 });
  expect(parts.map(({ outcome }) => outcome)).toEqual(['pass', 'fail', 'inconclusive']);
  expect(parts.reduce((sum, { width }) => sum + width, 0)).toBe(1000);
  expect(Math.min(...parts.map(({ width }) => width))).toBeGreaterThanOrEqual(7);
  expect(barOf({ pass: 0, fail: 0, skip: 0, inconclusive: 0 })).toEqual([]);
});

it('says who signs, which commit was judged and what is sealed, on data that it carries', async () => {
  const circumstances = [
    { title: 'State of the files', isSound: false, facts: [{ label: 'Commit', value: 'abc\u001b<b>' }] },
  ];
  const options = { audit: { signer: 'A <signer>', company: 'Tern & Tide Ltd' } };
  const html = await audit.render(shop, fixtureContext({ now, circumstances, options }));
  const [cover = ''] = html.split('</header>');
  for (const text of ['A &#60;signer&#62;', 'Tern &#38; Tide Ltd', 'Approved by', 'Does not conform'])
    expect(cover).toContain(text);
  expect(html).toContain('<dd><bdi>abc\\x1b&#60;b&#62;</bdi></dd>');
  expect(renderAudit(readAudit(html).data)).toBe(html);
  expect(html.indexOf('Annex: texts of the policy')).toBe(-1);
});

it('shows pictures with the places of what was found on them, and of other addresses nothing', async () => {
  const [first, second] = shop.subjects.filter(({ scope }) => scope === 'image');
  const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.05, label: 'brand/mark.png', kind: 'found' as const };
  const marked = { ...shop, subjects: [first, second].flatMap((each) => (each ? [{ ...each, boxes: [box] }] : [])) };
  const thumbnails = new Map([
    [first?.path ?? '', 'data:image/webp;base64,AAAA'],
    [second?.path ?? '', 'https://evil.example/a.png'],
  ]);
  const [page = ''] = (await audit.render(marked, fixtureContext({ thumbnails }))).split('<script type');
  expect(page).toContain('<rect x="100" y="200" width="300" height="50"/>');
  expect(page).toContain('brand/mark.png: 10 % from the left, 20 % from the top, 30 × 5 %');
  expect(page.match(/<img /g)).toHaveLength(1);
  expect(page).not.toContain('evil.example');
});
