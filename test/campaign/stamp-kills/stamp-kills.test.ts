// @module-tag full
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KilledShop, noKills } from './killed-shop.ts';

const MAIN = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');

describe('stamp that is killed', () => {
  let shop: KilledShop;
  beforeAll(async () => {
    shop = await KilledShop.open(MAIN, 'in place');
  });
  afterAll(() => shop?.close());

  // All calls, all targets and random times: npm run campaign stamp-kills.
  it('marks no picture twice and loses none, wherever 20 kills cut it off', async () => {
    const count = noKills('in place');
    for (const row of [0, 1, 2, 3]) {
      shop.renew();
      for (let i = 0; i < 5; i++) {
        // What a killed run has finished is not done again: calls this early are reached by five runs in a row.
        if (await shop.killedAtCall(2 + row + 4 * i)) count.kills++;
      }
      await shop.finish(count);
    }
    expect(count).toEqual({ ...noKills('in place'), kills: 20, pictures: 12 });
  }, 300_000);
});
