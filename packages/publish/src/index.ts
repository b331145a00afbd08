/** `@listing-lint/publish`: publishing: what marketplaces ask, exported copies, written metadata, fixes. */
export { channelProfile, channelProfiles } from './channel/profile/channel-profiles.ts';
export { channelSchema } from './channel/profile/channel-schema.ts';
export {
  CHANNELS_FORMATS,
  type ChannelsFormat,
  type ChannelsReport,
  shownChannel,
} from './channels/channels-report.ts';
export {
  CHECK_FORMATS,
  type CheckFormat,
  type CheckReport,
  checkReport,
  renderCheck,
} from './channels/check-report.ts';
export { renderChannels } from './channels/render-channels.ts';
export { whereTheyGo } from './channels/where-they-go.ts';
export { type Conflict, conflictsOf, type Wanted } from './conflict/conflicts.ts';
export { apartFromExports } from './export/apart-from-exports.ts';
export { type ExportOutcome, exportFiles } from './export/export-files.ts';
export { type CopyFinding, EXPORT_FORMATS, type ExportFormat, type ExportReport } from './export/export-report.ts';
export { markerFor } from './export/marker.ts';
export { ownMarkFinder } from './export/own-mark.ts';
export { renderExport } from './export/render-export.ts';
export { eachAListing } from './fit/listing-pictures.ts';
export type { SettingsFor } from './fit/own-figures.ts';
export { cleanStamped } from './metadata/write/clean-stamped.ts';
export { editMetadata } from './metadata/write/edit-metadata.ts';
export { type FingerprintOutcome, fingerprintFiles } from './metadata/write/fingerprint-files.ts';
export { labelsIn, lostLabels, rightsOfBrand } from './metadata/write/kept-statements.ts';
export { publishPlugin } from './plugin.ts';
