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
    path: 'exif/exif-capture-date-order.yaml',
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
  },
  {
    path: 'exif/exif-edit-software.yaml',
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
  },
  {
    path: 'exif/exif-original-complete.yaml',
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
  },
  {
    path: 'exif/exif-resaved.yaml',
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
  },
  {
    path: 'exif/privacy-gps.yaml',
    text: `id: privacy-gps
scope: image
severity: error
title: A published picture does not say where it was taken
why: A position in a product photo tells everyone where you live or keep your stock. Most programs keep it without asking.
fix: Export the picture without location, or remove the GPS tags. Keep them in the archived original.
when:
  all:
    - { fact: image, path: role, operator: notEqual, value: original }
assert:
  all:
    - fact: exif
      path: gps.present
      operator: equal
      value: false
      message: "the file holds a position"
`,
  },
  {
    path: 'hash/hash-suspect.yaml',
    text: `id: hash-suspect
scope: image
severity: warn
title: No picture is suspiciously like one of another product
why: >-
  Between a certain copy and a different picture lie heavy edits: large overlays, other backgrounds, small crops. And a picture with
  hardly any detail cannot be compared at all.
fix: Look at both pictures. If one was made from the other, treat it as a copy.
options:
  maxDistance:
    { type: integer, default: 31, minimum: 0, maximum: 47, title: "bits of 256 up to which it is a certain copy" }
  suspectDistance:
    { type: integer, default: 40, minimum: 0, maximum: 47, title: "bits of 256 up to which it may be one" }
when:
  all:
    - { fact: image, path: role, operator: notIn, value: [original, chart] }
assert:
  all:
    - fact: copies
      path: descriptions
      params: { verdict: suspect, maxDistance: { option: maxDistance }, suspectDistance: { option: suspectDistance } }
      operator: isEmpty
      value: true
      message: "perhaps a {{actual | list}}"
    - fact: copies
      path: comparable
      params: { verdict: suspect, maxDistance: { option: maxDistance }, suspectDistance: { option: suspectDistance } }
      operator: equal
      value: true
      message: "the picture has too little detail to be told from others; only identical files were looked for"
`,
  },
  {
    path: 'hash/hash-unique.yaml',
    text: `id: hash-unique
scope: image
severity: error
title: No picture of one product is used for another
why: >-
  A picture that stands in two products confuses buyers and search, and a picture that others hold as well proves nothing. Copies
  are found after re-encoding, resizing, turning, mirroring, framing and padding; pictures of the same product may repeat.
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
      title: "share of other colours up to which it is a copy, no variant",
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
  },
  {
    path: 'hash/hash-variant.yaml',
    text: `id: hash-variant
scope: image
severity: warn
title: No picture of one product is recoloured or relabelled for another
why: >-
  One photo in other colours, or one template with other labels, is often an honest variant, and sometimes a copy in disguise. Which
  of the two cannot be told from the pixels.
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
      title: "share of other colours up to which it is a copy, no variant",
    }
when:
  all:
    - { fact: image, path: role, operator: notIn, value: [original, chart] }
assert:
  all:
    - fact: copies
      path: descriptions
      params: { verdict: variant, maxDistance: { option: maxDistance }, maxRecoloured: { option: maxRecoloured } }
      operator: isEmpty
      value: true
      message: "{{actual | list}}"
`,
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
