import { defineRunResource, openScratchFile, type ScratchFile } from '@listing-lint/core/plugin';
import type { RgbImage } from '@listing-lint/rules/image';
import { unfilled } from '@listing-lint/rules/kernel';

/** Rasters for registration on disk until the run has ended: decoding one again takes many times as long as reading it. */
export interface RasterSpill {
  /** Keeps one, where there is room; the file is made with the first. */
  readonly put: (content: string, raster: RgbImage) => Promise<void>;
  /** The same; undefined if it is not stored. */
  readonly get: (content: string) => RgbImage | undefined;
  readonly close: () => Promise<void>;
}

/** Some 1,000 pictures; later ones are decoded again when needed. */
const MOST_BYTES = 600e6;

export const rasterSpill = (mostBytes = MOST_BYTES): RasterSpill => {
  let opened: Promise<ScratchFile> | undefined;
  let file: ScratchFile | undefined;
  const places = new Map<string, { readonly width: number; readonly height: number; readonly at: number }>();
  return {
    put: async (content, { width, height, data }) => {
      opened ??= openScratchFile('rasters', mostBytes);
      file ??= await opened;
      const at = places.has(content) ? undefined : file.put(data);
      if (at !== undefined) places.set(content, { width, height, at });
    },
    get: (content) => {
      const place = places.get(content);
      if (place === undefined || file === undefined) return undefined;
      const { width, height, at } = place;
      const data = unfilled(3 * width * height);
      return file.read(at, data) ? { width, height, data } : undefined;
    },
    close: async () => (await opened)?.close(),
  };
};

export const runRasters = defineRunResource<RasterSpill>({
  id: 'keptRasters',
  create: () => rasterSpill(),
  dispose: ({ close }) => close(),
});
