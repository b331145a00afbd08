import { type Metadata, type Statement, statementsOf, unwritable } from '@listing-lint/rules/metadata';

import type { BlockEditor } from './block-editor.ts';
import { type MetadataEdit, speaksOf, takesMakerNote } from './edit-scope.ts';

/** What exiftool is asked to do to a file. */
export interface ExiftoolOrder {
  readonly args: readonly string[];
  /** The packet that is to be written, which `args` call `edited.xmp`. */
  readonly packet: Buffer | null;
}

/** The name of the file that a new XMP packet is handed over in. */
export const PACKET_FILE = 'edited.xmp';

/** Tags that exiftool calls otherwise than EXIF does. */
const NAMES: Readonly<Record<string, string>> = { CameraOwnerName: 'OwnerName', BodySerialNumber: 'SerialNumber' };
/** What together is a grid on the ground. */
const GEOTIFF = ['PixelScale', 'ModelTiePoint', 'ModelTransform', 'GeoTiffDirectory', 'GeoTiffDoubleParams'];

/**
 * The order for an edit. XMP is edited here and handed over as a whole; of EXIF and IPTC the tags are named that go. Values of the file itself
 * are no part of the order. Throws `metadata-unwritable` for a file with several packets.
 */
export const exiftoolOrder = (
  metadata: Metadata,
  edit: MetadataEdit,
  editor: Pick<BlockEditor, 'xmp' | 'newXmp'>,
): ExiftoolOrder => {
  const packet = editedPacket(metadata, editor);
  const gone = statementsOf(metadata).filter((each) => each.depth === 0 && speaksOf(edit, each));
  const takes = (removal: MetadataEdit['remove'][number]): boolean => edit.remove.includes(removal);
  const args = [
    ...(takes('position') ? ['-GPS:all='] : []),
    ...(metadata.carriers.some((each) => each.depth === 0 && takesMakerNote(edit, each)) ? ['-MakerNotes:all='] : []),
    ...(takes('previews') ? ['-IFD1:all='] : []),
    ...(edit.dropManifest ? ['-JUMBF:all='] : []),
    ...new Set(gone.flatMap(deletionsOf)),
    ...(packet === undefined ? [] : [packet === null ? '-XMP:all=' : `-XMP<=${PACKET_FILE}`]),
  ];
  return { args, packet: packet ?? null };
};

/** The packet as it is to be; null: there is to be none; undefined: it stays as it is. */
const editedPacket = (
  { carriers }: Metadata,
  { xmp, newXmp }: Pick<BlockEditor, 'xmp' | 'newXmp'>,
): Buffer | null | undefined => {
  const [own, ...more] = carriers.filter(({ kind, depth }) => kind === 'xmp' && depth === 0);
  if (more.length > 0) throw unwritable('it has several XMP packets');
  if (own === undefined) return newXmp ?? undefined;
  const edited = xmp(own.bytes, 0);
  return edited?.equals(own.bytes) === true ? undefined : edited;
};

const deletionsOf = ({ source, name }: Statement): readonly string[] => {
  if (source === 'iptc') return /^[A-Za-z-]+$/.test(name) ? [`-IPTC:${name}=`] : [];
  if (name === 'GeoTIFF') return GEOTIFF.map((tag) => `-IFD0:${tag}=`);
  const [directory = '', tag = ''] = source === 'exif' ? name.split(':') : [];
  return ['IFD0', 'IFD1', 'ExifIFD'].includes(directory) ? [`-${directory}:${NAMES[tag] ?? tag}=`] : [];
};
