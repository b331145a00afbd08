/** `listing-lint/plugin`: all that a plugin needs. What stands here is public; the committed API report says what it is. */
export * from '@listing-lint/core/plugin';
export { bytes, type Pixels, pixels } from '@listing-lint/rules/plugin';
export { z } from 'zod';
export { builtInFacts } from './built-in-facts.ts';
