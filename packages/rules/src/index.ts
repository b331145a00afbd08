/** `@listing-lint/rules`: the plugin of the rules that everybody uses. */
export { rulesPlugin } from './plugin.ts';
