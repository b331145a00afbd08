// @module-tag full
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markPng, put, scene } from '../watermark/shop.ts';

const MAIN = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const PRELOAD = join(import.meta.dirname, 'no-network.mjs');
/** Addresses that a file may name: of its manifest, of its licence. */
const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" dcterms:provenance="http://127.0.0.1:9/manifest.c2pa" xmpRights:WebStatement="http://127.0.0.1:9/licence"/></rdf:RDF></x:xmpmeta>';
const CONFIG = `extends: [strict, compliance]
listings: ["listings/*"]
originals: ["originals/*"]
brand: { copyright: "© 2026 Acme", creator: Acme, rightsPage: "http://127.0.0.1:9/rights" }
channels: [etsy]
provenance: { authorities: ["http://127.0.0.1:9/"] }
monitor:
  services:
    - { name: search, use: tineye, address: "http://127.0.0.1:9/", works: ["originals/*"], tries: 2 }
`;
const CALLING = `export default { name: 'caller', version: '1', reporters: [{ id: 'call', title: 'call', render: async () => { await fetch('http://127.0.0.1:9/'); return ''; } }] };\n`;

let root: string;
beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-network-')));
  put(root, 'shop/listing-lint.config.yaml', CONFIG);
  put(
    root,
    'marked/listing-lint.config.yaml',
    'listings: ["listings/*"]\nbrand: { watermarks: [brand/mark.png] }\nrules: { watermark-present: error }\n',
  );
  put(root, 'marked/brand/mark.png', await markPng());
  const leaks = {
    IFD2: { BodySerialNumber: 'B-4711' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 15/1 0/1' },
  };
  const picture = (seed: number) => scene(seed).resize(400).withExif(leaks).withXmp(XMP);
  put(root, 'shop/listings/mug/1.jpg', await picture(1).jpeg().toBuffer());
  put(root, 'marked/listings/mug/1.jpg', await picture(1).jpeg().toBuffer());
  put(root, 'shop/listings/mug/2.webp', await picture(2).webp().toBuffer());
  put(root, 'shop/originals/1.jpg', await picture(1).jpeg().toBuffer());
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What a run would have opened; its exit code. */
const connectionsOf = (
  args: readonly string[],
  cwd = join(root, 'shop'),
): { readonly calls: string; readonly status: number | null } => {
  const log = join(root, 'network.log');
  rmSync(log, { force: true });
  const { status } = spawnSync(process.execPath, ['--import', PRELOAD, MAIN, ...args], {
    cwd,
    env: {
      ...process.env,
      NETWORK_LOG: log,
      LISTING_LINT_STAMP_KEY: 'a secret of this test',
      TINEYE_API_KEY: 'no-key',
    },
    stdio: 'ignore',
  });
  return { calls: existsSync(log) ? readFileSync(log, 'utf8') : '', status };
};

describe('no connection is opened, and no name asked for', () => {
  const reports = ['text', 'json', 'sarif', 'html', 'audit', 'markdown', 'github', 'gitlab', 'junit', 'csv'].flatMap(
    (format) => ['-f', `${format}:out/${format}.txt`],
  );

  it.each<[string, readonly string[], number]>([
    ['a lint with every report', ['lint', ...reports], 1],
    ['inspect', ['inspect', 'listings/mug/1.jpg'], 0],
    ['match', ['match', 'listings/mug/1.jpg'], 1],
    ['compare', ['compare', 'listings/mug/1.jpg', 'listings/mug/1.jpg'], 0],
    ['fingerprint', ['fingerprint', '--dry-run', '--permit-other-owner'], 0],
    ['archive', ['archive', 'listings', 'originals'], 0],
    ['ledger verify', ['ledger', 'verify'], 0],
    ['ledger graph', ['ledger', 'graph', 'originals/1.jpg'], 0],
    ['evidence', ['evidence', 'listings/mug/1.jpg', '--out', 'bundle'], 0],
    ['monitor', ['monitor', 'listings'], 1],
    ['monitor --ask --dry-run', ['monitor', '--ask', 'search', '--dry-run'], 0],
    ['--fix', ['lint', '--fix'], 1],
  ])(
    'by %s',
    (_what, args, status) => {
      expect(connectionsOf(args)).toEqual({ calls: '', status });
    },
    120_000,
  );

  it('by stamp', () => {
    expect(connectionsOf(['stamp', '--out', 'out'], join(root, 'marked'))).toEqual({ calls: '', status: 0 });
  }, 120_000);

  it('but by ledger seal, once for each try', () => {
    connectionsOf(['archive', 'originals']);
    const { calls, status } = connectionsOf(['ledger', 'seal']);
    expect([calls, status]).toEqual(['fetch\n'.repeat(3), 2]);
  }, 120_000);

  it('but by monitor --ask, once for each try', () => {
    const { calls, status } = connectionsOf(['monitor', '--ask', 'search']);
    expect([calls, status]).toEqual(['net.Socket.connect\n'.repeat(2), 1]);
  }, 120_000);

  it('which would be seen: a plugin that calls somebody is', () => {
    put(root, 'calling/plugin.mjs', CALLING);
    put(
      root,
      'calling/listing-lint.config.yaml',
      'plugins: ["./plugin.mjs"]\nextends: [recommended]\nlistings: ["*"]\n',
    );
    put(root, 'calling/mug/1.jpg', readFileSync(join(root, 'shop/listings/mug/1.jpg')));
    const { calls, status } = connectionsOf(['lint', '-f', 'caller/call'], join(root, 'calling'));
    expect(calls).toBe('fetch\n');
    expect(status).toBe(2);
  }, 120_000);
});
