import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMS, type Form, turnHash } from '../hash256/dihedral.ts';
import { hamming, hashFromHex } from '../hash256/hash256.ts';
import { fingerprintFile } from './fingerprint-file.ts';

// Meta's own pictures and values (facebook/ThreatExchange, pdq/data and pdq/python/README.md): not in this repository, so that the check
// runs only where a folder with `pdq/bridge-mods` and `pdq/dih` is named.
const corpus = process.env.LISTING_LINT_CORPUS;
const folder = corpus === undefined ? undefined : join(corpus, 'pdq');
const there = folder !== undefined && existsSync(folder);
if (!there) process.stderr.write('skipped: PDQ reference pictures (LISTING_LINT_CORPUS names no folder with pdq/)\n');

const PUBLISHED: readonly (readonly [string, string])[] = [
  ['bridge-mods/aaa-orig.jpg', 'd8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22'],
  ['bridge-mods/blur-a-little.jpg', 'd8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22'],
  ['bridge-mods/blur-a-lot.jpg', 'd8f8f0cce0f4e84f0637022a028f67f0b36e2ed596623e1d33e6b39c4e9c9b22'],
  ['bridge-mods/high-contrast.jpg', 'd8f8f0cce0f4e84d06370a32068f67f0b36e2ed596623e1d33e6339c4e9c9b22'],
  ['bridge-mods/high-saturation.jpg', 'd8f8f0cce0f4e84f0e370a22028f67f0b36e2ed596621e1d33e6b39c4e9c9b22'],
  ['bridge-mods/sharpen-a-little.jpg', 'd8f8f0cce0f4a84f0e370a22038f67f0b36e2ed596621e1d33e6b39c4e9c9b22'],
  ['bridge-mods/sharpen-a-lot.jpg', 'd0f8f1cec0f4a8470a370a32238f67f0b36e2ef597231e1d72e6a39c4e9c9b22'],
  ['bridge-mods/shrink-a-little.jpg', 'd8f8f0cce0f4a84f0e370a22038f67f0b36e2ed596621e1d33e6b39c4e9c9b22'],
  ['bridge-mods/shrink-a-lot.jpg', 'd0f8f1ccc0f4a84d0a370a3a228f67f0b36e2ed5b6623e1d33e6339c4e9c9b22'],
  ['bridge-mods/square-128x128.jpg', 'd8f8f1eec0f4a84f0e37022a078f63f0b36e2ed596621e1d33e6239c4e9c9b22'],
  ['bridge-mods/square-256x256.jpg', 'd8f8f0cec4f4a84f0637022a078f67f0b36e2ee5b6621e1d33e6239c4e9c9b22'],
  ['bridge-mods/square-512x512.jpg', 'd8f8f0cec0f4a84f0637022a278f67f0b36e2ed596621e1d33e6339c4e9c9b22'],
  ['dih/bridge-1-original.jpg', 'd8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22'],
  ['dih/bridge-2-rotate-90.jpg', '38a50efd71c83f429013d68d0ffffc52e34e0e15ada952a9d29684214aa9e5af'],
  ['dih/bridge-3-rotate-180.jpg', '2dadda64b5a142e5d362209057da895ae63b8c7fc277b4b766b319361f893188'],
  ['dih/bridge-4-rotate-270.jpg', 'a5f0a457248995e8c9065c275aaa54d8b61ba4bdf8fcfc0387c32f8b0bfc4f05'],
  ['dih/bridge-5-flipx.jpg', 'd8f80f31e0f417b00e37f5dd028f980fb36ed12a9662c1e233e64c634e9c64dd'],
  ['dih/bridge-6-flipy.jpg', '0dad259bb1a1bd18d362576556da32a1e63b7380c2374b4866b3c6c91b89ce77'],
  ['dih/bridge-7-flip-plus-1.jpg', 'f0a5e10271dcc0bd9c5309720fff018de34ef1e8ada9a956d2967ade1ea91a50'],
  ['dih/bridge-8-flip-minus-1.jpg', '69f05aa8a4996a17c146a2da5aaaab07b61b5b60f8fc07fc83c3d0740bfcb0fa'],
];

describe.skipIf(!there)('PDQ as Meta published it', () => {
  const read = (name: string) => fingerprintFile(join(folder ?? '', name), name);
  it.each(PUBLISHED)('%s within 2 bits', async (name, hex) => {
    const { pdq, quality } = await read(name);
    expect(quality).toBeGreaterThanOrEqual(50);
    expect(hamming(pdq, hashFromHex(hex) ?? new Uint32Array(8))).toBeLessThanOrEqual(2);
  });
  it('each really turned file has the hash that turning gives, within 8 bits', async () => {
    const original = await read('dih/bridge-1-original.jpg');
    const forms = new Set<Form>();
    for (const [name] of PUBLISHED.filter(([path]) => path.startsWith('dih/'))) {
      const turned = await read(name);
      const distances = FORMS.map((form) =>
        hamming(turned.parts.whole.hash, turnHash(original.parts.whole.hash, form)),
      );
      const nearest = Math.min(...distances);
      expect(nearest).toBeLessThanOrEqual(8);
      forms.add(FORMS[distances.indexOf(nearest)] ?? 'identity');
    }
    expect(forms.size).toBe(8);
    expect(readFileSync(join(folder ?? '', 'expected.tsv'), 'utf8')).toContain(PUBLISHED[13]?.[1]);
  });
});
