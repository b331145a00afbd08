/** `@listing-lint/quality`: picture quality: sharpness, light, noise, background, framing. */
export { measure as measurePicture } from './measure/measures.ts';
export { qualityPlugin } from './plugin.ts';
