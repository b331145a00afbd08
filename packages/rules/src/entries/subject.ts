/** `@listing-lint/rules/subject`: attributes of subjects: role, listing, product, channels. */
export { channelsOf, listingOf, namedOriginal, roleOf } from '../attributes.ts';
export { isCompared, isListingFile, isOriginal, keysAsOriginal, keysOfOriginal, productOf } from '../subject.ts';
