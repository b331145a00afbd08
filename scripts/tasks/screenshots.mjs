// Takes the pictures of the README: text, HTML and audit reports of examples/shop. Needs Chromium (LISTING_LINT_CHROMIUM names another).
//   npm run screenshots
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { root } from '../files.mjs';
import { run as build, DIST } from './build.mjs';

const IMAGES = join(root, 'docs', 'images');
const shop = join(root, 'examples', 'shop');
const AS_OF = '2026-11-25';

const lint = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(DIST, 'main.js'), '--as-of', AS_OF, ...args], {
    cwd: shop,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1' },
  });
  if (status !== 1) throw new Error(`the lint of examples/shop ended with ${status}: ${stderr}`);
  return stdout;
};

const STYLES = {
  1: 'font-weight:700',
  2: 'opacity:.6',
  4: 'text-decoration:underline',
  31: 'color:#ff7b72',
  32: 'color:#7ee787',
  33: 'color:#e3b341',
  34: 'color:#79c0ff',
  36: 'color:#76e3ea',
  90: 'opacity:.6',
};
const ENDS = new Set(['0', '22', '24', '39']);

/** Text with the few ANSI styles that the text report uses, as a page that looks like a terminal. */
const terminalPage = (text, command) => {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI escapes begin with one
  const body = escaped.replace(/\u001b\[(\d+)m/g, (_, code) =>
    ENDS.has(code) ? '</span>' : `<span style="${STYLES[code] ?? ''}">`,
  );
  return `<!doctype html><meta charset="utf-8"><body style="margin:0;background:#0d1117"><pre style="display:inline-block;margin:0;padding:22px 26px;color:#e6edf3;font:14px/1.45 'DejaVu Sans Mono',monospace"><span style="color:#7ee787">$</span> ${command}\n${body}</pre>`;
};

const save = async (name, png) => {
  const bytes = await sharp(png).png({ palette: true, quality: 90, compressionLevel: 9, effort: 10 }).toBuffer();
  writeFileSync(join(IMAGES, name), bytes);
  console.log(`docs/images/${name} ${(bytes.length / 1000).toFixed(0)} kB`);
};

export const run = async () => {
  if ((await build([])) !== 0) return 1;
  const { chromium } = createRequire(join(root, 'test', 'package.json'))('playwright-core');
  const scratch = mkdtempSync(join(tmpdir(), 'listing-lint-screenshots-'));
  const browser = await chromium.launch({
    executablePath: process.env.LISTING_LINT_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
  try {
    mkdirSync(IMAGES, { recursive: true });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
    await page.setContent(terminalPage(lint(), 'npx listing-lint'));
    const { width } = await page.locator('pre').boundingBox();
    await save('text.png', await page.screenshot({ clip: { x: 0, y: 0, width, height: 820 } }));
    for (const format of ['html', 'audit']) {
      const file = join(scratch, `${format}.html`);
      lint('--format', `${format}:${file}`);
      await page.goto(pathToFileURL(file).href);
      await page.waitForLoadState('networkidle');
      // The first listing of the page has a broken file; the next ones show more.
      if (format === 'html')
        await page.getByRole('heading', { name: 'mug-gift-set' }).evaluate((heading) => heading.scrollIntoView());
      await save(`${format}.png`, await page.screenshot());
    }
  } finally {
    await browser.close();
    rmSync(scratch, { recursive: true, force: true });
  }
  return 0;
};
