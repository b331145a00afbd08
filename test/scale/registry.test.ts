// @module-tag full
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core';
import { fileRegistry, type Published, type PublishedRegistry } from '@listing-lint/rules/hash';
import { databaseAddress, postgresRegistry, runIn } from 'listing-lint/program';
import { beforeAll, describe, expect, it } from 'vitest';
import { put } from '../watermark/shop.ts';
import { databaseShops, photo, published } from './database-shops.ts';
import { PASSWORD, type Server } from './postgres.ts';

const { isThere, scratch, server: serverOf, newShop, newDatabase } = databaseShops('registries in databases');
let server: Server;
let pictures: readonly Published[];
beforeAll(async () => {
  pictures = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => published(seed)));
  if (isThere) server = serverOf();
});

const sorted = (all: readonly Published[]) => all.toSorted((a, b) => (a.path < b.path ? -1 : 1));
const addressOf = (database: string) => databaseAddress(server.url(database), 'test');

/** What any registry has to do. */
const contract = (open: () => Promise<PublishedRegistry>) => () => {
  let registry: PublishedRegistry;
  beforeAll(async () => {
    registry = await open();
  });
  it('gives back what was added, once, whatever it is called', async () => {
    expect(await registry.all()).toEqual([]);
    const odd = { ...(pictures[0] ?? (await published(1))), product: "a'b\t\\n%_\n", path: 'listings/ü\t"x"/1.jpg' };
    expect(await registry.add([...pictures, odd, odd])).toBe(7);
    expect(await registry.add([...pictures.slice(2), odd])).toBe(0);
    expect(sorted(await registry.all())).toEqual(sorted([...pictures, odd]));
    expect(await registry.remove(['listings/ü\t"x"'])).toBe(1);
  });
  it('takes out a path or a folder and nothing that is only called like it, and takes back what is added again', async () => {
    expect(await registry.remove(['listings/p', 'listings/p2/2.jp', 'istings/p2'])).toBe(0);
    expect(await registry.remove(['listings/p2', 'listings/p3/3.jpg'])).toBe(2);
    expect(await registry.remove(['listings/p2'])).toBe(0);
    expect((await registry.all()).map(({ product }) => product).sort()).toEqual(['p1', 'p4', 'p5', 'p6']);
    const again = { ...(pictures[1] ?? (await published(2))), path: 'listings/p2/new.jpg', added: '2026-11-25' };
    expect(await registry.add([again])).toBe(1);
    expect(await registry.all()).toContainEqual(again);
  });
  it('loses and doubles nothing when many write at once', async () => {
    const mine = (writer: number) => Array.from({ length: 5 }, (_, i) => published(1, `w${writer}-${i}`));
    const shared = await published(2, 'shared');
    const added = await Promise.all(
      [1, 2, 3, 4].map(async (writer) => (await open2()).add([...(await Promise.all(mine(writer))), shared])),
    );
    expect(added.reduce((sum, each) => sum + each, 0)).toBe(21);
    expect((await registry.all()).filter(({ product }) => /^w|shared/.test(product))).toHaveLength(21);
  });
  /** As another process would. */
  const open2 = async (): Promise<PublishedRegistry> => registry;
};

describe(
  'a registry in a file',
  contract(async () => fileRegistry(join(scratch, 'contract.txt'), ANYWHERE)),
);

describe.skipIf(!isThere)('in PostgreSQL', () => {
  describe(
    'a registry',
    contract(async () => postgresRegistry(addressOf(await newDatabase()))),
  );

  it('knows who published what, and what was taken out', async () => {
    const name = await newDatabase();
    const registry = postgresRegistry(addressOf(name));
    await registry.add(pictures.slice(0, 2));
    await registry.remove(['listings/p1']);
    expect(server.sql('SELECT change, is_gone, path, recorded_by FROM listing_lint.log ORDER BY change', name)).toBe(
      '1|f|listings/p1/1.jpg|owner\n2|f|listings/p2/2.jpg|owner\n3|t|listings/p1/1.jpg|owner',
    );
  });

  it('adds all or nothing', async () => {
    const name = await newDatabase();
    const registry = postgresRegistry(addressOf(name));
    const broken = { ...(pictures[1] ?? (await published(2))), added: 'no day' };
    await expect(registry.add([...pictures.slice(0, 1), broken])).rejects.toMatchObject({ code: 'database-failed' });
    expect(await registry.all()).toEqual([]);
    expect(server.sql('SELECT change FROM listing_lint.state', name)).toBe('0');
  });

  it('is read by a role that may only read, and written by one that may not change tables', async () => {
    const name = await newDatabase();
    const grants = readFileSync(join(process.cwd(), 'docs/scale.md'), 'utf8');
    const [, statements = ''] = /```sql title="rights"\n([\s\S]*?)```/.exec(grants) ?? [];
    server.sql(statements.replaceAll("'…'", `'${PASSWORD}'`), name);
    const as = (role: string) => postgresRegistry(databaseAddress(server.url(name, role), 'test'));
    expect(await as('listing_lint_writer').add(pictures)).toBe(6);
    expect(await as('listing_lint_reader').all()).toHaveLength(6);
    await expect(as('listing_lint_reader').add([await published(7)])).rejects.toMatchObject({
      message: expect.stringContaining('permission denied'),
      problems: [{ message: expect.stringContaining('docs/scale.md') }],
    });
    expect(await as('listing_lint_writer').remove(['listings/p1'])).toBe(1);
    for (const table of ['log', 'published'])
      expect(
        server.sql(
          `SELECT has_table_privilege('listing_lint_writer', 'listing_lint.${table}', 'DELETE, TRUNCATE')`,
          name,
        ),
      ).toBe('f');
  });

  it('goes from a file to a database and back', async () => {
    const name = await newDatabase();
    const env = { REGISTRY: server.url(name) };
    const shop = newShop('between');
    const file = join(shop, 'published.txt');
    await fileRegistry(file, ANYWHERE).add(pictures);
    expect((await runIn(shop, ['registry', 'import', 'published.txt'], { env })).out).toBe(
      `6 added to localhost:${server.port}/${name}, 0 there already\n`,
    );
    expect((await runIn(shop, ['registry', 'import', 'published.txt'], { env })).out).toMatch(
      /^0 added .* 6 there already/,
    );
    expect((await runIn(shop, ['registry', 'export', 'back.txt'], { env })).code).toBe(0);
    expect(readFileSync(join(shop, 'back.txt'), 'utf8')).toBe(readFileSync(file, 'utf8'));
  });

  it('is only talked to under TLS where that is asked for, and the certificate is checked', async () => {
    const name = await newDatabase();
    const open = (parameters: string) =>
      postgresRegistry(databaseAddress(server.url(name, 'owner', parameters), 'test')).all();
    await expect(open('?sslmode=verify-full')).rejects.toMatchObject({ message: expect.stringMatching(/self.signed/) });
    await expect(open(`?sslmode=verify-full&sslrootcert=${server.certificate}`)).resolves.toEqual([]);
    expect(databaseAddress('postgres://a:b@db.example.org/x', 'X').ssl).toEqual({ rejectUnauthorized: true });
    expect(databaseAddress('postgres://a:b@db.example.org/x?sslmode=disable', 'X').ssl).toBe(false);
    expect(() => databaseAddress('postgres://a:b@db.example.org/x?sslmode=prefer', 'X')).toThrow(
      'sslmode=prefer is not taken',
    );
  });

  it('never tells a password', async () => {
    const name = await newDatabase();
    const shop = newShop('secret');
    put(shop, 'listings/mug/1.jpg', await photo(1));
    const secrets = [PASSWORD, encodeURIComponent(PASSWORD), 'wr0ng'];
    const told: string[] = [];
    for (const url of [
      server.url(name),
      server.url('nowhere'),
      server.url(name).replace(encodeURIComponent(PASSWORD), 'wr0ng'),
      `postgres://owner:${encodeURIComponent(PASSWORD)}@localhost:1/x`,
      `postgres://owner:${encodeURIComponent(PASSWORD)}@nowhere.invalid/x`,
      `postgresq://owner:${PASSWORD}@x`,
    ]) {
      for (const args of [
        ['-f', 'json'],
        ['-f', 'audit'],
        ['registry', 'add'],
        ['registry', 'query', 'listings'],
        ['--print-config', 'listings/mug/1.jpg'],
        ['-f', 'text', '--debug'],
      ]) {
        const { out, err, code } = await runIn(shop, args, { env: { REGISTRY: url } });
        if (url !== server.url(name) && !args.includes('--print-config'))
          expect([code, args, out]).toEqual([2, args, '']);
        told.push(out, err);
      }
    }
    for (const file of ['.listing-lint-registry/state.json'])
      if (existsSync(join(shop, file))) told.push(readFileSync(join(shop, file), 'utf8'));
    for (const secret of secrets) expect(told.filter((text) => text.includes(secret))).toEqual([]);
  });
});

let wrong = 0;
it('says what is wrong with where a registry is to be', async () => {
  const config = async (
    registry: string,
    env: { readonly [name: string]: string } = {},
    args: readonly string[] = [],
  ) => {
    const shop = join(scratch, `wrong-${++wrong}`);
    cpSync(join(process.cwd(), 'examples/shop/brand'), join(shop, 'brand'), { recursive: true });
    put(shop, 'listing-lint.config.yaml', `extends: recommended\nregistry: ${JSON.stringify(registry)}\n`);
    put(shop, 'listings/mug/1.jpg', await photo(1));
    return (await runIn(shop, args, { env })).err;
  };
  expect(await config('postgres://me:secret@host/db')).toMatch(
    /a password has no place in a config[\s\S]*registry: env:LISTING_LINT_REGISTRY/,
  );
  expect(await config('env:')).toMatch(/env: is not followed by the name/);
  const clear = 'postgres://host.invalid/db?sslmode=disable';
  for (const elsewhere of [clear, 'postgres://host.invalid/db', 'postgres:///db?host=host.invalid'])
    expect(await config(elsewhere)).toMatch(
      /a database on another machine would receive the password of your environment[\s\S]*registry: env:LISTING_LINT_REGISTRY/,
    );
  expect(await config('env:IT', { IT: clear })).toMatch(/the registry host\.invalid\/db: getaddrinfo/);
  expect(await config('postgres://localhost:1/db?sslmode=disable')).toMatch(
    /the registry localhost:1\/db: .*ECONNREFUSED/,
  );
  expect(await config('postgres://localhost:1/db', {}, ['--no-plugins'])).toMatch(
    /--no-plugins: the registry is a database that the config itself names\n.*registry: env:LISTING_LINT_REGISTRY/,
  );
  expect(await config('env:IT', { IT: 'postgres://localhost:1/db' }, ['--no-plugins'])).toMatch(/ECONNREFUSED/);
  expect(await config('env:NOT_SET')).toMatch(/where NOT_SET says, and that is not set/);
  expect(await config('env:IT', { IT: 'mysql://x' })).toMatch(/IT is no address of a PostgreSQL database/);
});
