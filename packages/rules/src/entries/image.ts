/** `@listing-lint/rules/image`: reading pictures: bytes, headers, decoded pixels, facts about files. */
export { frameWhiteness } from '../image/background.ts';
export { fromMetadata, type ImageFact } from '../image/facts.ts';
export { plainRows, reduceIn } from '../image/kernel/reducer-wasm.ts';
export { fileBytes } from '../image/read/bytes.ts';
export { codedDataOf } from '../image/read/coded-data/coded-data.ts';
export { type ContainerFormat, EXTENSIONS_OF, mayBeRaw, PICTURE_EXTENSIONS, sniff } from '../image/read/container.ts';
export { damageOf } from '../image/read/damage.ts';
export {
  CANONICAL_SIDE,
  canonicalImage,
  DECODE_VERSION,
  type DecodedPicture,
  decodeCanonical,
  decodedPicture,
  decodePicture,
} from '../image/read/decode.ts';
export { workingImage } from '../image/read/decode-smaller.ts';
export { extensionOf, type ImageHeader, imageHeader, readableHeader, readHeader } from '../image/read/header.ts';
export { framesOf } from '../image/read/headers/frames.ts';
export { readJpegHeader } from '../image/read/headers/jpeg-header.ts';
export { pngChunk } from '../image/read/headers/png-chunk.ts';
export { imageDataHash } from '../image/read/image-data.ts';
export { LFS_POINTER_BYTES, lfsFault, lfsPointer } from '../image/read/lfs-pointer.ts';
export { keepNoPictures, loadSharp } from '../image/read/load-sharp.ts';
export { type NativeRows, nativeRowsOf } from '../image/read/pixels/native-rows.ts';
export { reducedTo, sizeWithin } from '../image/read/pixels/reduced.ts';
export { WORKING_SIDE, workingRaster } from '../image/read/pixels/working-raster.ts';
export { type GreyImage, lumaOf, type Point, type RgbImage } from '../image/read/raster.ts';
export { refusalOf } from '../image/read/refusal.ts';
export { sequentialJpeg } from '../image/read/sequential/sequential-jpeg.ts';
