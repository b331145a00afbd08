// @module-tag full
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@listing-lint/core';
import { runIn } from 'listing-lint/program';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMATS, type Reports, reportsOf, shardsOf } from './in-process.ts';
import { brandsShop, exampleShop, pluginShop, type Shop } from './shops.ts';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-shards-')));
const shops: Shop[] = [];
afterAll(() => {
  for (const folder of [scratch, ...shops.map((shop) => shop.folder)]) rmSync(folder, { recursive: true, force: true });
});
const kept = (shop: Shop): Shop => {
  shops.push(shop);
  return shop;
};

/** `counts`: into how many parts it is cut here; `npm run campaign shards` cuts it into 1 to 16. */
describe.each([
  { open: async () => exampleShop(), counts: [3], finds: 'hash-unique', cached: true },
  { open: brandsShop, counts: [1, 3, 16], finds: 'listing-title-once', cached: false },
  { open: pluginShop, counts: [1, 3, 16], finds: 'odd/late', cached: false },
])('a shop with $finds', ({ open, counts, finds, cached }) => {
  let shop: Shop;
  let whole: Reports;
  const cache = join(scratch, `${finds.replace('/', '-')}.cache`);
  const cacheArgs = cached ? ['--cache-location', cache] : [];
  beforeAll(async () => {
    shop = kept(await open());
    const isKnown = shop.reportArgs.includes('--baseline');
    if (isKnown) {
      const { findings }: Report = JSON.parse((await runIn(shop.folder, [...shop.args, '-f', 'json'])).out);
      const known = findings
        .slice(0, 1)
        .map(({ ruleId: rule, subject: { path }, contentFingerprint: content }) => ({ rule, path, content }));
      writeFileSync(join(shop.folder, '..', 'known.json'), JSON.stringify({ version: 1, findings: known }));
    }
    whole = await reportsOf(shop, join(scratch, finds), [...shop.args, ...cacheArgs]);
    expect(whole.texts['json']).toContain(`"ruleId": "${finds}"`);
  });

  it.each(counts)('is the same in %i parts, in every format', async (count) => {
    const files = await shardsOf(shop, scratch, count, cacheArgs);
    const merged = await reportsOf(shop, join(scratch, `${finds}-${count}`), ['merge', ...files.toReversed()]);
    expect({ code: merged.code, err: merged.err }).toEqual({ code: whole.code, err: whole.err });
    for (const format of FORMATS) expect(merged.texts[format] === whole.texts[format], format).toBe(true);
  });
});

describe('what cannot be merged', () => {
  let shop: Shop;
  let files: string[];
  beforeAll(async () => {
    shop = kept(await brandsShop());
    files = await shardsOf(shop, scratch, 3);
  });
  const merge = async (...given: readonly string[]) => (await runIn(shop.folder, ['merge', ...given])).err;
  const [one, two, three] = ['1-of-3.shard', '2-of-3.shard', '3-of-3.shard'].map((name) => join(scratch, name)) as [
    string,
    string,
    string,
  ];

  it('is named', async () => {
    expect(await merge(one, three)).toMatch(/missing: 2\/3/);
    cpSync(two, join(scratch, 'again.shard'));
    expect(await merge(one, two, three, join(scratch, 'again.shard'))).toMatch(
      /again\.shard.*it is shard 2\/3, as .*2-of-3\.shard is/s,
    );
    const bytes = readFileSync(two);
    writeFileSync(join(scratch, 'half.shard'), bytes.subarray(0, bytes.length - 100));
    expect(await merge(one, join(scratch, 'half.shard'), three)).toMatch(/half\.shard cannot be merged: it is damaged/);
    const flipped = Buffer.from(bytes);
    flipped[bytes.length - 50] = (flipped[bytes.length - 50] ?? 0) ^ 1;
    writeFileSync(join(scratch, 'flipped.shard'), flipped);
    expect(await merge(one, join(scratch, 'flipped.shard'), three)).toMatch(
      /flipped\.shard cannot be merged: it is damaged/,
    );
    writeFileSync(join(scratch, 'none.shard'), 'hello');
    expect(await merge(one, join(scratch, 'none.shard'), three)).toMatch(
      /none\.shard cannot be merged: it is no shard/,
    );
    expect(files).toHaveLength(3);
  });

  it('is named where it is of another run', async () => {
    const other = join(scratch, 'other.shard');
    const shardTwo = (...args: readonly string[]) =>
      runIn(shop.folder, ['lint', '--shard', '2/3', '--shard-output', other, ...args]);
    await shardTwo('--as-of', '2026-11-26');
    expect(await merge(one, other, three)).toMatch(/other\.shard.*it is of 2026-11-26, and not of 2026-11-25/s);
    await shardTwo('--as-of', '2026-11-25', '--rule', 'hash-unique: warn');
    expect(await merge(one, other, three)).toMatch(/other\.shard.*it is of other projects, or by another config/s);
    expect((await runIn(shop.folder, ['merge', one, two, three, '--rule', 'hash-unique: warn'])).err).toMatch(
      /1-of-3\.shard.*it was made with other rules/s,
    );
  });

  it('is named where the pictures are others by now', async () => {
    const picture = join(shop.folder, 'brands/north/listings/mug/1.jpg');
    const bytes = readFileSync(picture);
    writeFileSync(picture, bytes.subarray(1));
    expect(await merge(one, two, three)).toMatch(/-of-3\.shard.*listings\/mug\/1\.jpg has changed since/s);
    rmSync(picture);
    expect(await merge(one, two, three)).toMatch(/listings\/mug\/1\.jpg is not here/);
    writeFileSync(picture, bytes);
    expect(await merge(one, two, three)).toBe('');
  });
});

describe('which shard', () => {
  const shard = async (text: string, env: { readonly [name: string]: string } = {}) => {
    const { code, out, err } = await runIn(scratch, ['lint', '--shard', text], { env });
    expect([code, out]).toEqual([2, '']);
    return err;
  };
  it('is said by a number, by Kubernetes, or by GitLab', async () => {
    const at = (index: number) => new RegExp(`--shard-output is missing.*--shard-output ${index}\\.shard`, 's');
    expect(await shard('2/5')).toMatch(at(2));
    expect(await shard('auto/5', { JOB_COMPLETION_INDEX: '0' })).toMatch(at(1));
    expect(await shard('auto/5', { JOB_COMPLETION_INDEX: '4' })).toMatch(at(5));
    expect(await shard('auto', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '4' })).toMatch(at(3));
  });

  it('is refused where there is none', async () => {
    for (const text of ['0/5', '6/5', '2', '2/0', 'x/5', '1/99999', '-1/5', ''])
      expect(await shard(text), text).toMatch(/--shard /);
    expect(await shard('auto')).toMatch(/neither JOB_COMPLETION_INDEX nor CI_NODE_INDEX/);
    expect(await shard('auto', { JOB_COMPLETION_INDEX: '2' })).toMatch(/CI_NODE_TOTAL does not say/);
    expect(await shard('auto/3', { JOB_COMPLETION_INDEX: '2', CI_NODE_INDEX: '1' })).toMatch(/both/);
  });
});
