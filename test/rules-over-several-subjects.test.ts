import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from './scenarios/scenario.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../docs/rules-over-several-subjects.md'), 'utf8');
const BLOCKS = new Map(
  [...PAGE.matchAll(/^```yaml title="([^"]+)"\n([\s\S]*?)^```$/gm)].map(([, title = '', body = '']) => [title, body]),
);

let root: string;
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

interface Photo {
  readonly width?: number;
  readonly height?: number;
  readonly grey?: number;
  /** As EXIF writes it. */
  readonly taken?: string;
}

const photo = async (path: string, { width = 40, height = 40, grey = 128, taken }: Photo = {}): Promise<void> => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  const picture = sharp({ create: { width, height, channels: 3, background: { r: grey, g: grey, b: grey } } }).jpeg();
  const exif = taken === undefined ? picture : picture.withExif({ IFD2: { DateTimeOriginal: taken } });
  writeFileSync(join(root, path), await exif.toBuffer());
};

type Outcome = 'pass' | 'fail' | 'skip' | 'inconclusive';
interface Report {
  readonly asOf?: string;
  readonly subjects: readonly {
    readonly path: string;
    readonly outcomes: { readonly [outcome in Outcome]: readonly string[] };
  }[];
  readonly findings: readonly {
    readonly ruleId: string;
    readonly subject: { readonly path: string };
    readonly message: string;
    readonly region?: { readonly startLine: number };
    readonly related: readonly { readonly path: string; readonly message: string }[];
  }[];
}

const lint = async (...args: readonly string[]): Promise<Report> => {
  const { stdout, stderr, status } = await runIn(root, ['-f', 'json', '--as-of', '2026-04-01', ...args]);
  expect(status, stderr).toBeLessThan(2);
  return JSON.parse(stdout);
};

/** Which outcome a rule had on a subject. */
const outcomeOf = (report: Report, rule: string, path: string): Outcome | undefined => {
  const outcomes = report.subjects.find((subject) => subject.path === path)?.outcomes;
  return (['pass', 'fail', 'skip', 'inconclusive'] as const).find((outcome) => outcomes?.[outcome].includes(rule));
};

const CASE = 'status: open\n';
const INFRINGEMENT = 'infringements: [{ listing: a, firstSeen: 2026-01-01, counterfeit: true }]\n';

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-several-')));
  for (const [path, text] of BLOCKS) put(path, text);
  await photo('listings/large/1.jpg', { width: 2100, height: 2000 });
  await photo('listings/large/2.jpg');
  await photo('listings/small/1.jpg', { width: 1999, height: 2000 });
  await photo('listings/torn/1.jpg');
  put('listings/torn/2.jpg', 'no picture');
  await photo('listings/one-form/1.jpg', { width: 300, height: 200 });
  await photo('listings/one-form/2.jpg', { width: 302, height: 200 });
  await photo('listings/two-forms/1.jpg', { width: 300, height: 200 });
  await photo('listings/two-forms/2.jpg', { width: 304, height: 200 });
  await photo('listings/two-forms/3.jpg', { width: 304, height: 200 });
  for (const [name, title] of [
    ['large', 'Mug'],
    ['small', 'Lamp'],
    ['torn', 'Mug'],
    ['one-form', ' Mug'],
  ]) {
    put(`listings/${name}/listing.yaml`, `title: "${title}"\nproduct: ${name}\n`);
  }
  await photo('listings/white/main.jpg', { grey: 255 });
  await photo('listings/white/main-sizes.jpg', { grey: 90 });
  put('listings/white/listing.yaml', 'roles: { main.jpg: main, main-sizes.jpg: chart }\n');
  await photo('listings/grey/main.jpg', { grey: 90 });
  put('listings/unseen/main.jpg', 'no picture');
  for (let n = 1; n <= 20; n++) await photo(`listings/set-a/${n}.jpg`);
  await photo('listings/set-b/1.jpg');
  for (let n = 1; n <= 20; n++) await photo(`listings/lot-a/${n}.jpg`);
  put('listings/lot-b/1.jpg', 'no picture');
  for (const name of ['set', 'lot'])
    for (const part of ['a', 'b']) put(`listings/${name}-${part}/listing.yaml`, `product: ${name}\n`);
  await photo('listings/dated/4711-front.jpg', { taken: '2026:02:01 10:00:00' });
  await photo('listings/dated/back.jpg', { taken: '2026:02:01 10:00:00' });
  await photo('originals/4711-FRONT.jpg', { taken: '2026:01:01 10:00:00' });
  await photo('originals/back.jpg', { taken: '2026:03:09 10:00:00' });
  put('listings/dated/listing.yaml', 'custom: { sku: "4711", published: 2026-03-01 }\n');
  await photo('listings/undated/front.jpg');
  await photo('listings/old/1.jpg', { taken: '2022:01:01 10:00:00' });
  await photo('listings/old/2.jpg', { taken: '2026:01:01 10:00:00' });
  for (const [name, count] of [
    ['few', 2],
    ['some', 3],
    ['many', 4],
  ] as const) {
    for (let n = 1; n <= count; n++) await photo(`listings/${name}/${n}.jpg`);
    put(`listings/${name}/listing.yaml`, `channels: [first${name === 'some' ? ', second' : ''}]\n`);
  }
  await photo('listings/open/1.jpg');
  await photo('listings/open/2.jpg');
  put('listings/open/3.jpg', 'no picture');
  put('listings/open/listing.yaml', 'channels: [first, second]\n');
  put(
    'cases/registered.yaml',
    `id: 1\n${CASE}${INFRINGEMENT}works: [{ id: w, registration: { office: A, number: 1 } }]\nlistings: [listings/large]\n`,
  );
  put('cases/bare.yaml', `id: 2\n${CASE}${INFRINGEMENT}listings: [listings/large, listings/gone]\n`);
  put('cases/wrong.yaml', `id: 3\nstatus: shut\n`);
  put(
    'cases/lately.yaml',
    `id: 4\n${CASE}events: [{ type: filed, at: 2026-01-01 }, { type: removed, at: 2026-02-02T10:00Z }]\n`,
  );
  put(
    'cases/long-ago.yaml',
    `id: 5\n${CASE}events: [{ type: filed, at: 2025-01-01 }, { type: removed, at: 2026-01-30 }]\n`,
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const TWELVE: readonly (readonly [rule: string, pass: string, fail: string, unknown: string])[] = [
  ['one-large-picture', 'listings/large', 'listings/small', 'listings/torn'],
  ['one-aspect-ratio', 'listings/one-form', 'listings/two-forms', 'listings/torn'],
  ['mains-white', 'listings/white', 'listings/grey', 'listings/unseen'],
  ['product-picture-count', 'listings/large', 'listings/set-b', 'listings/lot-a'],
  [
    'original-before-publication',
    'listings/dated/4711-front.jpg',
    'listings/dated/back.jpg',
    'listings/undated/front.jpg',
  ],
  ['counterfeit-registered', 'cases/registered.yaml', 'cases/bare.yaml', 'cases/wrong.yaml'],
  ['name-begins-with-sku', 'listings/dated/4711-front.jpg', 'listings/dated/back.jpg', 'listings/undated/front.jpg'],
  ['no-old-pictures', 'listings/dated', 'listings/old', 'listings/undated'],
  ['takedown-lately', 'cases/lately.yaml', 'cases/long-ago.yaml', 'cases/bare.yaml'],
  ['stricter-limit', 'listings/few', 'listings/some', 'listings/open'],
  ['case-names-listings', 'cases/registered.yaml', 'cases/bare.yaml', 'cases/wrong.yaml'],
];

describe('the twelve rules of the page, on real files', () => {
  let report: Report;
  beforeAll(async () => {
    report = await lint('--rule', 'watermark-present: off');
  }, 120_000);

  it('are on the page', () => {
    const rules = [...BLOCKS.keys()].filter((path) => /^rules\/[a-z-]+\.yaml$/.test(path));
    expect(rules.sort()).toEqual([...TWELVE.map(([id]) => `rules/${id}.yaml`), 'rules/title-unique.yaml'].sort());
  });

  it.each(TWELVE)('%s', (rule, pass, fail, unknown) => {
    const outcomes = [pass, fail, unknown].map((path) => outcomeOf(report, rule, path));
    expect(outcomes).toEqual(['pass', 'fail', 'inconclusive']);
  });

  it('the limit of one channel alone is the looser one', () => {
    expect(outcomeOf(report, 'stricter-limit', 'listings/many')).toBe('fail');
    expect(outcomeOf(report, 'stricter-limit', 'listings/small')).toBe('pass');
  });

  it('title-unique: where every listing has a title, and where one has none', async () => {
    expect(outcomeOf(report, 'title-unique', 'listings/large')).toBe('fail');
    expect(outcomeOf(report, 'title-unique', 'listings/small')).toBe('inconclusive');
    const finding = report.findings.find(
      ({ ruleId, subject }) => ruleId === 'title-unique' && subject.path === 'listings/large',
    );
    expect(finding?.message).toBe('listings/torn has the title Mug, too');
    expect(finding?.related).toEqual([{ path: 'listings/torn', message: 'listing title is "Mug"' }]);
    const only =
      'listings: [listings/large, listings/small, listings/torn, listings/one-form]\nruleFiles: [rules/title-unique.yaml]\n';
    put('titles.yaml', only);
    const titled = await lint('-c', 'titles.yaml', '--rule', 'title-unique: error');
    expect(outcomeOf(titled, 'title-unique', 'listings/small')).toBe('pass');
    expect(outcomeOf(titled, 'title-unique', 'listings/torn')).toBe('fail');
  });

  it('name the members that held and did not', () => {
    const relatedOf = (rule: string, path: string) =>
      report.findings.find(({ ruleId, subject }) => ruleId === rule && subject.path === path)?.related;
    expect(relatedOf('one-large-picture', 'listings/torn')).toEqual([
      { path: 'listings/torn/2.jpg', message: expect.stringMatching(/^cannot be judged: /) },
      { path: 'listings/torn/1.jpg', message: 'does not hold: image short side is 40 px but must be at least 2000 px' },
    ]);
    expect(relatedOf('no-old-pictures', 'listings/old')).toEqual([
      { path: 'listings/old/1.jpg', message: 'holds' },
      { path: 'listings/old/2.jpg', message: expect.stringMatching(/^does not hold/) },
    ]);
    expect(relatedOf('one-aspect-ratio', 'listings/two-forms')?.[0]?.path).toBe('listings/two-forms/1.jpg');
    expect(relatedOf('case-names-listings', 'cases/bare.yaml')).toEqual([
      { path: 'listings/gone', message: 'there is no such listing' },
    ]);
    const count = report.findings.find(({ ruleId }) => ruleId === 'product-picture-count');
    expect(count?.related).toHaveLength(10);
    expect(count?.message).toMatch(
      /^lot could not|^its productPictures could not be judged|^set has 21 pictures, more than 20$/,
    );
  });

  it('depend on the day', { tags: 'full' }, async () => {
    expect(report.asOf).toBe('2026-04-01');
    const later = await lint('--as-of', '2026-04-04', '--rule', 'watermark-present: off');
    expect(outcomeOf(later, 'takedown-lately', 'cases/lately.yaml')).toBe('fail');
  });

  it('say the same of a part of the shop', async () => {
    const part = await lint('--rule', 'watermark-present: off', 'listings/set-b', 'listings/torn', 'cases/bare.yaml');
    for (const [rule, path] of [
      ['product-picture-count', 'listings/set-b'],
      ['title-unique', 'listings/torn'],
      ['case-names-listings', 'cases/bare.yaml'],
    ] as const) {
      expect(outcomeOf(part, rule, path)).toBe('fail');
    }
  });

  it('are explained in words', async () => {
    const { stdout } = await runIn(root, ['explain', 'mains-white']);
    expect(stdout).toContain('What it checks\n  every one of its pictures (those of which file name must match');
    expect((await runIn(root, ['explain', 'original-before-publication'])).stdout).toContain(
      '\n  when image role must be other than "original"\n  capture time of its original must be before listing custom published\n',
    );
  });

  it('hold what their tests say', async () => {
    const { stdout, status } = await runIn(root, ['test', 'rules']);
    const [, said] = /^```console\n\$ listing-lint test rules\n([\s\S]*?)^```$/m.exec(PAGE) ?? [];
    expect(stdout.trim()).toBe(said?.trim());
    expect(status).toBe(0);
  });
});

describe('data of one’s own', () => {
  it('that does not fit is a finding with its line', async () => {
    put('listings/old/listing.yaml', 'title: Old\ncustom:\n  sku: 4711\n  publised: 2026-01-01\n');
    put('cases/own.yaml', `id: 9\n${CASE}custom: { ticket: [1] }\n`);
    const report = await lint('--rule', 'watermark-present: off', 'listings/old', 'cases/own.yaml');
    const findingOf = (rule: string) => report.findings.find(({ ruleId }) => ruleId === rule);
    expect(findingOf('listing-file-valid')).toMatchObject({
      message: expect.stringMatching(
        /: "custom.sku" must be text \(put it in quotes\).*unknown key "publised".*mean "published"/s,
      ),
      region: { startLine: 3 },
    });
    expect(findingOf('case-file-valid')).toMatchObject({
      message: expect.stringMatching(/"custom.ticket" must be text$/),
      region: { startLine: 3 },
    });
  });

  it('that nobody declares is no fact', async () => {
    put('undeclared.yaml', 'listings: ["listings/*"]\nruleFiles: [rules/name-begins-with-sku.yaml]\n');
    const { status, stderr } = await runIn(root, ['-c', 'undeclared.yaml']);
    expect(status).toBe(2);
    expect(stderr).toContain('unknown fact "custom"');
  });
});

it('an original that the listing.yaml names is the one, whatever it is called', { tags: 'full' }, async () => {
  await photo('originals/DSC_1.jpg', { taken: '2026:01:01 10:00:00' });
  put(
    'listings/dated/listing.yaml',
    'originals: { back.jpg: originals/DSC_1.jpg }\ncustom: { sku: "4711", published: 2026-03-01 }\n',
  );
  const report = await lint('--rule', 'watermark-present: off');
  expect(outcomeOf(report, 'original-before-publication', 'listings/dated/back.jpg')).toBe('pass');
  put(
    'listings/dated/listing.yaml',
    'originals: { back.jpg: originals/DSC_2.jpg }\ncustom: { sku: "4711", published: 2026-03-01 }\n',
  );
  const gone = await lint('--rule', 'watermark-present: off');
  expect(outcomeOf(gone, 'original-before-publication', 'listings/dated/back.jpg')).toBe('inconclusive');
});
