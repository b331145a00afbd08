import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isMissingFile,
  MAX_DATA_BYTES,
  type Mending,
  readBytes,
  replaceFile,
  type Subject,
  sha256,
} from '@listing-lint/core/plugin';
import { extensionOf, loadSharp, sniff } from '@listing-lint/rules/image';

import {
  findCarriers,
  isOwner,
  isRightsField,
  namesRights,
  readMetadata,
  type Statement,
  statementsOf,
} from '@listing-lint/rules/metadata';

import { RE_ENCODING, REPLACED, replacedPath } from './replaced.ts';

/** Both pictures are compared at this size: px a side. */
const SIDE = 32;
/** Mean difference of levels (0–255) that another encoding and another size may make at it. */
const MOST_DIFFERENCE = 12;

const IGNORE_TEXT =
  '# Pictures as they were before `--fix` encoded them anew: copy one back to undo it, or remove the folder.\n*\n';

interface Upright {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
}

const upright = async (bytes: Buffer): Promise<Upright> => {
  const sharp = await loadSharp();
  const { data, info } = await sharp(bytes, { limitInputPixels: false })
    .autoOrient()
    .toColourspace('srgb')
    .flatten({ background: '#ffffff' })
    .removeAlpha()
    .png({ compressionLevel: 0 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
};

const small = async (
  { png }: Upright,
  region: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
) => {
  const sharp = await loadSharp();
  return sharp(png).extract(region).resize(SIDE, SIDE, { fit: 'fill' }).raw().toBuffer();
};

/** What is other than before in what the picture shows, in words: it may be smaller, and stand on a larger ground. */
const otherwise = async (before: Upright, after: Upright): Promise<string | undefined> => {
  const scale = Math.min(1, after.width / before.width, after.height / before.height);
  const [width, height] = [before.width, before.height].map((side) => Math.max(1, Math.floor(side * scale)));
  if (width === undefined || height === undefined) return 'the picture itself';
  if (
    after.width > Math.max(before.width, before.height) * 4 ||
    after.height > Math.max(before.width, before.height) * 4
  )
    return 'the size of the picture';
  const at = {
    left: Math.floor((after.width - width) / 2),
    top: Math.floor((after.height - height) / 2),
    width,
    height,
  };
  const [was, is] = await Promise.all([
    small(before, { left: 0, top: 0, width: before.width, height: before.height }),
    small(after, at),
  ]);
  const difference = was.reduce((sum, level, k) => sum + Math.abs(level - (is[k] ?? 0)), 0) / was.length;
  return difference <= MOST_DIFFERENCE ? undefined : 'what the picture shows';
};

const statementsIn = (bytes: Buffer, path: string): readonly Statement[] =>
  statementsOf(readMetadata(findCarriers(bytes, sniff(bytes, extensionOf(path))))).filter(({ depth }) => depth === 0);

/** Whether another file names every owner and creator that one names, in whatever field. */
const namesAll = (was: readonly Statement[], is: readonly Statement[]): boolean =>
  was
    .filter(namesRights)
    .every(({ value }) =>
      is.some((each) => each.value === value || (isRightsField(each) && isOwner(value, each.value))),
    );

/**
 * What is asked of a picture that was encoded anew, instead of the same data: the user has permitted it, it shows the same, and it states the same
 * rights. `keep` writes the file as it was under the root, before another takes its place.
 */
export const encodedAnewPolicy = {
  check: async (mending: Mending, { path }: Subject): Promise<string | undefined> => {
    if (mending.permits?.(RE_ENCODING) !== true) return 'the picture itself';
    const [old, mended] = [Buffer.from(mending.before), Buffer.from(mending.after)];
    if (!namesAll(statementsIn(old, path), statementsIn(mended, path))) return 'the rights that it states';
    return otherwise(await upright(old), await upright(mended));
  },
  keep: async (before: Uint8Array, { file, path }: Subject, root: string): Promise<void> => {
    const bytes = Buffer.from(before);
    const ignore = join(root, REPLACED, '.gitignore');
    if ((await readOrNothing(ignore, root)) === undefined) await replaceFile(ignore, IGNORE_TEXT, { within: root });
    const target = join(root, replacedPath(path, sha256(bytes)));
    const kept = await readOrNothing(target, root);
    if (kept !== undefined && sha256(kept) === sha256(bytes)) return;
    if (kept !== undefined)
      throw new Error(`another file lies at ${replacedPath(path, sha256(bytes))}: move it away first`);
    const { mode } = await stat(file);
    await replaceFile(target, bytes, { within: root, mode: mode & 0o777 });
  },
};

const readOrNothing = (file: string, within: string): Promise<Buffer | undefined> =>
  readBytes(file, { maxBytes: MAX_DATA_BYTES, within, links: 'refuse' }).catch((error: unknown) => {
    if (isMissingFile(error)) return undefined;
    throw error;
  });
