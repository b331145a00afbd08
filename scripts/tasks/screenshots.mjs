// Takes the pictures of the README: text, HTML and audit reports of examples/shop. Needs Chromium (LISTING_LINT_CHROMIUM names another);
// looks best with Debian's fonts-inter, fonts-ebgaramond and fonts-jetbrains-mono.
//   npm run screenshots
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { root } from '../files.mjs';
import { FONTS } from '../screenshots/fonts.mjs';
import { terminalPage } from '../screenshots/terminal-page.mjs';
import { run as build, DIST } from './build.mjs';

const IMAGES = join(root, 'docs', 'images');
const SHOP = join(root, 'examples', 'shop');
const AS_OF = '2026-11-25';
/** Enough of the shop to show what a terminal shows. */
const PART = ['listings/stoneware-mug', 'listings/trail-flask', 'cases/2026-001-lamp-copies.yaml'];

const lint = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(DIST, 'main.js'), '--as-of', AS_OF, ...args], {
    cwd: SHOP,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1' },
  });
  if (status !== 1) throw new Error(`the lint of examples/shop ended with ${status}: ${stderr}`);
  return stdout;
};

const save = async (name, target) => {
  const png = await target.screenshot();
  const bytes = await sharp(png).png({ palette: true, quality: 90, compressionLevel: 9, effort: 10 }).toBuffer();
  writeFileSync(join(IMAGES, name), bytes);
  console.log(`docs/images/${name} ${(bytes.length / 1000).toFixed(0)} kB`);
};

export const run = async () => {
  if ((await build([])) !== 0) return 1;
  const { chromium } = createRequire(join(root, 'test', 'package.json'))('playwright-core');
  const scratch = mkdtempSync(join(tmpdir(), 'listing-lint-screenshots-'));
  const fonts = join(scratch, 'fonts.conf');
  writeFileSync(fonts, FONTS);
  const browser = await chromium.launch({
    executablePath: process.env.LISTING_LINT_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    env: { ...process.env, FONTCONFIG_FILE: fonts },
  });
  const open = async (file, width, height) => {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'light', deviceScaleFactor: 1.5 });
    await page.goto(pathToFileURL(file).href);
    await page.waitForLoadState('networkidle');
    return page;
  };
  try {
    mkdirSync(IMAGES, { recursive: true });
    const [html, audit, terminal] = ['report', 'audit', 'terminal'].map((name) => join(scratch, `${name}.html`));
    lint('-f', `html:${html}`, '-f', `audit:${audit}`);
    writeFileSync(terminal, terminalPage(`listing-lint ${PART.join(' ')}`, lint(...PART)));
    await save('text.png', (await open(terminal, 820, 600)).locator('pre'));
    const page = await open(html, 1200, 1050);
    await save('html.png', page);
    await page.locator('.card:has([data-rule="hash-unique"]):has(img) .open').first().click();
    await save('html-closer.png', page);
    await save('audit.png', await open(audit, 1000, 900));
  } finally {
    await browser.close();
    rmSync(scratch, { recursive: true, force: true });
  }
  return 0;
};
