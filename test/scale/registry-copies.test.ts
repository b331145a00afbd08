// @module-tag full
import { cpSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANYWHERE, type Report } from '@listing-lint/core';

import {
  encodeFingerprint,
  fileRegistry,
  fingerprintBytes,
  type Published,
  type PublishedRegistry,
} from '@listing-lint/rules/hash';
import { databaseAddress, postgresRegistry, runIn } from 'listing-lint/program';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { put, scene } from '../watermark/shop.ts';
import { databaseShops, photo, published } from './database-shops.ts';
import type { Server } from './postgres.ts';

const { isThere, scratch, server: serverOf, newShop, newDatabase } = databaseShops('copies of registries in databases');
let server: Server;
let pictures: readonly Published[];
beforeAll(async () => {
  pictures = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => published(seed)));
  if (isThere) server = serverOf();
});

const addressOf = (database: string) => databaseAddress(server.url(database), 'test');

describe.skipIf(!isThere)('the copy of a registry in PostgreSQL', () => {
  it('finds what the same pictures in a file would, over the copy, after each change', async () => {
    const name = await newDatabase();
    const env = { REGISTRY: server.url(name) };
    const [inBase, inFile] = [newShop('copy-database'), newShop('copy-file', 'published.txt')];
    for (const [path, seed] of [
      ['mug/1.jpg', 1],
      ['tote/1.jpg', 2],
      ['lamp/1.jpg', 8],
    ] as const)
      for (const shop of [inBase, inFile]) put(shop, `listings/${path}`, await photo(seed, 60));
    // Plain ones are told by colour, and what differs in metadata alone by the picture's data.
    for (const shop of [inBase, inFile]) {
      put(
        shop,
        'listings/tote/2.jpg',
        await scene(3)
          .resize(240)
          .jpeg({ quality: 85 })
          .withExif({ IFD0: { Artist: 'A' } })
          .toBuffer(),
      );
      put(
        shop,
        'listings/mug/2.jpg',
        await scene(1).blur(80).resize(240).modulate({ saturation: 0 }).jpeg().toBuffer(),
      );
    }
    const findings = async (): Promise<readonly unknown[][]> => {
      const reports = await Promise.all(
        [inBase, inFile].map(
          async (shop) => (await runIn(shop, ['-f', 'json', '--as-of', '2026-11-25', '--cache'], { env })).out,
        ),
      );
      return reports.map((text) => {
        const report: Report = JSON.parse(text);
        return report.findings.map(({ fingerprint, message, related }) => [fingerprint, message, related]);
      });
    };
    const plain = {
      ...(await published(1)),
      path: 'old/plain.jpg',
      product: 'plain',
      fingerprint: encodeFingerprint(
        await fingerprintBytes(
          await scene(1).blur(80).resize(200).modulate({ saturation: 0 }).jpeg().toBuffer(),
          'p.jpg',
        ),
      ),
    };
    const steps: readonly ((registry: PublishedRegistry) => Promise<unknown>)[] = [
      async () => undefined,
      (registry) => registry.add([...pictures.map((each) => ({ ...each, product: `old ${each.product}` })), plain]),
      (registry) => registry.remove(['listings/p1']),
      async (registry) => registry.add([{ ...(await published(1)), product: 'old p1', path: 'other/1.jpg' }]),
    ];
    const seen: number[] = [];
    for (const step of steps) {
      await step(postgresRegistry(addressOf(name)));
      await step(fileRegistry(join(inFile, 'published.txt'), ANYWHERE));
      const [base, file] = await findings();
      expect(base).toEqual(file);
      seen.push(base?.length ?? 0);
    }
    expect(new Set(seen).size).toBeGreaterThan(2);
    const copied = readdirSync(join(inBase, '.listing-lint-registry')).sort();
    expect(copied).toHaveLength(4);
    const { policy }: Report = JSON.parse((await runIn(inBase, ['-f', 'json'], { env })).out);
    expect(policy?.files.map(({ id }) => id)).toContain('.listing-lint-registry/state.json');

    // A copy that is damaged, or of another registry, is made anew.
    const segment = join(inBase, '.listing-lint-registry', copied[1] ?? '');
    const bytes = readFileSync(segment);
    writeFileSync(segment, bytes.subarray(0, bytes.length - 1));
    expect((await runIn(inBase, ['registry', 'pull'], { env })).err).toMatch(
      /is not as long as it says: the copy of the registry is made anew/,
    );
    expect((await findings())[0]).toEqual((await findings())[1]);
    const other = await newDatabase();
    expect((await runIn(inBase, ['registry', 'pull'], { env: { REGISTRY: server.url(other) } })).err).toMatch(
      /is of another one/,
    );
  });

  it('is made anew where the database is of before a backup, though the number of its last change is the same', async () => {
    const name = await newDatabase();
    const env = { REGISTRY: server.url(name) };
    const shop = newShop('restored');
    put(shop, 'listings/mug/1.jpg', await photo(3));
    const registry = postgresRegistry(addressOf(name));
    await registry.add(pictures.slice(0, 1));
    await registry.add(pictures.slice(1, 2));
    const lint = () => runIn(shop, ['-f', 'json', '--cache', '--as-of', '2026-11-25'], { env });
    expect((await lint()).out).not.toContain('listings/p3/3.jpg');
    expect((await lint()).err).not.toContain('made anew');
    // What a backup of after the first change brings back, and another machine adds then.
    server.sql(
      `DELETE FROM listing_lint.log WHERE change > 1; DELETE FROM listing_lint.published WHERE change > 1;
       UPDATE listing_lint.state SET change = 1`,
      name,
    );
    await registry.add(pictures.slice(2, 3));
    const { out, err } = await lint();
    expect(err).toMatch(/is of another one, or of before a backup, and is made anew/);
    expect(out).toContain('listings/p3/3.jpg');
    expect((await lint()).err).not.toContain('made anew');
  });

  it('is not used behind a link that leads out of the folder of the config', async () => {
    const name = await newDatabase();
    const env = { REGISTRY: server.url(name) };
    await postgresRegistry(addressOf(name)).add(pictures.slice(0, 2));
    const shop = newShop('linked');
    const pull = () => runIn(shop, ['registry', 'pull'], { env });
    expect((await pull()).code).toBe(0);
    const folder = join(shop, '.listing-lint-registry');
    renameSync(folder, join(scratch, 'elsewhere'));
    symlinkSync('../elsewhere', folder);
    expect(await pull()).toMatchObject({
      code: 2,
      err: expect.stringMatching(/leads out of the folder of its config, and is not used\n.*remove that link/),
    });
    // A segment that is such a link is damage like any other.
    rmSync(folder);
    cpSync(join(scratch, 'elsewhere'), folder, { recursive: true });
    const [segment = ''] = readdirSync(folder).filter((file) => file.endsWith('.seg'));
    rmSync(join(folder, segment));
    symlinkSync(join('../../elsewhere', segment), join(folder, segment));
    expect(await pull()).toMatchObject({ code: 0, err: expect.stringContaining('is made anew') });
    expect(lstatSync(join(folder, segment)).isFile()).toBe(true);
  });

  it('finds the same by SQL alone', async () => {
    const name = await newDatabase();
    const env = { REGISTRY: server.url(name) };
    const shop = newShop('by-sql');
    const registry = postgresRegistry(addressOf(name));
    await registry.add(pictures.slice(0, 4));
    put(scratch, 'suspects/a.jpg', await scene(2).resize(300).flop().jpeg({ quality: 70 }).toBuffer());
    put(scratch, 'suspects/b.jpg', await photo(9));
    put(scratch, 'suspects/c.jpg', await photo(6));
    const ask = async () => await runIn(shop, ['registry', 'query', '--sql', '../suspects'], { env });
    expect((await ask()).err).toMatch(/no table of bands[\s\S]*registry index/);
    expect((await runIn(shop, ['registry', 'index'], { env })).code).toBe(0);
    await registry.add(pictures.slice(4));
    const { out, code } = await ask();
    expect(code).toBe(1);
    expect(out).toMatch(
      /a\.jpg: near 1\n {2}listings\/p2\/2\.jpg \(p2\): near, distance \d+\n.*b\.jpg: nothing published is near\n.*c\.jpg: near 1\n {2}listings\/p6\/6\.jpg \(p6\): identical/,
    );
    const copy = await runIn(shop, ['registry', 'query', '../suspects'], { env });
    expect(copy.out).toMatch(/listings\/p2\/2\.jpg[\s\S]*listings\/p6\/6\.jpg/);
  });

  it('asks by SQL for each picture and frame, whatever is wrong with others, and passes none that it could not ask for', async () => {
    const name = await newDatabase();
    const env = { REGISTRY: server.url(name) };
    const shop = newShop('by-sql-faults');
    await postgresRegistry(addressOf(name)).add(pictures.slice(0, 2));
    expect((await runIn(shop, ['registry', 'index'], { env })).code).toBe(0);
    const flat = sharp({ create: { width: 300, height: 300, channels: 3, background: '#2a6' } });
    const shown = await sharp(await photo(2))
      .resize(300, 300, { fit: 'fill' })
      .png()
      .toBuffer();
    put(scratch, 'faulty/a.jpg', (await photo(1)).subarray(0, 900));
    put(
      scratch,
      'faulty/b.webp',
      await sharp([await flat.png().toBuffer(), shown], { join: { animated: true } })
        .webp()
        .toBuffer(),
    );
    put(scratch, 'faulty/c.jpg', await photo(9));
    put(scratch, 'plain/a.jpg', await flat.jpeg().toBuffer());
    const ask = async (folder: string) => await runIn(shop, ['registry', 'query', '--sql', `../${folder}`], { env });
    const { out, code } = await ask('faulty');
    expect(code).toBe(1);
    expect(out).toMatch(
      /a\.jpg: cannot be said\n {2}not looked for: .*\n.*b\.webp: near 1\n {2}listings\/p2\/2\.jpg \(p2\): .*, in frame 2 of 2\n {2}not looked for: the picture has too little detail.*\n.*c\.jpg: nothing published is near\n/,
    );
    const plain = await ask('plain');
    expect(plain.out).toMatch(/a\.jpg: cannot be said\n.*too little detail/);
    expect(plain.code).toBe(1);
  });

  it('says that nothing was compared where nothing is published', async () => {
    const name = await newDatabase();
    const env = { REGISTRY: server.url(name) };
    const shop = newShop('unpublished');
    put(scratch, 'asked/a.jpg', await photo(1));
    await runIn(shop, ['registry', 'index'], { env });
    for (const command of [
      ['registry', 'query'],
      ['registry', 'query', '--sql'],
      ['match', '--registry'],
    ]) {
      const { out, err, code } = await runIn(shop, [...command, '../asked'], { env });
      expect({ out, code }).toEqual({ out: '', code: 2 });
      expect(err).toMatch(/there is no picture in the registry .*\n {2}.listing-lint registry add/);
    }
    const { out, code } = await runIn(shop, ['match', '--registry', '--against', '../asked', '../asked'], { env });
    expect(out).toContain('not searched for: what was published before, as no picture is in the registry');
    expect(code).toBe(0);
    await postgresRegistry(addressOf(name)).add(pictures.slice(0, 2));
    const found = await runIn(shop, ['match', '--registry', '../asked'], { env });
    expect(found.out).toContain('listings/p1/1.jpg');
    expect(found.code).toBe(1);
  });
});
