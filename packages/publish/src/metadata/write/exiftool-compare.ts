import { z } from 'zod';
import type { MetadataEdit } from './edit-scope.ts';

/** What exiftool says of files, by `family:place:tag`, or `family:tag` where both are called the same (`-G0:1`). */
const saidSchema = z.array(z.record(z.string(), z.unknown()));

/** How exiftool is asked about files, so that what it says of two of them can be compared. */
export const ASKING = ['-j', '-G0:1', '-a', '-u', '-n', '-q', '-all', '-ImageDataHash'] as const;

/** What is of the file itself, of its layout, or computed of other tags. */
const LAYOUT =
  /^(?:SourceFile$|File:System:|File:FileSize$|ExifTool:ExifToolVersion$|Composite:|QuickTime:MediaData(?:Size|Offset)?$)|:(?:Strip|Tile|Preview(?:Image)?|Thumbnail|OtherImage|JpgFromRaw)\w*(?:Offsets?|Start)$|:(?:XMPToolkit|CurrentIPTCDigest|IPTCDigest)$/;

/**
 * What exiftool sees changed between two files that an edit was not to change, in words; null where there is nothing. `deleted` are the deletions
 * that it was asked for (`-IFD0:Artist=`). Of XMP our own reader compares the properties, and so not exiftool.
 */
export const unnamedChange = (text: string, edit: MetadataEdit, deleted: readonly string[]): string | null => {
  const [before, after] = saidSchema.parse(JSON.parse(text));
  if (before === undefined || after === undefined) return 'exiftool cannot read the new file';
  // Of some files (JPEG data in a TIFF) it has none, before and after: our own hash decides.
  if (before[HASH] !== after[HASH]) return 'the picture itself would change, as exiftool sees it';
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[name], after[name]];
    if (LAYOUT.test(name) || JSON.stringify(old) === JSON.stringify(now)) continue;
    if (/:(?:Warning|Error)$/.test(name)) {
      // A warning that is gone is no harm.
      if (now !== undefined) return `exiftool warns of the new file: ${String(now).slice(0, 200)}`;
    } else if (!mayChange(name, edit, deleted) || (now !== undefined && !name.startsWith('XMP:'))) {
      return `${name} would change, which is not to`;
    }
  }
  return null;
};

const HASH = 'File:ImageDataHash';

/** Whether a tag is one that the edit is about. */
const mayChange = (name: string, edit: MetadataEdit, deleted: readonly string[]): boolean => {
  const { remove, rights, dropManifest } = edit;
  const parts = name.split(':');
  const [family, place, tag] = [parts[0], parts.at(-2), parts.at(-1)];
  if (deleted.includes(`-${place}:${tag}=`)) return true;
  if (family === 'XMP') return rights.length > 0 || remove.some((each) => each !== 'previews');
  if (family === 'MakerNotes' || tag === 'MakerNoteByteOrder') return deleted.includes('-MakerNotes:all=');
  if (place === 'GPS') return remove.includes('position');
  if (place === 'IFD1') return remove.includes('previews');
  return family === 'JUMBF' && dropManifest;
};
