// @module-tag full
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KilledFix, noFixKills } from './killed-fix.ts';

const MAIN = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');

describe('lint --fix that is killed', () => {
  let shop: KilledFix;
  beforeAll(async () => {
    shop = await KilledFix.open(MAIN);
  });
  afterAll(() => shop?.close());

  // Every call and random times: npm run campaign fix-kills.
  it('leaves each picture as it was or mended, whole, wherever 20 kills cut it off, and the next run does the rest', async () => {
    const count = noFixKills();
    for (const row of [0, 1, 2, 3]) {
      shop.renew();
      for (let i = 0; count.kills < 5 * (row + 1) && i < 8; i++)
        await shop.killedAtCall(1 + Math.floor(((row + 4 * i) * shop.calls) / 21), count);
      while (count.kills < 5 * (row + 1)) {
        shop.renew();
        await shop.killedAtCall(1 + Math.floor((count.kills * shop.calls) / 20), count);
      }
      await shop.finish(count);
    }
    const { old, mended, folders, ...rest } = count;
    expect(rest).toEqual({ kills: 20, pictures: 80, torn: [], odd: [] });
    // Both are met, else the kills would have come too early or too late.
    expect(old).toBeGreaterThan(0);
    expect(mended).toBeGreaterThan(0);
    expect(folders).toBeGreaterThan(0);
    expect(shop.left()).toBe(0);
  }, 300_000);
});
