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

it('says what lies between the verdicts that it counts and the findings that it tells', async () => {
  const [subject] = shop.subjects;
  if (subject === undefined) throw new Error('the shop has no subject');
  const outcomes = { pass: [], fail: ['image-readable'], skip: [], inconclusive: ['hash-unique', 'privacy-gps'] };
  const report = { ...shop, subjects: [{ ...subject, outcomes }], findings: [], suppressed: [] };
  const summary = { ...shop.summary, inconclusive: 0, suppressed: 0 };
  expect(await render({ ...report, summary })).toContain(
    'Rules could not be judged 2 times, 2 of them on files that cannot be read: such a file is listed once.',
  );
  expect(await render({ ...report, summary: { ...summary, inconclusive: 2 } })).not.toContain(
    'such a file is listed once',
  );
  const [finding] = shop.findings;
  if (finding === undefined) throw new Error('the shop has no finding');
  const open = { finding: { ...finding, outcome: 'inconclusive' as const }, by: 'baseline' as const };
  expect(await render({ ...report, summary, suppressed: [open, open] })).not.toContain('such a file is listed once');
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

const copies = (more: object = {}) => ({
  log: 'monitoring/2026-06-22.yaml',
  ...{ runs: 2, firstDay: '2026-06-01', lastDay: '2026-06-22' },
  counts: { open: 3, unanswered: 2, taken: 1, relisted: 1 },
  open: [
    {
      ...{ listing: 'https://market.example/a<script>', seller: 'lamps24', platform: 'market.example' },
      ...{ certainty: 'copy', work: 'listings/mug-1/1.jpg', transformation: 'mirrored copy' },
      ...{ since: '2026-06-15', days: 9, relistings: 1, case: null, isCaseOpen: null, decision: null },
      ...{ price: 19.9, currency: 'EUR', log: 'monitoring/2026-06-22.yaml' },
    },
  ],
  taken: [
    {
      ...{ listing: 'https://market.example/b', seller: null, platform: 'market.example', firstSeen: '2026-06-01' },
      ...{ at: '2026-06-08', days: 7, case: '2026-001' },
    },
  ],
  days: [
    { at: '2026-06-01', fresh: 2, back: 0, gone: 0, up: 2 },
    { at: '2026-06-22', fresh: 2, back: 1, gone: 1, up: 3 },
  ],
  platforms: [{ name: 'market.example', taken: [7], up: [9, 20] }],
  platformsLeftOut: 0,
  unread: [],
  ...more,
});
const withLog = (particulars: object, path = 'monitoring/2026-06-22.yaml') => ({
  ...shop,
  subjects: [
    ...shop.subjects,
    {
      ...{ scope: 'monitoring-log', path, channels: [], sha256: null, bytes: null },
      outcomes: { pass: [], fail: [], skip: [], inconclusive: [] },
      particulars,
    },
  ],
});
const copiesPart = async (particulars: object, thumbnails?: ReadonlyMap<string, string>, path?: string) => {
  const report = withLog(particulars, path) as unknown as typeof shop;
  const html = await audit.render(report, fixtureContext({ now, ...(thumbnails ? { thumbnails } : {}) }));
  expect(renderAudit(readAudit(html).data)).toBe(html);
  const [, part = ''] = (html.split('<script type')[0] ?? '').split('id="h-copies"');
  return part.split('</section>')[0] ?? '';
};

it('tells of copies what is up, theirs beside ours, what is gone and after how many days', async () => {
  const image = `data:image/webp;base64,${'A'.repeat(40)}`;
  const part = await copiesPart(
    { fact: 'copiesDocket', value: { docket: copies() } },
    new Map([['listings/mug-1/1.jpg', image]]),
  );
  expect(part).toContain('3 copies of our pictures are known to be up. 2 looks on record, from 2026-06-01 to');
  expect(part).toContain('https://market.example/a&#60;script&#62;');
  expect(part).toContain(`<img src="${image}" alt="">`);
  expect(part).toContain('9 days, back for the 1st time<small class="when">since 2026-06-15</small>');
  expect(part).toContain('no case, no decision');
  expect(part).toContain('2 more copies are up.');
  expect(part).toContain('<td class="when">2026-06-08</td><td>7 days</td><td><bdi>2026-001</bdi></td>');
  expect(part).toContain('1 of 3 gone, after 7 days');
});

it('finds pictures of ours below the folder of their shop', async () => {
  const image = `data:image/webp;base64,${'B'.repeat(40)}`;
  const copiesFact = { fact: 'copiesDocket', value: { docket: copies() } };
  const pictures = new Map([['shop-b/listings/mug-1/1.jpg', image]]);
  expect(await copiesPart(copiesFact, pictures, 'shop-b/monitoring/2026-06-22.yaml')).toContain(image);
});

it('says what is not known of copies, and nothing where there are no logs', async () => {
  expect(await render()).not.toContain('h-copies');
  expect(await copiesPart({ fact: 'copiesDocket', value: { docket: null } })).toBe('');
  expect(await copiesPart({ fact: 'copiesDocket', unknown: 'the log <b> is broken' })).toContain(
    'monitoring/2026-06-22.yaml could not be read, so its copies are unknown: the log &#60;b&#62; is broken.',
  );
  expect(await copiesPart({ fact: 'copiesDocket', value: { docket: { runs: 'many' } } })).toContain('are unknown');
});
