import { createRequire } from 'node:module';
import { documents as presets } from 'virtual:documents/presets';
import { documents as rules } from 'virtual:documents/rules/rules';
import type { Plugin, SubjectKind } from '@listing-lint/core/plugin';
import { attributes, termsOf } from './attributes.ts';
import { facts as hashFacts } from './hash/facts.ts';
import { checkLists } from './hash/registry/check-lists.ts';
import { facts as imageFacts } from './image/facts.ts';
import { fileBytes } from './image/read/bytes.ts';
import { canonicalImage } from './image/read/decode.ts';
import { filesBeside, inputFiles, lineFiles } from './inputs/inputs.ts';
import { brandFolders } from './listing/brand.ts';
import { facts as listingFacts, listingFactsFor } from './listing/facts.ts';
import { listingSubjects } from './listing/subjects.ts';
import { facts as metadataFacts } from './metadata/facts.ts';
import { mayDeclareFields, settingsAbout, settingsOf, settingsSchema } from './settings.ts';
import { calibrationWarnings } from './watermark/calibrate/calibration-warnings.ts';
import { facts as watermarkFacts } from './watermark/facts.ts';
import { checkMarks } from './watermark/mark/check-marks.ts';
import { KEY_FILE_VARIABLE, KEY_VARIABLE } from './watermark/stamp/key.ts';

/** A file of the package that decodes pictures for the facts: sharp. */
const packageFiles = (): readonly string[] => {
  try {
    return [createRequire(import.meta.url).resolve('sharp')];
  } catch {
    return [];
  }
};

/** Once the pictures are found, tells what the committed calibrations do not say of the marks as they are now. */
const pictureKind = (kind: SubjectKind): SubjectKind => ({
  ...kind,
  async *discover(context) {
    yield* kind.discover(context);
    const { watermarks } = settingsOf(context).brand ?? {};
    if (watermarks === undefined) return;
    for (const warning of await calibrationWarnings(watermarks, context.root)) context.warn(warning);
  },
});

/** The rules that everybody uses: pictures, listings, metadata, hashes, and watermarks. */
export const rulesPlugin: Plugin = {
  name: 'rules',
  version: '1',
  attributes,
  settings: settingsSchema,
  settingsAbout,
  ignores: (settings) => brandFolders(settingsOf({ settings })).map((folder) => `${folder}/**`),
  files: (settings, root) => inputFiles(settingsOf({ settings }), root),
  packages: packageFiles,
  beside: (settings, root) => filesBeside(settingsOf({ settings }), root),
  environment: [KEY_VARIABLE, KEY_FILE_VARIABLE],
  lineFiles: (settings) => lineFiles(settingsOf({ settings })),
  checkSettings: (settings, root) => {
    const own = settingsOf({ settings });
    return [...checkMarks(own, root), ...checkLists(own, root)];
  },
  terms: (settings) => termsOf(settingsOf({ settings })),
  subjects: listingSubjects.map((kind) => (kind.scope === 'image' ? pictureKind(kind) : kind)),
  facts: [...hashFacts, ...imageFacts, ...listingFacts, ...metadataFacts, ...watermarkFacts],
  resources: [fileBytes, canonicalImage],
  factsFor: (settings) => (mayDeclareFields(settings) ? listingFactsFor(settings) : []),
  rules,
  presets,
};
