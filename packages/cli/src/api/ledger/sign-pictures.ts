import { basename, join, resolve } from 'node:path';
import {
  ANYWHERE,
  fileFault,
  isKnownError,
  nearest,
  type PathBound,
  pathFrom,
  type ResolvedConfig,
  readBytes,
  sha256,
} from '@listing-lint/core';
import {
  C2PA_PACKAGE,
  carriesCredentials,
  claimSigner,
  credentialSettings,
  DIGITAL_SOURCE_TYPES,
  findC2pa,
  type KeptEntry,
  keepObject,
  PictureSigner,
  type PictureToArchive,
  readLedgerEntries,
  sourceTypeFor,
} from '@listing-lint/provenance';
import { readHeader } from '@listing-lint/rules/image';
import { UsageError } from '../../output/known-error.ts';
import { refuseWayOut } from '../../output/way-out.ts';
import { writeOver } from '../../output/write-output.ts';
import { builtinSettings, topLevelOf } from '../../project/registry-file.ts';
import { ledgerOf } from './open-ledger.ts';
import { copyStanding } from './signed-copy.ts';
import { originalToKeep, parentIn, SIGNED_BYTES } from './signed-parent.ts';

/** The environment's name for the file with the key that Content Credentials are signed with: never in the config. */
const C2PA_KEY_FILE_VARIABLE = 'LISTING_LINT_C2PA_KEY_FILE';

export interface SigningPlace {
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Folder for the signed copies, as the user wrote it. */
  readonly out: string;
  /** IPTC digital source type that the manifests state; undefined to state none. */
  readonly sourceType: string | undefined;
  /** Files that all of them were made from, as the user wrote them. */
  readonly parents: readonly string[];
  readonly dryRun: boolean;
  /** When it is signed. */
  readonly now: Date;
  readonly signal: AbortSignal | undefined;
}

/** A picture that was signed, or why it was not. */
export interface SignedPicture {
  readonly path: string;
  /** Of the signed copy, from the folder of the config; null where there is none. */
  readonly signed: string | null;
  readonly reason: string | null;
  /** `true`: a copy of the picture as it was lay there; its bytes are in the ledger now. */
  readonly isRenewed: boolean;
  /** `true`: it has a manifest, or names one, and was opened as what that says it is; the source type is not stated of it. */
  readonly isOpened: boolean;
  /** Of the original whose Content Credentials it keeps as what it was made from, from the folder of the config; null where there is none. */
  readonly parent: string | null;
}

/**
 * Writes a copy of each picture with the seller's own manifest, below `out`. A copy of the picture as it is stays; of one that has changed since, the bytes go
 * into the ledger before a new one takes its place. Pictures themselves, and files that were not signed from them, are never written to. Throws `usage` where certificate, key or package are missing, or the certificate is not valid now.
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
  checkSourceType(place.sourceType);
  const signer = await signerOf(config, place);
  const ledger = ledgerOf(config).folder;
  const entries = [...(await readLedgerEntries(ledger)).entries.values()];
  const outcomes: SignedPicture[] = [];
  const copies: PictureToArchive[] = [];
  try {
    for (const picture of pictures) {
      place.signal?.throwIfAborted();
      const copy = { file: join(folder, picture.path), path: `${below}/${picture.path}` };
      const { madeFrom, ...said } = await signOne(picture, copy.file, {
        ...{ signer, config, ledger, entries, sourceType: place.sourceType, dryRun: place.dryRun },
        original: originalToKeep(picture, config.root, place),
      });
      outcomes.push({ path: picture.path, signed: said.reason === null ? copy.path : null, ...said });
      if (said.reason === null && !place.dryRun)
        copies.push({ ...copy, madeFrom, stage: picture.stage === 'original' ? 'edit' : picture.stage });
    }
  } finally {
    await signer.dispose();
  }
  return { outcomes, copies };
};

/** A word of its own would be an address that leads nowhere, under a signature. */
const checkSourceType = (type: string | undefined): void => {
  if (type === undefined || DIGITAL_SOURCE_TYPES.some((known) => known === type)) return;
  const near = nearest(type, DIGITAL_SOURCE_TYPES);
  throw new UsageError(
    `--source-type ${type} is no digital source type of IPTC`,
    near === undefined ? `one of ${DIGITAL_SOURCE_TYPES.join(', ')}` : `did you mean ${near}?`,
  );
};

const signerOf = async (config: ResolvedConfig, { cwd, env, now }: SigningPlace): Promise<PictureSigner> => {
  const found = findC2pa();
  if (found === undefined)
    throw new UsageError(
      `${C2PA_PACKAGE}, which signs, is not installed beside listing-lint`,
      `npm install ${C2PA_PACKAGE}`,
    );
  const certificate = credentialSettings.of(topLevelOf(config)).c2pa?.certificate;
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
    claimSigner(
      await textAt(join(config.root, certificate), certificate, config.root),
      await textAt(resolve(cwd, key), key, ANYWHERE),
      now,
    ),
  );
};

const MOST_PEM_BYTES = 1_000_000;

const textAt = async (file: string, name: string, within: PathBound): Promise<string> => {
  try {
    return (await readBytes(file, { maxBytes: MOST_PEM_BYTES, within })).toString('utf8');
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${fileFault(error)}`);
  }
};

interface Signing {
  readonly signer: PictureSigner;
  readonly config: ResolvedConfig;
  /** Absolute folder, and what was archived before. */
  readonly ledger: string;
  readonly entries: readonly KeptEntry[];
  readonly sourceType: string | undefined;
  readonly dryRun: boolean;
  /** Absolute path of the one file that it was made from; undefined where none or several are named. */
  readonly original: string | undefined;
}

type Signed = Pick<SignedPicture, 'reason' | 'isRenewed' | 'isOpened' | 'parent'> & {
  /** SHA-256 of the picture; undefined where it was not signed. */
  readonly madeFrom?: string;
};
const STANDING = { reason: null, isRenewed: false, isOpened: false, parent: null } as const;
const unsigned = (reason: string): Signed => ({ ...STANDING, reason });

/** Why the picture was not signed; null where there is a signed copy of it now. */
const signOne = async ({ file, path }: PictureToArchive, copy: string, signing: Signing): Promise<Signed> => {
  const { signer, config, ledger, entries, sourceType, dryRun, original } = signing;
  try {
    const bytes = await readBytes(file, { maxBytes: SIGNED_BYTES, within: config.root });
    const madeFrom = sha256(bytes);
    const found = await copyStanding({ copy, file, path, bytes, root: config.root }, entries, 2 * SIGNED_BYTES);
    const name = pathFrom(config.root, copy);
    if (found.kind === 'unread') return unsigned(`${name} is there and cannot be read: ${found.reason}`);
    if (found.kind === 'other')
      return unsigned(
        `${name} is there, and is not known to be signed from it as it is: move it away, or name another folder`,
      );
    // A signature is never the same twice: what was signed from these bytes stays as it is.
    if (found.kind === 'current') return { ...STANDING, madeFrom };
    const isRenewed = found.kind === 'earlier';
    const { format } = await readHeader(bytes, '');
    const { limits, brand } = builtinSettings(config);
    const isBare = original !== undefined && !carriesCredentials(bytes, format);
    const parent = isBare ? await parentIn(original, { path, bytes }, { root: config.root, limits }) : undefined;
    const stated = sourceType === undefined || parent ? null : sourceTypeFor(bytes, format, sourceType);
    const isOpened = sourceType !== undefined && stated === null && !parent;
    const done = {
      reason: null,
      isRenewed,
      isOpened,
      madeFrom,
      parent: parent && original ? pathFrom(config.root, original) : null,
    };
    if (dryRun) return done;
    const claim = { title: basename(path), author: brand?.creator ?? null, sourceType: stated };
    const signed = await signer.sign(bytes, format, claim, parent);
    if (found.kind === 'earlier') await keepObject(ledger, found.bytes);
    await writeOver(Buffer.from(signed), copy, name, config.root);
    return done;
  } catch (error) {
    return unsigned(isKnownError(error) ? error.message : fileFault(error));
  }
};
