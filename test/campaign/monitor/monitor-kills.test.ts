// @module-tag full
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KilledMonitor } from './killed-monitor.ts';

const MAIN = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');

describe('monitor that is killed', () => {
  let shop: KilledMonitor;
  beforeAll(async () => {
    shop = await KilledMonitor.open(MAIN);
  }, 300_000);
  afterAll(() => shop?.close());

  // 200 kills, at calls and at random times: npm run campaign monitor-kills.
  it('loses no hit and doubles none, wherever 20 kills cut it off, and two runs at once leave the same', async () => {
    let kills = 0;
    for (const row of [0, 1, 2, 3]) {
      shop.renew();
      for (let i = 0; i < 5; i++)
        if (await shop.killedAtCall(1 + Math.floor(((row * 5 + i) * shop.calls) / 20))) kills++;
      expect(await shop.finish(row === 3 ? 2 : 1)).toEqual([]);
    }
    expect(kills).toBeGreaterThan(12);
  }, 300_000);
});
