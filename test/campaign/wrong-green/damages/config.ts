import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEXTS } from '../shop-texts.ts';
import { all, append, type Damage, type DamageGroup, move, quoted, replace, write } from './damage.ts';
import { misspeltKeys } from './misspelt-keys.ts';
import { strangeFile } from './strange-files.ts';

const CONFIG = 'listing-lint.config.yaml';
const text = TEXTS[CONFIG] ?? '';

/** The config changed in one place. */
const slip = (name: string, from: string, to: string, says: Damage['says'], more: Partial<Damage> = {}): Damage => ({
  name: `${name}: \`${to.trim()}\``,
  damage: replace(CONFIG, from, to),
  says,
  ...more,
});

const globs: Damage[] = [
  slip('a glob of listings that matches nothing', '"listings/*"', '"listing/*"', /listing\/\*/),
  slip('a glob of listings with a backslash', '"listings/*"', String.raw`"listings\\*"`, /listings\\+\*/),
  slip('a glob of listings from above', '"listings/*"', '"../listings/*"', /\.\.\/listings/),
  slip('a glob of listings that begins with /', '"listings/*"', '"/listings/*"', /\/listings\/\*/),
  slip('a glob of listings that begins with ./', '"listings/*"', '"./listings/*"', 'nothing'),
  slip('a glob of listings that matches files', '"listings/*"', '"listings/*/*.jpg"', /listings\/\*\/\*\.jpg/),
  slip('a glob of cases that matches nothing', '"cases/*.yaml"', '"cases/*.yml"', /cases\/\*\.yml/),
  slip('a glob of cases from above', '"cases/*.yaml"', '"../cases/*.yaml"', /\.\.\/cases/),
  slip('a glob of originals that matches nothing', '"originals/**"', '"original/**"', /original\/\*\*/, {
    loses: ['originals'],
  }),
  slip('a glob of rules that matches nothing', '"rules/*.yaml"', '"rule/*.yaml"', /rule\/\*\.yaml/),
  slip('a glob of ignores that takes all', '"**/drafts/**"', '"**"', /listings\/\*/),
  slip('a glob of roles that matches nothing', '"**/02-side.*"', '"**/02-sde.*"', /02-sde/),
  slip('files of an override that match nothing', 'files: ["originals/**"]', 'files: ["archive/**"]', /archive/),
];

const values: Damage[] = [
  slip('a severity that there is not', 'hash-known-foreign: error', 'hash-known-foreign: eror', /eror/),
  slip('a severity in another language', 'hash-known-foreign: error', 'hash-known-foreign: warning', /warning/),
  slip('a severity that YAML takes for a boolean', 'rights-stated: error', 'rights-stated: on', /rights-stated/),
  slip('an option of the wrong kind', 'min: 3', 'min: three', /three|min/),
  slip('an option out of its range', 'min: 3', 'min: -3', /-3|min/),
  slip('a preset that there is not', '[recommended]', '[recomended]', /recomended/),
  slip('a role that there is not', 'role: gallery', 'role: galery', /galery/),
  slip('a channel that there is not', 'channels: [etsy]', 'channels: [etsi]', /etsi/),
  slip('a mark that is not there', 'brand/mark.png', 'brand/marks.png', /brand\/marks\.png/),
  slip('a list of foreign pictures that is not there', 'brand/foreign.pdq', 'brand/foreigns.pdq', /foreigns\.pdq/),
  slip('a registry that is not there', 'published.txt', 'publishd.txt', /publishd\.txt/),
  slip('a plugin that is not there', './plugin/plugin.mjs', './plugin/plugins.mjs', /plugins\.mjs/),
  slip('a key twice', 'registry: published.txt', 'registry: published.txt\nregistry: other.txt', /registry/),
  slip('two documents in one file', 'limits:', '---\nlimits:', /document/),
  slip('a tab before a key', '  copyright', '\tcopyright', /tab/i),
  slip('a list where a text belongs', 'copyright: "© 2026 Tern"', 'copyright: [Tern]', /copyright/),
];

const config = (root: string, path: string, content: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
};

const places: Damage[] = [
  {
    name: 'the config lies one folder too low',
    damage: all((root) => mkdirSync(join(root, 'settings')), move(CONFIG, `settings/${CONFIG}`)),
    says: /settings/,
    policy: true,
    loses: ['cases'],
  },
  {
    name: 'a listing has a config of its own that turns rules off',
    damage: (root) => config(root, `listings/mug/${CONFIG}`, 'rules: { image-readable: warn }\n'),
    says: quoted(`listings/mug/${CONFIG}`),
  },
  {
    name: 'a listing has a config of its own that is a program',
    damage: (root) => config(root, 'listings/mug/listing-lint.config.mjs', 'export default { rules: {} };\n'),
    says: /listings\/mug\/listing-lint\.config\.mjs/,
  },
  {
    name: 'a folder of originals has a package.json with a config',
    damage: (root) => config(root, 'originals/package.json', '{ "name": "x", "listing-lint": { "rules": {} } }\n'),
    says: /originals\/package\.json/,
  },
  {
    name: 'a second config lies beside the first',
    damage: (root) => config(root, 'listing-lint.config.json', '{ "rules": { "image-readable": "warn" } }\n'),
    says: /listing-lint\.config\.json/,
  },
  {
    name: 'the run begins in a folder of the shop',
    damage: () => undefined,
    cwd: 'listings',
    args: ['--baseline', '../baseline.json'],
    says: 'nothing',
  },
];

const hostile: Damage[] = [
  {
    name: 'the config is nested 20,000 deep',
    damage: append(CONFIG, `settings2: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`),
    says: quoted(CONFIG),
    how: 'process',
    bound: 30,
  },
  {
    name: 'the config has aliases that multiply',
    damage: append(
      CONFIG,
      `a: &a [x, x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key, k) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[k]}`).join(', ')}]`).join('\n')}\n`,
    ),
    says: quoted(CONFIG),
    how: 'process',
    bound: 30,
  },
  {
    name: 'the config asks for a file of the machine as a rule',
    damage: replace(CONFIG, '"rules/*.yaml"', '"/etc/hostname"'),
    says: /\/etc\/hostname/,
  },
  {
    name: 'the config has a byte order mark',
    damage: write(CONFIG, `\ufeff${text}`),
    says: 'nothing',
  },
  {
    name: 'the config has Windows line ends',
    damage: write(CONFIG, text.replaceAll('\n', '\r\n')),
    says: 'nothing',
  },
];

export const configDamages: DamageGroup = {
  title: 'The config',
  damages: [
    ...misspeltKeys(CONFIG, text),
    ...globs,
    ...values,
    ...places,
    ...hostile,
    ...strangeFile(
      CONFIG,
      [
        'removed',
        'empty',
        'cut',
        'utf16',
        'latin1',
        'huge',
        'folder',
        'fifo',
        'socket',
        'broken link',
        'looping link',
        'endless device',
        'unreadable',
      ],
      {
        policy: true,
        'of removed': { says: /no config/i, loses: ['cases'] },
        'of empty': { says: /turns no rule on|config/ },
      },
    ),
  ],
};
