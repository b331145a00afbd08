// A repository can bring a link under any name that a command reads, and what a command prints goes to logs that others read. Every document that
// a command reads is a link here to a file outside the repository: no output may quote that file.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../run-in.ts';

const SHOP = join(import.meta.dirname, '../../../../examples/shop');
/** Six characters of it from any place are recognised: an engine's own message about JSON quotes ten. */
const SECRET = 'ZQXJ'.repeat(40);
const isQuoted = (text: string): boolean => /ZQXJZQ|QXJZQX|XJZQXJ|JZQXJZ/i.test(text);

const OUTSIDE: Readonly<Record<string, string>> = {
  'no JSON': `//registry.example/:_authToken=${SECRET}\n`,
  'JSON that breaks off': `{"password": "${SECRET}", "${SECRET}": [1,`,
  'JSON with a key too many': `{"version": 1, "${SECRET}": "${SECRET}", "findings": "${SECRET}", "id": "${SECRET}"}`,
  'a list in JSON': `["${SECRET}", {"${SECRET}": "${SECRET}"}]\n`,
  'YAML of another kind': `${SECRET}: ${SECRET}\nrules: { ${SECRET}: ${SECRET} }\nid: [${SECRET}]\nrole: ${SECRET}\n`,
  lines: `${SECRET}\n${SECRET}\t${SECRET}\n# ${SECRET}\n`,
};

const CONFIG = 'extends: [recommended]\nlistings: ["listings/*"]\n';
const LINT = ['lint --debug --stats -f text -f json:report.json -f csv:report.csv'];

interface Document {
  /** The link, in the repository. */
  readonly link: string;
  readonly config?: string;
  readonly lines?: readonly string[];
}

const DOCUMENTS: Readonly<Record<string, Document>> = {
  config: {
    link: 'listing-lint.config.yaml',
    lines: [...LINT, 'lint --print-config listings/mug/01.jpg', 'rules', '--help'],
  },
  'config in JSON': { link: 'listing-lint.config.json', config: '' },
  'config without an ending': { link: '.listing-lintrc', config: '' },
  'config in package.json': { link: 'package.json', config: '' },
  'named config': { link: 'other.yaml', lines: ['lint -c other.yaml --debug', 'lint -c other.yaml --no-plugins'] },
  'config of a folder below': { link: 'listings/mug/listing-lint.config.yaml' },
  'package.json beside the config': { link: 'package.json' },
  preset: {
    link: 'preset.yaml',
    config: `${CONFIG}extends: [./preset.yaml]\n`.replace('extends: [recommended]\n', ''),
  },
  'rule file': { link: 'rules/own.yaml', config: `${CONFIG}ruleFiles: ["rules/*.yaml"]\n`, lines: [...LINT, 'test'] },
  exceptions: { link: 'listing-lint.exceptions.yaml' },
  'package.json of a plugin': { link: 'plugin/package.json', config: `${CONFIG}plugins: [./plugin]\n` },
  'plugin in JSON': { link: 'plugin.json', config: `${CONFIG}plugins: [./plugin.json]\n` },
  baseline: {
    link: 'known.json',
    lines: ['lint --baseline known.json --debug', 'lint --baseline known.json --update-baseline -f json:report.json'],
  },
  cache: { link: 'known.cache', lines: ['lint --cache --cache-location known.cache --debug'] },
  shard: { link: 'a.shard', lines: ['merge a.shard', 'merge a.shard -f html:report.html'] },
  registry: {
    link: 'registry.txt',
    config: `${CONFIG}registry: registry.txt\n`,
    lines: [
      ...LINT,
      'registry add',
      'registry query listings/mug',
      'match listings/mug --registry',
      'registry export out.txt',
    ],
  },
  'registry to import': {
    link: 'other.txt',
    config: `${CONFIG}registry: registry.txt\n`,
    lines: ['registry import other.txt', 'registry export other.txt'],
  },
  stamps: {
    link: 'listing-lint.stamps.jsonl',
    config: `${CONFIG}brand: { watermarks: [mark.png] }\n`,
    lines: ['lint --debug -f json', 'stamp listings/mug/01.jpg --out stamped'],
  },
  calibration: {
    link: 'listing-lint.watermarks.json',
    config: `${CONFIG}brand: { watermarks: [mark.png] }\n`,
    lines: ['lint --debug -f json'],
  },
  watermark: { link: 'mark.svg', config: `${CONFIG}brand: { watermarks: [mark.svg] }\n` },
  'stamp key': {
    link: 'key.txt',
    config: `${CONFIG}brand: { watermarks: [mark.png] }\n`,
    lines: ['stamp --dry-run --key-file key.txt'],
  },
  case: {
    link: 'cases/c1.yaml',
    config: `${CONFIG}cases: ["cases/*"]\n`,
    lines: [
      ...LINT,
      'case status',
      'case timeline',
      'case letter counter-notice cases/c1.yaml',
      'case status cases/c1.yaml',
      'case export cases/c1.yaml --to dmca',
      'evidence cases/c1.yaml --out bundle',
    ],
  },
  'case in JSON': {
    link: 'cases/c1.json',
    config: `${CONFIG}cases: ["cases/*"]\n`,
    lines: [...LINT, 'case status cases/c1.json', 'case timeline cases/c1.json'],
  },
  'monitoring log': {
    link: 'logs/1.yaml',
    config: `${CONFIG}monitoring: ["logs/*"]\n`,
    lines: [...LINT, 'monitor listings/mug'],
  },
  'listing.yaml': {
    link: 'listings/mug/listing.yaml',
    lines: [...LINT, 'export etsy --to copies', 'match listings/mug --against listings/lamp'],
  },
  'listing.json': { link: 'listings/mug/listing.json' },
  'match result': { link: 'match.json', lines: ['case new --id c9 match.json'] },
  'monitor source of lines': {
    link: 'crawl.jsonl',
    config: `${CONFIG}monitoring: ["logs/*"]\n`,
    lines: ['monitor crawl.jsonl -f json:report.json'],
  },
  'monitor source of addresses': {
    link: 'crawl.txt',
    config: `${CONFIG}monitoring: ["logs/*"]\n`,
    lines: ['monitor crawl.txt -f json:report.json'],
  },
  'monitor source of pages': {
    link: 'page.html',
    config: `${CONFIG}monitoring: ["logs/*"]\n`,
    lines: ['monitor page.html -f json:report.json'],
  },
  'monitor source of a crawler': {
    link: 'crawl.warc',
    config: `${CONFIG}monitoring: ["logs/*"]\n`,
    lines: ['monitor crawl.warc -f json:report.json'],
  },
  'C2PA trust list': { link: 'trust.pem', config: `${CONFIG}c2pa: { anchors: [trust.pem] }\n` },
  'C2PA certificate': {
    link: 'cert.pem',
    config: `${CONFIG}provenance: {}\nc2pa: { certificate: cert.pem }\n`,
    lines: [...LINT, 'archive --sign signed listings/mug/01.jpg'],
  },
  'ledger entry': {
    link: `provenance/entries/ab/${'ab'.repeat(32)}.json`,
    config: `${CONFIG}provenance: {}\n`,
    lines: [...LINT, 'ledger verify', 'ledger graph listings/mug/01.jpg', 'archive'],
  },
  seal: {
    link: `provenance/seals/${'ab'.repeat(32)}/seal.json`,
    config: `${CONFIG}provenance: {}\n`,
    lines: [...LINT, 'ledger verify'],
  },
  'index of exports': { link: 'copies/listing-lint.exports.jsonl', lines: ['export etsy --to copies', ...LINT] },
  'saved audit': { link: 'audit.html', lines: ['audit verify audit.html'] },
  'earlier report': {
    link: 'report.json',
    lines: ['lint -f json:report.json', 'match listings/mug --against listings/lamp -f json:report.json'],
  },
  'list of hashes': { link: 'foreign.txt', config: `${CONFIG}foreign: [{ pdq: foreign.txt }]\n` },
  'roots of seals': {
    link: 'roots.pem',
    config: `${CONFIG}provenance: { roots: [roots.pem] }\n`,
    lines: [...LINT, 'ledger verify', 'ledger verify --roots roots.pem'],
  },
  salt: {
    link: 'salt.txt',
    config: `${CONFIG}provenance: { salt: salt.txt }\n`,
    lines: ['archive listings/mug/01.jpg'],
  },
  'rule test': { link: 'rules/own.test.yaml', config: `${CONFIG}ruleFiles: ["rules/*.yaml"]\n`, lines: ['test'] },
  '.gitignore': { link: '.gitignore' },
  '.gitattributes': { link: '.gitattributes' },
};

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'outside-text-')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesBelow = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe.each(Object.entries(DOCUMENTS))('%s that is a link out of the repository', (_, { link, config, lines }) => {
  it.each(Object.entries(OUTSIDE))('is not quoted where it is %s', async (_, text) => {
    const shop = join(folder, 'shop');
    rmSync(shop, { recursive: true, force: true });
    const put = (path: string, content: string): void => {
      mkdirSync(dirname(join(shop, path)), { recursive: true });
      writeFileSync(join(shop, path), content);
    };
    writeFileSync(join(folder, 'outside'), text);
    mkdirSync(join(shop, '.git'), { recursive: true });
    if (config !== '') put('listing-lint.config.yaml', config ?? CONFIG);
    for (const listing of ['mug', 'lamp']) mkdirSync(join(shop, 'listings', listing), { recursive: true });
    cpSync(join(SHOP, 'listings/stoneware-mug/01-front.jpg'), join(shop, 'listings/mug/01.jpg'));
    cpSync(join(SHOP, 'brand/mark.png'), join(shop, 'mark.png'));
    rmSync(join(shop, link), { force: true });
    mkdirSync(dirname(join(shop, link)), { recursive: true });
    symlinkSync(relative(dirname(join(shop, link)), join(folder, 'outside')), join(shop, link));
    for (const line of lines ?? LINT) {
      const { out, err } = await runIn(shop, line.split(' '), {
        env: { LISTING_LINT_STAMP_KEY: 'a secret of many characters' },
      });
      expect([line, isQuoted(out) ? out : '', isQuoted(err) ? err : '']).toEqual([line, '', '']);
      expect(err).not.toContain('this is a bug');
    }
    expect(filesBelow(shop).filter((file) => isQuoted(readFileSync(file, 'latin1')))).toEqual([]);
    expect(readFileSync(join(folder, 'outside'), 'utf8')).toBe(text);
  });
});
