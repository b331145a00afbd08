/** What is done to each block of a file; a container's writer asks it for every block that it holds. What is not read stays byte for byte. */
export interface BlockEditor {
  /** The EXIF block edited, of the same length. */
  readonly exif: (tiff: Buffer) => Buffer;
  /** The packet edited; null takes it out. `length` are the bytes to fill up to, 0 where there is no need. */
  readonly xmp: (packet: Buffer, length: number) => Buffer | null;
  readonly iptc: (record: Buffer) => Buffer;
  /** Whether a text stays: its keyword, and what it says. */
  readonly keepsText: (keyword: string, text: string) => boolean;
  /** Whether thumbnails outside of EXIF stay (Photoshop's, JFIF's). */
  readonly keepsPreviews: boolean;
  /** Whether a C2PA manifest stays. */
  readonly keepsManifest: boolean;
  /** A packet for a file that has none; null where none is wanted. */
  readonly newXmp: Buffer | null;
  /** The editor for a picture behind the end of this one: it adds nothing. */
  readonly inner: BlockEditor | null;
}
