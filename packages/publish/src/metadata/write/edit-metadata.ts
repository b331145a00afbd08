import type { ContainerFormat } from '@listing-lint/rules/image';
import {
  type CameraOfNote,
  cameraOf,
  type DirectoryEntry,
  findCarriers,
  hasManifest,
  mayHoldPlace,
  nameOfTag,
  readDirectories,
  readMetadata,
  type Statement,
  statementsOf,
  unwritable,
} from '@listing-lint/rules/metadata';

import type { BlockEditor } from './block-editor.ts';
import { type MetadataEdit, type Removal, speaksOf, takesMakerNote, withNames } from './edit-scope.ts';
import { editExif } from './exif-edit.ts';
import { rewriteHeif } from './heif-write.ts';
import { editIptc } from './iptc-edit.ts';
import { rewriteJpeg } from './jpeg-write.ts';
import { credentialLabels } from './kept-statements.ts';
import { rewritePng } from './png-write.ts';
import { keepOwner, type StartedEdit, verify } from './verify-edit.ts';
import { rewriteWebp } from './webp-write.ts';
import { editXmp, newPacket, type XmpValue } from './xmp-edit.ts';

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

/**
 * Reads what is to be edited. A manifest that may be dropped leaves what it says of a model that made the picture behind, as XMP. Throws `metadata-unwritable` for a
 * file with a C2PA manifest that may not be dropped.
 */
export const beginEdit = (bytes: Buffer, format: ContainerFormat, edit: MetadataEdit): StartedEdit => {
  const before = readMetadata(findCarriers(bytes, format));
  if (hasManifest(before) && !edit.dropManifest)
    throw unwritable('the file has a C2PA manifest, whose signature would no longer hold');
  const statements = statementsOf(before);
  const labels = hasManifest(before) ? credentialLabels(statements) : [];
  const started = withNames({ ...edit, rights: [...edit.rights, ...labels] }, statements);
  keepOwner(before, statements, started);
  return { bytes, format, edit: started, before };
};

/** The edited file, read again and compared; throws `metadata-unwritable` for what should not have changed. */
export const finishEdit = (edited: Buffer, start: StartedEdit): EditedFile => ({
  bytes: edited,
  removed: verify(edited, start),
  lostManifest: hasManifest(start.before),
  written: start.edit.rights,
});

const GPS_POINTER = 0x8825;
const MAKER_NOTES: readonly number[] = [0x927c, 0xc634];

/** What becomes of each block by an edit. */
export const editorFor = (edit: MetadataEdit): BlockEditor => {
  const asked = (source: Statement['source'], name: string, value: string): boolean =>
    speaksOf(edit, { source, name, value, numbers: [], place: '', depth: 0 });
  const takes = (removal: Removal): boolean => edit.remove.includes(removal);
  const removesTag = (directory: string, entry: DirectoryEntry, camera: CameraOfNote): boolean => {
    if (entry.tag === GPS_POINTER) return takes('position');
    if (MAKER_NOTES.includes(entry.tag)) {
      const hasNoPlace = !mayHoldPlace(entry.bytes, camera);
      return takesMakerNote(edit, { kind: 'makerNote', ...(hasNoPlace ? { hasNoPlace } : {}) });
    }
    const statement = nameOfTag(directory, entry, camera.little);
    return statement !== null && speaksOf(edit, { ...statement, place: '', depth: 0 });
  };
  const isPrivate = edit.remove.some((each) => each !== 'previews');
  const editsThumbnail = (jpeg: Buffer): Buffer => (isPrivate ? rewriteJpeg(jpeg, inner) : jpeg);
  const editor = (rights: readonly XmpValue[]): Omit<BlockEditor, 'inner' | 'newXmp'> => {
    let pending = rights;
    return {
      exif: (tiff) => {
        if (edit.remove.length === 0) return tiff;
        const camera = cameraOf(readDirectories(tiff));
        const removes = (directory: string, entry: DirectoryEntry): boolean => removesTag(directory, entry, camera);
        return editExif(tiff, { removes, removesThumbnail: takes('previews'), editsThumbnail });
      },
      xmp: (packet, length) => {
        const set = pending;
        pending = [];
        const removes = (path: string, value: string): boolean =>
          asked('xmp', path, value) || (takes('previews') && isPicture(value));
        return edit.remove.length > 0 || set.length > 0 ? editXmp(packet, { removes, set }, length) : packet;
      },
      iptc: (record) => (isPrivate ? editIptc(record, (name, value) => asked('iptc', name, value)) : record),
      keepsText: (keyword, text) => !asked('text', keyword, text),
      keepsPreviews: !takes('previews'),
      keepsManifest: !edit.dropManifest,
    };
  };
  const inner: BlockEditor = { ...editor([]), newXmp: null, inner: null };
  const newXmp = edit.rights.length === 0 ? null : newPacket(edit.rights);
  return { ...editor(edit.rights), newXmp, inner };
};

/** Whether a value of XMP is a picture in base64. */
const isPicture = (value: string): boolean => /^\s*(?:\/9j\/|iVBORw0KGgo|UklGR|AAAA[A-Za-z0-9+/]GZ0eX)/.test(value);
