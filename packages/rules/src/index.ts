export { caseFileSchema } from './case/case-file.ts';
export { thumbnailOf } from './image/thumbnail.ts';
export { listingFileSchema } from './listing/listing-file.ts';
export { builtinPlugin } from './plugin.ts';
export { type Settings, settingsSchema } from './settings.ts';
