import type { BagFile } from './bag.ts';

/** A regular file that its owner may write, as Unix has it. */
const MODE = 0o100644 * 0x10000;
const UNIX = 3;

/**
 * A bag as an archive that unpacks to `folder`. Stored, not compressed (pictures are already), with a day that every zone writes alike: the same files give
 * the same bytes on every machine.
 */
export const zipBag = async (files: readonly BagFile[], folder: string): Promise<Buffer> => {
  const { zipSync } = await import('fflate');
  const options = { level: 0, mtime: new Date(1980, 0, 1), os: UNIX, attrs: MODE } as const;
  const zipped = zipSync(
    Object.fromEntries(files.map(({ path, bytes }) => [`${folder}/${path}`, [new Uint8Array(bytes), options]])),
  );
  return Buffer.from(zipped);
};
