import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileFault, isKnownError, pathFrom, type ResolvedConfig, readBytes, replaceFile } from '@listing-lint/core';
import {
  C2PA_PACKAGE,
  claimSigner,
  findC2pa,
  PictureSigner,
  type PictureToArchive,
  readHeader,
} from '@listing-lint/rules';
import { UsageError } from '../../output/known-error.ts';
import { refuseWayOut } from '../../output/way-out.ts';
import { builtinSettings } from '../../project/registry-file.ts';

/** The environment's name for the file with the key that Content Credentials are signed with: never in the config. */
const C2PA_KEY_FILE_VARIABLE = 'LISTING_LINT_C2PA_KEY_FILE';

export interface SigningPlace {
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Folder for the signed copies, as the user wrote it. */
  readonly out: string;
  /** IPTC digital source type that the manifests state; undefined to state none. */
  readonly sourceType: string | undefined;
  readonly dryRun: boolean;
  readonly signal: AbortSignal | undefined;
}

/** A picture that was signed, or why it was not. */
export interface SignedPicture {
  readonly path: string;
  /** Of the signed copy, from the folder of the config; null where there is none. */
  readonly signed: string | null;
  readonly reason: string | null;
}

/**
 * Writes a copy of each picture with the seller's own manifest, below `out`; a copy that is there is kept. Pictures themselves are never written to. Throws
 * `usage` where certificate, key or package are missing.
 */
export const signPictures = async (
  pictures: readonly PictureToArchive[],
  config: ResolvedConfig,
  place: SigningPlace,
): Promise<{ readonly outcomes: readonly SignedPicture[]; readonly copies: readonly PictureToArchive[] }> => {
  const folder = resolve(place.cwd, place.out);
  refuseWayOut(folder, place.out, place.cwd);
  const below = pathFrom(config.root, folder);
  if (below === '' || below === '.' || below.startsWith('..'))
    throw new UsageError(`--sign ${place.out} has to be a folder of its own below that of the config`);
  const signer = await signerOf(config, place);
  const outcomes: SignedPicture[] = [];
  const copies: PictureToArchive[] = [];
  try {
    for (const picture of pictures) {
      place.signal?.throwIfAborted();
      const copy = {
        ...picture,
        file: join(folder, picture.path),
        path: `${below}/${picture.path}`,
        original: picture.path,
      };
      const reason = place.dryRun
        ? null
        : await signOne(picture, copy.file, { signer, config, sourceType: place.sourceType });
      outcomes.push({ path: picture.path, signed: reason === null ? copy.path : null, reason });
      if (reason === null && !place.dryRun)
        copies.push({ ...copy, stage: picture.stage === 'original' ? 'edit' : picture.stage });
    }
  } finally {
    await signer.dispose();
  }
  return { outcomes, copies };
};

const signerOf = async (config: ResolvedConfig, { cwd, env }: SigningPlace): Promise<PictureSigner> => {
  const found = findC2pa();
  if (found === undefined)
    throw new UsageError(
      `${C2PA_PACKAGE}, which signs, is not installed beside listing-lint`,
      `npm install ${C2PA_PACKAGE}`,
    );
  const certificate = builtinSettings(config).c2pa?.certificate;
  if (certificate === undefined)
    throw new UsageError(
      'the config names no certificate to sign with',
      'add c2pa: { certificate: certificates/ours.pem }',
    );
  const key = env[C2PA_KEY_FILE_VARIABLE];
  if (key === undefined || key === '')
    throw new UsageError(
      'there is no key to sign with',
      `name its file in ${C2PA_KEY_FILE_VARIABLE}; keep it out of the repository`,
    );
  return new PictureSigner(
    found,
    claimSigner(await textAt(join(config.root, certificate), certificate), await textAt(resolve(cwd, key), key)),
  );
};

const MOST_PEM_BYTES = 1_000_000;

const textAt = async (file: string, name: string): Promise<string> => {
  try {
    return (await readBytes(file, { maxBytes: MOST_PEM_BYTES })).toString('utf8');
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${fileFault(error)}`);
  }
};

/** A picture of more is not signed. */
const SIGNED_BYTES = 256e6;

interface Signing {
  readonly signer: PictureSigner;
  readonly config: ResolvedConfig;
  readonly sourceType: string | undefined;
}

/** Why the picture was not signed; null where there is a signed copy now. */
const signOne = async (
  { file, path }: PictureToArchive,
  copy: string,
  { signer, config, sourceType }: Signing,
): Promise<string | null> => {
  // A signature is never the same twice: what was signed before stays as it is.
  if (existsSync(copy)) return null;
  try {
    const bytes = await readBytes(file, { maxBytes: SIGNED_BYTES, links: { inside: config.root } });
    const { format } = await readHeader(bytes, '');
    const author = builtinSettings(config).brand?.creator ?? null;
    const signed = await signer.sign(bytes, format, { title: basename(path), author, sourceType: sourceType ?? null });
    await mkdir(dirname(copy), { recursive: true });
    await replaceFile(copy, Buffer.from(signed), { unlocked: true });
    return null;
  } catch (error) {
    return isKnownError(error) ? error.message : fileFault(error);
  }
};
