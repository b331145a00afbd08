// Pictures of the text, HTML and audit reports of examples/shop for the README, made by an installed Chromium.
//   node scripts/screenshots.mjs
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './files.mjs';
import { terminalPage } from './screenshots/terminal-page.mjs';
import { run as build, DIST } from './tasks/build.mjs';

const require = createRequire(join(root, 'test', 'package.json'));
const SHOP = join(root, 'examples', 'shop');
const OUT = join(root, 'docs', 'images');
/** The day of the pictures: rules about time, and the report for audits, say the same whenever they are made. */
const DAY = '2026-11-25';

/** Typefaces that a reader's machine has and a bare server lacks; the first that is installed is used. */
const FONTS = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${[
  ['system-ui', ['Inter', 'Liberation Sans']],
  ['serif', ['EB Garamond', 'Liberation Serif']],
  ['Georgia', ['EB Garamond', 'Liberation Serif']],
  ['ui-monospace', ['JetBrains Mono', 'Liberation Mono']],
]
  .map(
    ([family, prefer]) =>
      `<match target="pattern"><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong">${prefer.map((name) => `<string>${name}</string>`).join('')}</edit></match>`,
  )
  .join('\n')}</fontconfig>`;

const lint = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(DIST, 'main.js'), '--as-of', DAY, ...args], {
    cwd: SHOP,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1' },
  });
  if (status === null || status > 1) throw new Error(stderr);
  return stdout;
};

const save = async (page, name, options = {}) => {
  const sharp = require('sharp');
  const png = await page.screenshot({ ...options });
  await sharp(png)
    .png({ palette: true, quality: 90, effort: 10 })
    .toFile(join(OUT, `${name}.png`));
  console.log(`docs/images/${name}.png`);
};

const main = async () => {
  if ((await build([])) !== 0) throw new Error('the build failed');
  const { chromium } = require('playwright-core');
  const folder = mkdtempSync(join(tmpdir(), 'listing-lint-screenshots-'));
  const fonts = join(folder, 'fonts.conf');
  writeFileSync(fonts, FONTS);
  const browser = await chromium.launch({
    executablePath: process.env.LISTING_LINT_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    env: { ...process.env, FONTCONFIG_FILE: fonts },
  });
  try {
    mkdirSync(OUT, { recursive: true });
    const html = join(folder, 'report.html');
    const audit = join(folder, 'audit.html');
    const part = ['listings/stoneware-mug', 'listings/trail-flask', 'cases/2026-001-lamp-copies.yaml'];
    const text = lint(...part);
    lint('-f', `html:${html}`, '-f', `audit:${audit}`);
    const terminal = join(folder, 'terminal.html');
    writeFileSync(terminal, terminalPage(`listing-lint ${part.join(' ')}`, text));
    const open = async (file, viewport, colorScheme = 'light') => {
      const page = await browser.newPage({ viewport, colorScheme, deviceScaleFactor: 1.5 });
      await page.goto(pathToFileURL(file).href);
      return page;
    };
    await save(await (await open(terminal, { width: 820, height: 600 }, 'dark')).locator('pre'), 'text');
    const page = await open(html, { width: 1200, height: 900 });
    await save(page, 'html');
    await page.locator('.card:has([data-rule="hash-unique"]):has(img) .open').first().click();
    await save(page, 'html-closer');
    await save(await open(audit, { width: 1000, height: 900 }), 'audit');
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
};

await main();
