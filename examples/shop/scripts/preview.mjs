// Puts a small preview into the EXIF of a JPEG, as cameras do: a second directory (IFD1) that points to a JPEG.

const EXIF = Buffer.from('Exif\0\0', 'latin1');

/** The JPEG with the preview; it has to have EXIF, in its first application segment. */
export const withPreview = (jpeg, preview) => {
  const at = jpeg.indexOf(EXIF) - 4;
  const end = at + 2 + jpeg.readUInt16BE(at + 2);
  const tiff = Buffer.from(jpeg.subarray(at + 10, end));
  const little = tiff[0] === 0x49;
  const u16 = (bytes, value, offset) =>
    little ? bytes.writeUInt16LE(value, offset) : bytes.writeUInt16BE(value, offset);
  const u32 = (bytes, value, offset) =>
    little ? bytes.writeUInt32LE(value, offset) : bytes.writeUInt32BE(value, offset);
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const count = little ? tiff.readUInt16LE(first) : tiff.readUInt16BE(first);
  u32(tiff, tiff.length, first + 2 + 12 * count);

  const entries = [
    { tag: 0x0103, type: 3, value: 6 },
    { tag: 0x0201, type: 4, value: tiff.length + 2 + 3 * 12 + 4 },
    { tag: 0x0202, type: 4, value: preview.length },
  ];
  const directory = Buffer.alloc(2 + 12 * entries.length + 4);
  u16(directory, entries.length, 0);
  entries.forEach(({ tag, type, value }, index) => {
    const offset = 2 + 12 * index;
    u16(directory, tag, offset);
    u16(directory, type, offset + 2);
    u32(directory, 1, offset + 4);
    if (type === 3) u16(directory, value, offset + 8);
    else u32(directory, value, offset + 8);
  });

  const body = Buffer.concat([EXIF, tiff, directory, preview]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, at), head, body, jpeg.subarray(end)]);
};
