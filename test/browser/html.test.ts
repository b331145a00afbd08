// @module-tag full
import { escapeControls } from '@listing-lint/core';
import { HOSTILE, hostileReport, shopReport } from '@listing-lint/reporters/testing';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launch } from './chromium.ts';
import { openReport, seriousViolations } from './page.ts';
import { productPicture, thumbnailsFor } from './pictures.ts';

const shop = shopReport({ listings: 8, picturesPerListing: 5 });

describe.skipIf(CHROMIUM === undefined)('the HTML report in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('filters by severity, rule and words, and says how much it shows', async () => {
    const { page, trouble } = await openReport(browser, 'html', shop, await thumbnailsFor(shop));
    const findings = page.locator('.finding:visible');
    const status = page.locator('#status');
    expect(await findings.count()).toBe(shop.findings.length);
    await page.getByLabel('warning').uncheck();
    await page.getByLabel('info', { exact: false }).first().uncheck();
    expect(await findings.count()).toBe(shop.summary.errors);
    expect(await status.textContent()).toBe(`${shop.summary.errors} of ${shop.findings.length} findings`);
    await page.locator('input[name="rule"][value="hash-unique"]').check();
    const copies = shop.findings.filter(({ ruleId }) => ruleId === 'hash-unique').length;
    expect(await findings.count()).toBe(copies);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.getByLabel('Search').fill('blue-mug');
    const mugs = shop.findings.filter(({ subject }) => subject.path.startsWith('listings/blue-mug'));
    expect(await page.locator('.group:visible').count()).toBeGreaterThan(0);
    expect(await findings.count()).toBeGreaterThanOrEqual(mugs.length);
    await page.getByLabel('Search').fill('');
    await page.getByLabel('hide what has no findings').check();
    const clean = await page
      .locator('.item:visible')
      .evaluateAll((items) => items.filter((item) => !item.querySelector('.finding')).length);
    expect(clean).toBe(0);
    await page.getByLabel('Search').fill('no such words');
    expect(await page.getByText('Nothing matches.').isVisible()).toBe(true);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('works by keyboard alone: step, look closer, go on, close, search', async () => {
    const { page, trouble } = await openReport(browser, 'html', shop, await thumbnailsFor(shop));
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = await page.evaluate(() => document.activeElement?.id);
    expect(second).toMatch(/^s\d+$/);
    await page.keyboard.press('Enter');
    const viewer = page.getByRole('dialog');
    expect(await viewer.isVisible()).toBe(true);
    const name = await page.locator('#viewer-name').textContent();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#viewer-name').textContent()).not.toBe(name);
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('#viewer-name').textContent()).toBe(name);
    await page.keyboard.press('Escape');
    expect(await viewer.isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(second);
    await page.keyboard.press('1');
    expect(await page.locator('.finding.error:visible').count()).toBe(0);
    await page.keyboard.press('0');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('shows a copy and its original side by side, turned back and without its frame', async () => {
    const { page } = await openReport(browser, 'html', shop, await thumbnailsFor(shop));
    await page.locator('.card:has([data-rule="hash-unique"]) .open').first().click();
    const pair = page.locator('#viewer .pair');
    expect(await pair.locator('img, svg.cut').count()).toBe(2);
    expect(await pair.locator('figcaption').allTextContents()).toEqual([
      expect.stringMatching(/ \(cropped to compare\)$/),
      expect.stringMatching(/ \(mirrored to compare\)$/),
    ]);
    // The black frame is gone: the mean of what is shown in its place is light.
    const shown = await pair.locator('svg.cut').screenshot();
    const { data, info } = await sharp(shown).greyscale().raw().toBuffer({ resolveWithObject: true });
    const middle = (info.height >> 1) * info.width;
    for (const x of [4, info.width - 5]) expect(data[middle + x]).toBeGreaterThan(100);
    expect(await pair.locator('.mirror.q0 img').evaluate((image) => getComputedStyle(image).transform)).toBe(
      'matrix(-1, 0, 0, 1, 0, 0)',
    );
    await page.close();
  });

  it('shows two pictures of one shot side by side, from either of them', async () => {
    const [listing] = shop.subjects.filter(({ scope }) => scope === 'listing');
    const [first, second] = shop.subjects.filter((subject) => subject.listing === listing?.path);
    const [copy] = shop.findings.filter(({ ruleId }) => ruleId === 'hash-unique');
    if (!listing || !first || !second || !copy) throw new Error('the shop has no such pictures');
    const report = {
      ...shop,
      findings: [
        {
          ...copy,
          subject: { scope: 'listing', path: listing.path },
          related: [{ path: second.path, message: 'one shot', beside: first.path }],
        },
      ],
    };
    const pictures = await thumbnailsFor(report);
    const picture = await productPicture(1, 1, false);
    const thumbnails = new Map([...pictures, [first.path, picture], [second.path, picture]]);
    const { page } = await openReport(browser, 'html', report, thumbnails);
    for (const path of [second.path, first.path]) {
      await page.locator(`.card[data-path="${path}"] .open`).click();
      expect(await page.locator('#viewer .pair figcaption').allTextContents()).toEqual([first.path, second.path]);
      await page.keyboard.press('Escape');
    }
    await page.close();
  });

  it('keeps a tall picture that is turned within its frame', async () => {
    const turned = { turn: { mirror: false, quarterTurns: 1 as const } };
    const report = {
      ...shop,
      findings: shop.findings.map((finding) => ({
        ...finding,
        related: finding.related.map(({ path, message }) => ({ path, message, ...turned })),
      })),
    };
    const tall = await sharp({ create: { width: 120, height: 300, channels: 3, background: '#456' } })
      .webp()
      .toBuffer();
    const address = `data:image/webp;base64,${tall.toString('base64')}`;
    const thumbnails = new Map([...(await thumbnailsFor(shop)).keys()].map((path) => [path, address]));
    const { page } = await openReport(browser, 'html', report, thumbnails);
    await page.locator('.card:has([data-rule="hash-unique"]) .open').first().click();
    for (const side of [0, 1]) {
      const frame = await page.locator('#viewer .pair .picture').nth(side).boundingBox();
      expect(Math.abs((frame?.width ?? 0) - (frame?.height ?? 0))).toBeLessThan(1);
    }
    await page.close();
  });

  it('draws a box where it lies on the picture, whatever the picture’s shape', async () => {
    const [subject] = shop.subjects.filter(({ scope, boxes = [] }) => scope === 'image' && boxes.length > 0);
    const path = subject?.path ?? '';
    const box = { x: 0.25, y: 0.5, width: 0.5, height: 0.25, label: 'mark', kind: 'found' as const };
    const report = {
      ...shop,
      subjects: shop.subjects.map((one) => (one.path === path ? { ...one, boxes: [box] } : one)),
    };
    const { page } = await openReport(browser, 'html', report, new Map([[path, await productPicture(1, 2, true)]]));
    const place = await page.locator('.boxes rect.found').evaluate(async (rect) => {
      const image = rect.closest('.picture')?.querySelector('img');
      if (!image) throw new Error('no picture');
      await image.decode();
      const { left, top, width, height } = rect.getBoundingClientRect();
      const frame = image.getBoundingClientRect();
      const scale = Math.min(frame.width / image.naturalWidth, frame.height / image.naturalHeight);
      const shown = { width: image.naturalWidth * scale, height: image.naturalHeight * scale };
      return [
        (left - frame.left - (frame.width - shown.width) / 2) / shown.width,
        (top - frame.top - (frame.height - shown.height) / 2) / shown.height,
        width / shown.width,
        height / shown.height,
      ];
    });
    for (const [index, value] of place.entries()) expect(value).toBeCloseTo([0.25, 0.5, 0.5, 0.25][index] ?? 0, 1);
    await page.close();
  });

  it('has no serious accessibility violation, light, dark, narrow and looking closer', async () => {
    const { page } = await openReport(browser, 'html', shop, await thumbnailsFor(shop));
    expect(await seriousViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await seriousViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await seriousViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.locator('.card .open').first().click();
    expect(await seriousViolations(page)).toEqual([]);
    await page.close();
  });

  it('lets nothing from file names and metadata act', async () => {
    const report = hostileReport();
    const picture = await productPicture(1, 1, false);
    const evil = 'data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+';
    const thumbnails = new Map(
      report.subjects.map(({ path }, index) => [
        path,
        index % 5 === 0 ? evil : index % 5 === 1 ? `x" onerror="1` : picture,
      ]),
    );
    const { page, trouble } = await openReport(browser, 'html', report, thumbnails);
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('style').count()).toBe(1);
    const foreign = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) =>
        [...element.attributes]
          .filter(({ name, value }) => /^on|^style$/.test(name) || /^\s*javascript:/i.test(value))
          .map(({ name }) => name),
      ),
    );
    expect(foreign).toEqual([]);
    const links = await page.evaluate(() =>
      [...document.querySelectorAll('a')].map(({ protocol, hash }) => `${protocol}${hash === '' ? '' : '#'}`),
    );
    expect(links.filter((link) => link !== 'file:#' && !link.startsWith('https:'))).toEqual([]);
    expect(
      await page.evaluate(() => [...document.images].filter(({ src }) => !src.startsWith('data:image/jpeg')).length),
    ).toBe(0);
    expect(await page.locator('.finding').count()).toBe(HOSTILE.length);
    const messages = await page.locator('.message').allTextContents();
    expect(messages.toSorted()).toEqual(HOSTILE.map(escapeControls).toSorted());
    expect(await page.evaluate(() => /[\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.textContent))).toBe(
      false,
    );
    for (const card of await page.locator('.card .open').all()) {
      await card.click();
      await page.keyboard.press('Escape');
    }
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('does not let an injected script run or anything load: the policy holds', async () => {
    const { page } = await openReport(browser, 'html', shop);
    const state = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.pwned = 1';
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'file:///etc/hostname.png';
      const failed = await new Promise((settle) => {
        image.onload = () => settle(false);
        image.onerror = () => settle(true);
      });
      return [failed, 'pwned' in globalThis];
    });
    expect(state).toEqual([true, false]);
    await page.close();
  });

  it('opens 5,000 pictures in under 2 s and filters them in under 100 ms', {
    tags: 'timing',
    timeout: 120_000,
  }, async () => {
    const big = shopReport({ listings: 625, picturesPerListing: 8 });
    expect(big.subjects.filter(({ scope }) => scope === 'image')).toHaveLength(5000);
    const thumbnails = await thumbnailsFor(big, 2000);
    const opened: number[] = [];
    const filtered: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { page, trouble } = await openReport(browser, 'html', big, thumbnails);
      opened.push(await page.evaluate(() => performance.timing.loadEventEnd - performance.timing.navigationStart));
      filtered.push(
        ...(await page.evaluate(async () => {
          const painted = (): Promise<void> => new Promise((settle) => requestAnimationFrame(() => setTimeout(settle)));
          const times: number[] = [];
          const measure = async (act: () => void): Promise<void> => {
            await painted();
            const start = performance.now();
            act();
            void document.body.offsetHeight;
            times.push(performance.now() - start);
          };
          const search = document.querySelector<HTMLInputElement>('#search');
          const rule = document.querySelector<HTMLInputElement>('input[name="rule"]');
          if (!search || !rule) throw new Error('no filters');
          const type = (value: string) => () => {
            search.value = value;
            search.dispatchEvent(new Event('input', { bubbles: true }));
          };
          await measure(() => rule.click());
          await measure(() => rule.click());
          await measure(type('mug'));
          await measure(type('mug-7'));
          await measure(type(''));
          return times;
        })),
      );
      expect(trouble).toEqual([]);
      await page.close();
    }
    const median = (values: readonly number[]): number =>
      values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    process.stderr.write(
      `5,000 pictures, ${thumbnails.size} thumbnails, ${big.findings.length} findings: opened in ${opened.map(Math.round).join(', ')} ms, filtered in ${filtered.map(Math.round).join(', ')} ms\n`,
    );
    expect(median(opened)).toBeLessThan(2000);
    expect(median(filtered)).toBeLessThan(100);
    expect(Math.max(...filtered)).toBeLessThan(300);
  });
});
