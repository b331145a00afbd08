import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { leadsInside, pathFrom } from './folders.ts';

const name = fc.constantFrom('a', 'b', '.', '..', '', '.hidden', 'a.b', '...');
const path = fc.array(name, { maxLength: 5 }).map((names) => names.join('/'));

it('writes a path as the system resolves it, whatever it holds', () => {
  fc.assert(
    fc.property(fc.constantFrom('/a', '/', '', 'a', '/a/b'), path, fc.boolean(), (folder, way, isBelow) => {
      const file = isBelow ? `${folder}/${way}` : way;
      expect(pathFrom(folder, file)).toBe(relative(folder, file).replaceAll(sep, '/') || '.');
    }),
    { numRuns: 2000 },
  );
});

it('says where what a path leads to lies, by whatever links', async () => {
  const top = mkdtempSync(join(tmpdir(), 'folders-'));
  for (const folder of ['shop/in', 'shop-too', 'out']) mkdirSync(join(top, folder), { recursive: true });
  symlinkSync(join(top, 'out'), join(top, 'shop/away'));
  symlinkSync(join(top, 'shop/in'), join(top, 'shop/near'));
  symlinkSync(join(top, 'shop'), join(top, 'as-shop'));
  const from = (folder: string, path: string) => leadsInside(join(top, folder), join(top, path));
  expect(await from('shop', 'shop')).toBe(true);
  expect(await from('shop', 'shop/near')).toBe(true);
  expect(await from('as-shop', 'shop/in')).toBe(true);
  expect(await from('shop', 'as-shop/near')).toBe(true);
  expect(await from('shop', 'shop/away')).toBe(false);
  expect(await from('shop', 'shop-too')).toBe(false);
  await expect(from('shop', 'shop/nothing')).rejects.toThrow('ENOENT');
  rmSync(top, { recursive: true });
});
