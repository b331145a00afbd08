import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TEXTS } from '../shop-texts.ts';
import { type Damage, type DamageGroup, move, quoted, replace, write } from './damage.ts';
import { misspeltKeys } from './misspelt-keys.ts';
import { strangeFile } from './strange-files.ts';

const textOf = (path: string): string => TEXTS[path] ?? '';
const slips = (path: string, rows: readonly (readonly [string, string, string, RegExp])[]): Damage[] =>
  rows.map(([name, from, to, says]) => ({ name: `${path}: ${name}`, damage: replace(path, from, to), says }));

const MUG = 'listings/mug/listing.yaml';
const LAMP = 'listings/lamp/listing.yaml';

export const listingDamages: DamageGroup = {
  title: 'Listing files',
  damages: [
    ...misspeltKeys(MUG, textOf(MUG)),
    ...misspeltKeys(LAMP, textOf(LAMP)).filter(({ name }) => name.includes('[]')),
    ...slips(MUG, [
      ['a channel misspelt', 'etsy', 'etsi', /etsi/],
      ['a key twice', 'product: mug', 'product: mug\nproduct: lamp', /product/],
      ['the product is a list', 'product: mug', 'product: [mug]', /product/],
      ['the product is a number of 20 digits', 'product: mug', 'product: 17293847561234567891', /17293847561234567891/],
      ['the product is a number that begins with a zero', 'product: mug', 'product: 007', /007/],
      ['the product is a number with an exponent', 'product: mug', 'product: 12E5', /12E5/],
      ['the product is a number that ends with a zero', 'product: mug', 'product: 2.10', /product/],
      ['two documents', 'channels:', '---\nchannels:', /document/],
      ['a key of another linter', 'title:', 'sku: 4711\ntitle:', /sku/],
      ['nested 20,000 deep', 'title:', `custom: ${'['.repeat(20_000)}${']'.repeat(20_000)}\ntitle:`, quoted(MUG)],
      [
        '100,000 keys',
        'title:',
        `${Array.from({ length: 100_000 }, (_, k) => `k${k}: 1`).join('\n')}\ntitle:`,
        quoted(MUG),
      ],
      ['one key 20,000 times', 'title:', `${'same: 1\n'.repeat(20_000)}title:`, quoted(MUG)],
    ]).map((damage) => ({ ...damage, how: 'process' as const, bound: 30 })),
    {
      name: `${MUG}: a role misspelt`,
      damage: replace(MUG, 'variant', 'varaint'),
      says: /varaint/,
      loses: ['listings/mug/03-inside.jpg'],
    },
    {
      name: `${LAMP}: the role of the main picture misspelt`,
      damage: replace(LAMP, 'role: main', 'role: mian'),
      says: /mian/,
      loses: ['listings/lamp/01-day.jpg'],
    },
    ...slips(LAMP, [['the main picture is one that there is not', '"01-*"', '"1-*"', /1-\*/]]),
    { name: `${MUG} is called listing.yml`, damage: move(MUG, 'listings/mug/listing.yml'), says: 'nothing' },
    { name: `${MUG} is called Listing.yaml`, damage: move(MUG, 'listings/mug/Listing.yaml'), says: /Listing\.yaml/ },
    {
      name: `${MUG} lies one folder too high`,
      damage: move(MUG, 'listings/listing.yaml'),
      says: /listings\/listing\.yaml/,
    },
    { name: `${MUG} has a byte order mark`, damage: write(MUG, `\ufeff${textOf(MUG)}`), says: 'nothing' },
    ...strangeFile(
      MUG,
      [
        'removed',
        'empty',
        'cut',
        'utf16',
        'latin1',
        'binary',
        'huge',
        'folder',
        'fifo',
        'socket',
        'broken link',
        'looping link',
        'link out',
        'endless device',
        'unreadable',
      ],
      {
        'of removed': { says: /title/ },
        'of empty': { says: /title|listing\.yaml/ },
        'of cut': { says: /listings\/mug/ },
      },
    ),
  ],
};

const CASE = 'cases/2026-001.yaml';

export const caseDamages: DamageGroup = {
  title: 'Case files',
  damages: [
    ...misspeltKeys(CASE, textOf(CASE)),
    ...slips(CASE, [
      ['a status that there is not', 'status: open', 'status: opened', /opened/],
      ['an event that there is not', 'type: removed', 'type: takendown', /takendown/],
      ['a currency that there is not', 'currency: EUR', 'currency: EUX', /EUX/],
      ['a currency in small letters', 'currency: EUR', 'currency: eur', /eur/],
      ['an amount with a comma', 'amount: 14200', 'amount: "14,200"', /amount/],
      ['an amount below zero', 'amount: 14200', 'amount: -14200', /amount/],
      ['a date that there is not', 'firstSeen: 2026-05-04', 'firstSeen: 2026-02-30', /firstSeen|2026-02-30/],
      ['a date the other way round', 'firstSeen: 2026-05-04', 'firstSeen: 04.05.2026', /firstSeen|04\.05\.2026/],
      ['seen in the future', 'lastSeen: 2026-06-21', 'lastSeen: 2027-06-21', /2027-06-21/],
      ['an event in the future', 'at: 2026-05-15', 'at: 2027-05-15', /2027-05-15/],
      ['removed before it was filed', 'removed, at: 2026-05-09', 'removed, at: 2026-05-01', /2026-05-01/],
      ['last seen before it was first seen', 'lastSeen: 2026-06-21', 'lastSeen: 2026-05-01', /2026-05-01/],
      ['the rate is of a day to come', 'rateDate: 2026-06-01', 'rateDate: 2027-06-01', /2027-06-01/],
      [
        'the list of events is one event',
        'events:\n  - { type: filed, at: 2026-05-06 }',
        'events: { type: filed, at: 2026-05-06 }\nother:',
        /events/,
      ],
      ['counterfeit is a word', 'counterfeit: true', 'counterfeit: "yes"', /counterfeit/],
      ['an anchor that there is not', 'owner: Ada', 'owner: *ada', /ada/],
      ['a key twice', 'status: open', 'status: open\nstatus: closed', /status/],
    ]),
    {
      name: 'two case files have one id',
      damage: replace('cases/2026-002.yaml', 'id: 2026-002', 'id: 2026-001'),
      says: /2026-001/,
    },
    {
      name: 'a case file ends in .yml, which no glob names',
      damage: move('cases/2026-002.yaml', 'cases/2026-002.yml'),
      says: /cases\/2026-002\.yml/,
      loses: ['cases/2026-002.yaml'],
    },
    {
      name: 'a case file is hidden by a dot',
      damage: move('cases/2026-002.yaml', 'cases/.2026-002.yaml'),
      says: /a name with a dot in front hides cases\/\.2026-002\.yaml/,
      loses: ['cases/2026-002.yaml'],
    },
    {
      name: 'a case file has a blank behind its name',
      damage: move('cases/2026-002.yaml', 'cases/2026-002.yaml '),
      says: /hides "cases\/2026-002\.yaml "/,
      loses: ['cases/2026-002.yaml'],
    },
    {
      name: 'a case file lies in a folder below, which no glob names',
      damage: (root) => {
        mkdirSync(join(root, 'cases/closed'));
        move('cases/2026-002.yaml', 'cases/closed/2026-002.yaml')(root);
      },
      says: /no glob matches cases\/closed\/2026-002\.yaml, which lies in a folder below cases/,
      loses: ['cases/2026-002.yaml'],
    },
    { name: `${CASE} has a byte order mark`, damage: write(CASE, `\ufeff${textOf(CASE)}`), says: 'nothing' },
    ...strangeFile(
      CASE,
      [
        'empty',
        'cut',
        'utf16',
        'latin1',
        'binary',
        'huge',
        'folder',
        'fifo',
        'socket',
        'broken link',
        'looping link',
        'link out',
        'endless device',
        'unreadable',
      ],
      { loses: [CASE] },
    ),
  ],
};

const EXCEPTIONS = 'listing-lint.exceptions.yaml';

export const exceptionDamages: DamageGroup = {
  title: 'Exceptions and baseline',
  damages: [
    ...misspeltKeys(EXCEPTIONS, textOf(EXCEPTIONS)),
    ...slips(EXCEPTIONS, [
      ['the exception has expired', '2027-06-30', '2026-11-24', /2026-11-24|expired/],
      ['a date that there is not', '2027-06-30', '2027-06-31', /2027-06-31|expires/],
      ['a rule that there is not', 'privacy-gps', 'privacy-gbs', /privacy-gbs/],
      ['a glob that matches nothing', 'listings/lamp', 'listings/lmap', /listings\/lmap/],
      ['no reason', 'taken at the trade fair, whose place is public', '""', /reason/],
    ]),
    {
      name: `${EXCEPTIONS} is called listing-lint.exceptions.yml`,
      damage: move(EXCEPTIONS, 'listing-lint.exceptions.yml'),
      says: /exceptions\.yml:1:1 this file is not read/,
    },
    ...strangeFile(
      EXCEPTIONS,
      [
        'removed',
        'empty',
        'cut',
        'utf16',
        'latin1',
        'binary',
        'huge',
        'folder',
        'fifo',
        'socket',
        'broken link',
        'looping link',
        'endless device',
        'unreadable',
      ],
      { 'of removed': { says: /privacy-gps/ }, 'of empty': { says: /privacy-gps|exceptions/ } },
    ),
    ...baselineSlips(),
    ...strangeFile('baseline.json', [
      ...(['removed', 'empty', 'cut', 'utf16', 'binary', 'huge', 'folder', 'fifo', 'socket'] as const),
      ...(['broken link', 'looping link', 'endless device', 'unreadable'] as const),
    ]),
  ],
};

function baselineSlips(): Damage[] {
  const baseline = 'baseline.json';
  const edit = (name: string, from: string, to: string, says: Damage['says']): Damage => ({
    name: `${baseline}: ${name}`,
    damage: replace(baseline, from, to),
    says,
  });
  return [
    edit('a key misspelt at the top', '"findings"', '"fidnings"', /baseline\.json/),
    edit('a key misspelt in an entry', '"content"', '"conetnt"', /baseline\.json/),
    edit('of another version', '"version": 1', '"version": 2', /baseline\.json/),
    edit('of another picture', '"path":"listings/lamp/01-day.jpg"', '"path":"listings/lamp/9.jpg"', 'nothing'),
    edit('of a rule that there is not', 'main-image-square', 'main-image-sqare', /main-image-sq/),
    edit('cut in its last line', '\n  ]\n}', '', /baseline\.json/),
  ];
}

const RULE = 'rules/title-stated.yaml';

export const ruleDamages: DamageGroup = {
  title: 'Rule files',
  damages: [
    ...misspeltKeys(RULE, textOf(RULE)),
    ...slips(RULE, [
      ['a fact that there is not', 'fact: listing', 'fact: listng', /listng/],
      ['an operator that there is not', 'operator: matches', 'operator: match', /"match"/],
      ['a path that there is not', 'path: title', 'path: titel', /titel/],
      ['an option that there is not', 'option: pattern', 'option: patern', /patern/],
      ['a scope that there is not', 'scope: listing', 'scope: listings', /listings/],
      ['nothing to assert', 'all:\n', 'all: []\nx-rest:\n', /assert|all/],
      ['the id of a built-in rule', 'id: title-stated', 'id: image-readable', /image-readable/],
    ]),
    ...strangeFile(RULE, [
      ...(['empty', 'cut', 'utf16', 'latin1', 'binary', 'huge', 'folder', 'fifo', 'socket'] as const),
      ...(['broken link', 'looping link', 'endless device', 'unreadable'] as const),
    ]),
  ],
};
