export { thumbnailOf } from './image/thumbnail.ts';
export { builtinPlugin } from './plugin.ts';
export { type Settings, settingsSchema } from './settings.ts';
