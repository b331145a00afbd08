import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writePicture } from '../scenarios/pictures.ts';

/** A small shop whose photographs are bought: one licence has ended, one ends soon and names a picture that is gone. */
export const writeShop = async (root: string, plugin: string): Promise<void> => {
  const picture = { width: 800, height: 800, mirror: false, quality: 85 };
  await writePicture(root, 'listings/mug/1.jpg', { ...picture, seed: 1 });
  await writePicture(root, 'listings/mug/2.jpg', { ...picture, seed: 2 });
  await writePicture(root, 'listings/mug/3.jpg', { ...picture, seed: 3 });
  const files = {
    'listing-lint.config.yaml': `plugins: ["${plugin}"]\nextends: [licences/recommended]\nsettings:\n  licences: { folder: contracts }\n`,
    'contracts/north.json': '{ "holder": "Studio North", "until": "2026-11-24", "pictures": ["listings/mug/1.jpg"] }',
    'contracts/south.json':
      '{ "holder": "Studio South", "until": "2026-12-10", "pictures": ["listings/mug/2.jpg", "listings/mug/9.jpg"] }',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

/** What the plugin must find there on 2026-11-25. */
export const EXPECTED = [
  ['licences/in-force', 'image', 'listings/mug/1.jpg', 'the licence of Studio North ended on 2026-11-24'],
  ['licences/pictures-exist', 'licence', 'contracts/south.json', 'there is no listings/mug/9.jpg'],
  [
    'licences/renewed',
    'licence',
    'contracts/north.json',
    'the licence of Studio North ends on 2026-11-24 (days left: -1)',
  ],
  [
    'licences/renewed',
    'licence',
    'contracts/south.json',
    'the licence of Studio South ends on 2026-12-10 (days left: 15)',
  ],
] as const;

export const PICTURES = ['listings/mug/1.jpg', 'listings/mug/2.jpg', 'listings/mug/3.jpg'];

/** Arguments by which every picture is told by its colour. */
export const COLOURS = ['--rule', 'licences/shows-something: { severity: warn, maxShare: 0 }'];

/** Paths of the pictures that a JSON report tells by a colour. */
export const colourFindings = (text: string): readonly string[] => {
  const { findings }: { findings: { ruleId: string; subject: { path: string }; message: string }[] } = JSON.parse(text);
  return findings
    .filter(({ ruleId, message }) => ruleId === 'licences/shows-something' && /is #[0-9a-f]{6}$/.test(message))
    .map(({ subject }) => subject.path)
    .sort();
};

/** The findings of a JSON report in the form of `EXPECTED`. */
export const findingsIn = (text: string): unknown => {
  const { findings }: { findings: { ruleId: string; subject: { scope: string; path: string }; message: string }[] } =
    JSON.parse(text);
  return findings
    .map(({ ruleId, subject, message }) => [ruleId, subject.scope, subject.path, message])
    .sort(([a = '', , b = ''], [c = '', , d = '']) => (a + b < c + d ? -1 : 1));
};
