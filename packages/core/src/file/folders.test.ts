import { relative, sep } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pathFrom } from './folders.ts';

const name = fc.constantFrom('a', 'b', '.', '..', '', '.hidden', 'a.b', '...');
const path = fc.array(name, { maxLength: 5 }).map((names) => names.join('/'));

it('writes a path as the system resolves it, whatever it holds', () => {
  fc.assert(
    fc.property(fc.constantFrom('/a', '/', '', 'a', '/a/b'), path, fc.boolean(), (folder, way, isBelow) => {
      const file = isBelow ? `${folder}/${way}` : way;
      expect(pathFrom(folder, file)).toBe(relative(folder, file).replaceAll(sep, '/') || '.');
    }),
  );
});
