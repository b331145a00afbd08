import { defineFix, type Fix, type FixContext, type FixedFile, type Subject } from '@listing-lint/core/plugin';
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

const MANIFEST_LOSS = 'c2pa-manifest';

/** Endings of the formats whose metadata can be written. What the file really is, the fix sees when it opens it. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp', 'avif'],
  // By exiftool, where it is installed.
  ...['heic', 'heif', 'hif', 'tif', 'tiff'],
]);

const common = {
  scope: 'image',
  losses: [MANIFEST_LOSS],
  accepts: ({ path }: Subject): boolean => WRITTEN.has(extensionOf(path)),
} as const;

const removal = (remove: Removal, rules: readonly string[], title: string, more: Pick<Fix, 'mends'> = {}): Fix =>
  defineFix({
    ...common,
    ...more,
    id: `remove-${remove}`,
    rules,
    title,
    apply: (bytes, context) => edited(bytes, context, { remove: [remove], rights: [] }),
  });

/** What is mended in published pictures: metadata are taken out, or rights written in, and the picture itself is never touched. */
export const metadataFixes: readonly Fix[] = [
  // First, as a preview may hold what the others are to take out, or what is not read.
  removal('previews', ['privacy-thumbnail-leak'], 'takes previews and further pictures out of the file', {
    // Where none was seen in a file that could not be walked, none is there to be taken out.
    mends: (causes) => !causes.some(({ path, unknown }) => path === 'count' && unknown !== undefined),
  }),
  removal('position', ['privacy-gps'], 'takes the position out of the file'),
  removal('serials', ['privacy-serial'], 'takes serial numbers and the maker note out of the file'),
  removal('contact', ['privacy-contact'], 'takes contact data and the maker note out of the file'),
  removal('faces', ['privacy-faces'], 'takes face regions, names of people and the maker note out of the file'),
  defineFix({
    ...common,
    id: 'state-rights',
    rules: ['rights-stated'],
    title: 'writes the copyright line and the creator of the config into the file, as XMP',
    mends: (causes) => !causes.some(({ unknown }) => unknown !== undefined),
    apply: async (given, context) => {
      const bytes = Buffer.from(given);
      const { brand } = settingsOf(context);
      const metadata = metadataOf(bytes, context);
      const statements = statementsOf(metadata);
      const other = otherOwner(statements, brand, { creators: false }) ?? unreadOwner(metadata);
      if (other !== null) throw unwritable(other);
      const { creators, disagreements } = rightsBeside(statements, context);
      // A creator that is named stays: who takes the picture and who sells may be two.
      const rights = rightsOfBrand(brand).filter(({ name }) => name !== 'dc:creator' || creators.length === 0);
      const file = await edited(bytes, context, { remove: [], rights });
      const after = statementsOf(metadataOf(Buffer.from(file.bytes), context));
      const contradiction = rightsBeside(after, context).disagreements.find((each) => !disagreements.includes(each));
      if (contradiction !== undefined) throw unwritable(`it would contradict itself: ${contradiction}`);
      return file;
    },
  }),
];

const metadataOf = (bytes: Buffer, context: FixContext): Metadata =>
  readMetadata(findCarriers(bytes, formatOf(bytes, context)));

/** What a file says of its rights, beside the config. */
const rightsBeside = (statements: readonly Statement[], context: FixContext): RightsFact => {
  const { brand } = settingsOf(context);
  return rightsOf(statements, { copyright: brand?.copyright ?? null, creator: brand?.creator ?? null });
};

const formatOf = (bytes: Buffer, { subject }: FixContext): ContainerFormat => sniff(bytes, extensionOf(subject.path));

const edited = async (
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
