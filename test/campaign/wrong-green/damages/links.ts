import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { all, type Damage, type DamageGroup, quoted, replace, SECRET } from './damage.ts';

const CONFIG = 'listing-lint.config.yaml';
const CASE = 'cases/2026-001.yaml';
/** Where a path of the shop may lead that must not be read: out of the shop by a link of a folder, and into the store of git. */
const TARGETS = { 'out of the shop': 'papers/secret', 'into .git': '.git/secret' } as const;
/** Endings that the keys expect. */
const ENDINGS = ['yaml', 'mjs', 'html', 'png', 'pem', 'txt'] as const;
type Ending = (typeof ENDINGS)[number];

/** Puts files with a secret where the targets lead. */
export const putSecrets = (root: string): void => {
  const text = `[remote "origin"]\n\turl = https://ann:${SECRET}@git.example/shop.git\n`;
  const outside = join(dirname(root), 'outside');
  for (const folder of [outside, join(root, '.git')]) {
    mkdirSync(folder);
    for (const ending of ENDINGS) writeFileSync(join(folder, `secret.${ending}`), text);
  }
  symlinkSync('../outside', join(root, 'papers'));
};

/** A text of the file, and what stands in its place, in which PATH is the path of the secret with the ending. */
type Edit = readonly [from: string, to: string, ending?: Ending];

const added = (text: string, ending: Ending): Edit => ['limits:', `${text}\nlimits:`, ending];
const CONFIG_KEYS: Readonly<Record<string, Edit>> = {
  extends: ['[recommended]', '[recommended, ./PATH]', 'yaml'],
  plugins: ['./plugin/plugin.mjs', './PATH', 'mjs'],
  ruleFiles: ['rules/*.yaml', 'PATH', 'yaml'],
  cases: ['["cases/*.yaml"]', '["cases/*.yaml", PATH]', 'yaml'],
  pages: added('pages: [PATH]', 'html'),
  'brand.watermarks': ['brand/mark.png', 'PATH', 'png'],
  'brand.decoys': ['brand:', 'brand:\n  decoys: [PATH]', 'png'],
  'foreign[].pdq': ['brand/foreign.pdq', 'PATH'],
  'foreign[].files': ['foreign:', 'foreign:\n  - { files: [PATH], owner: Supplier }', 'png'],
  registry: ['published.txt', 'PATH'],
  'provenance.roots': added('provenance: { roots: [PATH] }', 'pem'),
  'c2pa.anchors[].file': added('c2pa: { anchors: [{ file: PATH, list: ours, date: 2026-01-01 }] }', 'pem'),
};

const inCase = (text: string): Edit => ['events:', `${text}\nevents:`];
const CASE_KEYS: Readonly<Record<string, Edit>> = {
  listings: inCase('listings: [PATH]'),
  'events[].attachments': ['filed,', 'filed, attachments: [{ file: PATH }],'],
  'infringements[].image': ['seller: copyist', 'seller: copyist\n    image: { file: PATH }'],
  'infringements[].capture.page': [
    'seller: copyist',
    'seller: copyist\n    capture: { capturedAt: 2026-05-04, page: { file: PATH } }',
  ],
  'rightsHolder.idDocument': inCase('rightsHolder: { name: Tern, idDocument: { kind: licence, file: PATH } }'),
  'works[].images': inCase('works: [{ id: front, images: [{ path: PATH }] }]'),
  'works[].timestamps': inCase(
    'works: [{ id: front, timestamps: [{ kind: rfc3161, time: 2026-05-01T10:00Z, file: PATH }] }]',
  ),
};

/** How a run says that it does not read a path. */
const refusalOf = (path: string): RegExp => {
  const { source } = quoted(path);
  return new RegExp(
    `there is no listing ${source}|${source}\\S* [^(]{0,90}(?:link that leads out|never used|outside|matches no|cannot be loaded)`,
  );
};

const keysOf = (file: string, keys: Readonly<Record<string, Edit>>): Damage[] =>
  Object.entries(keys).flatMap(([key, [from, to, ending = 'txt']]) =>
    Object.entries(TARGETS).map(([where, target]): Damage => {
      const path = `${target}.${ending}`;
      const damage = all(putSecrets, replace(file, from, to.replace('PATH', path)));
      return { name: `\`${key}\` of ${file} leads ${where}`, damage, says: refusalOf(path) };
    }),
  );

export const linkDamages: DamageGroup = {
  title: 'Paths that lead out of the shop',
  damages: [...keysOf(CONFIG, CONFIG_KEYS), ...keysOf(CASE, CASE_KEYS)],
};
