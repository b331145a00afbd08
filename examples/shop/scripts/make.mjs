// Makes the pictures of the shop, always the same ones.
//   node examples/shop/scripts/make.mjs [part of a path…]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { markOverlay, markPng } from './mark.mjs';
import { pictures } from './pictures.mjs';
import { withPreview } from './preview.mjs';
import { render } from './scene/render.mjs';
import { scenes } from './scenes.mjs';
import { sizeChartSvg } from './size-chart.mjs';

const shop = dirname(dirname(fileURLToPath(import.meta.url)));
const SIDE = 1200;
const PREVIEW_SIDE = 480;

const save = (path, bytes) => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  writeFileSync(join(shop, path), bytes);
  console.log(`${path} ${(bytes.length / 1000).toFixed(0)} kB`);
};

const photographs = new Map();
/** A scene as PNG, rendered once. */
const photograph = async (name) => {
  const known = photographs.get(name);
  if (known) return known;
  const { data, width, height } = render(scenes[name], SIDE, SIDE);
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  photographs.set(name, png);
  return png;
};

const encoded = async (picture, mark) => {
  if (picture.copyOf) return readFileSync(join(shop, picture.copyOf));
  if (picture.scene === 'size-chart')
    return sharp(Buffer.from(sizeChartSvg)).png({ palette: true, colours: 16 }).toBuffer();
  let image = sharp(await photograph(picture.scene));
  if (picture.mirrored) image = sharp(await image.flop().png({ compressionLevel: 1 }).toBuffer());
  if (picture.mark) image = image.composite([await markOverlay(mark, { width: SIDE, height: SIDE }, picture.mark)]);
  const jpeg = await image
    .jpeg({ quality: picture.quality ?? 80, mozjpeg: true })
    .withExif(picture.exif)
    .toBuffer();
  if (picture.unmarkedPreview) {
    const preview = sharp(await photograph(picture.scene))
      .resize(PREVIEW_SIDE)
      .jpeg({ quality: 70 });
    return withPreview(jpeg, await preview.toBuffer());
  }
  return picture.keepBytes ? jpeg.subarray(0, Math.round(jpeg.length * picture.keepBytes)) : jpeg;
};

const wanted = process.argv.slice(2);
const mark = await markPng();
save('brand/mark.png', mark);
for (const picture of pictures) {
  if (wanted.length > 0 && !wanted.some((part) => picture.path.includes(part))) continue;
  save(picture.path, await encoded(picture, mark));
}
