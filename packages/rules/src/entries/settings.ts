/** `@listing-lint/rules/settings`: top-level keys of the config that the rules declare. */
export {
  type ConfiguredMark,
  channelName,
  DEFAULT_FILE_MEGABYTES,
  DEFAULT_MEGAPIXELS,
  DEFAULT_ORIGINAL_MEGABYTES,
  dateOrTime,
  markName,
  mayDeclareFields,
  registryPlace,
  roleName,
  type Settings,
  settingsOf,
} from '../settings.ts';
