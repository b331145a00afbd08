import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { all, append, type Damage, type DamageGroup, replace } from './damage.ts';

const CONFIG = 'listing-lint.config.yaml';
const MUG = 'listings/mug/listing.yaml';

/** A text of the config, what it is written instead, and what must be named. */
type Slip = readonly [from: string, to: string, says: RegExp];

const slips = (what: string, rows: readonly Slip[], more: Partial<Damage> = {}): Damage[] =>
  rows.map(([from, to, says]) => ({
    name: `${what}: \`${to.replaceAll('\n', ' ').trim()}\``,
    damage: replace(CONFIG, from, to),
    says,
    ...more,
  }));

const LISTINGS = '["listings/*"]';
const CASES = '["cases/*.yaml"]';
const RULES = '["rules/*.yaml"]';
const ORIGINALS = 'originals: ["originals/**"]';

const branches: Damage[] = [
  ...slips('an alternative that matches nothing', [
    [LISTINGS, '["listings/{mug,lmap}"]', /lmap/],
    [CASES, '["cases/{2026-001,2026-02}.yaml"]', /2026-02\b/],
    [RULES, '["rules/{title-stated,product-statd}.yaml"]', /product-statd/],
    ['"**/02-side.*"', '"**/{02-side,03-sde}.*"', /03-sde/],
    ['files: ["originals/**"]', 'files: ["{originals,archive}/**"]', /archive/],
    ['["**/drafts/**"]', '["**/{drafts,sketches}/**"]', /sketches/],
  ]),
  ...slips('an alternative that matches nothing', [[ORIGINALS, 'originals: ["originals/{mug,lmap}/**"]', /lmap/]], {
    loses: ['originals/lamp'],
  }),
];

const exclusions = slips('an exclusion that matches nothing', [
  [LISTINGS, '["listings/*", "!listings/old"]', /!?listings\/old/],
  [CASES, '["cases/*.yaml", "!cases/2025-*.yaml"]', /2025-/],
  [RULES, '["rules/*.yaml", "!rules/old.yaml"]', /rules\/old\.yaml/],
  [ORIGINALS, 'originals: ["originals/**", "!originals/old/**"]', /originals\/old/],
  ['["**/drafts/**"]', '["**/drafts/**", "!listings/lamp/drafts/**"]', /lamp\/drafts/],
]);

const alone = slips('a list that names nothing', [
  [LISTINGS, '[]', /listings/],
  [LISTINGS, '["!listings/old"]', /listings/],
  [CASES, '["!cases/old.yaml"]', /cases/],
  [RULES, '["!rules/old.yaml"]', /rules/],
]);

const presets: Damage[] = [
  ...slips('a preset of a marketplace to which nothing goes', [
    ['[recommended]', '[recommended, channels/amazon]', /no listing goes to amazon/],
  ]),
  {
    name: 'a preset of a marketplace, and no `channels` anywhere',
    damage: all(
      replace(CONFIG, 'extends: [recommended]', 'extends: [recommended, channels/amazon]'),
      replace(CONFIG, 'channels: [etsy]\n', ''),
      replace(MUG, 'channels: [etsy]\n', ''),
      replace('listings/lamp/listing.yaml', 'channels: [etsy]\n', ''),
    ),
    says: /amazon-main-image/,
    policy: true,
  },
  {
    name: 'a run by a rule of a marketplace that is not turned on',
    damage: () => undefined,
    args: ['--only', 'amazon-main-image'],
    says: /amazon-main-image/,
    red: true,
  },
];

const MP4 = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1');
const besides = (path: string, content: string | Buffer, says: RegExp): Damage => ({
  name: `${path} lies beside the pictures`,
  damage: (root) => writeFileSync(join(root, path), content),
  says,
});

const media: Damage[] = [
  besides('listings/mug/clip.mp4', MP4, /clip\.mp4/),
  besides('listings/mug/clip', MP4, /"clip" \(video\)/),
  besides('listings/mug/turn.glb', 'glTF\x02\0\0\0', /turn\.glb/),
  besides('listings/mug/manual.pdf', '%PDF-1.7\n', /manual\.pdf/),
  besides('listings/mug/more.zip', 'PK\x03\x04', /more\.zip/),
];

/** A line separator of Unicode: YAML takes it for a letter, other formats for the end of a line. */
const SEPARATOR = '\u2028';
const separators: Damage[] = [
  {
    name: 'the config has U+2028 in a comment',
    damage: append(CONFIG, `# one${SEPARATOR}rules: { image-readable: off }\n`),
    says: /U\+2028/,
  },
  {
    name: 'the config has U+2028 in a key',
    damage: replace(CONFIG, '  image-extension', `  image${SEPARATOR}-extension`),
    says: /U\+2028/,
  },
  {
    name: 'the config has U+2028 in a glob',
    damage: replace(CONFIG, 'cases/*.yaml', `cases/*${SEPARATOR}.yaml`),
    says: /U\+2028/,
  },
  {
    name: `${MUG} has U+2028 in its title`,
    damage: replace(MUG, 'title: Stoneware', `title: a${SEPARATOR}b Stoneware`),
    says: /U\+2028/,
  },
];

export const globDamages: DamageGroup = {
  title: 'Globs, presets and files beside pictures',
  damages: [...branches, ...exclusions, ...alone, ...presets, ...media, ...separators],
};
