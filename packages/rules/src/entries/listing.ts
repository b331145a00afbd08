/** `@listing-lint/rules/listing`: listings: layout, listing.yaml, roles of pictures. */
export { FOLDER_NOT_ENTERED, LISTING_CROWDED, PICTURES_IGNORED } from '../listing/layout.ts';
export { listingFileSchema } from '../listing/listing-file.ts';
export { mainByName, type NamedMain } from '../listing/naming/main-by-name.ts';
export { emptyMayBeMeant, mayBeMeant } from '../listing/naming/may-be-meant.ts';
export { inNaturalOrder } from '../listing/natural-order.ts';
export { customFact, fieldsOf, type OwnFact, readOwnFields } from '../listing/own-fields.ts';
