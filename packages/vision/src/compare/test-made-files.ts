import { seededRandom } from '@listing-lint/rules/kernel';
import {
  exifSegment,
  iptcSegment,
  jpegSegment,
  type TiffDirectory,
  withSegments,
  xmpSegment,
} from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';

/** A file as it is made for an accusation: all that may be said of it is known beforehand. */
export interface MadeFile {
  /** Which scene it shows: two files of one scene show one picture, unless one is another shot of it. */
  readonly scene: number;
  /** Another shot of the scene: the camera stood elsewhere, the light had changed. */
  readonly shot?: number;
  /** Part of the scene: left, top, right, bottom, fractions. */
  readonly crop?: readonly [number, number, number, number];
  readonly turn?: 'mirror' | 'flip' | 'rotate90' | 'rotate180';
  /** px. */
  readonly width: number;
  /** A plain border, as a share of the width on each side. */
  readonly border?: number;
  /** A white label over the upper left. */
  readonly label?: boolean;
  readonly quality?: number;
  readonly format?: 'jpeg' | 'png' | 'webp';
  readonly exif?: MadeExif;
  /** XMP properties as attributes, such as `xmpMM:DocumentID`. */
  readonly xmp?: { readonly [name: string]: string };
  readonly from?: { readonly document: string };
  readonly credit?: string;
  /** Part of the scene that its preview shows. */
  readonly preview?: readonly [number, number, number, number];
}

export interface MadeExif {
  readonly camera?: readonly [make: string, model: string];
  readonly serial?: string;
  readonly captured?: string;
  readonly offset?: string;
  readonly digitised?: string;
  readonly changed?: string;
  readonly software?: string;
  readonly artist?: string;
  /** Exposure, aperture, ISO, focal length, maker note. */
  readonly full?: boolean;
}

const WIDTH = 1200;
const HEIGHT = 900;

const sceneOf = (seed: number, shot: number): Buffer => {
  const random = seededRandom(seed);
  const moved = seededRandom(seed * 31 + shot);
  const jitter = (): number => (shot === 0 ? 0 : (moved() - 0.5) * 60);
  const shapes = Array.from({ length: 90 }, (_, i) => {
    const colour = `rgb(${[random(), random(), random()].map((part) => Math.floor(part * 255)).join()})`;
    const [x, y, r] = [random() * WIDTH + jitter(), random() * HEIGHT + jitter(), 12 + random() * 70];
    if (i % 3 === 0) return `<circle cx="${x}" cy="${y}" r="${r}" fill="${colour}"/>`;
    if (i % 3 === 1) return `<rect x="${x}" y="${y}" width="${r * 1.6}" height="${r}" fill="${colour}"/>`;
    return `<path d="M${x} ${y}l${r} ${r * 1.4}l${-1.8 * r} ${-0.3 * r}z" fill="${colour}"/>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#7a8a6a"/>${shapes.join('')}</svg>`,
  );
};

const LABEL = (width: number): Buffer =>
  Buffer.from(`<svg width="${width}" height="${width / 3}"><rect width="100%" height="100%" fill="#fff"/></svg>`);

const turned = (image: Sharp, turn: MadeFile['turn']): Sharp => {
  if (turn === 'mirror') return image.flop();
  if (turn === 'flip') return image.flip();
  if (turn === 'rotate90') return image.rotate(90);
  if (turn === 'rotate180') return image.rotate(180);
  return image;
};

const cropped = async (seed: number, shot: number, edges: MadeFile['crop']): Promise<Sharp> => {
  const [left, top, right, bottom] = edges ?? [0, 0, 1, 1];
  const scene = sharp(await sharp(sceneOf(seed, shot)).flatten().png().toBuffer());
  return scene.extract({
    left: Math.round(left * WIDTH),
    top: Math.round(top * HEIGHT),
    width: Math.round((right - left) * WIDTH),
    height: Math.round((bottom - top) * HEIGHT),
  });
};

const solid = async (image: Sharp): Promise<Sharp> => sharp(await image.png().toBuffer());

/** The bytes of a file. The same description gives the same bytes. */
export const madeBytes = async (made: MadeFile): Promise<Buffer> => {
  let image = await cropped(made.scene, made.shot ?? 0, made.crop);
  image = await solid(image.resize(made.width));
  image = await solid(turned(image, made.turn));
  if (made.label === true)
    image = await solid(image.composite([{ input: LABEL(Math.round(made.width / 5)), left: 20, top: 20 }]));
  if (made.border !== undefined) {
    const by = Math.round(made.border * made.width);
    image = await solid(image.extend({ top: by, bottom: by, left: by, right: by, background: '#fff' }));
  }
  if (made.format === 'png') return image.png().toBuffer();
  if (made.format === 'webp') return image.webp({ quality: made.quality ?? 85 }).toBuffer();
  const jpeg = await image.jpeg({ quality: made.quality ?? 90 }).toBuffer();
  const preview = made.preview === undefined ? undefined : await previewOf(made.scene, made.preview);
  return withSegments(jpeg, segmentsOf(made, preview));
};

const previewOf = async (seed: number, edges: MadeFile['crop']): Promise<Buffer> =>
  (await cropped(seed, 0, edges)).resize(160).jpeg({ quality: 75 }).toBuffer();

const segmentsOf = ({ exif, xmp, from, credit }: MadeFile, preview: Buffer | undefined): readonly Buffer[] => [
  ...(exif === undefined && preview === undefined ? [] : [exifSegment(tagsOf(exif ?? {}))]),
  ...(preview === undefined ? [] : [previewSegment(preview)]),
  ...(xmp === undefined && from === undefined ? [] : [xmpSegment(packetOf(xmp ?? {}, from?.document))]),
  ...(credit === undefined ? [] : [iptcSegment([[2, 110, Buffer.from(credit)]])]),
];

/** A JFIF extension segment with a thumbnail as JPEG (T.871, 10.4). */
const previewSegment = (preview: Buffer): Buffer =>
  jpegSegment(0xe0, Buffer.concat([Buffer.from('JFXX\0\x10', 'latin1'), preview]));

const stamp = (time: string): string => time.replace('T', ' ').replace(/-/g, ':');

const tagsOf = (exif: MadeExif): TiffDirectory => {
  const { camera, serial, captured, offset, digitised, changed, software, artist, full } = exif;
  return {
    ...(camera === undefined ? {} : { 271: camera[0], 272: camera[1] }),
    ...(software === undefined ? {} : { 305: software }),
    ...(changed === undefined ? {} : { 306: stamp(changed) }),
    ...(artist === undefined ? {} : { 315: artist }),
    34665: {
      ...(captured === undefined ? {} : { 36867: stamp(captured) }),
      ...(digitised === undefined ? {} : { 36868: stamp(digitised) }),
      ...(offset === undefined ? {} : { 36881: offset }),
      ...(serial === undefined ? {} : { 42033: serial }),
      ...(full === true
        ? { 33434: [1], 33437: [8], 34855: 200, 37386: [50], 37500: Buffer.from('Made by a test, no camera') }
        : {}),
    },
  };
};

const packetOf = (properties: { readonly [name: string]: string }, document: string | undefined): string => {
  const attributes = Object.entries(properties).map(([name, value]) => ` ${name}="${value}"`);
  const derived = document === undefined ? '' : `<xmpMM:DerivedFrom stRef:documentID="${document}"/>`;
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"${attributes.join('')}>${derived}</rdf:Description></rdf:RDF></x:xmpmeta>`;
};
