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
    - fact: case
      path: damagesUsd
      operator: lessThanInclusive
      value: { option: maxDamagesUsd }
      message: "damages of {{actual | money}} exceed {{expected | money}} ({{case.damagesStated}})"
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
  },
  {
    path: 'image/main-image-square.yaml',
    text: `id: main-image-square
scope: image
severity: warn
title: The main picture is square and large enough to zoom
why: >-
  Most marketplaces crop the main picture to a square in search results, and offer zoom only from a certain size on.
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
      message: "the listing has {{actual}} pictures; it should have at least {{expected}}"
    - fact: listing
      path: imageCount
      operator: lessThanInclusive
      value: { option: max }
      message: "the listing has {{actual}} pictures; no more than {{expected}} are shown"
`,
  },
];
