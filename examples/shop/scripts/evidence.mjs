// Makes the pictures that the dispute files name as evidence, always the same ones: what another seller shows, and his page as it was seen.
//   node examples/shop/scripts/evidence.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { lettering } from './lettering.mjs';

const shop = dirname(dirname(fileURLToPath(import.meta.url)));

const save = (path, bytes) => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  writeFileSync(join(shop, path), bytes);
  console.log(`${path} ${(bytes.length / 1000).toFixed(0)} kB`);
};

/** Our photograph as the other seller shows it: mirrored, cut to the cup, small. */
const theirPicture = await sharp(join(shop, 'listings/stoneware-mug/01-front.jpg'))
  .extract({ left: 180, top: 140, width: 840, height: 840 })
  .flop()
  .resize(520)
  .jpeg({ quality: 62 })
  .toBuffer();
save('evidence/2026-005/their-picture.jpg', theirPicture);

const line = (text, x, y, size) => lettering(text, x, y, size, 'stroke="#33302b" stroke-width="1.2"');
const page = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="640">
<rect width="1000" height="640" fill="#fff"/><rect width="1000" height="56" fill="#ece8df"/>
${line('CUP CORNER', 40, 38, 22)}${line('BLUE MUG 350 ML', 600, 140, 26)}${line('19.90', 600, 200, 26)}</svg>`);
const screenshot = await sharp(page)
  .composite([{ input: theirPicture, left: 40, top: 90 }])
  .png({ palette: true, colours: 128, compressionLevel: 9 })
  .toBuffer();
save('evidence/2026-005/page.png', screenshot);
