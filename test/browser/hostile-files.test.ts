// @module-tag full
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HOSTILE } from '@listing-lint/reporters/testing';
import { run } from 'listing-lint/program';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launch } from './chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'listing-lint-hostile-'));
const shop = join(folder, 'shop');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a file system takes as a name. */
const NAMES = HOSTILE.filter((text) => !/[/\0\p{Cs}]/u.test(text) && Buffer.byteLength(text) < 200);
const FORMATS = ['text', 'json', 'sarif', 'html', 'markdown', 'github', 'gitlab', 'junit', 'csv', 'audit'];
const fileOf = (format: string): string =>
  join(folder, `report.${format}${['html', 'audit'].includes(format) ? '.html' : ''}`);
const read = (format: string): string => readFileSync(fileOf(format), 'utf8');

/** A shop whose folders, files, EXIF texts, manifests and cases are hostile. */
const makeShop = async (): Promise<void> => {
  mkdirSync(join(shop, 'cases'), { recursive: true });
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    'extends: [recommended]\nlistings: ["listings/*"]\noriginals: ["originals/**"]\ncases: ["cases/*.yaml"]\nrules: { exif-edit-software: warn, privacy-gps: error }\n',
  );
  const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#a86' } }).jpeg();
  const exif = (text: string) => ({
    IFD0: {
      Software: `Photoshop ${text.replaceAll('\0', '')}`,
      Artist: text,
      Copyright: text,
      Make: text,
      Model: text,
    },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 12/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '16/1 22/1 0/1' },
  });
  for (const [index, name] of NAMES.entries()) {
    for (const parent of ['listings', 'originals']) {
      mkdirSync(join(shop, parent, name), { recursive: true });
      const bytes = await picture.clone().withExif(exif(name)).toBuffer();
      writeFileSync(join(shop, parent, name, `${name}.jpg`), index % 6 === 5 ? bytes.subarray(0, 200) : bytes);
    }
    writeFileSync(
      join(shop, 'listings', name, 'listing.yaml'),
      JSON.stringify({ product: name, channels: [name], roles: { [name]: name } }),
    );
    writeFileSync(
      join(shop, 'cases', `${name}.yaml`),
      JSON.stringify({
        id: name,
        status: index % 2 === 0 ? 'open' : name,
        damages: { amount: 20_000, currency: 'USD' },
        events: [{ type: 'removed', at: '2026-01-01' }],
        infringements: [{ listing: name, firstSeen: '2025-12-01', lastSeen: '2026-03-01', counterfeit: true }],
      }),
    );
  }
};

describe('files with hostile names and metadata', () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    await makeShop();
    const formats = FORMATS.flatMap((format) => ['-f', `${format}:${fileOf(format)}`]);
    const errors: string[] = [];
    const code = await run(formats, {
      cwd: shop,
      env: {},
      stdout: () => undefined,
      stderr: (text) => errors.push(text),
      stdoutIsTerminal: false,
      stderrIsTerminal: false,
      columns: 100,
      now: () => new Date('2026-11-25T08:00:00Z'),
    });
    const wrote = errors.join('').trimEnd().split('\n');
    expect(code).toBe(1);
    expect(wrote.map((line) => /^listing-lint: wrote (.*): /.exec(line)?.[1])).toEqual(FORMATS.map(fileOf));
    if (CHROMIUM !== undefined) browser = await launch();
  }, 120_000);
  afterAll(async () => browser?.close());

  it('are all judged', () => {
    const { subjects } = JSON.parse(read('json'));
    const judged = subjects.map(({ path }: { path: string }) => path).join('\n');
    expect(NAMES.filter((name) => !judged.includes(name))).toEqual([]);
  });

  it.each(FORMATS)('put nothing into the %s report that acts on a terminal', (format) => {
    expect(read(format).replace(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Cs}\u200f\u202a-\u202e\u2066-\u2069]/u);
  });

  it('begin no command and no formula', () => {
    const lines = read('github').trimEnd().split('\n');
    expect(lines.slice(0, -1).filter((line) => !/^::(error|warning|notice) (file|title)=/.test(line))).toEqual([]);
    expect(lines.some((line) => line.startsWith('::error file=x'))).toBe(false);
    expect(
      read('text')
        .split('\n')
        .filter((line) => /^(::|##\[)/.test(line)),
    ).toEqual([]);
    expect(read('csv')).not.toMatch(/(^|,)"[=+\-@\uff1d]/m);
  });

  it.skipIf(CHROMIUM === undefined).each(['html', 'audit'])('do nothing in the %s page', async (format) => {
    const page = await browser?.newPage();
    if (!page) throw new Error('no browser');
    const trouble: string[] = [];
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) trouble.push(request.url());
    });
    await page.goto(pathToFileURL(fileOf(format)).href);
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('[onerror], [onmouseover], [onload], [style], iframe, object, embed').count()).toBe(0);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
