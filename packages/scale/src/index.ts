/** `@listing-lint/scale`: sets that one machine does not hold: object stores. */
export { scalePlugin } from './plugin.ts';
export { type StoreSettings, storeSettings } from './store-settings.ts';
