// Made by `npm run generate` from the folder listing. Do not edit.
import type { YamlSource } from '@listing-lint/core';

export const presets: readonly YamlSource[] = [
  {
    path: 'channels/alibaba.yaml',
    text: `title: What Alibaba.com asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  alibaba-image: error
  alibaba-image-advice: warn
`,
    get value() {
      return JSON.parse(`{"title":"What Alibaba.com asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"alibaba-image":"error","alibaba-image-advice":"warn"}}`);
    },
  },
  {
    path: 'channels/aliexpress.yaml',
    text: `title: What AliExpress asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  aliexpress-image-advice: warn
  aliexpress-image-count: warn
overrides:
  # No text or watermark on the main picture according to secondary sources only (C).
  - channels: [aliexpress]
    roles: [main]
    rules:
      watermark-present: off
      watermark-legible: off
      overlay-absent: warn
`,
    get value() {
      return JSON.parse(`{"title":"What AliExpress asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"aliexpress-image-advice":"warn","aliexpress-image-count":"warn"},"overrides":[{"channels":["aliexpress"],"roles":["main"],"rules":{"watermark-present":"off","watermark-legible":"off","overlay-absent":"warn"}}]}`);
    },
  },
  {
    path: 'channels/amazon.yaml',
    text: `title: What Amazon asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  amazon-image: error
  amazon-image-advice: warn
  amazon-main-image: warn
  amazon-image-count: warn
overrides:
  # Text, logos and watermarks are forbidden on the main picture (B: older official copies).
  - channels: [amazon]
    roles: [main]
    rules:
      watermark-present: off
      watermark-legible: off
      overlay-absent: warn
  # A square is advised by secondary sources only (C). Its pixels are asked for by the rules above.
  - channels: [amazon]
    roles: [main]
    rules:
      main-image-square: { severity: warn, minSide: 1 }
`,
    get value() {
      return JSON.parse(`{"title":"What Amazon asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"amazon-image":"error","amazon-image-advice":"warn","amazon-main-image":"warn","amazon-image-count":"warn"},"overrides":[{"channels":["amazon"],"roles":["main"],"rules":{"watermark-present":"off","watermark-legible":"off","overlay-absent":"warn"}},{"channels":["amazon"],"roles":["main"],"rules":{"main-image-square":{"severity":"warn","minSide":1}}}]}`);
    },
  },
  {
    path: 'channels/ebay.yaml',
    text: `title: What eBay asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  ebay-image: error
  ebay-image-advice: warn
  ebay-image-count: error
overrides:
  # Any watermark is forbidden, one of ownership included (A: official picture policy).
  - channels: [ebay]
    rules:
      watermark-present: off
      watermark-legible: off
      overlay-absent: warn
`,
    get value() {
      return JSON.parse(`{"title":"What eBay asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"ebay-image":"error","ebay-image-advice":"warn","ebay-image-count":"error"},"overrides":[{"channels":["ebay"],"rules":{"watermark-present":"off","watermark-legible":"off","overlay-absent":"warn"}}]}`);
    },
  },
  {
    path: 'channels/etsy.yaml',
    text: `title: What Etsy asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  etsy-image-advice: warn
`,
    get value() {
      return JSON.parse(`{"title":"What Etsy asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"etsy-image-advice":"warn"}}`);
    },
  },
  {
    path: 'channels/google.yaml',
    text: `title: What Google asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  google-image: error
  google-image-size: error
  google-image-advice: warn
overrides:
  # Watermarks and promotional overlays are disapproved (general knowledge, not re-checked).
  - channels: [google]
    rules:
      watermark-present: off
      watermark-legible: off
      overlay-absent: warn
`,
    get value() {
      return JSON.parse(`{"title":"What Google asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"google-image":"error","google-image-size":"error","google-image-advice":"warn"},"overrides":[{"channels":["google"],"rules":{"watermark-present":"off","watermark-legible":"off","overlay-absent":"warn"}}]}`);
    },
  },
  {
    path: 'channels/joom.yaml',
    text: `title: What Joom asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  # Duplicates are forbidden (A: merchant-help.joom.com).
  hash-unique: error
overrides:
  # Watermarks, frames and text are forbidden (A: merchant-help.joom.com).
  - channels: [joom]
    rules:
      watermark-present: off
      watermark-legible: off
      overlay-absent: warn
`,
    get value() {
      return JSON.parse(`{"title":"What Joom asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"hash-unique":"error"},"overrides":[{"channels":["joom"],"rules":{"watermark-present":"off","watermark-legible":"off","overlay-absent":"warn"}}]}`);
    },
  },
  {
    path: 'channels/lazada.yaml',
    text: `title: What Lazada asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  lazada-image-advice: warn
  lazada-image-count: warn
overrides:
  # Watermarks are forbidden (B: guideline of 2017).
  - channels: [lazada]
    roles: [main]
    rules:
      watermark-present: off
      watermark-legible: off
      overlay-absent: warn
  # A square is advised (B: guideline of 2017). Its pixels are asked for by the rules above.
  - channels: [lazada]
    roles: [main]
    rules:
      main-image-square: { severity: warn, minSide: 1 }
`,
    get value() {
      return JSON.parse(`{"title":"What Lazada asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"lazada-image-advice":"warn","lazada-image-count":"warn"},"overrides":[{"channels":["lazada"],"roles":["main"],"rules":{"watermark-present":"off","watermark-legible":"off","overlay-absent":"warn"}},{"channels":["lazada"],"roles":["main"],"rules":{"main-image-square":{"severity":"warn","minSide":1}}}]}`);
    },
  },
  {
    path: 'channels/mercadolibre.yaml',
    text: `title: What Mercado Libre asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  mercadolibre-image: error
  mercadolibre-image-advice: warn
overrides:
  # Watermarks and text are moderated (A: official image diagnosis).
  - channels: [mercadolibre]
    rules:
      watermark-present: off
      watermark-legible: off
      overlay-absent: warn
  # About a square (A: official image diagnosis). Its pixels are asked for by the rules above.
  - channels: [mercadolibre]
    roles: [main]
    rules:
      main-image-square: { severity: warn, minSide: 1, minRatio: 0.9, maxRatio: 1.1 }
`,
    get value() {
      return JSON.parse(`{"title":"What Mercado Libre asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"mercadolibre-image":"error","mercadolibre-image-advice":"warn"},"overrides":[{"channels":["mercadolibre"],"rules":{"watermark-present":"off","watermark-legible":"off","overlay-absent":"warn"}},{"channels":["mercadolibre"],"roles":["main"],"rules":{"main-image-square":{"severity":"warn","minSide":1,"minRatio":0.9,"maxRatio":1.1}}}]}`);
    },
  },
  {
    path: 'channels/shopee.yaml',
    text: `title: What Shopee asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  shopee-image-advice: warn
  shopee-image-count: warn
overrides:
  # No watermark on the cover according to secondary sources only (C).
  - channels: [shopee]
    roles: [main]
    rules:
      watermark-present: off
      watermark-legible: off
      overlay-absent: warn
`,
    get value() {
      return JSON.parse(`{"title":"What Shopee asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"shopee-image-advice":"warn","shopee-image-count":"warn"},"overrides":[{"channels":["shopee"],"roles":["main"],"rules":{"watermark-present":"off","watermark-legible":"off","overlay-absent":"warn"}}]}`);
    },
  },
  {
    path: 'channels/shopify.yaml',
    text: `title: What Shopify asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  shopify-image: error
  shopify-image-advice: warn
`,
    get value() {
      return JSON.parse(`{"title":"What Shopify asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"shopify-image":"error","shopify-image-advice":"warn"}}`);
    },
  },
  {
    path: 'channels/temu.yaml',
    text: `title: What Temu asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  temu-image-advice: warn
overrides:
  # Watermarks and text are forbidden according to secondary sources only (C).
  - channels: [temu]
    rules:
      watermark-present: off
      watermark-legible: off
      overlay-absent: warn
`,
    get value() {
      return JSON.parse(`{"title":"What Temu asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"temu-image-advice":"warn"},"overrides":[{"channels":["temu"],"rules":{"watermark-present":"off","watermark-legible":"off","overlay-absent":"warn"}}]}`);
    },
  },
  {
    path: 'channels/vtex.yaml',
    text: `title: What VTEX asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  vtex-image: error
overrides:
  # A square (A: help.vtex.com). Its pixels are asked for by the rule above.
  - channels: [vtex]
    roles: [main]
    rules:
      main-image-square: { severity: warn, minSide: 1 }
`,
    get value() {
      return JSON.parse(`{"title":"What VTEX asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"vtex-image":"error"},"overrides":[{"channels":["vtex"],"roles":["main"],"rules":{"main-image-square":{"severity":"warn","minSide":1}}}]}`);
    },
  },
  {
    path: 'channels/walmart.yaml',
    text: `title: What Walmart asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  walmart-image: error
  walmart-image-advice: warn
  walmart-main-image: warn
  walmart-image-count: warn
overrides:
  # Watermarks are forbidden according to secondary sources only (C).
  - channels: [walmart]
    roles: [main]
    rules:
      watermark-present: off
      watermark-legible: off
      overlay-absent: warn
`,
    get value() {
      return JSON.parse(`{"title":"What Walmart asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"walmart-image":"error","walmart-image-advice":"warn","walmart-main-image":"warn","walmart-image-count":"warn"},"overrides":[{"channels":["walmart"],"roles":["main"],"rules":{"watermark-present":"off","watermark-legible":"off","overlay-absent":"warn"}}]}`);
    },
  },
  {
    path: 'channels/zalando.yaml',
    text: `title: What Zalando asks of listings that go there; sources, date of reading and certainty stand with each rule.
rules:
  zalando-image: error
  zalando-image-advice: warn
  zalando-main-image: warn
`,
    get value() {
      return JSON.parse(`{"title":"What Zalando asks of listings that go there; sources, date of reading and certainty stand with each rule.","rules":{"zalando-image":"error","zalando-image-advice":"warn","zalando-main-image":"warn"}}`);
    },
  },
  {
    path: 'compliance.yaml',
    text: `title: For audits, where what cannot be shown to be right stops the release.
extends: recommended
rules:
  legal-escalation: error
  exif-capture-date-order: error
  exif-edit-software: warn
  exif-resaved: warn
  image-extension: error
  rights-stated: warn
  rights-consistent: warn
  privacy-serial: warn
  privacy-contact: warn
  privacy-faces: warn
  hash-known-foreign: error
  watermark-legible: warn
  watermark-tiled-legible: warn
  watermark-position-varies: warn
`,
    get value() {
      return JSON.parse(`{"title":"For audits, where what cannot be shown to be right stops the release.","extends":"recommended","rules":{"legal-escalation":"error","exif-capture-date-order":"error","exif-edit-software":"warn","exif-resaved":"warn","image-extension":"error","rights-stated":"warn","rights-consistent":"warn","privacy-serial":"warn","privacy-contact":"warn","privacy-faces":"warn","hash-known-foreign":"error","watermark-legible":"warn","watermark-tiled-legible":"warn","watermark-position-varies":"warn"}}`);
    },
  },
  {
    path: 'exif-intact.yaml',
    text: `title: Archived originals still carry what the camera wrote, and published copies do not say where they were taken.
rules:
  exif-original-complete: error
  exif-capture-date-order: warn
  exif-edit-software: info
  exif-resaved: info
  privacy-gps: error
  privacy-serial: warn
  privacy-contact: warn
  privacy-faces: warn
  rights-consistent: warn
  rights-reserved-ai: info
`,
    get value() {
      return JSON.parse(`{"title":"Archived originals still carry what the camera wrote, and published copies do not say where they were taken.","rules":{"exif-original-complete":"error","exif-capture-date-order":"warn","exif-edit-software":"info","exif-resaved":"info","privacy-gps":"error","privacy-serial":"warn","privacy-contact":"warn","privacy-faces":"warn","rights-consistent":"warn","rights-reserved-ai":"info"}}`);
    },
  },
  {
    path: 'recommended.yaml',
    text: `title: What every seller wants to know; rules that need something of the config are reported as not checked without it.
rules:
  image-readable: error
  listing-file-valid: error
  listing-image-count: { severity: warn, min: 1 }
  listing-has-main: warn
  case-file-valid: error
  legal-escalation: warn
  exif-original-complete: error
  exif-capture-date-order: warn
  exif-edit-software: info
  privacy-gps: error
  hash-unique: error
  hash-variant: warn
  hash-suspect: warn
  angles-distinct: warn
  watermark-present: error
`,
    get value() {
      return JSON.parse(`{"title":"What every seller wants to know; rules that need something of the config are reported as not checked without it.","rules":{"image-readable":"error","listing-file-valid":"error","listing-image-count":{"severity":"warn","min":1},"listing-has-main":"warn","case-file-valid":"error","legal-escalation":"warn","exif-original-complete":"error","exif-capture-date-order":"warn","exif-edit-software":"info","privacy-gps":"error","hash-unique":"error","hash-variant":"warn","hash-suspect":"warn","angles-distinct":"warn","watermark-present":"error"}}`);
    },
  },
  {
    path: 'strict.yaml',
    text: `title: Everything in recommended, and what a careful shop also wants to know.
extends: recommended
rules:
  image-extension: warn
  image-file-size: warn
  image-zoomable: warn
  exif-resaved: info
  legal-escalation: error
  listing-image-count: { severity: error, min: 4 }
  listing-has-main: error
  main-image-square: error
  rights-stated: warn
  rights-consistent: warn
  privacy-serial: warn
  privacy-contact: warn
  privacy-faces: warn
  hash-known-foreign: error
  watermark-placement-keyed: warn
  watermark-legible: warn
  watermark-tiled-legible: warn
  watermark-position-varies: warn
`,
    get value() {
      return JSON.parse(`{"title":"Everything in recommended, and what a careful shop also wants to know.","extends":"recommended","rules":{"image-extension":"warn","image-file-size":"warn","image-zoomable":"warn","exif-resaved":"info","legal-escalation":"error","listing-image-count":{"severity":"error","min":4},"listing-has-main":"error","main-image-square":"error","rights-stated":"warn","hash-known-foreign":"error","watermark-placement-keyed":"warn","watermark-legible":"warn","watermark-tiled-legible":"warn","watermark-position-varies":"warn"}}`);
      return JSON.parse(`{"title":"Everything in recommended, and what a careful shop also wants to know.","extends":"recommended","rules":{"image-extension":"warn","image-file-size":"warn","image-zoomable":"warn","exif-resaved":"info","legal-escalation":"error","listing-image-count":"error","listing-has-main":"error","main-image-square":"error","rights-stated":"warn","privacy-serial":"warn","privacy-contact":"warn","privacy-faces":"warn","hash-known-foreign":"error","watermark-placement-keyed":"warn","watermark-legible":"warn","watermark-tiled-legible":"warn","watermark-position-varies":"warn"}}`);
      return JSON.parse(`{"title":"Everything in recommended, and what a careful shop also wants to know.","extends":"recommended","rules":{"image-extension":"warn","image-file-size":"warn","image-zoomable":"warn","exif-resaved":"info","legal-escalation":"error","listing-image-count":"error","listing-has-main":"error","main-image-square":"error","rights-stated":"warn","rights-consistent":"warn","rights-reserved-ai":"info","privacy-serial":"warn","privacy-contact":"warn","privacy-faces":"warn","hash-known-foreign":"error","watermark-placement-keyed":"warn","watermark-legible":"warn","watermark-tiled-legible":"warn","watermark-position-varies":"warn"}}`);
      return JSON.parse(`{"title":"Everything in recommended, and what a careful shop also wants to know.","extends":"recommended","rules":{"image-extension":"warn","image-file-size":"warn","image-zoomable":"warn","exif-resaved":"info","legal-escalation":"error","listing-image-count":"error","listing-has-main":"error","main-image-square":"error","rights-stated":"warn","rights-consistent":"warn","privacy-serial":"warn","privacy-contact":"warn","privacy-faces":"warn","hash-known-foreign":"error","watermark-placement-keyed":"warn","watermark-legible":"warn","watermark-tiled-legible":"warn","watermark-position-varies":"warn"}}`);
    },
  },
];
