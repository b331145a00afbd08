import {
  decodeCanonical,
  EXTENSIONS_OF,
  extensionOf,
  frameWhiteness,
  fromMetadata,
  type ImageFact,
  type RgbImage,
  readHeader,
  refusalOf,
} from '@listing-lint/rules/image';

/** What figures of marketplaces ask about, of one picture file. */
export interface Pictured {
  readonly format: ImageFact['format'];
  /** px as shown. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly animated: boolean;
  readonly pages: number;
  readonly hasAlpha: boolean;
  readonly colorModel: ImageFact['colorModel'];
  readonly bitDepth: number | null;
  readonly extensionMatches: boolean;
  /** White share of its frame, 0–1. */
  readonly frame: number;
}

/** A picture that was looked at, or why it could not be. */
export type SeenPicture = { readonly pictured: Pictured; readonly image: RgbImage } | { readonly problem: string };

/**
 * Looks at a picture file's bytes, its pixels included: one that is damaged passes nowhere. `megapixels`: the largest that is decoded. Never throws for
 * a bad picture.
 */
export const lookAt = async (bytes: Buffer, path: string, megapixels: number): Promise<SeenPicture> => {
  const extension = extensionOf(path);
  const header = await readHeader(bytes, extension);
  const { format, width, height, problem } = header;
  if (problem !== null) return { problem };
  if (width === null || height === null || width < 1 || height < 1)
    return { problem: 'its header does not tell its size' };
  const refusal = refusalOf(header, megapixels);
  if (refusal !== null) return { problem: refusal.message };
  try {
    const image = await decodeCanonical(bytes, megapixels * 1e6, header);
    const { animated, pages, hasAlpha, colorModel, bitDepth } = fromMetadata(header);
    const pictured: Pictured = {
      ...{ format, width, height, bytes: bytes.length, colorModel, bitDepth },
      animated: animated === true,
      pages: pages ?? 1,
      hasAlpha: hasAlpha === true,
      extensionMatches: EXTENSIONS_OF[format]?.includes(extension) ?? false,
      frame: frameWhiteness(image).frame,
    };
    return { pictured, image };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};
