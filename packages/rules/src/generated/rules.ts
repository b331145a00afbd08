// Made by `npm run generate` from the folder listing. Do not edit.
import type { YamlSource } from '@listing-lint/core';

export const rules: readonly YamlSource[] = [
  {
    path: 'case/case-file-valid.yaml',
    text: `id: case-file-valid
scope: case
severity: error
title: The case file can be read and says what the rules ask for
why: A case whose dates or amounts are not understood would be judged by what is missing from it.
fix: >-
  Correct the line that the finding names. A case needs \`id\` and \`status\` (open or closed); \`damages\`, \`events\` and
  \`infringements\` are checked where they are given.
assert:
  all:
    - fact: caseFile
      path: problems
      operator: isEmpty
      value: true
      message: "{{actual}}"
`,
    get value() {
      return JSON.parse(`{"id":"case-file-valid","scope":"case","severity":"error","title":"The case file can be read and says what the rules ask for","why":"A case whose dates or amounts are not understood would be judged by what is missing from it.","fix":"Correct the line that the finding names. A case needs \`id\` and \`status\` (open or closed); \`damages\`, \`events\` and \`infringements\` are checked where they are given.","assert":{"all":[{"fact":"caseFile","path":"problems","operator":"isEmpty","value":true,"message":"{{actual}}"}]}}`);
    },
  },
  {
    path: 'case/legal-escalation.yaml',
    text: `id: legal-escalation
scope: case
severity: error
title: The dispute is still one for the platform's complaint desk
why: >-
  A complaint to the platform takes a listing down; it pays no damages and stops no one who comes back. Past these thresholds it
  is usual to ask counsel. They are a seller's rule of thumb, not law, and each is an option.
fix: >-
  Keep the evidence as it is, and give the case file to counsel. If a threshold does not fit your business, set it in the config.
  Damages in another currency need \`usd\` and \`rateDate\`.
references:
  - title: "17 U.S.C. § 512: notice, counter-notice and put-back in 10 to 14 business days"
    url: https://www.law.cornell.edu/uscode/text/17/512
    read: 2026-11-24
    certainty: B
options:
  maxDamagesUsd:
    { type: number, default: 10000, minimum: 0, title: "damages up to which a platform complaint is enough, USD" }
  maxAfterTakedown: { type: integer, default: 0, minimum: 0, title: "infringements that may go on after a takedown" }
  maxCounterfeits: { type: integer, default: 0, minimum: 0, title: "infringements with counterfeit goods" }
when:
  all:
    - { fact: case, path: open, operator: equal, value: true }
assert:
  all:
    - fact: damages
      path: usd
      operator: lessThanInclusive
      value: { option: maxDamagesUsd }
      message: "damages of {{damages.stated}} exceed {{expected | money}}"
    - fact: case
      path: afterTakedownCount
      operator: lessThanInclusive
      value: { option: maxAfterTakedown }
      message: "the infringement went on after a takedown: {{case.afterTakedown | list}}"
    - fact: case
      path: counterfeitCount
      operator: lessThanInclusive
      value: { option: maxCounterfeits }
      message: "counterfeit goods in {{case.counterfeits | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"legal-escalation","scope":"case","severity":"error","title":"The dispute is still one for the platform's complaint desk","why":"A complaint to the platform takes a listing down; it pays no damages and stops no one who comes back. Past these thresholds it is usual to ask counsel. They are a seller's rule of thumb, not law, and each is an option.","fix":"Keep the evidence as it is, and give the case file to counsel. If a threshold does not fit your business, set it in the config. Damages in another currency need \`usd\` and \`rateDate\`.","references":[{"title":"17 U.S.C. § 512: notice, counter-notice and put-back in 10 to 14 business days","url":"https://www.law.cornell.edu/uscode/text/17/512","read":"2026-11-24","certainty":"B"}],"options":{"maxDamagesUsd":{"type":"number","default":10000,"minimum":0,"title":"damages up to which a platform complaint is enough, USD"},"maxAfterTakedown":{"type":"integer","default":0,"minimum":0,"title":"infringements that may go on after a takedown"},"maxCounterfeits":{"type":"integer","default":0,"minimum":0,"title":"infringements with counterfeit goods"}},"when":{"all":[{"fact":"case","path":"open","operator":"equal","value":true}]},"assert":{"all":[{"fact":"damages","path":"usd","operator":"lessThanInclusive","value":{"option":"maxDamagesUsd"},"message":"damages of {{damages.stated}} exceed {{expected | money}}"},{"fact":"case","path":"afterTakedownCount","operator":"lessThanInclusive","value":{"option":"maxAfterTakedown"},"message":"the infringement went on after a takedown: {{case.afterTakedown | list}}"},{"fact":"case","path":"counterfeitCount","operator":"lessThanInclusive","value":{"option":"maxCounterfeits"},"message":"counterfeit goods in {{case.counterfeits | list}}"}]}}`);
    },
  },
  {
    path: 'channel/alibaba/alibaba-image-advice.yaml',
    text: `id: alibaba-image-advice
scope: image
severity: warn
title: A picture for Alibaba.com is as it advises
why: >-
  Alibaba.com takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Alibaba.com notice on product pictures (official, undated)"
    url: https://activity.alibaba.com/pc/588125f6.html
    read: 2026-11-24
    certainty: B
  - title: "Alibaba.com (750 pixels and formats from secondary sources only)"
    url: https://activity.alibaba.com/pc/588125f6.html
    read: 2026-11-24
    certainty: C
options:
  minRatio: { type: number, default: 0.9, minimum: 0.01, title: "narrowest width / height" }
  maxRatio: { type: number, default: 1.1, minimum: 0.01, title: "widest width / height" }
  minShortSide: { type: integer, default: 750, minimum: 1, title: "fewest pixels of the shorter side" }
  formats: { type: array, default: [jpeg, png], title: "file formats that are taken" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: alibaba }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: aspectRatio
      operator: greaterThanInclusive
      value: { option: minRatio }
      message: "Alibaba.com asks for nearly a square; it is {{image.width}} × {{image.height}}"
    - fact: image
      path: aspectRatio
      operator: lessThanInclusive
      value: { option: maxRatio }
      message: "Alibaba.com asks for nearly a square; it is {{image.width}} × {{image.height}}"
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "Alibaba.com asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "Alibaba.com takes {{expected | list}}, not {{actual}}"
`,
    get value() {
      return JSON.parse(`{"id":"alibaba-image-advice","scope":"image","severity":"warn","title":"A picture for Alibaba.com is as it advises","why":"Alibaba.com takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Alibaba.com notice on product pictures (official, undated)","url":"https://activity.alibaba.com/pc/588125f6.html","read":"2026-11-24","certainty":"B"},{"title":"Alibaba.com (750 pixels and formats from secondary sources only)","url":"https://activity.alibaba.com/pc/588125f6.html","read":"2026-11-24","certainty":"C"}],"options":{"minRatio":{"type":"number","default":0.9,"minimum":0.01,"title":"narrowest width / height"},"maxRatio":{"type":"number","default":1.1,"minimum":0.01,"title":"widest width / height"},"minShortSide":{"type":"integer","default":750,"minimum":1,"title":"fewest pixels of the shorter side"},"formats":{"type":"array","default":["jpeg","png"],"title":"file formats that are taken"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"alibaba"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"aspectRatio","operator":"greaterThanInclusive","value":{"option":"minRatio"},"message":"Alibaba.com asks for nearly a square; it is {{image.width}} × {{image.height}}"},{"fact":"image","path":"aspectRatio","operator":"lessThanInclusive","value":{"option":"maxRatio"},"message":"Alibaba.com asks for nearly a square; it is {{image.width}} × {{image.height}}"},{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"Alibaba.com asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"},{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"Alibaba.com takes {{expected | list}}, not {{actual}}"}]}}`);
    },
  },
  {
    path: 'channel/alibaba/alibaba-image.yaml',
    text: `id: alibaba-image
scope: image
severity: error
title: A picture for Alibaba.com is one that it takes
why: >-
  Alibaba.com refuses pictures that do not keep these, or takes the listing down.
fix: Export the picture anew from the original within the limits that the finding names.
references:
  - title: "Alibaba.com notice on product pictures (official, undated)"
    url: https://activity.alibaba.com/pc/588125f6.html
    read: 2026-11-24
    certainty: B
options:
  minShortSide: { type: integer, default: 350, minimum: 1, title: "fewest pixels of the shorter side" }
  maxBytes: { type: integer, default: 5000000, minimum: 1, title: "largest file in bytes" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: alibaba }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "Alibaba.com asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that Alibaba.com takes"
`,
    get value() {
      return JSON.parse(`{"id":"alibaba-image","scope":"image","severity":"error","title":"A picture for Alibaba.com is one that it takes","why":"Alibaba.com refuses pictures that do not keep these, or takes the listing down.","fix":"Export the picture anew from the original within the limits that the finding names.","references":[{"title":"Alibaba.com notice on product pictures (official, undated)","url":"https://activity.alibaba.com/pc/588125f6.html","read":"2026-11-24","certainty":"B"}],"options":{"minShortSide":{"type":"integer","default":350,"minimum":1,"title":"fewest pixels of the shorter side"},"maxBytes":{"type":"integer","default":5000000,"minimum":1,"title":"largest file in bytes"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"alibaba"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"Alibaba.com asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that Alibaba.com takes"}]}}`);
    },
  },
  {
    path: 'channel/aliexpress/aliexpress-image-advice.yaml',
    text: `id: aliexpress-image-advice
scope: image
severity: warn
title: A picture for AliExpress is as it is said to ask for
why: >-
  These figures come from secondary sources only: AliExpress's own page could not be read. Take them for a hint.
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "AliExpress picture rules, from secondary sources only"
    url: https://www.aliexpress.com
    read: 2026-11-24
    certainty: C
options:
  formats: { type: array, default: [jpeg, png], title: "file formats that are taken" }
  minShortSide: { type: integer, default: 800, minimum: 1, title: "fewest pixels of the shorter side" }
  maxBytes: { type: integer, default: 5000000, minimum: 1, title: "largest file in bytes" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: aliexpress }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "AliExpress takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "AliExpress asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that AliExpress takes"
    - any:
        - fact: image
          path: aspectRatio
          operator: between
          value: [0.99, 1.01]
          message: "AliExpress is said to ask for 1 : 1 or 3 : 4; it is {{image.width}} × {{image.height}}"
        - fact: image
          path: aspectRatio
          operator: between
          value: [0.74, 0.76]
          message: "AliExpress is said to ask for 1 : 1 or 3 : 4; it is {{image.width}} × {{image.height}}"
`,
    get value() {
      return JSON.parse(`{"id":"aliexpress-image-advice","scope":"image","severity":"warn","title":"A picture for AliExpress is as it is said to ask for","why":"These figures come from secondary sources only: AliExpress's own page could not be read. Take them for a hint.","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"AliExpress picture rules, from secondary sources only","url":"https://www.aliexpress.com","read":"2026-11-24","certainty":"C"}],"options":{"formats":{"type":"array","default":["jpeg","png"],"title":"file formats that are taken"},"minShortSide":{"type":"integer","default":800,"minimum":1,"title":"fewest pixels of the shorter side"},"maxBytes":{"type":"integer","default":5000000,"minimum":1,"title":"largest file in bytes"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"aliexpress"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"AliExpress takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"AliExpress asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that AliExpress takes"},{"any":[{"fact":"image","path":"aspectRatio","operator":"between","value":[0.99,1.01],"message":"AliExpress is said to ask for 1 : 1 or 3 : 4; it is {{image.width}} × {{image.height}}"},{"fact":"image","path":"aspectRatio","operator":"between","value":[0.74,0.76],"message":"AliExpress is said to ask for 1 : 1 or 3 : 4; it is {{image.width}} × {{image.height}}"}]}]}}`);
    },
  },
  {
    path: 'channel/aliexpress/aliexpress-image-count.yaml',
    text: `id: aliexpress-image-count
scope: listing
severity: warn
title: A listing for AliExpress has the right number of pictures
why: >-
  These figures come from secondary sources only: AliExpress's own page could not be read. Take them for a hint.
fix: Add pictures from other angles and in use, or remove those beyond the limit.
references:
  - title: "AliExpress picture rules, from secondary sources only"
    url: https://www.aliexpress.com
    read: 2026-11-24
    certainty: C
options:
  max: { type: integer, default: 6, minimum: 1, title: "most pictures" }
when:
  all:
    - { fact: listing, path: channels, operator: contains, value: aliexpress }
assert:
  all:
    - fact: listing
      path: imageCount
      operator: lessThanInclusive
      value: { option: max }
      message: "the listing has {{actual}} pictures; AliExpress shows at most {{expected}}"
`,
    get value() {
      return JSON.parse(`{"id":"aliexpress-image-count","scope":"listing","severity":"warn","title":"A listing for AliExpress has the right number of pictures","why":"These figures come from secondary sources only: AliExpress's own page could not be read. Take them for a hint.","fix":"Add pictures from other angles and in use, or remove those beyond the limit.","references":[{"title":"AliExpress picture rules, from secondary sources only","url":"https://www.aliexpress.com","read":"2026-11-24","certainty":"C"}],"options":{"max":{"type":"integer","default":6,"minimum":1,"title":"most pictures"}},"when":{"all":[{"fact":"listing","path":"channels","operator":"contains","value":"aliexpress"}]},"assert":{"all":[{"fact":"listing","path":"imageCount","operator":"lessThanInclusive","value":{"option":"max"},"message":"the listing has {{actual}} pictures; AliExpress shows at most {{expected}}"}]}}`);
    },
  },
  {
    path: 'channel/amazon/amazon-image-advice.yaml',
    text: `id: amazon-image-advice
scope: image
severity: warn
title: A picture for Amazon is as it advises
why: >-
  Amazon takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Amazon Seller Central, product image requirements (technical part)"
    url: https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7
    read: 2026-11-24
    certainty: A
  - title: "Amazon Seller Central, product image requirements (10 MB and 500 pixels from secondary sources only)"
    url: https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7
    read: 2026-11-24
    certainty: C
options:
  minLongSide: { type: integer, default: 1000, minimum: 1, title: "fewest pixels of the longer side" }
  maxBytes: { type: integer, default: 10000000, minimum: 1, title: "largest file in bytes" }
  colorModels: { type: array, default: [rgb, grey], title: "colour models that are taken" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: amazon }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: longSide
      operator: greaterThanInclusive
      value: { option: minLongSide }
      message: "Amazon asks for {{expected}} pixels or more on the longer side; it has {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that Amazon takes"
    - fact: image
      path: colorModel
      operator: in
      value: { option: colorModels }
      message: "its colours are {{actual}}; Amazon asks for RGB"
`,
    get value() {
      return JSON.parse(`{"id":"amazon-image-advice","scope":"image","severity":"warn","title":"A picture for Amazon is as it advises","why":"Amazon takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Amazon Seller Central, product image requirements (technical part)","url":"https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7","read":"2026-11-24","certainty":"A"},{"title":"Amazon Seller Central, product image requirements (10 MB and 500 pixels from secondary sources only)","url":"https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7","read":"2026-11-24","certainty":"C"}],"options":{"minLongSide":{"type":"integer","default":1000,"minimum":1,"title":"fewest pixels of the longer side"},"maxBytes":{"type":"integer","default":10000000,"minimum":1,"title":"largest file in bytes"},"colorModels":{"type":"array","default":["rgb","grey"],"title":"colour models that are taken"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"amazon"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"longSide","operator":"greaterThanInclusive","value":{"option":"minLongSide"},"message":"Amazon asks for {{expected}} pixels or more on the longer side; it has {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that Amazon takes"},{"fact":"image","path":"colorModel","operator":"in","value":{"option":"colorModels"},"message":"its colours are {{actual}}; Amazon asks for RGB"}]}}`);
    },
  },
  {
    path: 'channel/amazon/amazon-image-count.yaml',
    text: `id: amazon-image-count
scope: listing
severity: warn
title: A listing for Amazon has the right number of pictures
why: >-
  Amazon takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Add pictures from other angles and in use, or remove those beyond the limit.
references:
  - title: "Amazon Seller Central, product image requirements (content rules; older copies and secondary sources agree)"
    url: https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7
    read: 2026-11-24
    certainty: B
options:
  min: { type: integer, default: 6, minimum: 0, title: "fewest pictures" }
  max: { type: integer, default: 9, minimum: 1, title: "most pictures" }
when:
  all:
    - { fact: listing, path: channels, operator: contains, value: amazon }
assert:
  all:
    - fact: listing
      path: imageCount
      operator: greaterThanInclusive
      value: { option: min }
      message: "the listing has {{actual}} pictures; Amazon advises {{expected}} or more"
    - fact: listing
      path: imageCount
      operator: lessThanInclusive
      value: { option: max }
      message: "the listing has {{actual}} pictures; Amazon shows at most {{expected}}"
`,
    get value() {
      return JSON.parse(`{"id":"amazon-image-count","scope":"listing","severity":"warn","title":"A listing for Amazon has the right number of pictures","why":"Amazon takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Add pictures from other angles and in use, or remove those beyond the limit.","references":[{"title":"Amazon Seller Central, product image requirements (content rules; older copies and secondary sources agree)","url":"https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7","read":"2026-11-24","certainty":"B"}],"options":{"min":{"type":"integer","default":6,"minimum":0,"title":"fewest pictures"},"max":{"type":"integer","default":9,"minimum":1,"title":"most pictures"}},"when":{"all":[{"fact":"listing","path":"channels","operator":"contains","value":"amazon"}]},"assert":{"all":[{"fact":"listing","path":"imageCount","operator":"greaterThanInclusive","value":{"option":"min"},"message":"the listing has {{actual}} pictures; Amazon advises {{expected}} or more"},{"fact":"listing","path":"imageCount","operator":"lessThanInclusive","value":{"option":"max"},"message":"the listing has {{actual}} pictures; Amazon shows at most {{expected}}"}]}}`);
    },
  },
  {
    path: 'channel/amazon/amazon-image.yaml',
    text: `id: amazon-image
scope: image
severity: error
title: A picture for Amazon is one that it takes
why: >-
  Amazon refuses pictures that do not keep these, or takes the listing down.
fix: Export the picture anew from the original within the limits that the finding names.
references:
  - title: "Amazon Seller Central, product image requirements (technical part)"
    url: https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7
    read: 2026-11-24
    certainty: A
options:
  formats: { type: array, default: [jpeg, tiff, png, gif], title: "file formats that are taken" }
  maxLongSide: { type: integer, default: 10000, minimum: 1, title: "most pixels of the longer side" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: amazon }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "Amazon takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: animated
      operator: equal
      value: false
      message: "the picture is animated, which Amazon does not take"
    - fact: image
      path: longSide
      operator: lessThanInclusive
      value: { option: maxLongSide }
      message: "Amazon takes at most {{expected}} pixels on the longer side; it has {{actual}}"
`,
    get value() {
      return JSON.parse(`{"id":"amazon-image","scope":"image","severity":"error","title":"A picture for Amazon is one that it takes","why":"Amazon refuses pictures that do not keep these, or takes the listing down.","fix":"Export the picture anew from the original within the limits that the finding names.","references":[{"title":"Amazon Seller Central, product image requirements (technical part)","url":"https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7","read":"2026-11-24","certainty":"A"}],"options":{"formats":{"type":"array","default":["jpeg","tiff","png","gif"],"title":"file formats that are taken"},"maxLongSide":{"type":"integer","default":10000,"minimum":1,"title":"most pixels of the longer side"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"amazon"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"Amazon takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"animated","operator":"equal","value":false,"message":"the picture is animated, which Amazon does not take"},{"fact":"image","path":"longSide","operator":"lessThanInclusive","value":{"option":"maxLongSide"},"message":"Amazon takes at most {{expected}} pixels on the longer side; it has {{actual}}"}]}}`);
    },
  },
  {
    path: 'channel/amazon/amazon-main-image.yaml',
    text: `id: amazon-main-image
scope: image
severity: warn
title: The main picture for Amazon stands on white
why: >-
  Amazon takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Cut the product out and put it on pure white (255, 255, 255).
references:
  - title: "Amazon Seller Central, product image requirements (content rules; older copies and secondary sources agree)"
    url: https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7
    read: 2026-11-24
    certainty: B
options:
  minWhite:
    { type: number, default: 0.95, minimum: 0, maximum: 1, title: "white share of the outermost 2 % of the picture" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: amazon }
    - { fact: image, path: role, operator: equal, value: main }
assert:
  all:
    - fact: background
      path: frame
      operator: greaterThanInclusive
      value: { option: minWhite }
      message: "only {{actual | percent}} of its frame is white; Amazon asks for a pure white background"
`,
    get value() {
      return JSON.parse(`{"id":"amazon-main-image","scope":"image","severity":"warn","title":"The main picture for Amazon stands on white","why":"Amazon takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Cut the product out and put it on pure white (255, 255, 255).","references":[{"title":"Amazon Seller Central, product image requirements (content rules; older copies and secondary sources agree)","url":"https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7","read":"2026-11-24","certainty":"B"}],"options":{"minWhite":{"type":"number","default":0.95,"minimum":0,"maximum":1,"title":"white share of the outermost 2 % of the picture"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"amazon"},{"fact":"image","path":"role","operator":"equal","value":"main"}]},"assert":{"all":[{"fact":"background","path":"frame","operator":"greaterThanInclusive","value":{"option":"minWhite"},"message":"only {{actual | percent}} of its frame is white; Amazon asks for a pure white background"}]}}`);
    },
  },
  {
    path: 'channel/ebay/ebay-image-advice.yaml',
    text: `id: ebay-image-advice
scope: image
severity: warn
title: A picture for eBay is as it advises
why: >-
  eBay takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "eBay developers program, createImageFromFile"
    url: https://developer.ebay.com
    read: 2026-11-24
    certainty: A
  - title: "eBay picture policy (12 MB from secondary sources only)"
    url: https://www.ebay.com/help/policies/listing-policies/picture-policy?id=4370
    read: 2026-11-24
    certainty: C
options:
  minLongSide: { type: integer, default: 1600, minimum: 1, title: "fewest pixels of the longer side" }
  maxBytes: { type: integer, default: 12000000, minimum: 1, title: "largest file in bytes" }
  colorModels: { type: array, default: [rgb, grey], title: "colour models that are taken" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: ebay }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: longSide
      operator: greaterThanInclusive
      value: { option: minLongSide }
      message: "eBay asks for {{expected}} pixels or more on the longer side; it has {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that eBay takes"
    - fact: image
      path: colorModel
      operator: in
      value: { option: colorModels }
      message: "its colours are {{actual}}; eBay asks for RGB"
`,
    get value() {
      return JSON.parse(`{"id":"ebay-image-advice","scope":"image","severity":"warn","title":"A picture for eBay is as it advises","why":"eBay takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"eBay developers program, createImageFromFile","url":"https://developer.ebay.com","read":"2026-11-24","certainty":"A"},{"title":"eBay picture policy (12 MB from secondary sources only)","url":"https://www.ebay.com/help/policies/listing-policies/picture-policy?id=4370","read":"2026-11-24","certainty":"C"}],"options":{"minLongSide":{"type":"integer","default":1600,"minimum":1,"title":"fewest pixels of the longer side"},"maxBytes":{"type":"integer","default":12000000,"minimum":1,"title":"largest file in bytes"},"colorModels":{"type":"array","default":["rgb","grey"],"title":"colour models that are taken"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"ebay"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"longSide","operator":"greaterThanInclusive","value":{"option":"minLongSide"},"message":"eBay asks for {{expected}} pixels or more on the longer side; it has {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that eBay takes"},{"fact":"image","path":"colorModel","operator":"in","value":{"option":"colorModels"},"message":"its colours are {{actual}}; eBay asks for RGB"}]}}`);
    },
  },
  {
    path: 'channel/ebay/ebay-image-count.yaml',
    text: `id: ebay-image-count
scope: listing
severity: error
title: A listing for eBay has the right number of pictures
why: >-
  eBay refuses pictures that do not keep these, or takes the listing down.
fix: Add pictures from other angles and in use, or remove those beyond the limit.
references:
  - title: "eBay picture policy"
    url: https://www.ebay.com/help/policies/listing-policies/picture-policy?id=4370
    read: 2026-11-24
    certainty: A
options:
  max: { type: integer, default: 24, minimum: 1, title: "most pictures" }
when:
  all:
    - { fact: listing, path: channels, operator: contains, value: ebay }
assert:
  all:
    - fact: listing
      path: imageCount
      operator: lessThanInclusive
      value: { option: max }
      message: "the listing has {{actual}} pictures; eBay shows at most {{expected}}"
`,
    get value() {
      return JSON.parse(`{"id":"ebay-image-count","scope":"listing","severity":"error","title":"A listing for eBay has the right number of pictures","why":"eBay refuses pictures that do not keep these, or takes the listing down.","fix":"Add pictures from other angles and in use, or remove those beyond the limit.","references":[{"title":"eBay picture policy","url":"https://www.ebay.com/help/policies/listing-policies/picture-policy?id=4370","read":"2026-11-24","certainty":"A"}],"options":{"max":{"type":"integer","default":24,"minimum":1,"title":"most pictures"}},"when":{"all":[{"fact":"listing","path":"channels","operator":"contains","value":"ebay"}]},"assert":{"all":[{"fact":"listing","path":"imageCount","operator":"lessThanInclusive","value":{"option":"max"},"message":"the listing has {{actual}} pictures; eBay shows at most {{expected}}"}]}}`);
    },
  },
  {
    path: 'channel/ebay/ebay-image.yaml',
    text: `id: ebay-image
scope: image
severity: error
title: A picture for eBay is one that it takes
why: >-
  eBay refuses pictures that do not keep these, or takes the listing down.
fix: Export the picture anew from the original within the limits that the finding names.
references:
  - title: "eBay picture policy"
    url: https://www.ebay.com/help/policies/listing-policies/picture-policy?id=4370
    read: 2026-11-24
    certainty: A
  - title: "eBay developers program, createImageFromFile"
    url: https://developer.ebay.com
    read: 2026-11-24
    certainty: A
options:
  minLongSide: { type: integer, default: 500, minimum: 1, title: "fewest pixels of the longer side" }
  formats: { type: array, default: [jpeg, gif, png, bmp, tiff, avif, heic, webp], title: "file formats that are taken" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: ebay }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: longSide
      operator: greaterThanInclusive
      value: { option: minLongSide }
      message: "eBay asks for {{expected}} pixels or more on the longer side; it has {{actual}}"
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "eBay takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: animated
      operator: equal
      value: false
      message: "the picture is animated, which eBay does not take"
`,
    get value() {
      return JSON.parse(`{"id":"ebay-image","scope":"image","severity":"error","title":"A picture for eBay is one that it takes","why":"eBay refuses pictures that do not keep these, or takes the listing down.","fix":"Export the picture anew from the original within the limits that the finding names.","references":[{"title":"eBay picture policy","url":"https://www.ebay.com/help/policies/listing-policies/picture-policy?id=4370","read":"2026-11-24","certainty":"A"},{"title":"eBay developers program, createImageFromFile","url":"https://developer.ebay.com","read":"2026-11-24","certainty":"A"}],"options":{"minLongSide":{"type":"integer","default":500,"minimum":1,"title":"fewest pixels of the longer side"},"formats":{"type":"array","default":["jpeg","gif","png","bmp","tiff","avif","heic","webp"],"title":"file formats that are taken"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"ebay"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"longSide","operator":"greaterThanInclusive","value":{"option":"minLongSide"},"message":"eBay asks for {{expected}} pixels or more on the longer side; it has {{actual}}"},{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"eBay takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"animated","operator":"equal","value":false,"message":"the picture is animated, which eBay does not take"}]}}`);
    },
  },
  {
    path: 'channel/etsy/etsy-image-advice.yaml',
    text: `id: etsy-image-advice
scope: image
severity: warn
title: A picture for Etsy is as it is said to ask for
why: >-
  These figures come from secondary sources only: Etsy's own page could not be read. Take them for a hint.
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Etsy listing image requirements"
    url: https://www.etsy.com/legal
    read: 2026-11-24
    certainty: C
options:
  formats: { type: array, default: [jpeg, png, gif], title: "file formats that are taken" }
  minWidth: { type: integer, default: 635, minimum: 1, title: "fewest pixels in width" }
  minShortSide: { type: integer, default: 2000, minimum: 1, title: "fewest pixels of the shorter side" }
  maxBytes: { type: integer, default: 10000000, minimum: 1, title: "largest file in bytes" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: etsy }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "Etsy takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: animated
      operator: equal
      value: false
      message: "the picture is animated, which Etsy does not take"
    - fact: image
      path: width
      operator: greaterThanInclusive
      value: { option: minWidth }
      message: "Etsy asks for {{expected}} pixels or more in width; it has {{actual}}"
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "Etsy asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that Etsy takes"
`,
    get value() {
      return JSON.parse(`{"id":"etsy-image-advice","scope":"image","severity":"warn","title":"A picture for Etsy is as it is said to ask for","why":"These figures come from secondary sources only: Etsy's own page could not be read. Take them for a hint.","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Etsy listing image requirements","url":"https://www.etsy.com/legal","read":"2026-11-24","certainty":"C"}],"options":{"formats":{"type":"array","default":["jpeg","png","gif"],"title":"file formats that are taken"},"minWidth":{"type":"integer","default":635,"minimum":1,"title":"fewest pixels in width"},"minShortSide":{"type":"integer","default":2000,"minimum":1,"title":"fewest pixels of the shorter side"},"maxBytes":{"type":"integer","default":10000000,"minimum":1,"title":"largest file in bytes"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"etsy"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"Etsy takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"animated","operator":"equal","value":false,"message":"the picture is animated, which Etsy does not take"},{"fact":"image","path":"width","operator":"greaterThanInclusive","value":{"option":"minWidth"},"message":"Etsy asks for {{expected}} pixels or more in width; it has {{actual}}"},{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"Etsy asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that Etsy takes"}]}}`);
    },
  },
  {
    path: 'channel/google/google-image-advice.yaml',
    text: `id: google-image-advice
scope: image
severity: warn
title: A picture for Google is as it advises
why: >-
  Google takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Google Merchant Center, image link (500 × 500 is required of all from 31 January 2027; 1500 is advised)"
    url: https://support.google.com/merchants/answer/6324350
    read: 2026-11-24
    certainty: A
options:
  minShortSide: { type: integer, default: 500, minimum: 1, title: "fewest pixels of the shorter side" }
  minLongSide: { type: integer, default: 1500, minimum: 1, title: "fewest pixels of the longer side" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: google }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "Google asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
    - fact: image
      path: longSide
      operator: greaterThanInclusive
      value: { option: minLongSide }
      message: "Google asks for {{expected}} pixels or more on the longer side; it has {{actual}}"
`,
    get value() {
      return JSON.parse(`{"id":"google-image-advice","scope":"image","severity":"warn","title":"A picture for Google is as it advises","why":"Google takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Google Merchant Center, image link (500 × 500 is required of all from 31 January 2027; 1500 is advised)","url":"https://support.google.com/merchants/answer/6324350","read":"2026-11-24","certainty":"A"}],"options":{"minShortSide":{"type":"integer","default":500,"minimum":1,"title":"fewest pixels of the shorter side"},"minLongSide":{"type":"integer","default":1500,"minimum":1,"title":"fewest pixels of the longer side"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"google"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"Google asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"},{"fact":"image","path":"longSide","operator":"greaterThanInclusive","value":{"option":"minLongSide"},"message":"Google asks for {{expected}} pixels or more on the longer side; it has {{actual}}"}]}}`);
    },
  },
  {
    path: 'channel/google/google-image-size.yaml',
    text: `id: google-image-size
scope: image
severity: error
title: A picture for Google has 500 pixels on each side, from 31 January 2027 on
why: Google Merchant Center refuses smaller pictures of any product from that day on; until then \`google-image-advice\` warns.
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Google Merchant Center, image link (500 × 500 is required of all from 31 January 2027)"
    url: https://support.google.com/merchants/answer/6324350
    read: 2026-11-24
    certainty: A
options:
  minShortSide: { type: integer, default: 500, minimum: 1, title: "fewest pixels of the shorter side" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: google }
    - { fact: image, path: role, operator: notEqual, value: original }
    - { fact: calendar, path: today, operator: after, value: "2027-01-30" }
assert:
  all:
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "Google asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
`,
    get value() {
      return JSON.parse(`{"id":"google-image-size","scope":"image","severity":"error","title":"A picture for Google has 500 pixels on each side, from 31 January 2027 on","why":"Google Merchant Center refuses smaller pictures of any product from that day on; until then \`google-image-advice\` warns.","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Google Merchant Center, image link (500 × 500 is required of all from 31 January 2027)","url":"https://support.google.com/merchants/answer/6324350","read":"2026-11-24","certainty":"A"}],"options":{"minShortSide":{"type":"integer","default":500,"minimum":1,"title":"fewest pixels of the shorter side"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"google"},{"fact":"image","path":"role","operator":"notEqual","value":"original"},{"fact":"calendar","path":"today","operator":"after","value":"2027-01-30"}]},"assert":{"all":[{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"Google asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"}]}}`);
    },
  },
  {
    path: 'channel/google/google-image.yaml',
    text: `id: google-image
scope: image
severity: error
title: A picture for Google is one that it takes
why: >-
  Google refuses pictures that do not keep these, or takes the listing down.
fix: Export the picture anew from the original within the limits that the finding names.
references:
  - title: "Google Merchant Center, image link"
    url: https://support.google.com/merchants/answer/6324350
    read: 2026-11-24
    certainty: A
options:
  formats: { type: array, default: [jpeg, webp, png, gif, bmp, tiff], title: "file formats that are taken" }
  maxBytes: { type: integer, default: 16000000, minimum: 1, title: "largest file in bytes" }
  maxMegapixels: { type: number, default: 64, minimum: 0.01, title: "most pixels, in millions" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: google }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "Google takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that Google takes"
    - fact: image
      path: megapixels
      operator: lessThanInclusive
      value: { option: maxMegapixels }
      message: "the picture has {{actual | number 1}} megapixels; Google takes at most {{expected}}"
    - fact: image
      path: extensionMatches
      operator: equal
      value: true
      message: "the file is named .{{image.extension}} but holds {{image.format}}; Google asks that they match"
`,
    get value() {
      return JSON.parse(`{"id":"google-image","scope":"image","severity":"error","title":"A picture for Google is one that it takes","why":"Google refuses pictures that do not keep these, or takes the listing down.","fix":"Export the picture anew from the original within the limits that the finding names.","references":[{"title":"Google Merchant Center, image link","url":"https://support.google.com/merchants/answer/6324350","read":"2026-11-24","certainty":"A"}],"options":{"formats":{"type":"array","default":["jpeg","webp","png","gif","bmp","tiff"],"title":"file formats that are taken"},"maxBytes":{"type":"integer","default":16000000,"minimum":1,"title":"largest file in bytes"},"maxMegapixels":{"type":"number","default":64,"minimum":0.01,"title":"most pixels, in millions"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"google"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"Google takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that Google takes"},{"fact":"image","path":"megapixels","operator":"lessThanInclusive","value":{"option":"maxMegapixels"},"message":"the picture has {{actual | number 1}} megapixels; Google takes at most {{expected}}"},{"fact":"image","path":"extensionMatches","operator":"equal","value":true,"message":"the file is named .{{image.extension}} but holds {{image.format}}; Google asks that they match"}]}}`);
    },
  },
  {
    path: 'channel/lazada/lazada-image-advice.yaml',
    text: `id: lazada-image-advice
scope: image
severity: warn
title: A picture for Lazada is as it advises
why: >-
  Lazada takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Lazada Malaysia, image and content guideline (2017)"
    url: https://www.lazada.com.my
    read: 2026-11-24
    certainty: B
options:
  minShortSide: { type: integer, default: 500, minimum: 1, title: "fewest pixels of the shorter side" }
  maxLongSide: { type: integer, default: 5000, minimum: 1, title: "most pixels of the longer side" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: lazada }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "Lazada asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
    - fact: image
      path: longSide
      operator: lessThanInclusive
      value: { option: maxLongSide }
      message: "Lazada takes at most {{expected}} pixels on the longer side; it has {{actual}}"
`,
    get value() {
      return JSON.parse(`{"id":"lazada-image-advice","scope":"image","severity":"warn","title":"A picture for Lazada is as it advises","why":"Lazada takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Lazada Malaysia, image and content guideline (2017)","url":"https://www.lazada.com.my","read":"2026-11-24","certainty":"B"}],"options":{"minShortSide":{"type":"integer","default":500,"minimum":1,"title":"fewest pixels of the shorter side"},"maxLongSide":{"type":"integer","default":5000,"minimum":1,"title":"most pixels of the longer side"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"lazada"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"Lazada asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"},{"fact":"image","path":"longSide","operator":"lessThanInclusive","value":{"option":"maxLongSide"},"message":"Lazada takes at most {{expected}} pixels on the longer side; it has {{actual}}"}]}}`);
    },
  },
  {
    path: 'channel/lazada/lazada-image-count.yaml',
    text: `id: lazada-image-count
scope: listing
severity: warn
title: A listing for Lazada has the right number of pictures
why: >-
  Lazada takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Add pictures from other angles and in use, or remove those beyond the limit.
references:
  - title: "Lazada Malaysia, image and content guideline (2017)"
    url: https://www.lazada.com.my
    read: 2026-11-24
    certainty: B
options:
  min: { type: integer, default: 1, minimum: 0, title: "fewest pictures" }
  max: { type: integer, default: 8, minimum: 1, title: "most pictures" }
when:
  all:
    - { fact: listing, path: channels, operator: contains, value: lazada }
assert:
  all:
    - fact: listing
      path: imageCount
      operator: greaterThanInclusive
      value: { option: min }
      message: "the listing has {{actual}} pictures; Lazada advises {{expected}} or more"
    - fact: listing
      path: imageCount
      operator: lessThanInclusive
      value: { option: max }
      message: "the listing has {{actual}} pictures; Lazada shows at most {{expected}}"
`,
    get value() {
      return JSON.parse(`{"id":"lazada-image-count","scope":"listing","severity":"warn","title":"A listing for Lazada has the right number of pictures","why":"Lazada takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Add pictures from other angles and in use, or remove those beyond the limit.","references":[{"title":"Lazada Malaysia, image and content guideline (2017)","url":"https://www.lazada.com.my","read":"2026-11-24","certainty":"B"}],"options":{"min":{"type":"integer","default":1,"minimum":0,"title":"fewest pictures"},"max":{"type":"integer","default":8,"minimum":1,"title":"most pictures"}},"when":{"all":[{"fact":"listing","path":"channels","operator":"contains","value":"lazada"}]},"assert":{"all":[{"fact":"listing","path":"imageCount","operator":"greaterThanInclusive","value":{"option":"min"},"message":"the listing has {{actual}} pictures; Lazada advises {{expected}} or more"},{"fact":"listing","path":"imageCount","operator":"lessThanInclusive","value":{"option":"max"},"message":"the listing has {{actual}} pictures; Lazada shows at most {{expected}}"}]}}`);
    },
  },
  {
    path: 'channel/mercadolibre/mercadolibre-image-advice.yaml',
    text: `id: mercadolibre-image-advice
scope: image
severity: warn
title: A picture for Mercado Libre is as it advises
why: >-
  Mercado Libre takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Mercado Libre developers, working with pictures (2 February 2024) and image diagnosis (14 July 2025)"
    url: https://developers.mercadolibre.com
    read: 2026-11-24
    certainty: A
options:
  minLongSide: { type: integer, default: 1200, minimum: 1, title: "fewest pixels of the longer side" }
  minWidth: { type: integer, default: 800, minimum: 1, title: "fewest pixels in width" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: mercadolibre }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: longSide
      operator: greaterThanInclusive
      value: { option: minLongSide }
      message: "Mercado Libre asks for {{expected}} pixels or more on the longer side; it has {{actual}}"
    - fact: image
      path: width
      operator: greaterThanInclusive
      value: { option: minWidth }
      message: "Mercado Libre asks for {{expected}} pixels or more in width; it has {{actual}}"
`,
    get value() {
      return JSON.parse(`{"id":"mercadolibre-image-advice","scope":"image","severity":"warn","title":"A picture for Mercado Libre is as it advises","why":"Mercado Libre takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Mercado Libre developers, working with pictures (2 February 2024) and image diagnosis (14 July 2025)","url":"https://developers.mercadolibre.com","read":"2026-11-24","certainty":"A"}],"options":{"minLongSide":{"type":"integer","default":1200,"minimum":1,"title":"fewest pixels of the longer side"},"minWidth":{"type":"integer","default":800,"minimum":1,"title":"fewest pixels in width"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"mercadolibre"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"longSide","operator":"greaterThanInclusive","value":{"option":"minLongSide"},"message":"Mercado Libre asks for {{expected}} pixels or more on the longer side; it has {{actual}}"},{"fact":"image","path":"width","operator":"greaterThanInclusive","value":{"option":"minWidth"},"message":"Mercado Libre asks for {{expected}} pixels or more in width; it has {{actual}}"}]}}`);
    },
  },
  {
    path: 'channel/mercadolibre/mercadolibre-image.yaml',
    text: `id: mercadolibre-image
scope: image
severity: error
title: A picture for Mercado Libre is one that it takes
why: >-
  Mercado Libre refuses pictures that do not keep these, or takes the listing down.
fix: Export the picture anew from the original within the limits that the finding names.
references:
  - title: "Mercado Libre developers, working with pictures (2 February 2024) and image diagnosis (14 July 2025)"
    url: https://developers.mercadolibre.com
    read: 2026-11-24
    certainty: A
options:
  formats: { type: array, default: [jpeg, png, webp, gif], title: "file formats that are taken" }
  minLongSide: { type: integer, default: 500, minimum: 1, title: "fewest pixels of the longer side" }
  maxBytes: { type: integer, default: 10000000, minimum: 1, title: "largest file in bytes" }
  colorModels: { type: array, default: [rgb, grey], title: "colour models that are taken" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: mercadolibre }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "Mercado Libre takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: longSide
      operator: greaterThanInclusive
      value: { option: minLongSide }
      message: "Mercado Libre asks for {{expected}} pixels or more on the longer side; it has {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that Mercado Libre takes"
    - fact: image
      path: colorModel
      operator: in
      value: { option: colorModels }
      message: "its colours are {{actual}}; Mercado Libre asks for RGB"
`,
    get value() {
      return JSON.parse(`{"id":"mercadolibre-image","scope":"image","severity":"error","title":"A picture for Mercado Libre is one that it takes","why":"Mercado Libre refuses pictures that do not keep these, or takes the listing down.","fix":"Export the picture anew from the original within the limits that the finding names.","references":[{"title":"Mercado Libre developers, working with pictures (2 February 2024) and image diagnosis (14 July 2025)","url":"https://developers.mercadolibre.com","read":"2026-11-24","certainty":"A"}],"options":{"formats":{"type":"array","default":["jpeg","png","webp","gif"],"title":"file formats that are taken"},"minLongSide":{"type":"integer","default":500,"minimum":1,"title":"fewest pixels of the longer side"},"maxBytes":{"type":"integer","default":10000000,"minimum":1,"title":"largest file in bytes"},"colorModels":{"type":"array","default":["rgb","grey"],"title":"colour models that are taken"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"mercadolibre"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"Mercado Libre takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"longSide","operator":"greaterThanInclusive","value":{"option":"minLongSide"},"message":"Mercado Libre asks for {{expected}} pixels or more on the longer side; it has {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that Mercado Libre takes"},{"fact":"image","path":"colorModel","operator":"in","value":{"option":"colorModels"},"message":"its colours are {{actual}}; Mercado Libre asks for RGB"}]}}`);
    },
  },
  {
    path: 'channel/shopee/shopee-image-advice.yaml',
    text: `id: shopee-image-advice
scope: image
severity: warn
title: A picture for Shopee is as it is said to ask for
why: >-
  These figures come from secondary sources only: Shopee's own page could not be read. Take them for a hint.
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Shopee picture rules, secondary sources (2023, 2024)"
    url: https://shopee.com
    read: 2026-11-24
    certainty: C
options:
  formats: { type: array, default: [jpeg, png], title: "file formats that are taken" }
  minShortSide: { type: integer, default: 800, minimum: 1, title: "fewest pixels of the shorter side" }
  maxBytes: { type: integer, default: 2000000, minimum: 1, title: "largest file in bytes" }
  minRatio: { type: number, default: 0.99, minimum: 0.01, title: "narrowest width / height" }
  maxRatio: { type: number, default: 1.01, minimum: 0.01, title: "widest width / height" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: shopee }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "Shopee takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "Shopee asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that Shopee takes"
    - fact: image
      path: aspectRatio
      operator: greaterThanInclusive
      value: { option: minRatio }
      message: "Shopee asks for a square; it is {{image.width}} × {{image.height}}"
    - fact: image
      path: aspectRatio
      operator: lessThanInclusive
      value: { option: maxRatio }
      message: "Shopee asks for a square; it is {{image.width}} × {{image.height}}"
`,
    get value() {
      return JSON.parse(`{"id":"shopee-image-advice","scope":"image","severity":"warn","title":"A picture for Shopee is as it is said to ask for","why":"These figures come from secondary sources only: Shopee's own page could not be read. Take them for a hint.","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Shopee picture rules, secondary sources (2023, 2024)","url":"https://shopee.com","read":"2026-11-24","certainty":"C"}],"options":{"formats":{"type":"array","default":["jpeg","png"],"title":"file formats that are taken"},"minShortSide":{"type":"integer","default":800,"minimum":1,"title":"fewest pixels of the shorter side"},"maxBytes":{"type":"integer","default":2000000,"minimum":1,"title":"largest file in bytes"},"minRatio":{"type":"number","default":0.99,"minimum":0.01,"title":"narrowest width / height"},"maxRatio":{"type":"number","default":1.01,"minimum":0.01,"title":"widest width / height"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"shopee"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"Shopee takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"Shopee asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that Shopee takes"},{"fact":"image","path":"aspectRatio","operator":"greaterThanInclusive","value":{"option":"minRatio"},"message":"Shopee asks for a square; it is {{image.width}} × {{image.height}}"},{"fact":"image","path":"aspectRatio","operator":"lessThanInclusive","value":{"option":"maxRatio"},"message":"Shopee asks for a square; it is {{image.width}} × {{image.height}}"}]}}`);
    },
  },
  {
    path: 'channel/shopee/shopee-image-count.yaml',
    text: `id: shopee-image-count
scope: listing
severity: warn
title: A listing for Shopee has the right number of pictures
why: >-
  These figures come from secondary sources only: Shopee's own page could not be read. Take them for a hint.
fix: Add pictures from other angles and in use, or remove those beyond the limit.
references:
  - title: "Shopee picture rules, secondary sources (2023, 2024)"
    url: https://shopee.com
    read: 2026-11-24
    certainty: C
options:
  min: { type: integer, default: 3, minimum: 0, title: "fewest pictures" }
  max: { type: integer, default: 9, minimum: 1, title: "most pictures" }
when:
  all:
    - { fact: listing, path: channels, operator: contains, value: shopee }
assert:
  all:
    - fact: listing
      path: imageCount
      operator: greaterThanInclusive
      value: { option: min }
      message: "the listing has {{actual}} pictures; Shopee advises {{expected}} or more"
    - fact: listing
      path: imageCount
      operator: lessThanInclusive
      value: { option: max }
      message: "the listing has {{actual}} pictures; Shopee shows at most {{expected}}"
`,
    get value() {
      return JSON.parse(`{"id":"shopee-image-count","scope":"listing","severity":"warn","title":"A listing for Shopee has the right number of pictures","why":"These figures come from secondary sources only: Shopee's own page could not be read. Take them for a hint.","fix":"Add pictures from other angles and in use, or remove those beyond the limit.","references":[{"title":"Shopee picture rules, secondary sources (2023, 2024)","url":"https://shopee.com","read":"2026-11-24","certainty":"C"}],"options":{"min":{"type":"integer","default":3,"minimum":0,"title":"fewest pictures"},"max":{"type":"integer","default":9,"minimum":1,"title":"most pictures"}},"when":{"all":[{"fact":"listing","path":"channels","operator":"contains","value":"shopee"}]},"assert":{"all":[{"fact":"listing","path":"imageCount","operator":"greaterThanInclusive","value":{"option":"min"},"message":"the listing has {{actual}} pictures; Shopee advises {{expected}} or more"},{"fact":"listing","path":"imageCount","operator":"lessThanInclusive","value":{"option":"max"},"message":"the listing has {{actual}} pictures; Shopee shows at most {{expected}}"}]}}`);
    },
  },
  {
    path: 'channel/shopify/shopify-image-advice.yaml',
    text: `id: shopify-image-advice
scope: image
severity: warn
title: A picture for Shopify is as it advises
why: >-
  Shopify takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Shopify developer documentation, product media (the help centre says 25 megapixels)"
    url: https://shopify.dev
    read: 2026-11-24
    certainty: B
options:
  maxMegapixels: { type: number, default: 20, minimum: 0.01, title: "most pixels, in millions" }
  minLongSide: { type: integer, default: 2048, minimum: 1, title: "fewest pixels of the longer side" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: shopify }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: megapixels
      operator: lessThanInclusive
      value: { option: maxMegapixels }
      message: "the picture has {{actual | number 1}} megapixels; Shopify takes at most {{expected}}"
    - fact: image
      path: longSide
      operator: greaterThanInclusive
      value: { option: minLongSide }
      message: "Shopify asks for {{expected}} pixels or more on the longer side; it has {{actual}}"
`,
    get value() {
      return JSON.parse(`{"id":"shopify-image-advice","scope":"image","severity":"warn","title":"A picture for Shopify is as it advises","why":"Shopify takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Shopify developer documentation, product media (the help centre says 25 megapixels)","url":"https://shopify.dev","read":"2026-11-24","certainty":"B"}],"options":{"maxMegapixels":{"type":"number","default":20,"minimum":0.01,"title":"most pixels, in millions"},"minLongSide":{"type":"integer","default":2048,"minimum":1,"title":"fewest pixels of the longer side"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"shopify"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"megapixels","operator":"lessThanInclusive","value":{"option":"maxMegapixels"},"message":"the picture has {{actual | number 1}} megapixels; Shopify takes at most {{expected}}"},{"fact":"image","path":"longSide","operator":"greaterThanInclusive","value":{"option":"minLongSide"},"message":"Shopify asks for {{expected}} pixels or more on the longer side; it has {{actual}}"}]}}`);
    },
  },
  {
    path: 'channel/shopify/shopify-image.yaml',
    text: `id: shopify-image
scope: image
severity: error
title: A picture for Shopify is one that it takes
why: >-
  Shopify refuses pictures that do not keep these, or takes the listing down.
fix: Export the picture anew from the original within the limits that the finding names.
references:
  - title: "Shopify developer documentation, product media (the help centre says 25 megapixels)"
    url: https://shopify.dev
    read: 2026-11-24
    certainty: B
options:
  formats: { type: array, default: [png, gif, jpeg, webp, heic], title: "file formats that are taken" }
  maxBytes: { type: integer, default: 20000000, minimum: 1, title: "largest file in bytes" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: shopify }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "Shopify takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that Shopify takes"
`,
    get value() {
      return JSON.parse(`{"id":"shopify-image","scope":"image","severity":"error","title":"A picture for Shopify is one that it takes","why":"Shopify refuses pictures that do not keep these, or takes the listing down.","fix":"Export the picture anew from the original within the limits that the finding names.","references":[{"title":"Shopify developer documentation, product media (the help centre says 25 megapixels)","url":"https://shopify.dev","read":"2026-11-24","certainty":"B"}],"options":{"formats":{"type":"array","default":["png","gif","jpeg","webp","heic"],"title":"file formats that are taken"},"maxBytes":{"type":"integer","default":20000000,"minimum":1,"title":"largest file in bytes"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"shopify"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"Shopify takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that Shopify takes"}]}}`);
    },
  },
  {
    path: 'channel/temu/temu-image-advice.yaml',
    text: `id: temu-image-advice
scope: image
severity: warn
title: A picture for Temu is as it is said to ask for
why: >-
  These figures come from secondary sources only: Temu's own page could not be read. Take them for a hint.
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Temu picture rules, secondary source (13 August 2024, 10 July 2025)"
    url: https://chwang.com
    read: 2026-11-24
    certainty: C
options:
  formats: { type: array, default: [jpeg, png], title: "file formats that are taken" }
  minShortSide: { type: integer, default: 800, minimum: 1, title: "fewest pixels of the shorter side" }
  maxBytes: { type: integer, default: 3000000, minimum: 1, title: "largest file in bytes" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: temu }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "Temu takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "Temu asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that Temu takes"
`,
    get value() {
      return JSON.parse(`{"id":"temu-image-advice","scope":"image","severity":"warn","title":"A picture for Temu is as it is said to ask for","why":"These figures come from secondary sources only: Temu's own page could not be read. Take them for a hint.","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Temu picture rules, secondary source (13 August 2024, 10 July 2025)","url":"https://chwang.com","read":"2026-11-24","certainty":"C"}],"options":{"formats":{"type":"array","default":["jpeg","png"],"title":"file formats that are taken"},"minShortSide":{"type":"integer","default":800,"minimum":1,"title":"fewest pixels of the shorter side"},"maxBytes":{"type":"integer","default":3000000,"minimum":1,"title":"largest file in bytes"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"temu"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"Temu takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"Temu asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that Temu takes"}]}}`);
    },
  },
  {
    path: 'channel/vtex/vtex-image.yaml',
    text: `id: vtex-image
scope: image
severity: error
title: A picture for VTEX is one that it takes
why: >-
  VTEX refuses pictures that do not keep these, or takes the listing down.
fix: Export the picture anew from the original within the limits that the finding names.
references:
  - title: "VTEX help centre, product images"
    url: https://help.vtex.com
    read: 2026-11-24
    certainty: A
options:
  formats: { type: array, default: [jpeg, png, gif, webp], title: "file formats that are taken" }
  minShortSide: { type: integer, default: 600, minimum: 1, title: "fewest pixels of the shorter side" }
  maxLongSide: { type: integer, default: 5000, minimum: 1, title: "most pixels of the longer side" }
  maxBytes: { type: integer, default: 4000000, minimum: 1, title: "largest file in bytes" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: vtex }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "VTEX takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "VTEX asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
    - fact: image
      path: longSide
      operator: lessThanInclusive
      value: { option: maxLongSide }
      message: "VTEX takes at most {{expected}} pixels on the longer side; it has {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that VTEX takes"
`,
    get value() {
      return JSON.parse(`{"id":"vtex-image","scope":"image","severity":"error","title":"A picture for VTEX is one that it takes","why":"VTEX refuses pictures that do not keep these, or takes the listing down.","fix":"Export the picture anew from the original within the limits that the finding names.","references":[{"title":"VTEX help centre, product images","url":"https://help.vtex.com","read":"2026-11-24","certainty":"A"}],"options":{"formats":{"type":"array","default":["jpeg","png","gif","webp"],"title":"file formats that are taken"},"minShortSide":{"type":"integer","default":600,"minimum":1,"title":"fewest pixels of the shorter side"},"maxLongSide":{"type":"integer","default":5000,"minimum":1,"title":"most pixels of the longer side"},"maxBytes":{"type":"integer","default":4000000,"minimum":1,"title":"largest file in bytes"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"vtex"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"VTEX takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"VTEX asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"},{"fact":"image","path":"longSide","operator":"lessThanInclusive","value":{"option":"maxLongSide"},"message":"VTEX takes at most {{expected}} pixels on the longer side; it has {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that VTEX takes"}]}}`);
    },
  },
  {
    path: 'channel/walmart/walmart-image-advice.yaml',
    text: `id: walmart-image-advice
scope: image
severity: warn
title: A picture for Walmart is as it advises
why: >-
  Walmart takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Walmart Marketplace Learn, image guidelines (updated 15 July 2025)"
    url: https://marketplacelearn.walmart.com
    read: 2026-11-24
    certainty: A
options:
  minShortSide: { type: integer, default: 2200, minimum: 1, title: "fewest pixels of the shorter side" }
  minRatio: { type: number, default: 0.99, minimum: 0.01, title: "narrowest width / height" }
  maxRatio: { type: number, default: 1.01, minimum: 0.01, title: "widest width / height" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: walmart }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minShortSide }
      message: "Walmart asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"
    - fact: image
      path: aspectRatio
      operator: greaterThanInclusive
      value: { option: minRatio }
      message: "Walmart asks for a square; it is {{image.width}} × {{image.height}}"
    - fact: image
      path: aspectRatio
      operator: lessThanInclusive
      value: { option: maxRatio }
      message: "Walmart asks for a square; it is {{image.width}} × {{image.height}}"
`,
    get value() {
      return JSON.parse(`{"id":"walmart-image-advice","scope":"image","severity":"warn","title":"A picture for Walmart is as it advises","why":"Walmart takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Walmart Marketplace Learn, image guidelines (updated 15 July 2025)","url":"https://marketplacelearn.walmart.com","read":"2026-11-24","certainty":"A"}],"options":{"minShortSide":{"type":"integer","default":2200,"minimum":1,"title":"fewest pixels of the shorter side"},"minRatio":{"type":"number","default":0.99,"minimum":0.01,"title":"narrowest width / height"},"maxRatio":{"type":"number","default":1.01,"minimum":0.01,"title":"widest width / height"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"walmart"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minShortSide"},"message":"Walmart asks for {{expected}} pixels or more on the shorter side; it has {{actual}}"},{"fact":"image","path":"aspectRatio","operator":"greaterThanInclusive","value":{"option":"minRatio"},"message":"Walmart asks for a square; it is {{image.width}} × {{image.height}}"},{"fact":"image","path":"aspectRatio","operator":"lessThanInclusive","value":{"option":"maxRatio"},"message":"Walmart asks for a square; it is {{image.width}} × {{image.height}}"}]}}`);
    },
  },
  {
    path: 'channel/walmart/walmart-image-count.yaml',
    text: `id: walmart-image-count
scope: listing
severity: warn
title: A listing for Walmart has the right number of pictures
why: >-
  Walmart takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Add pictures from other angles and in use, or remove those beyond the limit.
references:
  - title: "Walmart Marketplace Learn, image guidelines (updated 15 July 2025)"
    url: https://marketplacelearn.walmart.com
    read: 2026-11-24
    certainty: A
options:
  min: { type: integer, default: 4, minimum: 0, title: "fewest pictures" }
when:
  all:
    - { fact: listing, path: channels, operator: contains, value: walmart }
assert:
  all:
    - fact: listing
      path: imageCount
      operator: greaterThanInclusive
      value: { option: min }
      message: "the listing has {{actual}} pictures; Walmart advises {{expected}} or more"
`,
    get value() {
      return JSON.parse(`{"id":"walmart-image-count","scope":"listing","severity":"warn","title":"A listing for Walmart has the right number of pictures","why":"Walmart takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Add pictures from other angles and in use, or remove those beyond the limit.","references":[{"title":"Walmart Marketplace Learn, image guidelines (updated 15 July 2025)","url":"https://marketplacelearn.walmart.com","read":"2026-11-24","certainty":"A"}],"options":{"min":{"type":"integer","default":4,"minimum":0,"title":"fewest pictures"}},"when":{"all":[{"fact":"listing","path":"channels","operator":"contains","value":"walmart"}]},"assert":{"all":[{"fact":"listing","path":"imageCount","operator":"greaterThanInclusive","value":{"option":"min"},"message":"the listing has {{actual}} pictures; Walmart advises {{expected}} or more"}]}}`);
    },
  },
  {
    path: 'channel/walmart/walmart-image.yaml',
    text: `id: walmart-image
scope: image
severity: error
title: A picture for Walmart is one that it takes
why: >-
  Walmart refuses pictures that do not keep these, or takes the listing down.
fix: Export the picture anew from the original within the limits that the finding names.
references:
  - title: "Walmart Marketplace Learn, image guidelines (updated 15 July 2025)"
    url: https://marketplacelearn.walmart.com
    read: 2026-11-24
    certainty: A
options:
  formats: { type: array, default: [jpeg, png, bmp], title: "file formats that are taken" }
  maxBytes: { type: integer, default: 5000000, minimum: 1, title: "largest file in bytes" }
  maxBitDepth: { type: integer, default: 8, minimum: 1, title: "most bits a channel" }
  colorModels: { type: array, default: [rgb, grey], title: "colour models that are taken" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: walmart }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "Walmart takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that Walmart takes"
    - fact: image
      path: bitDepth
      operator: lessThanInclusive
      value: { option: maxBitDepth }
      message: "the picture has {{actual}} bits a channel; Walmart takes {{expected}}"
    - fact: image
      path: colorModel
      operator: in
      value: { option: colorModels }
      message: "its colours are {{actual}}; Walmart asks for RGB"
`,
    get value() {
      return JSON.parse(`{"id":"walmart-image","scope":"image","severity":"error","title":"A picture for Walmart is one that it takes","why":"Walmart refuses pictures that do not keep these, or takes the listing down.","fix":"Export the picture anew from the original within the limits that the finding names.","references":[{"title":"Walmart Marketplace Learn, image guidelines (updated 15 July 2025)","url":"https://marketplacelearn.walmart.com","read":"2026-11-24","certainty":"A"}],"options":{"formats":{"type":"array","default":["jpeg","png","bmp"],"title":"file formats that are taken"},"maxBytes":{"type":"integer","default":5000000,"minimum":1,"title":"largest file in bytes"},"maxBitDepth":{"type":"integer","default":8,"minimum":1,"title":"most bits a channel"},"colorModels":{"type":"array","default":["rgb","grey"],"title":"colour models that are taken"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"walmart"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"Walmart takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that Walmart takes"},{"fact":"image","path":"bitDepth","operator":"lessThanInclusive","value":{"option":"maxBitDepth"},"message":"the picture has {{actual}} bits a channel; Walmart takes {{expected}}"},{"fact":"image","path":"colorModel","operator":"in","value":{"option":"colorModels"},"message":"its colours are {{actual}}; Walmart asks for RGB"}]}}`);
    },
  },
  {
    path: 'channel/walmart/walmart-main-image.yaml',
    text: `id: walmart-main-image
scope: image
severity: warn
title: The main picture for Walmart stands on white
why: >-
  Walmart takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Cut the product out and put it on pure white (255, 255, 255).
references:
  - title: "Walmart Marketplace Learn, image guidelines (updated 15 July 2025)"
    url: https://marketplacelearn.walmart.com
    read: 2026-11-24
    certainty: A
options:
  minWhite:
    { type: number, default: 0.95, minimum: 0, maximum: 1, title: "white share of the outermost 2 % of the picture" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: walmart }
    - { fact: image, path: role, operator: equal, value: main }
assert:
  all:
    - fact: background
      path: frame
      operator: greaterThanInclusive
      value: { option: minWhite }
      message: "only {{actual | percent}} of its frame is white; Walmart asks for a pure white background"
`,
    get value() {
      return JSON.parse(`{"id":"walmart-main-image","scope":"image","severity":"warn","title":"The main picture for Walmart stands on white","why":"Walmart takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Cut the product out and put it on pure white (255, 255, 255).","references":[{"title":"Walmart Marketplace Learn, image guidelines (updated 15 July 2025)","url":"https://marketplacelearn.walmart.com","read":"2026-11-24","certainty":"A"}],"options":{"minWhite":{"type":"number","default":0.95,"minimum":0,"maximum":1,"title":"white share of the outermost 2 % of the picture"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"walmart"},{"fact":"image","path":"role","operator":"equal","value":"main"}]},"assert":{"all":[{"fact":"background","path":"frame","operator":"greaterThanInclusive","value":{"option":"minWhite"},"message":"only {{actual | percent}} of its frame is white; Walmart asks for a pure white background"}]}}`);
    },
  },
  {
    path: 'channel/zalando/zalando-image-advice.yaml',
    text: `id: zalando-image-advice
scope: image
severity: warn
title: A picture for Zalando is as it advises
why: >-
  Zalando takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Export the picture anew from the original; do not enlarge a small one.
references:
  - title: "Zalando Partner University, image requirements (3 March 2025)"
    url: https://partner.zalando.com
    read: 2026-11-24
    certainty: A
options:
  minWidth: { type: integer, default: 1801, minimum: 1, title: "fewest pixels in width" }
  minHeight: { type: integer, default: 2600, minimum: 1, title: "fewest pixels in height" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: zalando }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: width
      operator: greaterThanInclusive
      value: { option: minWidth }
      message: "Zalando asks for {{expected}} pixels or more in width; it has {{actual}}"
    - fact: image
      path: height
      operator: greaterThanInclusive
      value: { option: minHeight }
      message: "Zalando asks for {{expected}} pixels or more in height; it has {{actual}}"
`,
    get value() {
      return JSON.parse(`{"id":"zalando-image-advice","scope":"image","severity":"warn","title":"A picture for Zalando is as it advises","why":"Zalando takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Export the picture anew from the original; do not enlarge a small one.","references":[{"title":"Zalando Partner University, image requirements (3 March 2025)","url":"https://partner.zalando.com","read":"2026-11-24","certainty":"A"}],"options":{"minWidth":{"type":"integer","default":1801,"minimum":1,"title":"fewest pixels in width"},"minHeight":{"type":"integer","default":2600,"minimum":1,"title":"fewest pixels in height"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"zalando"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"width","operator":"greaterThanInclusive","value":{"option":"minWidth"},"message":"Zalando asks for {{expected}} pixels or more in width; it has {{actual}}"},{"fact":"image","path":"height","operator":"greaterThanInclusive","value":{"option":"minHeight"},"message":"Zalando asks for {{expected}} pixels or more in height; it has {{actual}}"}]}}`);
    },
  },
  {
    path: 'channel/zalando/zalando-image.yaml',
    text: `id: zalando-image
scope: image
severity: error
title: A picture for Zalando is one that it takes
why: >-
  Zalando refuses pictures that do not keep these, or takes the listing down.
fix: Export the picture anew from the original within the limits that the finding names.
references:
  - title: "Zalando Partner University, image requirements (3 March 2025)"
    url: https://partner.zalando.com
    read: 2026-11-24
    certainty: A
options:
  formats: { type: array, default: [jpeg], title: "file formats that are taken" }
  minWidth: { type: integer, default: 762, minimum: 1, title: "fewest pixels in width" }
  minHeight: { type: integer, default: 1100, minimum: 1, title: "fewest pixels in height" }
  maxBytes: { type: integer, default: 20000000, minimum: 1, title: "largest file in bytes" }
  minRatio: { type: number, default: 0.68, minimum: 0.01, title: "narrowest width / height" }
  maxRatio: { type: number, default: 0.71, minimum: 0.01, title: "widest width / height" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: zalando }
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: format
      operator: in
      value: { option: formats }
      message: "Zalando takes {{expected | list}}, not {{actual}}"
    - fact: image
      path: width
      operator: greaterThanInclusive
      value: { option: minWidth }
      message: "Zalando asks for {{expected}} pixels or more in width; it has {{actual}}"
    - fact: image
      path: height
      operator: greaterThanInclusive
      value: { option: minHeight }
      message: "Zalando asks for {{expected}} pixels or more in height; it has {{actual}}"
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than the {{expected | bytes}} that Zalando takes"
    - fact: image
      path: aspectRatio
      operator: greaterThanInclusive
      value: { option: minRatio }
      message: "Zalando asks for 1 : 1.44 upright; it is {{image.width}} × {{image.height}}"
    - fact: image
      path: aspectRatio
      operator: lessThanInclusive
      value: { option: maxRatio }
      message: "Zalando asks for 1 : 1.44 upright; it is {{image.width}} × {{image.height}}"
`,
    get value() {
      return JSON.parse(`{"id":"zalando-image","scope":"image","severity":"error","title":"A picture for Zalando is one that it takes","why":"Zalando refuses pictures that do not keep these, or takes the listing down.","fix":"Export the picture anew from the original within the limits that the finding names.","references":[{"title":"Zalando Partner University, image requirements (3 March 2025)","url":"https://partner.zalando.com","read":"2026-11-24","certainty":"A"}],"options":{"formats":{"type":"array","default":["jpeg"],"title":"file formats that are taken"},"minWidth":{"type":"integer","default":762,"minimum":1,"title":"fewest pixels in width"},"minHeight":{"type":"integer","default":1100,"minimum":1,"title":"fewest pixels in height"},"maxBytes":{"type":"integer","default":20000000,"minimum":1,"title":"largest file in bytes"},"minRatio":{"type":"number","default":0.68,"minimum":0.01,"title":"narrowest width / height"},"maxRatio":{"type":"number","default":0.71,"minimum":0.01,"title":"widest width / height"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"zalando"},{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"format","operator":"in","value":{"option":"formats"},"message":"Zalando takes {{expected | list}}, not {{actual}}"},{"fact":"image","path":"width","operator":"greaterThanInclusive","value":{"option":"minWidth"},"message":"Zalando asks for {{expected}} pixels or more in width; it has {{actual}}"},{"fact":"image","path":"height","operator":"greaterThanInclusive","value":{"option":"minHeight"},"message":"Zalando asks for {{expected}} pixels or more in height; it has {{actual}}"},{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than the {{expected | bytes}} that Zalando takes"},{"fact":"image","path":"aspectRatio","operator":"greaterThanInclusive","value":{"option":"minRatio"},"message":"Zalando asks for 1 : 1.44 upright; it is {{image.width}} × {{image.height}}"},{"fact":"image","path":"aspectRatio","operator":"lessThanInclusive","value":{"option":"maxRatio"},"message":"Zalando asks for 1 : 1.44 upright; it is {{image.width}} × {{image.height}}"}]}}`);
    },
  },
  {
    path: 'channel/zalando/zalando-main-image.yaml',
    text: `id: zalando-main-image
scope: image
severity: warn
title: The main picture for Zalando stands on white
why: >-
  Zalando takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).
fix: Cut the product out and put it on pure white (255, 255, 255).
references:
  - title: "Zalando Partner University, image requirements (3 March 2025)"
    url: https://partner.zalando.com
    read: 2026-11-24
    certainty: A
options:
  minWhite:
    { type: number, default: 0.95, minimum: 0, maximum: 1, title: "white share of the outermost 2 % of the picture" }
when:
  all:
    - { fact: image, path: channels, operator: contains, value: zalando }
    - { fact: image, path: role, operator: equal, value: main }
assert:
  all:
    - fact: background
      path: frame
      operator: greaterThanInclusive
      value: { option: minWhite }
      message: "only {{actual | percent}} of its frame is white; Zalando asks for a pure white background"
`,
    get value() {
      return JSON.parse(`{"id":"zalando-main-image","scope":"image","severity":"warn","title":"The main picture for Zalando stands on white","why":"Zalando takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).","fix":"Cut the product out and put it on pure white (255, 255, 255).","references":[{"title":"Zalando Partner University, image requirements (3 March 2025)","url":"https://partner.zalando.com","read":"2026-11-24","certainty":"A"}],"options":{"minWhite":{"type":"number","default":0.95,"minimum":0,"maximum":1,"title":"white share of the outermost 2 % of the picture"}},"when":{"all":[{"fact":"image","path":"channels","operator":"contains","value":"zalando"},{"fact":"image","path":"role","operator":"equal","value":"main"}]},"assert":{"all":[{"fact":"background","path":"frame","operator":"greaterThanInclusive","value":{"option":"minWhite"},"message":"only {{actual | percent}} of its frame is white; Zalando asks for a pure white background"}]}}`);
    },
  },
  {
    path: 'hash/angles-distinct.yaml',
    text: `id: angles-distinct
scope: listing
severity: warn
title: Each picture of a listing shows something else
why: >-
  Buyers look for other angles, details and the size in use; marketplaces ask for different views. The same shot twice, even turned or
  framed, takes the place of one that sells. Colours of one product are other pictures.
fix: >-
  Remove one of the two, or photograph another angle. If they show variants of the product, give them the role \`variant\`.
options:
  maxDistance:
    {
      type: integer,
      default: 14,
      minimum: 0,
      maximum: 47,
      title: "bits of 256 in which two pictures of one shot may differ, in the same colours; with other colours fewer",
    }
  mirrored: { type: boolean, default: false, title: "whether a mirror image is the same shot" }
when:
  all:
    - { fact: listing, path: imageCount, operator: greaterThan, value: 1 }
assert:
  all:
    - fact: angles
      path: descriptions
      params: { maxDistance: { option: maxDistance }, mirrored: { option: mirrored } }
      operator: isEmpty
      value: true
      message: "one shot twice: {{actual | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"angles-distinct","scope":"listing","severity":"warn","title":"Each picture of a listing shows something else","why":"Buyers look for other angles, details and the size in use; marketplaces ask for different views. The same shot twice, even turned or framed, takes the place of one that sells. Colours of one product are other pictures.","fix":"Remove one of the two, or photograph another angle. If they show variants of the product, give them the role \`variant\`.","options":{"maxDistance":{"type":"integer","default":14,"minimum":0,"maximum":47,"title":"bits of 256 in which two pictures of one shot may differ, in the same colours; with other colours fewer"},"mirrored":{"type":"boolean","default":false,"title":"whether a mirror image is the same shot"}},"when":{"all":[{"fact":"listing","path":"imageCount","operator":"greaterThan","value":1}]},"assert":{"all":[{"fact":"angles","path":"descriptions","params":{"maxDistance":{"option":"maxDistance"},"mirrored":{"option":"mirrored"}},"operator":"isEmpty","value":true,"message":"one shot twice: {{actual | list}}"}]}}`);
    },
  },
  {
    path: 'hash/hash-known-foreign.yaml',
    text: `id: hash-known-foreign
scope: image
severity: error
title: No picture is known to be somebody else's
why: >-
  A picture of the supplier proves nothing, as every other reseller has it; one of a competitor or a stock agency can cost a takedown or
  damages. What you list under \`foreign\` is never published as yours.
fix: Take your own photograph, or take the entry off the \`foreign\` list where you hold the rights.
requires: [foreign]
options:
  maxDistance: { type: integer, default: 31, minimum: 0, maximum: 47, title: "bits of 256 in which copies may differ" }
  maxRecoloured:
    {
      type: number,
      default: 0.15,
      minimum: 0,
      maximum: 1,
      title: "share of other colours up to which it is a copy; the less the further apart, none at three quarters of maxDistance",
    }
when:
  all:
    - { fact: image, path: role, operator: notEqual, value: chart }
assert:
  all:
    - fact: foreign
      path: descriptions
      params: { maxDistance: { option: maxDistance }, maxRecoloured: { option: maxRecoloured } }
      operator: isEmpty
      value: true
      message: "{{actual | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"hash-known-foreign","scope":"image","severity":"error","title":"No picture is known to be somebody else's","why":"A picture of the supplier proves nothing, as every other reseller has it; one of a competitor or a stock agency can cost a takedown or damages. What you list under \`foreign\` is never published as yours.","fix":"Take your own photograph, or take the entry off the \`foreign\` list where you hold the rights.","requires":["foreign"],"options":{"maxDistance":{"type":"integer","default":31,"minimum":0,"maximum":47,"title":"bits of 256 in which copies may differ"},"maxRecoloured":{"type":"number","default":0.15,"minimum":0,"maximum":1,"title":"share of other colours up to which it is a copy; the less the further apart, none at three quarters of maxDistance"}},"when":{"all":[{"fact":"image","path":"role","operator":"notEqual","value":"chart"}]},"assert":{"all":[{"fact":"foreign","path":"descriptions","params":{"maxDistance":{"option":"maxDistance"},"maxRecoloured":{"option":"maxRecoloured"}},"operator":"isEmpty","value":true,"message":"{{actual | list}}"}]}}`);
    },
  },
  {
    path: 'hash/hash-suspect.yaml',
    text: `id: hash-suspect
scope: image
severity: warn
title: No picture is suspiciously like one of another product
why: >-
  Between a certain copy and a different picture lie heavy edits: large overlays, other backgrounds, small crops. A picture with hardly
  any detail has no shapes to compare; \`hash-unique\` says where one of the same colours stands in another product.
fix: Look at both pictures. If one was made from the other, treat it as a copy.
options:
  maxDistance:
    { type: integer, default: 31, minimum: 0, maximum: 47, title: "bits of 256 up to which it is a certain copy" }
  suspectDistance:
    { type: integer, default: 40, minimum: 0, maximum: 47, title: "bits of 256 up to which it may be one" }
when:
  all:
    - { fact: image, path: role, operator: notIn, value: [original, chart] }
    - fact: copies
      path: comparable
      params: { verdict: suspect, maxDistance: { option: maxDistance }, suspectDistance: { option: suspectDistance } }
      operator: equal
      value: true
assert:
  all:
    - fact: copies
      path: descriptions
      params: { verdict: suspect, maxDistance: { option: maxDistance }, suspectDistance: { option: suspectDistance } }
      operator: isEmpty
      value: true
      message: "perhaps a {{actual | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"hash-suspect","scope":"image","severity":"warn","title":"No picture is suspiciously like one of another product","why":"Between a certain copy and a different picture lie heavy edits: large overlays, other backgrounds, small crops. A picture with hardly any detail has no shapes to compare; \`hash-unique\` says where one of the same colours stands in another product.","fix":"Look at both pictures. If one was made from the other, treat it as a copy.","options":{"maxDistance":{"type":"integer","default":31,"minimum":0,"maximum":47,"title":"bits of 256 up to which it is a certain copy"},"suspectDistance":{"type":"integer","default":40,"minimum":0,"maximum":47,"title":"bits of 256 up to which it may be one"}},"when":{"all":[{"fact":"image","path":"role","operator":"notIn","value":["original","chart"]},{"fact":"copies","path":"comparable","params":{"verdict":"suspect","maxDistance":{"option":"maxDistance"},"suspectDistance":{"option":"suspectDistance"}},"operator":"equal","value":true}]},"assert":{"all":[{"fact":"copies","path":"descriptions","params":{"verdict":"suspect","maxDistance":{"option":"maxDistance"},"suspectDistance":{"option":"suspectDistance"}},"operator":"isEmpty","value":true,"message":"perhaps a {{actual | list}}"}]}}`);
    },
  },
  {
    path: 'hash/hash-unique.yaml',
    text: `id: hash-unique
scope: image
severity: error
title: No picture of one product is used for another
why: >-
  A picture that stands in two products confuses buyers and search, and a picture that others hold as well proves nothing. Copies
  are found after re-encoding, resizing, turning, mirroring, framing and padding; pictures of the same product may repeat. Of two nearly
  empty pictures of one colour nobody can tell whether they are one: the rule says so.
fix: >-
  Photograph this product, or remove the picture from one of the two. If both listings show one thing, give them the same \`product\` in
  their listing.yaml.
references:
  - title: "PDQ: reference implementation and thresholds (31 of 256 bits)"
    url: https://github.com/facebook/ThreatExchange/tree/main/pdq
    read: 2026-11-24
    certainty: A
options:
  maxDistance: { type: integer, default: 31, minimum: 0, maximum: 47, title: "bits of 256 in which copies may differ" }
  maxRecoloured:
    {
      type: number,
      default: 0.15,
      minimum: 0,
      maximum: 1,
      title: "share of other colours up to which it is a copy, no variant; the less the further apart, none at three quarters of maxDistance",
    }
when:
  all:
    - { fact: image, path: role, operator: notIn, value: [original, chart] }
assert:
  all:
    - fact: copies
      path: descriptions
      params: { verdict: duplicate, maxDistance: { option: maxDistance }, maxRecoloured: { option: maxRecoloured } }
      operator: isEmpty
      value: true
      message: "{{actual | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"hash-unique","scope":"image","severity":"error","title":"No picture of one product is used for another","why":"A picture that stands in two products confuses buyers and search, and a picture that others hold as well proves nothing. Copies are found after re-encoding, resizing, turning, mirroring, framing and padding; pictures of the same product may repeat. Of two nearly empty pictures of one colour nobody can tell whether they are one: the rule says so.","fix":"Photograph this product, or remove the picture from one of the two. If both listings show one thing, give them the same \`product\` in their listing.yaml.","references":[{"title":"PDQ: reference implementation and thresholds (31 of 256 bits)","url":"https://github.com/facebook/ThreatExchange/tree/main/pdq","read":"2026-11-24","certainty":"A"}],"options":{"maxDistance":{"type":"integer","default":31,"minimum":0,"maximum":47,"title":"bits of 256 in which copies may differ"},"maxRecoloured":{"type":"number","default":0.15,"minimum":0,"maximum":1,"title":"share of other colours up to which it is a copy, no variant; the less the further apart, none at three quarters of maxDistance"}},"when":{"all":[{"fact":"image","path":"role","operator":"notIn","value":["original","chart"]}]},"assert":{"all":[{"fact":"copies","path":"descriptions","params":{"verdict":"duplicate","maxDistance":{"option":"maxDistance"},"maxRecoloured":{"option":"maxRecoloured"}},"operator":"isEmpty","value":true,"message":"{{actual | list}}"}]}}`);
    },
  },
  {
    path: 'hash/hash-variant.yaml',
    text: `id: hash-variant
scope: image
severity: warn
title: No picture of one product is recoloured or relabelled for another
why: >-
  One photo in other colours, or one template with other labels, is often an honest variant, and sometimes a copy in disguise: dyed,
  brightened, or with a text or logo laid over it. Which of the two cannot be told from the pixels.
fix: >-
  If the products are variants of one, give their listings the same \`product\`. Otherwise photograph each product.
options:
  maxDistance: { type: integer, default: 31, minimum: 0, maximum: 47, title: "bits of 256 in which copies may differ" }
  maxRecoloured:
    {
      type: number,
      default: 0.15,
      minimum: 0,
      maximum: 1,
      title: "share of other colours up to which it is a copy, no variant; the less the further apart, none at three quarters of maxDistance",
    }
when:
  all:
    - { fact: image, path: role, operator: notIn, value: [original, chart] }
    - fact: copies
      path: comparable
      params: { verdict: variant, maxDistance: { option: maxDistance }, maxRecoloured: { option: maxRecoloured } }
      operator: equal
      value: true
assert:
  all:
    - fact: copies
      path: descriptions
      params: { verdict: variant, maxDistance: { option: maxDistance }, maxRecoloured: { option: maxRecoloured } }
      operator: isEmpty
      value: true
      message: "{{actual | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"hash-variant","scope":"image","severity":"warn","title":"No picture of one product is recoloured or relabelled for another","why":"One photo in other colours, or one template with other labels, is often an honest variant, and sometimes a copy in disguise: dyed, brightened, or with a text or logo laid over it. Which of the two cannot be told from the pixels.","fix":"If the products are variants of one, give their listings the same \`product\`. Otherwise photograph each product.","options":{"maxDistance":{"type":"integer","default":31,"minimum":0,"maximum":47,"title":"bits of 256 in which copies may differ"},"maxRecoloured":{"type":"number","default":0.15,"minimum":0,"maximum":1,"title":"share of other colours up to which it is a copy, no variant; the less the further apart, none at three quarters of maxDistance"}},"when":{"all":[{"fact":"image","path":"role","operator":"notIn","value":["original","chart"]},{"fact":"copies","path":"comparable","params":{"verdict":"variant","maxDistance":{"option":"maxDistance"},"maxRecoloured":{"option":"maxRecoloured"}},"operator":"equal","value":true}]},"assert":{"all":[{"fact":"copies","path":"descriptions","params":{"verdict":"variant","maxDistance":{"option":"maxDistance"},"maxRecoloured":{"option":"maxRecoloured"}},"operator":"isEmpty","value":true,"message":"{{actual | list}}"}]}}`);
    },
  },
  {
    path: 'image/image-extension.yaml',
    text: `id: image-extension
scope: image
severity: warn
title: A file is what its name says
why: >-
  A PNG named .jpg opens on most machines and is refused by some marketplaces: Google asks that the extension match the content.
fix: Rename the file, or export it in the format that its name promises.
references:
  - title: Google Merchant Center, image link
    url: https://support.google.com/merchants/answer/6324350
    read: 2026-11-24
    certainty: A
assert:
  all:
    - fact: image
      path: extensionMatches
      operator: equal
      value: true
      message: "the file is named .{{image.extension}} but holds {{image.format}}"
`,
    get value() {
      return JSON.parse(`{"id":"image-extension","scope":"image","severity":"warn","title":"A file is what its name says","why":"A PNG named .jpg opens on most machines and is refused by some marketplaces: Google asks that the extension match the content.","fix":"Rename the file, or export it in the format that its name promises.","references":[{"title":"Google Merchant Center, image link","url":"https://support.google.com/merchants/answer/6324350","read":"2026-11-24","certainty":"A"}],"assert":{"all":[{"fact":"image","path":"extensionMatches","operator":"equal","value":true,"message":"the file is named .{{image.extension}} but holds {{image.format}}"}]}}`);
    },
  },
  {
    path: 'image/image-file-size.yaml',
    text: `id: image-file-size
scope: image
severity: warn
title: No picture file is larger than the limit
why: Large files load slowly, and marketplaces refuse files above their limit.
fix: Export the picture with a lower JPEG quality or fewer pixels; quality 85 is rarely told from 100.
options:
  maxBytes: { type: integer, default: 2000000, minimum: 1, title: "largest file in bytes" }
when:
  all:
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: image
      path: bytes
      operator: lessThanInclusive
      value: { option: maxBytes }
      message: "the file has {{actual | bytes}}, more than {{expected | bytes}}"
`,
    get value() {
      return JSON.parse(`{"id":"image-file-size","scope":"image","severity":"warn","title":"No picture file is larger than the limit","why":"Large files load slowly, and marketplaces refuse files above their limit.","fix":"Export the picture with a lower JPEG quality or fewer pixels; quality 85 is rarely told from 100.","options":{"maxBytes":{"type":"integer","default":2000000,"minimum":1,"title":"largest file in bytes"}},"when":{"all":[{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"image","path":"bytes","operator":"lessThanInclusive","value":{"option":"maxBytes"},"message":"the file has {{actual | bytes}}, more than {{expected | bytes}}"}]}}`);
    },
  },
  {
    path: 'image/image-readable.yaml',
    text: `id: image-readable
scope: image
severity: error
title: Every picture can be read
why: >-
  A picture that cannot be opened cannot be checked either, and a marketplace will refuse it. Nothing that looks at pixels has
  been judged for it.
fix: >-
  Open the picture in an editor and export it again as JPEG or PNG. Camera files (HEIC, RAW) belong under \`originals\`, where their
  metadata is enough.
assert:
  all:
    - fact: decode
      path: enough
      operator: equal
      value: true
      message: "cannot be read: {{decode.reason}}"
`,
    get value() {
      return JSON.parse(`{"id":"image-readable","scope":"image","severity":"error","title":"Every picture can be read","why":"A picture that cannot be opened cannot be checked either, and a marketplace will refuse it. Nothing that looks at pixels has been judged for it.","fix":"Open the picture in an editor and export it again as JPEG or PNG. Camera files (HEIC, RAW) belong under \`originals\`, where their metadata is enough.","assert":{"all":[{"fact":"decode","path":"enough","operator":"equal","value":true,"message":"cannot be read: {{decode.reason}}"}]}}`);
    },
  },
  {
    path: 'image/image-zoomable.yaml',
    text: `id: image-zoomable
scope: image
severity: warn
title: A picture is large enough to zoom
why: Marketplaces offer zoom from a certain size on, and show smaller pictures blurred or not at all.
fix: Export the picture from the original with more pixels; do not enlarge a small one.
options:
  minLongSide: { type: integer, default: 1000, minimum: 1, maximum: 20000, title: "pixels of the longer side" }
when:
  all:
    - { fact: image, path: role, operator: notIn, value: [original, chart, swatch] }
assert:
  all:
    - fact: image
      path: longSide
      operator: greaterThanInclusive
      value: { option: minLongSide }
      message: "the picture is {{image.width}} × {{image.height}} pixels; its longer side should have at least {{expected}}"
`,
    get value() {
      return JSON.parse(`{"id":"image-zoomable","scope":"image","severity":"warn","title":"A picture is large enough to zoom","why":"Marketplaces offer zoom from a certain size on, and show smaller pictures blurred or not at all.","fix":"Export the picture from the original with more pixels; do not enlarge a small one.","options":{"minLongSide":{"type":"integer","default":1000,"minimum":1,"maximum":20000,"title":"pixels of the longer side"}},"when":{"all":[{"fact":"image","path":"role","operator":"notIn","value":["original","chart","swatch"]}]},"assert":{"all":[{"fact":"image","path":"longSide","operator":"greaterThanInclusive","value":{"option":"minLongSide"},"message":"the picture is {{image.width}} × {{image.height}} pixels; its longer side should have at least {{expected}}"}]}}`);
    },
  },
  {
    path: 'image/main-background-white.yaml',
    text: `id: main-background-white
scope: image
severity: warn
title: The main picture stands on pure white
why: >-
  Several marketplaces ask for a pure white background (255, 255, 255) behind the main picture, and hide listings without one.
fix: Cut the product out and put it on white; a grey shadow that runs to the edge counts as not white.
options:
  minWhite:
    { type: number, default: 0.95, minimum: 0, maximum: 1, title: "white share of the outermost 2 % of the picture" }
when:
  all:
    - { fact: image, path: role, operator: equal, value: main }
assert:
  all:
    - fact: background
      path: frame
      operator: greaterThanInclusive
      value: { option: minWhite }
      message: "only {{actual | percent}} of its frame is white"
`,
    get value() {
      return JSON.parse(`{"id":"main-background-white","scope":"image","severity":"warn","title":"The main picture stands on pure white","why":"Several marketplaces ask for a pure white background (255, 255, 255) behind the main picture, and hide listings without one.","fix":"Cut the product out and put it on white; a grey shadow that runs to the edge counts as not white.","options":{"minWhite":{"type":"number","default":0.95,"minimum":0,"maximum":1,"title":"white share of the outermost 2 % of the picture"}},"when":{"all":[{"fact":"image","path":"role","operator":"equal","value":"main"}]},"assert":{"all":[{"fact":"background","path":"frame","operator":"greaterThanInclusive","value":{"option":"minWhite"},"message":"only {{actual | percent}} of its frame is white"}]}}`);
    },
  },
  {
    path: 'image/main-image-square.yaml',
    text: `id: main-image-square
scope: image
severity: warn
title: The main picture is square and large enough to zoom
why: >-
  Most marketplaces crop the main picture to a square in search results, and offer zoom only from a certain size on. A shop of one's own
  may show other shapes: the presets of marketplaces that ask for a square turn this on for the listings that go there.
fix: Export the main picture square, with at least the number of pixels that the rule asks for.
references:
  - title: Amazon product image guide (zoom from 1000 pixels)
    url: https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7
    read: 2026-11-24
    certainty: A
options:
  minSide: { type: integer, default: 1000, minimum: 1, maximum: 20000, title: "shortest side in pixels" }
  minRatio: { type: number, default: 0.99, minimum: 0.01, maximum: 1, title: "narrowest width / height" }
  maxRatio: { type: number, default: 1.01, minimum: 1, maximum: 100, title: "widest width / height" }
when:
  all:
    - { fact: image, path: role, operator: equal, value: main }
assert:
  all:
    - fact: image
      path: aspectRatio
      operator: greaterThanInclusive
      value: { option: minRatio }
      message: "the main picture is {{image.width}} × {{image.height}} pixels, not square"
    - fact: image
      path: aspectRatio
      operator: lessThanInclusive
      value: { option: maxRatio }
      message: "the main picture is {{image.width}} × {{image.height}} pixels, not square"
    - fact: image
      path: shortSide
      operator: greaterThanInclusive
      value: { option: minSide }
      message: "the main picture is {{image.width}} × {{image.height}} pixels; its sides must be at least {{expected}}"
`,
    get value() {
      return JSON.parse(`{"id":"main-image-square","scope":"image","severity":"warn","title":"The main picture is square and large enough to zoom","why":"Most marketplaces crop the main picture to a square in search results, and offer zoom only from a certain size on. A shop of one's own may show other shapes: the presets of marketplaces that ask for a square turn this on for the listings that go there.","fix":"Export the main picture square, with at least the number of pixels that the rule asks for.","references":[{"title":"Amazon product image guide (zoom from 1000 pixels)","url":"https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7","read":"2026-11-24","certainty":"A"}],"options":{"minSide":{"type":"integer","default":1000,"minimum":1,"maximum":20000,"title":"shortest side in pixels"},"minRatio":{"type":"number","default":0.99,"minimum":0.01,"maximum":1,"title":"narrowest width / height"},"maxRatio":{"type":"number","default":1.01,"minimum":1,"maximum":100,"title":"widest width / height"}},"when":{"all":[{"fact":"image","path":"role","operator":"equal","value":"main"}]},"assert":{"all":[{"fact":"image","path":"aspectRatio","operator":"greaterThanInclusive","value":{"option":"minRatio"},"message":"the main picture is {{image.width}} × {{image.height}} pixels, not square"},{"fact":"image","path":"aspectRatio","operator":"lessThanInclusive","value":{"option":"maxRatio"},"message":"the main picture is {{image.width}} × {{image.height}} pixels, not square"},{"fact":"image","path":"shortSide","operator":"greaterThanInclusive","value":{"option":"minSide"},"message":"the main picture is {{image.width}} × {{image.height}} pixels; its sides must be at least {{expected}}"}]}}`);
    },
  },
  {
    path: 'listing/listing-file-valid.yaml',
    text: `id: listing-file-valid
scope: listing
severity: error
title: The listing's listing.yaml can be read and means something
why: A role, product or channel that is not understood would have the pictures judged by the wrong rules.
fix: Correct the line that the finding names. The keys are product, title, channels, roles and notes.
assert:
  all:
    - fact: listing
      path: problems
      operator: isEmpty
      value: true
      message: "{{listing.file}}: {{actual}}"
`,
    get value() {
      return JSON.parse(`{"id":"listing-file-valid","scope":"listing","severity":"error","title":"The listing's listing.yaml can be read and means something","why":"A role, product or channel that is not understood would have the pictures judged by the wrong rules.","fix":"Correct the line that the finding names. The keys are product, title, channels, roles and notes.","assert":{"all":[{"fact":"listing","path":"problems","operator":"isEmpty","value":true,"message":"{{listing.file}}: {{actual}}"}]}}`);
    },
  },
  {
    path: 'listing/listing-has-main.yaml',
    text: `id: listing-has-main
scope: listing
severity: warn
title: A listing has exactly one main picture
why: The main picture is the one in search results; without one, or with two, the marketplace chooses.
fix: Give one picture the role \`main\`, in listing.yaml or under \`roles\` in the config.
assert:
  all:
    - fact: listing
      path: mainCount
      operator: equal
      value: 1
      message: "{{actual}} pictures have the role main"
`,
    get value() {
      return JSON.parse(`{"id":"listing-has-main","scope":"listing","severity":"warn","title":"A listing has exactly one main picture","why":"The main picture is the one in search results; without one, or with two, the marketplace chooses.","fix":"Give one picture the role \`main\`, in listing.yaml or under \`roles\` in the config.","assert":{"all":[{"fact":"listing","path":"mainCount","operator":"equal","value":1,"message":"{{actual}} pictures have the role main"}]}}`);
    },
  },
  {
    path: 'listing/listing-image-count.yaml',
    text: `id: listing-image-count
scope: listing
severity: warn
title: A listing has enough pictures, and not too many
why: Buyers decide by pictures; marketplaces show a fixed number of them and drop the rest.
fix: Add pictures from other angles, in use, and of the size chart; or remove those beyond the limit.
options:
  min: { type: integer, default: 4, minimum: 0, maximum: 250, title: "fewest pictures" }
  max: { type: integer, default: 250, minimum: 1, maximum: 10000, title: "most pictures" }
assert:
  all:
    - fact: listing
      path: imageCount
      operator: greaterThanInclusive
      value: { option: min }
      message: "the listing has {{actual | count picture}}; it should have at least {{expected}}"
    - fact: listing
      path: imageCount
      operator: lessThanInclusive
      value: { option: max }
      message: "the listing has {{actual | count picture}}; no more than {{expected}} are shown"
`,
    get value() {
      return JSON.parse(`{"id":"listing-image-count","scope":"listing","severity":"warn","title":"A listing has enough pictures, and not too many","why":"Buyers decide by pictures; marketplaces show a fixed number of them and drop the rest.","fix":"Add pictures from other angles, in use, and of the size chart; or remove those beyond the limit.","options":{"min":{"type":"integer","default":4,"minimum":0,"maximum":250,"title":"fewest pictures"},"max":{"type":"integer","default":250,"minimum":1,"maximum":10000,"title":"most pictures"}},"assert":{"all":[{"fact":"listing","path":"imageCount","operator":"greaterThanInclusive","value":{"option":"min"},"message":"the listing has {{actual | count picture}}; it should have at least {{expected}}"},{"fact":"listing","path":"imageCount","operator":"lessThanInclusive","value":{"option":"max"},"message":"the listing has {{actual | count picture}}; no more than {{expected}} are shown"}]}}`);
    },
  },
  {
    path: 'metadata/exif/exif-capture-date-order.yaml',
    text: `id: exif-capture-date-order
scope: image
severity: warn
title: The capture time is not after the time of the last change
why: >-
  A picture cannot be changed before it was taken. The camera's clock was wrong, or a program wrote one of the two; either way the
  dates are weak evidence until it is explained. It is an error in the data, not a sign of a forgery.
fix: Note in the listing or the case file why the dates differ, and keep the file as it is.
options:
  earliest: { type: number, default: -1, minimum: -86400, maximum: 0, title: "fewest seconds from capture to change" }
when:
  all:
    - { fact: exif, path: capturedAt, operator: exists, value: true }
    - { fact: exif, path: modifiedAt, operator: exists, value: true }
assert:
  all:
    - fact: exif
      path: secondsToChange
      operator: greaterThanInclusive
      value: { option: earliest }
      message: "captured {{exif.capturedAt}}, but last changed {{exif.modifiedAt}}"
`,
    get value() {
      return JSON.parse(`{"id":"exif-capture-date-order","scope":"image","severity":"warn","title":"The capture time is not after the time of the last change","why":"A picture cannot be changed before it was taken. The camera's clock was wrong, or a program wrote one of the two; either way the dates are weak evidence until it is explained. It is an error in the data, not a sign of a forgery.","fix":"Note in the listing or the case file why the dates differ, and keep the file as it is.","options":{"earliest":{"type":"number","default":-1,"minimum":-86400,"maximum":0,"title":"fewest seconds from capture to change"}},"when":{"all":[{"fact":"exif","path":"capturedAt","operator":"exists","value":true},{"fact":"exif","path":"modifiedAt","operator":"exists","value":true}]},"assert":{"all":[{"fact":"exif","path":"secondsToChange","operator":"greaterThanInclusive","value":{"option":"earliest"},"message":"captured {{exif.capturedAt}}, but last changed {{exif.modifiedAt}}"}]}}`);
    },
  },
  {
    path: 'metadata/exif/exif-edit-software.yaml',
    text: `id: exif-edit-software
scope: image
severity: info
title: The file names no program for changing pictures
why: >-
  Editing is normal for a published picture. For an original it is worth knowing: a claim of authorship rests best on the file that
  no program has written to.
fix: If this is meant to be the original, archive the unedited file beside it.
when:
  all:
    - { fact: image, path: role, operator: equal, value: original }
assert:
  all:
    - fact: exif
      path: editors
      operator: isEmpty
      value: true
      message: "written by {{actual | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"exif-edit-software","scope":"image","severity":"info","title":"The file names no program for changing pictures","why":"Editing is normal for a published picture. For an original it is worth knowing: a claim of authorship rests best on the file that no program has written to.","fix":"If this is meant to be the original, archive the unedited file beside it.","when":{"all":[{"fact":"image","path":"role","operator":"equal","value":"original"}]},"assert":{"all":[{"fact":"exif","path":"editors","operator":"isEmpty","value":true,"message":"written by {{actual | list}}"}]}}`);
    },
  },
  {
    path: 'metadata/exif/exif-original-complete.yaml',
    text: `id: exif-original-complete
scope: image
severity: error
title: An archived original still has its camera's tags
why: >-
  Maker, model and capture time are the first evidence asked for in a dispute about who took a picture. Published copies lose them
  on the way; the original must not.
fix: >-
  Archive the file as it came out of the camera. If it went through an editor or a messenger, look for the first copy; tags
  written afterwards prove nothing.
options:
  required: { type: array, default: [Make, Model, DateTimeOriginal], title: "EXIF tags that must be there" }
when:
  all:
    - { fact: image, path: role, operator: equal, value: original }
assert:
  all:
    - fact: exif
      path: tags
      operator: containsAll
      value: { option: required }
      message: "the original lacks {{missing | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"exif-original-complete","scope":"image","severity":"error","title":"An archived original still has its camera's tags","why":"Maker, model and capture time are the first evidence asked for in a dispute about who took a picture. Published copies lose them on the way; the original must not.","fix":"Archive the file as it came out of the camera. If it went through an editor or a messenger, look for the first copy; tags written afterwards prove nothing.","options":{"required":{"type":"array","default":["Make","Model","DateTimeOriginal"],"title":"EXIF tags that must be there"}},"when":{"all":[{"fact":"image","path":"role","operator":"equal","value":"original"}]},"assert":{"all":[{"fact":"exif","path":"tags","operator":"containsAll","value":{"option":"required"},"message":"the original lacks {{missing | list}}"}]}}`);
    },
  },
  {
    path: 'metadata/exif/exif-resaved.yaml',
    text: `id: exif-resaved
scope: image
severity: info
title: An original does not look saved again
why: >-
  Each of six weak signs is common in honest files; three or more together were seen in 68 % of 56 camera files with an editor's
  signature, and in 6.6 % of 227 without one. They say that a program may have saved the file again, not that it is false.
fix: Look whether the unedited file exists and archive that one. If this is all there is, note how it came about.
options:
  maxSigns: { type: integer, default: 2, minimum: 0, maximum: 6, title: "signs that are still normal" }
when:
  all:
    - { fact: image, path: role, operator: equal, value: original }
    - { fact: image, path: format, operator: equal, value: jpeg }
    - { fact: exif, path: hasExif, operator: equal, value: true }
assert:
  all:
    - fact: exif
      path: signCount
      operator: lessThanInclusive
      value: { option: maxSigns }
      message: "{{actual}} signs that it was saved again: {{exif.signs | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"exif-resaved","scope":"image","severity":"info","title":"An original does not look saved again","why":"Each of six weak signs is common in honest files; three or more together were seen in 68 % of 56 camera files with an editor's signature, and in 6.6 % of 227 without one. They say that a program may have saved the file again, not that it is false.","fix":"Look whether the unedited file exists and archive that one. If this is all there is, note how it came about.","options":{"maxSigns":{"type":"integer","default":2,"minimum":0,"maximum":6,"title":"signs that are still normal"}},"when":{"all":[{"fact":"image","path":"role","operator":"equal","value":"original"},{"fact":"image","path":"format","operator":"equal","value":"jpeg"},{"fact":"exif","path":"hasExif","operator":"equal","value":true}]},"assert":{"all":[{"fact":"exif","path":"signCount","operator":"lessThanInclusive","value":{"option":"maxSigns"},"message":"{{actual}} signs that it was saved again: {{exif.signs | list}}"}]}}`);
    },
  },
  {
    path: 'metadata/privacy/privacy-contact.yaml',
    text: `id: privacy-contact
scope: image
severity: warn
title: A published picture holds no private contact data
why: >-
  Addresses, telephone numbers and the names of devices are written by cameras, phones and cataloguing programs, and stay in the file for everyone to read.
fix: >-
  Remove the fields that the finding names. A copyright line and an address of your shop on the web can stay.
when:
  all:
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: people
      path: contact.present
      operator: equal
      value: false
      message: "the file holds contact data ({{people.contact.sources | list}})"
`,
    get value() {
      return JSON.parse(`{"id":"privacy-contact","scope":"image","severity":"warn","title":"A published picture holds no private contact data","why":"Addresses, telephone numbers and the names of devices are written by cameras, phones and cataloguing programs, and stay in the file for everyone to read.","fix":"Remove the fields that the finding names. A copyright line and an address of your shop on the web can stay.","when":{"all":[{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"people","path":"contact.present","operator":"equal","value":false,"message":"the file holds contact data ({{people.contact.sources | list}})"}]}}`);
    },
  },
  {
    path: 'metadata/privacy/privacy-faces.yaml',
    text: `id: privacy-faces
scope: image
severity: warn
title: A published picture does not name the people in it
why: >-
  Cataloguing programs write marked faces and the names of people into the file. Whoever is shown has not agreed to that by agreeing to be photographed.
fix: >-
  Export without face regions and names of people.
when:
  all:
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: people
      path: faces.present
      operator: equal
      value: false
      message: "the file marks or names people ({{people.faces.sources | list}})"
`,
    get value() {
      return JSON.parse(`{"id":"privacy-faces","scope":"image","severity":"warn","title":"A published picture does not name the people in it","why":"Cataloguing programs write marked faces and the names of people into the file. Whoever is shown has not agreed to that by agreeing to be photographed.","fix":"Export without face regions and names of people.","when":{"all":[{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"people","path":"faces.present","operator":"equal","value":false,"message":"the file marks or names people ({{people.faces.sources | list}})"}]}}`);
    },
  },
  {
    path: 'metadata/privacy/privacy-gps.yaml',
    text: `id: privacy-gps
scope: image
severity: error
title: A published picture does not say where it was taken
why: >-
  A position in a product photo tells everyone where you live or keep your stock. Most programs keep it without asking, and in more places than one: in EXIF, in XMP, in the embedded thumbnail, behind the end of the picture.
fix: >-
  Export the picture without location, or remove the metadata that the finding names. Keep it in the archived original.
when:
  all:
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: position
      path: present
      operator: equal
      value: false
      message: "the file holds a position ({{position.sources | list}})"
`,
    get value() {
      return JSON.parse(`{"id":"privacy-gps","scope":"image","severity":"error","title":"A published picture does not say where it was taken","why":"A position in a product photo tells everyone where you live or keep your stock. Most programs keep it without asking, and in more places than one: in EXIF, in XMP, in the embedded thumbnail, behind the end of the picture.","fix":"Export the picture without location, or remove the metadata that the finding names. Keep it in the archived original.","when":{"all":[{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"position","path":"present","operator":"equal","value":false,"message":"the file holds a position ({{position.sources | list}})"}]}}`);
    },
  },
  {
    path: 'metadata/privacy/privacy-serial.yaml',
    text: `id: privacy-serial
scope: image
severity: warn
title: A published picture does not name the very camera
why: >-
  A serial number ties all pictures of one camera together, on every platform, with their owner. In a dispute it is evidence; it belongs in the archived original.
fix: >-
  Remove the serial numbers and the maker note, which often holds another. Keep them in the archived original.
when:
  all:
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: serials
      path: present
      operator: equal
      value: false
      message: "the file holds a serial number ({{serials.sources | list}})"
`,
    get value() {
      return JSON.parse(`{"id":"privacy-serial","scope":"image","severity":"warn","title":"A published picture does not name the very camera","why":"A serial number ties all pictures of one camera together, on every platform, with their owner. In a dispute it is evidence; it belongs in the archived original.","fix":"Remove the serial numbers and the maker note, which often holds another. Keep them in the archived original.","when":{"all":[{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"serials","path":"present","operator":"equal","value":false,"message":"the file holds a serial number ({{serials.sources | list}})"}]}}`);
    },
  },
  {
    path: 'metadata/rights/rights-consistent.yaml',
    text: `id: rights-consistent
scope: image
severity: warn
title: All carriers of a published picture name the same owner of its rights
why: >-
  A picture can say whose it is in EXIF, in XMP, in IPTC and in text, and programs write but some of them. Where one names you and
  another somebody else, both sides of a dispute quote the line that suits them.
fix: >-
  Write the same creator and copyright line into every carrier that the finding names, or remove the wrong ones. If the picture is
  another's work under licence, record that licence in the listing.
when:
  all:
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: rights
      path: disagreements
      operator: isEmpty
      value: true
      message: "{{rights.disagreements | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"rights-consistent","scope":"image","severity":"warn","title":"All carriers of a published picture name the same owner of its rights","why":"A picture can say whose it is in EXIF, in XMP, in IPTC and in text, and programs write but some of them. Where one names you and another somebody else, both sides of a dispute quote the line that suits them.","fix":"Write the same creator and copyright line into every carrier that the finding names, or remove the wrong ones. If the picture is another's work under licence, record that licence in the listing.","when":{"all":[{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"rights","path":"disagreements","operator":"isEmpty","value":true,"message":"{{rights.disagreements | list}}"}]}}`);
    },
  },
  {
    path: 'metadata/rights/rights-reserved-ai.yaml',
    text: `id: rights-reserved-ai
scope: image
severity: info
title: A published picture reserves its use for training models
why: >-
  Where text and data mining is allowed unless it is reserved, the reservation counts when a machine can read it. PLUS has a field for
  it that IPTC recommends; whether a crawler heeds it is another question.
fix: >-
  Write \`plus:DataMining\` with one of the terms DMI-PROHIBITED… of PLUS into the XMP of the exported pictures.
references:
  - title: "PLUS: Data Mining"
    url: https://ns.useplus.org/LDF/ldf-XMPSpecification
    read: 2026-11-25
when:
  all:
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: rights
      path: miningReserved
      operator: equal
      value: true
      message: "nothing in the file reserves data mining"
`,
    get value() {
      return JSON.parse(`{"id":"rights-reserved-ai","scope":"image","severity":"info","title":"A published picture reserves its use for training models","why":"Where text and data mining is allowed unless it is reserved, the reservation counts when a machine can read it. PLUS has a field for it that IPTC recommends; whether a crawler heeds it is another question.","fix":"Write \`plus:DataMining\` with one of the terms DMI-PROHIBITED… of PLUS into the XMP of the exported pictures.","references":[{"title":"PLUS: Data Mining","url":"https://ns.useplus.org/LDF/ldf-XMPSpecification","read":"2026-11-25"}],"when":{"all":[{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"rights","path":"miningReserved","operator":"equal","value":true,"message":"nothing in the file reserves data mining"}]}}`);
    },
  },
  {
    path: 'metadata/rights/rights-stated.yaml',
    text: `id: rights-stated
scope: image
severity: warn
title: A published picture names you as the owner of its rights
why: >-
  A copyright line travels with the file wherever the marketplace keeps metadata. It proves no authorship, but who removes it does so
  knowingly. Most published product photos have none.
fix: Write your copyright line into the EXIF or XMP of the exported pictures; most editors and exporters have a preset for it.
requires: [brand.copyright]
when:
  all:
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: rights
      path: copyright
      operator: exists
      value: true
      message: "the file has no copyright line"
    - fact: rights
      path: contradicts
      operator: equal
      value: false
      message: "the copyright line is “{{rights.copyright}}”, not “{{rights.expected}}”"
`,
    get value() {
      return JSON.parse(`{"id":"rights-stated","scope":"image","severity":"warn","title":"A published picture names you as the owner of its rights","why":"A copyright line travels with the file wherever the marketplace keeps metadata. It proves no authorship, but who removes it does so knowingly. Most published product photos have none.","fix":"Write your copyright line into the EXIF or XMP of the exported pictures; most editors and exporters have a preset for it.","requires":["brand.copyright"],"when":{"all":[{"fact":"image","path":"role","operator":"notEqual","value":"original"}]},"assert":{"all":[{"fact":"rights","path":"copyright","operator":"exists","value":true,"message":"the file has no copyright line"},{"fact":"rights","path":"contradicts","operator":"equal","value":false,"message":"the copyright line is “{{rights.copyright}}”, not “{{rights.expected}}”"}]}}`);
    },
  },
  {
    path: 'overlay/overlay-absent.yaml',
    text: `id: overlay-absent
scope: image
severity: warn
title: Nothing that was laid over the picture was found
why: >-
  Some marketplaces forbid any overlay on the pictures they show: marks of ownership, shop logos, badges, prices, text. This rule looks for
  evidence of one, the strongest first: a mark of the config (\`mark\`); the same thing at the same place on pictures of at least 12 products,
  without knowing it beforehand (\`consistent\`); rows of text-like strokes on plain ground beside the product, or in a band or sticker at the
  edge (\`text\`). A pass says that none of these was found, not that nothing is there: with fewer than 12 products that differ, nothing is known
  of \`consistent\`, and text over a patterned ground or on the product itself is not looked at. Print is told from an overlay by where it lies
  alone: the cover of a book or game that fills the picture is reported. \`listing-lint inspect\` shows what was examined.
fix: >-
  Publish the picture without it on this channel, and rely on metadata there. Print that was taken for an overlay, as on the cover of a book, is
  a case for an exception.
references:
  - title: eBay picture policy (no watermarks of any kind, no added text)
    url: https://www.ebay.com/help/policies/listing-policies/images-text-policy?id=4370
    read: 2026-11-24
    certainty: A
options:
  evidence:
    {
      type: array,
      default: [mark, consistent, text],
      enum: [mark, consistent, text],
      title: "kinds of evidence that count",
    }
  required:
    {
      type: array,
      default: [],
      enum: [mark, consistent, text],
      title: "kinds without which the outcome is inconclusive where they cannot be looked for",
    }
when:
  all:
    - { fact: image, path: role, operator: in, value: [main, gallery, variant] }
assert:
  all:
    - fact: overlay
      path: found
      params: { evidence: { option: evidence }, required: { option: required } }
      operator: isEmpty
      value: true
      message: "{{actual | list}}"
`,
    get value() {
      return JSON.parse(`{"id":"overlay-absent","scope":"image","severity":"warn","title":"Nothing that was laid over the picture was found","why":"Some marketplaces forbid any overlay on the pictures they show: marks of ownership, shop logos, badges, prices, text. This rule looks for evidence of one, the strongest first: a mark of the config (\`mark\`); the same thing at the same place on pictures of at least 12 products, without knowing it beforehand (\`consistent\`); rows of text-like strokes on plain ground beside the product, or in a band or sticker at the edge (\`text\`). A pass says that none of these was found, not that nothing is there: with fewer than 12 products that differ, nothing is known of \`consistent\`, and text over a patterned ground or on the product itself is not looked at. Print is told from an overlay by where it lies alone: the cover of a book or game that fills the picture is reported. \`listing-lint inspect\` shows what was examined.","fix":"Publish the picture without it on this channel, and rely on metadata there. Print that was taken for an overlay, as on the cover of a book, is a case for an exception.","references":[{"title":"eBay picture policy (no watermarks of any kind, no added text)","url":"https://www.ebay.com/help/policies/listing-policies/images-text-policy?id=4370","read":"2026-11-24","certainty":"A"}],"options":{"evidence":{"type":"array","default":["mark","consistent","text"],"enum":["mark","consistent","text"],"title":"kinds of evidence that count"},"required":{"type":"array","default":[],"enum":["mark","consistent","text"],"title":"kinds without which the outcome is inconclusive where they cannot be looked for"}},"when":{"all":[{"fact":"image","path":"role","operator":"in","value":["main","gallery","variant"]}]},"assert":{"all":[{"fact":"overlay","path":"found","params":{"evidence":{"option":"evidence"},"required":{"option":"required"}},"operator":"isEmpty","value":true,"message":"{{actual | list}}"}]}}`);
    },
  },
  {
    path: 'watermark/watermark-legible.yaml',
    text: `id: watermark-legible
scope: image
severity: warn
title: The mark on the picture can be read
why: A mark that only a program finds proves nothing to a buyer or to a platform's reviewer, and the next re-save may lose it.
fix: Stamp the picture again; \`listing-lint stamp\` chooses the opacity by the ground under the mark.
requires: [brand.watermarks]
options:
  minContrast:
    {
      type: number,
      default: 12,
      minimum: 0,
      maximum: 255,
      title: "least mean change of luma on the mark's pixels, levels of 0–255",
    }
when:
  all:
    - { fact: image, path: role, operator: in, value: [main, gallery, variant] }
    - { fact: watermark, path: status, operator: in, value: [present, illegible] }
    - { fact: watermark, path: tiled, operator: equal, value: false }
assert:
  all:
    - fact: watermark
      path: contrast
      operator: greaterThanInclusive
      value: { option: minContrast }
      message: "the mark changes the picture by {{actual}} levels on average, at least {{expected}} are needed to read it"
`,
    get value() {
      return JSON.parse(`{"id":"watermark-legible","scope":"image","severity":"warn","title":"The mark on the picture can be read","why":"A mark that only a program finds proves nothing to a buyer or to a platform's reviewer, and the next re-save may lose it.","fix":"Stamp the picture again; \`listing-lint stamp\` chooses the opacity by the ground under the mark.","requires":["brand.watermarks"],"options":{"minContrast":{"type":"number","default":12,"minimum":0,"maximum":255,"title":"least mean change of luma on the mark's pixels, levels of 0–255"}},"when":{"all":[{"fact":"image","path":"role","operator":"in","value":["main","gallery","variant"]},{"fact":"watermark","path":"status","operator":"in","value":["present","illegible"]},{"fact":"watermark","path":"tiled","operator":"equal","value":false}]},"assert":{"all":[{"fact":"watermark","path":"contrast","operator":"greaterThanInclusive","value":{"option":"minContrast"},"message":"the mark changes the picture by {{actual}} levels on average, at least {{expected}} are needed to read it"}]}}`);
    },
  },
  {
    path: 'watermark/watermark-placement-keyed.yaml',
    text: `id: watermark-placement-keyed
scope: listing
severity: warn
title: The places of the marks agree with the seller's key
why: >-
  Whoever knows the key can show that the places were chosen by it, and somebody without it can hardly have hit them: evidence that the marks are the
  seller's own. The key comes from LISTING_LINT_STAMP_KEY or a file that LISTING_LINT_STAMP_KEY_FILE names.
fix: Stamp the pictures again with the key of this shop, or give the lint the key that they were stamped with.
requires: [brand.watermarks]
options:
  maxProbability:
    {
      type: number,
      default: 0.01,
      minimum: 0,
      maximum: 1,
      title: "highest probability that chance explains the places",
    }
when:
  all:
    - { fact: watermarkPlaces, path: stamped, operator: greaterThanInclusive, value: 1 }
assert:
  all:
    - fact: watermarkKeyed
      path: p
      operator: lessThanInclusive
      value: { option: maxProbability }
      message: "the places of {{watermarkPlaces.stamped | count mark}} do not follow the key (chance explains them with probability {{actual}})"
`,
    get value() {
      return JSON.parse(`{"id":"watermark-placement-keyed","scope":"listing","severity":"warn","title":"The places of the marks agree with the seller's key","why":"Whoever knows the key can show that the places were chosen by it, and somebody without it can hardly have hit them: evidence that the marks are the seller's own. The key comes from LISTING_LINT_STAMP_KEY or a file that LISTING_LINT_STAMP_KEY_FILE names.","fix":"Stamp the pictures again with the key of this shop, or give the lint the key that they were stamped with.","requires":["brand.watermarks"],"options":{"maxProbability":{"type":"number","default":0.01,"minimum":0,"maximum":1,"title":"highest probability that chance explains the places"}},"when":{"all":[{"fact":"watermarkPlaces","path":"stamped","operator":"greaterThanInclusive","value":1}]},"assert":{"all":[{"fact":"watermarkKeyed","path":"p","operator":"lessThanInclusive","value":{"option":"maxProbability"},"message":"the places of {{watermarkPlaces.stamped | count mark}} do not follow the key (chance explains them with probability {{actual}})"}]}}`);
    },
  },
  {
    path: 'watermark/watermark-position-varies.yaml',
    text: `id: watermark-position-varies
scope: listing
severity: warn
title: The mark lies at another place on each picture of a listing
why: A mark that is always at the same place, or moves by the same step, is cropped or painted away from all pictures in one batch.
fix: Stamp the listing with \`listing-lint stamp\`, which chooses the places by a key.
requires: [brand.watermarks]
when:
  all:
    - { fact: watermarkPlaces, path: marked, operator: greaterThanInclusive, value: 2 }
assert:
  all:
    - fact: watermarkPlaces
      path: fixedStep
      operator: equal
      value: false
      message: "each mark is moved by the same step from the one before"
    - fact: watermarkPlaces
      path: varies
      operator: equal
      value: true
      message: "two of the {{watermarkPlaces.marked}} marks lie at the same place ({{watermarkPlaces.closest}} of the side apart)"
`,
    get value() {
      return JSON.parse(`{"id":"watermark-position-varies","scope":"listing","severity":"warn","title":"The mark lies at another place on each picture of a listing","why":"A mark that is always at the same place, or moves by the same step, is cropped or painted away from all pictures in one batch.","fix":"Stamp the listing with \`listing-lint stamp\`, which chooses the places by a key.","requires":["brand.watermarks"],"when":{"all":[{"fact":"watermarkPlaces","path":"marked","operator":"greaterThanInclusive","value":2}]},"assert":{"all":[{"fact":"watermarkPlaces","path":"fixedStep","operator":"equal","value":false,"message":"each mark is moved by the same step from the one before"},{"fact":"watermarkPlaces","path":"varies","operator":"equal","value":true,"message":"two of the {{watermarkPlaces.marked}} marks lie at the same place ({{watermarkPlaces.closest}} of the side apart)"}]}}`);
    },
  },
  {
    path: 'watermark/watermark-present.yaml',
    text: `id: watermark-present
scope: image
severity: error
title: Every listing picture carries the seller's mark
why: >-
  A visible mark whose place varies from picture to picture is cheap proof of ownership, and cannot be cropped away in one batch.
fix: Run \`listing-lint stamp\` on the picture, or give it a role that needs no mark, such as \`chart\`.
requires: [brand.watermarks]
when:
  all:
    - { fact: image, path: role, operator: in, value: [main, gallery, variant] }
assert:
  all:
    - fact: watermark
      path: present
      operator: equal
      value: true
      message: "no legible mark was found ({{watermark.summary}})"
`,
    get value() {
      return JSON.parse(`{"id":"watermark-present","scope":"image","severity":"error","title":"Every listing picture carries the seller's mark","why":"A visible mark whose place varies from picture to picture is cheap proof of ownership, and cannot be cropped away in one batch.","fix":"Run \`listing-lint stamp\` on the picture, or give it a role that needs no mark, such as \`chart\`.","requires":["brand.watermarks"],"when":{"all":[{"fact":"image","path":"role","operator":"in","value":["main","gallery","variant"]}]},"assert":{"all":[{"fact":"watermark","path":"present","operator":"equal","value":true,"message":"no legible mark was found ({{watermark.summary}})"}]}}`);
    },
  },
  {
    path: 'watermark/watermark-tiled-legible.yaml',
    text: `id: watermark-tiled-legible
scope: image
severity: warn
title: The repeated mark on the picture can be seen
why: >-
  A pattern of marks may be faint, so that it does not spoil the picture, since the eye sees it by its many copies. One that only a program finds
  proves nothing to a buyer or to a platform's reviewer.
fix: Raise the opacity of the pattern.
requires: [brand.watermarks]
options:
  minContrast:
    {
      type: number,
      default: 5,
      minimum: 0,
      maximum: 255,
      title: "least mean change of luma on the pixels of a copy, median over the copies seen, levels of 0–255",
    }
when:
  all:
    - { fact: image, path: role, operator: in, value: [main, gallery, variant] }
    - { fact: watermark, path: status, operator: in, value: [present, illegible] }
    - { fact: watermark, path: tiled, operator: equal, value: true }
assert:
  all:
    - fact: watermark
      path: contrast
      operator: greaterThanInclusive
      value: { option: minContrast }
      message: "the copies of the mark change the picture by {{actual}} levels on average, at least {{expected}} are needed to see them"
`,
    get value() {
      return JSON.parse(`{"id":"watermark-tiled-legible","scope":"image","severity":"warn","title":"The repeated mark on the picture can be seen","why":"A pattern of marks may be faint, so that it does not spoil the picture, since the eye sees it by its many copies. One that only a program finds proves nothing to a buyer or to a platform's reviewer.","fix":"Raise the opacity of the pattern.","requires":["brand.watermarks"],"options":{"minContrast":{"type":"number","default":5,"minimum":0,"maximum":255,"title":"least mean change of luma on the pixels of a copy, median over the copies seen, levels of 0–255"}},"when":{"all":[{"fact":"image","path":"role","operator":"in","value":["main","gallery","variant"]},{"fact":"watermark","path":"status","operator":"in","value":["present","illegible"]},{"fact":"watermark","path":"tiled","operator":"equal","value":true}]},"assert":{"all":[{"fact":"watermark","path":"contrast","operator":"greaterThanInclusive","value":{"option":"minContrast"},"message":"the copies of the mark change the picture by {{actual}} levels on average, at least {{expected}} are needed to see them"}]}}`);
    },
  },
];
