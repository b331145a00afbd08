import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The block of YAML in a page that holds a text. */
const shown = (page: string, holds: string): string => {
  const text = readFileSync(join(import.meta.dirname, '../../docs', page), 'utf8');
  const found = [...text.matchAll(/```yaml[^\n]*\n(.*?)```/gs)].find(([block]) => block.includes(holds))?.[1];
  if (found === undefined) throw new Error(`docs/${page} shows no YAML with ${holds}`);
  return found;
};

/** As the pages show them: every key that each can have. */
export const listingFile = shown('listing-file.md', 'product:');
export const listingRoles = shown('listing-file.md', 'role: chart }');
export const caseFile = shown('case-file.md', 'schemaVersion:');
export const accusedCase = shown('case-file.md', 'direction: accused');
export const monitoringFile = shown('monitoring.md', 'schemaVersion:');
export const monitoringRun = shown('monitoring.md', 'by: listing-lint monitor');
export const smallCases = [shown('case-file.md', 'status: open'), shown('case-file.md', 'x-phone-call')];

export const config = `
$schema: config.schema.json
title: every key
extends: []
plugins: []
projects: []
sharedSet: false
ruleFiles: []
ignores: ["drafts/**"]
listings: ["listings/*"]
originals: ["originals/**"]
cases: ["cases/*.yaml"]
monitoring: ["monitoring/*.yaml"]
pages: ["pages/*.html"]
roles: [{ files: ["**/chart.png"], role: chart }]
channels: []
brand:
  watermarks:
    - { text: Acme, font: serif, color: "#ffffff", outline: "#000000", angles: [30], tiled: true }
  decoys: []
  copyright: Acme
  creator: Acme
  rightsPage: https://acme.example/rights
foreign: [{ files: ["others/*"], owner: Beta }]
fields:
  listing: { sku: { type: string, title: article number, required: true, enum: [a, b] } }
  case: { hours: { type: array, items: number, minimum: 0, maximum: 9 } }
monitor:
  licensees: [{ name: Partner, seller: lamp-house, domain: partner.example, works: [lamp], until: 2027-06-30 }]
  refused: [{ reason: the maker's own, work: lamp, listing: https://a.example/1, domain: a.example, picture: "${'a'.repeat(64)}" }]
  floodListings: 25
  mostHits: 2000
  minutes: 300
  rightsHolder: { name: Acme, type: company, address: 4 Quay Street, phone: '1', email: a@acme.example, jurisdiction: DE }
  marks: true
  services:
    - { use: tineye, name: tineye, works: ["a/**"], mostWorks: 9, side: 600, perMinute: 10, tries: 2, seconds: 9, answerMegabytes: 1, mostResults: 9, ownHosts: [a.example] }
    - { use: google-vision, name: vision, works: [a.jpg], address: https://a.example/, key: { env: KEY, header: x-api-key, prefix: "Bearer " } }
    - use: http
      name: acme
      works: [a.jpg]
      address: https://a.example/
      key: { env: KEY, query: key }
      request: { method: POST, headers: { x-lang: en }, query: { n: "9" }, form: { file: $picture } }
      answer:
        must: [{ at: /code, is: 200 }]
        fails: /error
        total: /count
        results: [{ lists: [/hits], page: /page, picture: [/url], at: /day, seller: /shop, title: /name, price: /price, currency: /currency }]
registry: published.txt
objects: [{ from: s3://pictures/live, to: live, endpoint: "https://store.example.org", region: eu-central-1, except: ["**/*.psd"] }]
provenance: { folder: provenance, salt: salt.txt, authorities: ["https://timestamp.example/tsr"], roots: [roots/authority.pem] }
c2pa:
  anchors: [anchors/ours.pem, { file: anchors/list.pem, list: C2PA trust list, date: 2026-08-21 }]
  certificate: certificates/ours.pem
limits: { fileMegabytes: 10, megapixels: 20 }
rules:
  image-readable: error
  hash-unique: { severity: error, maxDistance: 31 }
overrides:
  - files: ["a/**"]
    roles: [main]
    channels: []
    rules: { image-readable: warn }
settings: {}
reporters: { sarif: { anchor: manifest } }
custom: { of: [my, own] }
`;

export const exceptions = `
$schema: exceptions.schema.json
exceptions:
  - { rule: image-readable, subject: "a/**", reason: known, owner: legal desk, expires: 2027-01-01, custom: { ticket: 7 } }
  - { rule: image-readable, content: ${'ab'.repeat(32)}, reason: known, owner: legal desk }
`;

export const baseline = `{
  "version": 1,
  "findings": [
    {"rule":"hash-unique","path":"a.jpg","content":"0123"}
  ]
}`;
