/** `@listing-lint/rules/metadata`: reading metadata: EXIF, XMP, IPTC, ICC, what they say of origin and rights. */
export { type JpegFact, jpegOf } from '../metadata/blocks/jpeg-fact.ts';
export { boxesOf } from '../metadata/carriers/boxes.ts';
export { type Carrier, type CarrierKind, CarrierWalk, FILE, startsWith } from '../metadata/carriers/carrier.ts';
export { type Directory, type DirectoryEntry, isTiff, readDirectories } from '../metadata/carriers/directories.ts';
export { isWholePacket, packetExtent } from '../metadata/carriers/embedded-packet.ts';
export { MAIN_PICTURE } from '../metadata/carriers/exif-block.ts';
export { type Carriers, findCarriers } from '../metadata/carriers/find-carriers.ts';
export { type HeifItem, readItems } from '../metadata/carriers/heif-items.ts';
export { type CameraOfNote, cameraOf, mayHoldPlace } from '../metadata/carriers/maker-note.ts';
export { pictureData } from '../metadata/carriers/picture-data.ts';
export { walkPng } from '../metadata/carriers/png.ts';
export { type Segment, segmentsOf } from '../metadata/carriers/segments.ts';
export { numbersOf, textOf } from '../metadata/carriers/tag-values.ts';
export { trailerParts } from '../metadata/carriers/trailer.ts';
export { isoOfExif, isoOfXmp, secondsBetween } from '../metadata/exif/dates.ts';
export { type ExifFact, exifOf } from '../metadata/exif/exif-fact.ts';
export { OWN_NAMES, ownTagsOf } from '../metadata/exif/tags/own-tags.ts';
export { type MetadataFacts, metadataFactsOf } from '../metadata/metadata-facts.ts';
export { aiLabelsSchema } from '../metadata/origin/ai-duties.ts';
export { cameraName } from '../metadata/origin/camera-name.ts';
export { captureOf } from '../metadata/origin/capture.ts';
export { isModelType, originOf } from '../metadata/origin/origin-fact.ts';
export { readIptc } from '../metadata/packets/iptc.ts';
export { decodePacket, nameOf, RDF, XML, XMLNS } from '../metadata/packets/xmp.ts';
export { cleanText } from '../metadata/reading/clean-text.ts';
export { hasManifest, type Metadata, type Reading, readMetadata } from '../metadata/reading/metadata.ts';
export { isKeywordOf, namesPerson, personNamesIn } from '../metadata/reading/person-names.ts';
export {
  fileStatements,
  nameOfTag,
  numberedName,
  type Statement,
  statementsOf,
} from '../metadata/reading/statements.ts';
export { CONTACT, FACES, find, matchesTopic, POSITION, SERIALS, type Topic } from '../metadata/reading/topics.ts';
export { unreadIn, unseenIn } from '../metadata/reading/unseen.ts';
export { unwritable } from '../metadata/reading/unwritable.ts';
export { isOwner } from '../metadata/rights/rights.ts';
export {
  isRightsField,
  mayNameOwner,
  namesRights,
  otherOwner,
  type RightsFact,
  rightsOf,
  unreadOwner,
} from '../metadata/rights/rights-fact.ts';
export { correlation, exactMeans, type SummedArea, summedArea } from '../metadata/thumbnail/cell-grid.ts';
export { thumbnailsOf } from '../metadata/thumbnail/thumbnail-fact.ts';
