/** The documents of the healthy shop, by path. Every key that a document may have is used somewhere, so that each can be misspelt. */
export const TEXTS: Readonly<Record<string, string>> = {
  'listing-lint.config.yaml': `extends: [recommended]
plugins: [./plugin/plugin.mjs]
ruleFiles: ["rules/*.yaml"]
listings: ["listings/*"]
originals: ["originals/**"]
cases: ["cases/*.yaml"]
ignores: ["**/drafts/**"]
roles:
  - { files: ["**/02-side.*"], role: gallery }
channels: [etsy]
brand:
  watermarks: [brand/mark.png]
  copyright: "© 2026 Tern"
  creator: Tern
foreign:
  - { pdq: brand/foreign.pdq, owner: Supplier }
registry: published.txt
limits:
  fileMegabytes: 8
  megapixels: 12
rules:
  listing-image-count: { severity: warn, min: 3 }
  image-file-size: { severity: error, maxBytes: 400000 }
  hash-known-foreign: error
  image-extension: warn
  main-image-square: warn
  rights-stated: error
  demo/tone: warn
overrides:
  - files: ["originals/**"]
    rules: { image-file-size: off, rights-stated: off }
settings:
  demo: { darkest: 5 }
reporters:
  demo/list: { prefix: "-" }
`,
  'listing-lint.exceptions.yaml': `exceptions:
  - rule: privacy-gps
    subject: listings/lamp/02-shade.jpg
    reason: taken at the trade fair, whose place is public
    owner: Ada
    expires: 2027-06-30
`,
  'rules/title-stated.yaml': `id: title-stated
scope: listing
severity: error
title: A listing has a title
why: Without one the channel makes it up.
fix: Give listing.yaml a title.
options:
  pattern: { type: string, default: "^.{4}" }
assert:
  all:
    - { fact: listing, path: title, operator: matches, value: { option: pattern }, message: "the title is {{actual}}" }
`,
  'rules/product-stated.yaml': `id: product-stated
scope: listing
severity: warn
title: A listing says what it shows
why: Copies are told by product.
fix: Give listing.yaml a product.
assert: { all: [{ fact: listing, path: file, operator: exists, value: true, message: "there is no listing.yaml" }] }
`,
  'plugin/plugin.mjs': `import { defineFact, z } from 'listing-lint/plugin';

const settings = z.strictObject({ darkest: z.number().min(0).max(255).default(5) });
const tone = defineFact({
  id: 'tone',
  scope: 'image',
  version: 1,
  title: 'How bright a picture is.',
  schema: z.object({ mean: z.number(), darkest: z.number() }),
  compute: async (subject, _params, context) => {
    const { darkest } = settings.parse(context.settings ?? {});
    return { mean: 128, darkest };
  },
});
const rule = {
  path: 'tone.yaml',
  text: [
    'id: tone',
    'scope: image',
    'severity: warn',
    'title: A picture is not too dark',
    'why: Nobody sees what is black.',
    'fix: Light it.',
    'assert: { all: [{ fact: tone, path: mean, operator: greaterThan, value: 20, message: "too dark: {{actual}}" }] }',
    '',
  ].join('\\n'),
};
const list = {
  id: 'list',
  title: 'A plain list',
  options: z.strictObject({ prefix: z.string().optional() }),
  render: (report, { options }) =>
    report.findings.map(({ ruleId, subject }) => (options.list?.prefix ?? '') + subject.path + ' ' + ruleId + '\\n').join(''),
};
export const plugin = { name: 'demo', version: '1.0.0', settings, facts: [tone], rules: [rule], reporters: [list] };
`,
  'listings/mug/listing.yaml': `product: mug
title: Stoneware mug
channels: [etsy]
roles:
  03-inside.jpg: variant
`,
  'listings/lamp/listing.yaml': `product: lamp
title: Table lamp
channels: [etsy]
roles:
  - { files: ["01-*"], role: main }
`,
  'cases/2026-001.yaml': `id: 2026-001
status: open
platform: ebay
jurisdiction: US
owner: Ada
damages: { amount: 14200, currency: EUR, usd: 15300, rateDate: 2026-06-01 }
infringements:
  - listing: https://market.example/item/1
    seller: copyist
    firstSeen: 2026-05-04
    lastSeen: 2026-06-21
    counterfeit: true
    watermarkRemoved: true
  - listing: https://market.example/item/2
    firstSeen: 2026-05-10
events:
  - { type: filed, at: 2026-05-06 }
  - { type: removed, at: 2026-05-09, listing: https://market.example/item/1 }
  - { type: relisted, at: 2026-05-15, listing: https://market.example/item/1 }
`,
  'cases/2026-002.yaml': `id: 2026-002
status: closed
platform: etsy
damages: { amount: 80, currency: USD }
infringements:
  - { listing: https://market.example/item/3, firstSeen: 2026-02-01, lastSeen: 2026-02-03 }
events:
  - { type: filed, at: 2026-02-02 }
  - { type: removed, at: 2026-02-04 }
`,
};
