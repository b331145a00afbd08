import type { ContainerFormat } from '../../image/read/container.ts';
import type { DirectoryEntry } from '../carriers/directories.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { pictureData } from '../carriers/picture-data.ts';
import { hasManifest, type Metadata, readMetadata } from '../reading/metadata.ts';
import { nameOfTag, type Statement, statementsOf } from '../reading/statements.ts';
import { CONTACT, FACES, matchesTopic, POSITION, SERIALS, type Topic } from '../reading/topics.ts';
import { unwritable } from '../reading/unwritable.ts';
import type { BlockEditor } from './block-editor.ts';
import { editExif } from './exif-edit.ts';
import { rewriteHeif } from './heif-write.ts';
import { editIptc } from './iptc-edit.ts';
import { rewriteJpeg } from './jpeg-write.ts';
import { credentialLabels, lostLabels, MADE_BY_MODEL } from './kept-statements.ts';
import { rewritePng } from './png-write.ts';
import { rewriteWebp } from './webp-write.ts';
import { editXmp, newPacket, type XmpValue } from './xmp-edit.ts';

/** What can be taken out of a file. */
export type Removal = 'position' | 'serials' | 'contact' | 'faces' | 'previews';

const TOPICS: Readonly<Record<Exclude<Removal, 'previews'>, Topic>> = {
  position: POSITION,
  serials: SERIALS,
  contact: CONTACT,
  faces: FACES,
};

export interface MetadataEdit {
  readonly remove: readonly Removal[];
  /** Rights to write as XMP; empty to write none. */
  readonly rights: readonly XmpValue[];
  /** `true` where a C2PA manifest may be taken out: its signature would no longer hold. */
  readonly dropManifest: boolean;
}

export interface EditedFile {
  readonly bytes: Buffer;
  /** Fields and carriers that were taken out, for people. */
  readonly removed: readonly string[];
  /** Whether a C2PA manifest was taken out. */
  readonly lostManifest: boolean;
  /** What is written as XMP: what was asked for, and labels of a model that the manifest had. */
  readonly written: readonly XmpValue[];
}

type Writer = (bytes: Buffer, editor: BlockEditor) => Buffer;

const WRITERS: Readonly<Partial<Record<ContainerFormat, Writer>>> = {
  jpeg: rewriteJpeg,
  png: rewritePng,
  webp: rewriteWebp,
  avif: rewriteHeif,
};

/**
 * A picture file with its metadata edited and its picture untouched. The result is read again before it is given: its picture data have the
 * same hash, what was to go is gone, what was to be written is there, and every other statement is as it was. Throws `metadata-unwritable`
 * where that cannot be had, or where the file has a C2PA manifest that may not be dropped.
 */
export const editMetadata = (bytes: Buffer, format: ContainerFormat, edit: MetadataEdit): EditedFile => {
  const writer = WRITERS[format];
  if (writer === undefined) throw unwritable(`metadata of ${format.toUpperCase()} files cannot be written here`);
  const start = beginEdit(bytes, format, edit);
  let edited: Buffer;
  try {
    edited = writer(bytes, editorFor(start.edit));
  } catch (error) {
    throw unwritable(error instanceof Error ? error.message : String(error));
  }
  return finishEdit(edited, start);
};

/** A file whose metadata are to be edited. */
export interface StartedEdit {
  readonly bytes: Buffer;
  readonly format: ContainerFormat;
  readonly edit: MetadataEdit;
  readonly before: Metadata;
}

/**
 * Reads what is to be edited. A manifest that may be dropped leaves what it says of a model that made the picture behind, as XMP. Throws `metadata-unwritable` for a
 * file with a C2PA manifest that may not be dropped.
 */
export const beginEdit = (bytes: Buffer, format: ContainerFormat, edit: MetadataEdit): StartedEdit => {
  const before = readMetadata(findCarriers(bytes, format));
  if (hasManifest(before) && !edit.dropManifest)
    throw unwritable('the file has a C2PA manifest, whose signature would no longer hold');
  const labels = hasManifest(before) ? credentialLabels(statementsOf(before)) : [];
  return { bytes, format, edit: { ...edit, rights: [...edit.rights, ...labels] }, before };
};

/** The edited file, read again and compared; throws `metadata-unwritable` for what should not have changed. */
export const finishEdit = (edited: Buffer, start: StartedEdit): EditedFile => ({
  bytes: edited,
  removed: verify(edited, start),
  lostManifest: hasManifest(start.before),
  written: start.edit.rights,
});

const topicsOf = ({ remove }: MetadataEdit): readonly Topic[] =>
  remove.flatMap((each) => (each === 'previews' ? [] : [TOPICS[each]]));

/** Whether a statement is to go. */
export const speaksOf = (edit: MetadataEdit, statement: Statement): boolean =>
  topicsOf(edit).some((topic) => matchesTopic(topic, statement));

const GPS_POINTER = 0x8825;
const MAKER_NOTES: readonly number[] = [0x927c, 0xc634];

/** What becomes of each block by an edit. */
export const editorFor = (edit: MetadataEdit): BlockEditor => {
  const asked = (source: Statement['source'], name: string, value: string): boolean =>
    speaksOf(edit, { source, name, value, numbers: [], place: '', depth: 0 });
  const takes = (removal: Removal): boolean => edit.remove.includes(removal);
  const removesTag = (directory: string, entry: DirectoryEntry, little: boolean): boolean => {
    if (entry.tag === GPS_POINTER) return takes('position');
    if (MAKER_NOTES.includes(entry.tag)) return takes('serials');
    const statement = nameOfTag(directory, entry, little);
    return statement !== null && speaksOf(edit, { ...statement, place: '', depth: 0 });
  };
  const isPrivate = edit.remove.some((each) => each !== 'previews');
  const editsThumbnail = (jpeg: Buffer): Buffer => (isPrivate ? rewriteJpeg(jpeg, inner) : jpeg);
  const editor = (rights: readonly XmpValue[]): Omit<BlockEditor, 'inner' | 'newXmp'> => {
    let pending = rights;
    return {
      exif: (tiff) => {
        if (edit.remove.length === 0) return tiff;
        const removes = (directory: string, entry: DirectoryEntry): boolean =>
          removesTag(directory, entry, tiff[0] === 0x49);
        return editExif(tiff, { removes, removesThumbnail: takes('previews'), editsThumbnail });
      },
      xmp: (packet, length) => {
        const set = pending;
        pending = [];
        const removes = (path: string, value: string): boolean => asked('xmp', path, value);
        return isPrivate || set.length > 0 ? editXmp(packet, { removes, set }, length) : packet;
      },
      iptc: (record) => (isPrivate ? editIptc(record, (name, value) => asked('iptc', name, value)) : record),
      keepsText: (keyword, text) => !asked('text', keyword, text),
      keepsPreviews: !takes('previews'),
      keepsUnknown: !isPrivate,
      keepsManifest: !edit.dropManifest,
    };
  };
  const inner: BlockEditor = { ...editor([]), newXmp: null, inner: null };
  const newXmp = edit.rights.length === 0 ? null : newPacket(edit.rights);
  return { ...editor(edit.rights), newXmp, inner };
};

/** Reads the new file and compares; gives what is gone, and throws for what should not have changed. */
const verify = (edited: Buffer, { bytes, format, edit, before }: StartedEdit): readonly string[] => {
  const was = pictureData(bytes, format);
  if (was === null || was !== pictureData(edited, format)) throw unwritable('the picture itself would change');
  const after = readMetadata(findCarriers(edited, format));
  const [old_, new_] = [statementsOf(before), statementsOf(after)];
  const names = new Set(edit.rights.map(({ name }) => name));
  const isSet = ({ source, name }: Statement): boolean => source === 'xmp' && names.has(name.split('/')[0] ?? '');
  const dropsInner = edit.remove.includes('previews');
  const stays = old_.filter(
    (each) => !speaksOf(edit, each) && !isSet(each) && !(dropsInner && each.depth > 0) && !isPartOf(edit, each),
  );
  const left = tally(new_);
  for (const each of stays) {
    const key = keyOf(each);
    const count = left.get(key) ?? 0;
    if (count === 0) throw unwritable(`${each.name} would change, which is not to`);
    left.set(key, count - 1);
  }
  const unsaid = lostLabels(before, after).filter((each) => each !== MADE_BY_MODEL);
  if (unsaid.length > 0)
    throw unwritable(`its label of a picture made by a model (${unsaid.join(', ')}) would be lost`);
  const remaining = new_.filter((each) => speaksOf(edit, each));
  if (remaining[0] !== undefined)
    throw unwritable(`${remaining[0].name} in ${remaining[0].place} could not be taken out`);
  for (const { name, value } of edit.rights) {
    if (!new_.some((each) => each.source === 'xmp' && each.name === name && each.value === value.trim()))
      throw unwritable(`${name} could not be written`);
  }
  return [...new Set(old_.filter((each) => speaksOf(edit, each)).map(({ name, place }) => `${name} in ${place}`))];
};

/** The rest of a GPS directory goes with the position, and so do the statements of a manifest that may be dropped. */
const isPartOf = (edit: MetadataEdit, { source, name }: Statement): boolean =>
  (edit.remove.includes('position') && name.startsWith('GPS:')) ||
  (edit.dropManifest && source === 'c2pa') ||
  isOfPacket(name);

/** The digest of extended XMP, which is another where that is edited; the name of the packet's writer, which goes with a packet of nothing else. */
export const isOfPacket = (name: string): boolean => name === 'xmpNote:HasExtendedXMP' || name === 'x:xmptk';

const keyOf = ({ source, name, value, depth }: Statement): string => [source, name, value, String(depth)].join('\0');

const tally = (statements: readonly Statement[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const each of statements) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  return counts;
};
