/** `@listing-lint/provenance/testing`: signed pictures for tests of several packages. */
export { plainPicture, testSigner } from './c2pa/test-signed.ts';
