/** The version of the package; a test holds it to package.json. */
export const VERSION = '0.2.0';
export const TOOL = { name: 'listing-lint', version: VERSION };
