import { presets } from 'virtual:documents/presets';
import { rules } from 'virtual:documents/rules';
import type { Plugin, SubjectKind } from '@listing-lint/core/plugin';
import { attributes, termsOf } from './attributes.ts';
import { caseFactsFor } from './case/facts.ts';
import { monitoringSubjects } from './case/monitoring/subjects.ts';
import { caseSubjects } from './case/subjects.ts';
import { facts } from './generated/facts.ts';
import { verifyByPixels } from './hash/compare/laid/verify-by-pixels.ts';
import { checkLists } from './hash/registry/check-lists.ts';
import { fileBytes } from './image/read/bytes.ts';
import { canonicalImage } from './image/read/decode.ts';
import { filesBeside, inputFiles, lineFiles } from './inputs/inputs.ts';
import { packageFiles } from './inputs/packages.ts';
import { brandFolders } from './listing/brand.ts';
import { listingFactsFor } from './listing/facts.ts';
import { listingSubjects } from './listing/subjects.ts';
import { metadataFixes } from './metadata/fix/metadata-fixes.ts';
import { picturePolicy } from './metadata/fix/picture-policy.ts';
import { pageSubjects } from './page/subjects.ts';
import { LEDGER_FOLDER } from './provenance/ledger/read-ledger.ts';
import { ledgerSubjects } from './provenance/subjects.ts';
import { channelFixes } from './publish/fix/channel-fixes.ts';
import { encodedAnewPolicy } from './publish/fix/encoded-anew.ts';
import { ENCODED_ANEW } from './publish/fix/replaced.ts';
import { type Settings, settingsAbout, settingsOf, settingsSchema } from './settings.ts';
import { calibrationWarnings } from './watermark/calibrate/calibration-warnings.ts';
import { checkMarks } from './watermark/mark/check-marks.ts';
import { KEY_FILE_VARIABLE, KEY_VARIABLE } from './watermark/stamp/key.ts';
import { recoverStamps, replaceStamped } from './watermark/stamp/replace-stamped.ts';

/** Its files are mended with the ledger of stamps in step; once the pictures are found, tells what the committed calibrations do not say of the marks as they are now. */
const pictureKind = (kind: SubjectKind): SubjectKind => ({
  ...kind,
  fixing: {
    ...picturePolicy,
    check: (mending, subject) =>
      mending.changed.includes(ENCODED_ANEW)
        ? encodedAnewPolicy.check(mending, subject)
        : picturePolicy.check(mending, subject),
    replace: async (mending, subject, context, put) => {
      if (mending.changed.includes(ENCODED_ANEW)) await encodedAnewPolicy.keep(mending.before, subject, context.root);
      await replaceStamped(mending, subject, context, put);
    },
    recover: recoverStamps,
  },
  async *discover(context) {
    yield* kind.discover(context);
    const { watermarks } = settingsOf(context).brand ?? {};
    if (watermarks === undefined) return;
    for (const warning of await calibrationWarnings(watermarks, context.root)) context.warn(warning);
  },
});

/** Folders of pictures that are none of the shop's: of its marks, and what the ledger keeps. */
const foldersApart = (settings: Settings): readonly string[] => [
  ...brandFolders(settings),
  ...(settings.provenance === undefined ? [] : [settings.provenance.folder ?? LEDGER_FOLDER]),
];

/** Where settings declare none there is no fact of them; without settings, as for the docs, each is there with nothing known of its parts. */
const mayDeclareFields = (settings: unknown): boolean =>
  settings === undefined || settingsOf({ settings }).fields !== undefined;

/** The plugin that is always there: its rules, facts and presets carry no prefix, its settings are the top level of the config. */
export const builtinPlugin: Plugin = {
  name: 'builtin',
  version: '1',
  attributes,
  settings: settingsSchema,
  settingsAbout,
  ignores: (settings) => foldersApart(settingsOf({ settings })).map((folder) => `${folder}/**`),
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
  // In the order in which sentences name them.
  subjects: [...listingSubjects, ...caseSubjects, ...pageSubjects, ...monitoringSubjects, ...ledgerSubjects].map(
    (kind) => (kind.scope === 'image' ? pictureKind(kind) : kind),
  ),
  facts,
  extensions: [verifyByPixels],
  resources: [fileBytes, canonicalImage],
  factsFor: (settings) => (mayDeclareFields(settings) ? [...listingFactsFor(settings), ...caseFactsFor(settings)] : []),
  fixes: [...metadataFixes, ...channelFixes],
  rules,
  presets,
};
