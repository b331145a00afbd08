import type { FixContext, FixedFile } from '@listing-lint/core/plugin';
import { type ContainerFormat, extensionOf, sniff } from '@listing-lint/rules/image';
import {
  findCarriers,
  type Metadata,
  otherOwner,
  type RightsFact,
  readMetadata,
  rightsOf,
  type Statement,
  statementsOf,
  unreadOwner,
  unwritable,
} from '@listing-lint/rules/metadata';
import { settingsOf } from '@listing-lint/rules/settings';

import { editFile } from '../write/edit-file.ts';
import { isOfPacket, type MetadataEdit, type Removal, speaksOf, withNames } from '../write/edit-scope.ts';
import { changesBetween, inventoryOf, MANIFEST, type MetadataItem } from '../write/inventory.ts';
import { rightsOfBrand } from '../write/kept-statements.ts';

/** What is lost with a change of a signed picture, and must be permitted. */
export const MANIFEST_LOSS = 'c2pa-manifest';

/** Writes the copyright line and the creator of the config into a picture, as XMP. Throws where that would contradict what it says. */
export const stateRights = async (given: Uint8Array, context: FixContext): Promise<FixedFile> => {
  const bytes = Buffer.from(given);
  const { brand } = settingsOf(context);
  const metadata = metadataOf(bytes, context);
  const statements = statementsOf(metadata);
  const other = otherOwner(statements, brand, { creators: false }) ?? unreadOwner(metadata);
  if (other !== null) throw unwritable(other);
  const { creators, disagreements } = rightsBeside(statements, context);
  // A creator that is named stays: who takes the picture and who sells may be two.
  const rights = rightsOfBrand(brand).filter(({ name }) => name !== 'dc:creator' || creators.length === 0);
  const file = await editPicture(bytes, context, { remove: [], rights });
  const after = statementsOf(metadataOf(Buffer.from(file.bytes), context));
  const contradiction = rightsBeside(after, context).disagreements.find((each) => !disagreements.includes(each));
  if (contradiction !== undefined) throw unwritable(`it would contradict itself: ${contradiction}`);
  return file;
};

const metadataOf = (bytes: Buffer, context: FixContext): Metadata =>
  readMetadata(findCarriers(bytes, formatOf(bytes, context)));

/** What a file says of its rights, beside the config. */
const rightsBeside = (statements: readonly Statement[], context: FixContext): RightsFact => {
  const { brand } = settingsOf(context);
  return rightsOf(statements, { copyright: brand?.copyright ?? null, creator: brand?.creator ?? null });
};

const formatOf = (bytes: Buffer, { subject }: FixContext): ContainerFormat => sniff(bytes, extensionOf(subject.path));

/** Takes out and writes what `change` names. Throws where the format, a manifest or the picture itself forbids it. */
export const editPicture = async (
  given: Uint8Array,
  context: FixContext,
  change: Pick<MetadataEdit, 'remove' | 'rights'>,
): Promise<FixedFile> => {
  const bytes = Buffer.from(given);
  const format = formatOf(bytes, context);
  const before = inventoryOf(bytes, format);
  const hasManifest = before.some(({ name }) => name === MANIFEST);
  const dropManifest = context.permits(MANIFEST_LOSS);
  if (hasManifest && !dropManifest) {
    throw unwritable(
      `it has a C2PA manifest, whose signature would no longer hold: with --permit-loss ${MANIFEST_LOSS} that is taken out too`,
    );
  }
  const edit = withNames({ ...change, dropManifest }, statementsOf(metadataOf(bytes, context)));
  const { bytes: after, lostManifest, written } = await editFile(bytes, format, edit, context);
  const changes = changesBetween(before, inventoryOf(after, format));
  if (changes.length === 0) throw unwritable('nothing that can be taken out was found in it');
  const changed = [...new Set(changes.map((item) => labelOf(item, { ...edit, rights: written })))];
  return { bytes: after, changed, ...(lostManifest ? { lost: ['the C2PA manifest'] } : {}) };
};

/** What an item is called among the changes. Throws for one that this edit was not to change. */
const labelOf = (item: MetadataItem, edit: MetadataEdit): string => {
  const { name, place, depth, statement } = item;
  if (statement !== undefined && speaksOf(edit, statement)) return `${name} in ${place}`;
  if (edit.rights.some((value) => name === value.name || name.startsWith(`${value.name}/`))) return name;
  const removes = (removed: Removal): boolean => edit.remove.includes(removed);
  if (removes('position') && name.startsWith('GPS:')) return 'GPS:*';
  if (name === 'MakerNote' && edit.remove.some((each) => each !== 'previews')) return `${name} in ${place}`;
  if (removes('previews') && (name === 'preview' || depth > 0)) return `${name} in ${place}`;
  if (removes('previews') && name.startsWith('IFD1:')) return 'IFD1:*';
  if (isOfPacket(name)) return name;
  if (edit.dropManifest && (name === MANIFEST || statement?.source === 'c2pa')) return `${name} in ${place}`;
  throw unwritable(`${name} in ${place} would change, which is not to`);
};
