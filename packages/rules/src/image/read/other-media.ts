/** Kinds of media files that no rule judges, in the words of messages. */
export type MediaType =
  | 'video'
  | 'animation'
  | 'picture of another format'
  | 'drawing'
  | 'document'
  | '3D model'
  | 'audio'
  | 'archive';

const EXTENSIONS: { readonly [type in MediaType]: string } = {
  video: 'mp4 m4v mov qt webm mkv avi wmv flv f4v mpg mpeg mts m2ts 3gp 3g2 ogv mxf vob insv',
  animation: 'apng avifs lottie swf mng flif riv',
  'picture of another format': 'ico icns tga dds exr hdr pcx ppm pgm pbm pnm jxr wdp jpx jpf j2k mpo psb',
  drawing: 'svg svgz ai eps ps cdr sketch fig xd xcf kra clip procreate afphoto afdesign indd idml dwg dxf wmf emf',
  document: 'pdf doc docx ppt pptx xls xlsx odt odp ods epub',
  '3D model': 'glb gltf usdz usd usda usdc obj stl fbx dae 3ds ply blend 3mf stp step',
  audio: 'mp3 wav m4a aac flac ogg oga opus aif aiff wma',
  archive: 'zip rar 7z tar tgz gz bz2 xz zst mhtml mht webarchive har maff eml warc wacz',
};

const TYPE_OF: ReadonlyMap<string, MediaType> = new Map(
  (Object.keys(EXTENSIONS) as MediaType[]).flatMap((type) =>
    EXTENSIONS[type].split(' ').map((extension) => [extension, type] as const),
  ),
);

/** Returns the kind of a media file by its extension (lower case, no dot); undefined for texts, unknown extensions and pictures that are judged. */
export const mediaType = (extension: string): MediaType | undefined => TYPE_OF.get(extension);

/** First bytes (Latin-1) of media files, and their offset. */
const SIGNATURES: readonly (readonly [type: MediaType, offset: number, bytes: string])[] = [
  ['video', 4, 'ftyp'],
  ['video', 4, 'moov'],
  ['video', 0, '\x1a\x45\xdf\xa3'],
  ['video', 8, 'AVI '],
  ['video', 0, 'FLV'],
  ['video', 0, '\0\0\x01\xba'],
  ['drawing', 0, '%!PS'],
  ['document', 0, '%PDF'],
  ['document', 0, '\xd0\xcf\x11\xe0'],
  ['3D model', 0, 'glTF'],
  ['archive', 0, 'PK\x03\x04'],
  ['archive', 0, 'PK\x05\x06'],
  ['archive', 0, '\x1f\x8b'],
  ['archive', 0, 'BZh'],
  ['archive', 0, '\xfd7zXZ\0'],
  ['archive', 0, '\x28\xb5\x2f\xfd'],
  ['archive', 0, '7z\xbc\xaf\x27\x1c'],
  ['archive', 0, 'Rar!'],
  ['archive', 257, 'ustar'],
  ['archive', 0, 'bplist00'],
  ['archive', 0, 'WARC/'],
  ['archive', 0, 'SQLite format 3'],
];
/** A page saved in one file (RFC 2557), and a HAR file, are texts. */
const SAVED_PAGE =
  /^(?:From: <Saved by|MIME-Version: 1\.0\s)|^[\s\S]{0,300}\nContent-Type: multipart\/related|^\s*\{\s*"log"\s*:/i;

/** Returns the kind of a media file by its first bytes (512 are enough), for a file that is no picture; undefined where they do not say. */
export const mediaTypeByBytes = (bytes: Buffer): MediaType | undefined => {
  const text = bytes.toString('latin1', 0, 512);
  const found = SIGNATURES.find(([, offset, signature]) => text.startsWith(signature, offset))?.[0];
  return found ?? (SAVED_PAGE.test(text) ? 'archive' : undefined);
};

/** First bytes (Latin-1) of fonts, compiled scripts, sounds, and texts in UTF-16. */
const NO_PICTURES = [
  ...['wOFF', 'wOF2', 'OTTO', 'ttcf', 'true', '\0\x01\0\0', '\0asm', 'ID3', '\xff\xfb', 'OggS', 'fLaC'],
  ...['\xff\xfe', '\xfe\xff'],
];

/** Returns whether a file may hold pictures by its first bytes: they are neither text nor those of fonts, scripts and sounds. */
export const isUnknownBinary = (bytes: Buffer): boolean => {
  const text = bytes.toString('latin1', 0, 512);
  return bytes.includes(0) && text.slice(8, 12) !== 'WAVE' && !NO_PICTURES.some((mark) => text.startsWith(mark));
};
