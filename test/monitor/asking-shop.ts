import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { scene } from '../watermark/shop.ts';

/** With signs that addresses and JSON write in another way. */
export const KEY = 'k-7731/secret+words=';

export interface ShopPictures {
  readonly ours: Buffer;
  /** As a thief has it: smaller, encoded anew. */
  readonly copy: Buffer;
  readonly other: Buffer;
}

export const shopPictures = async (): Promise<ShopPictures> => {
  const ours = await scene(1)
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
    .jpeg()
    .toBuffer();
  const copy = await sharp(ours).resize(300).jpeg({ quality: 60 }).toBuffer();
  return { ours, copy, other: await scene(9).jpeg().toBuffer() };
};

/** A shop of two originals, one of them in a listing. */
export const layShop = ({ ours, other }: ShopPictures): string => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ask-services-')));
  const put = (path: string, bytes: Buffer): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  };
  put('originals/lamp.jpg', ours);
  put('originals/other.jpg', other);
  put('listings/lamp/1.jpg', ours);
  return root;
};

/** Its config, with one service. */
export const writeConfig = (root: string, service: string): void =>
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `extends: [recommended]\noriginals: ["originals/**"]\nlistings: ["listings/*"]\nmonitoring: ["monitoring/*.yaml"]\nmonitor:\n  services:\n    - ${service}\n`,
  );
