import playwright, { type Browser } from 'playwright-core';
import sharp from 'sharp';
import type { Base } from '../hash/attacks.ts';
import { BROWSER_SCENES, type SceneHand } from './browser-scenes.ts';
import type { Theft } from './theft-attacks.ts';

let browser: Promise<Browser> | undefined;

const opened = (): Promise<Browser> => {
  browser ??= playwright.chromium.launch({
    executablePath: process.env['LISTING_LINT_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
  });
  return browser;
};

/** Ends the browser where one was opened. */
export const closeBrowser = async (): Promise<void> => {
  await (await browser)?.close();
};

const address = async ({ data, width, height }: Base): Promise<string> => {
  const bytes = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
  return `data:image/jpeg;base64,${bytes.toString('base64')}`;
};

const WIDTH = 900;
const STYLE =
  '<style>body{margin:0;background:#fff}#scene{display:inline-block;position:relative;vertical-align:top}#scene>*{position:relative}.photo{width:760px}img{vertical-align:top}</style>';

const handOf = (random: () => number): SceneHand => {
  const between = (from: number, to: number): number => from + random() * (to - from);
  const whole = (from: number, to: number): number => Math.floor(between(from, to));
  return {
    random,
    between,
    whole,
    either: (...all) => all[Math.floor(random() * all.length)] ?? '',
    colour: () => `hsl(${whole(0, 360)} ${whole(40, 95)}% ${whole(30, 65)}%)`,
  };
};

/** A scene as the browser draws it, scaled down now and then, and encoded as one that goes round. */
const drawn =
  (scene: (typeof BROWSER_SCENES)[number]): Theft['make'] =>
  async (base, others, random) => {
    const hand = handOf(random);
    const html = scene.html(await address(base), await Promise.all(others.map(address)), hand);
    const page = await (await opened()).newPage({ viewport: { width: WIDTH, height: WIDTH } });
    try {
      await page.setContent(`<!doctype html><meta charset="utf-8">${STYLE}<div id="scene">${html}</div>`);
      const shot = await page.locator('#scene > *').first().screenshot({ type: 'png' });
      const { width, height } = await sharp(shot).metadata();
      const picture = sharp(shot).extract({ left: 0, top: 0, width, height: Math.min(height, WIDTH) });
      const scaled = random() < 0.4 ? picture.resize({ width: Math.round(width * hand.between(0.55, 0.9)) }) : picture;
      return await scaled
        .removeAlpha()
        .jpeg({ quality: hand.whole(60, 93) })
        .toBuffer();
    } finally {
      await page.close();
    }
  };

/**
 * Thefts that a browser draws, by other hands than those of the rest: styles, letters, corners and shadows of web pages and of what is made in them. No
 * threshold was set on any.
 */
export const BROWSER_THEFTS: readonly Theft[] = BROWSER_SCENES.map((scene) => ({
  name: `browser: ${scene.name}`,
  make: drawn(scene),
}));
