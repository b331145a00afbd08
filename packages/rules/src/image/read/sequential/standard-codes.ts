/** The four tables of codes of ITU-T T.81, annex K.3, as segments of a JPEG: DC and AC of luminance (0), of chrominance (1). They have a code for whatever eight bits a sample may need. */
export const STANDARD_CODES = Buffer.from(
  '/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6',
  'base64',
);

const SEGMENT_HEAD = 4;
const LENGTHS = 16;
const SYMBOLS = 256;

/** Length << 16 | code of each symbol, of the four tables in their order; 0 where it has none (annex C). */
export const standardEncoders = (): readonly Uint32Array[] => {
  const tables: Uint32Array[] = [];
  for (let at = 0; at < STANDARD_CODES.length; at += 2 + STANDARD_CODES.readUInt16BE(at + 2)) {
    const counts = STANDARD_CODES.subarray(at + SEGMENT_HEAD + 1, at + SEGMENT_HEAD + 1 + LENGTHS);
    const table = new Uint32Array(SYMBOLS);
    let symbolAt = at + SEGMENT_HEAD + 1 + LENGTHS;
    let code = 0;
    for (const [i, count] of counts.entries()) {
      for (let k = 0; k < count; k++) table[STANDARD_CODES[symbolAt++] ?? 0] = ((i + 1) << 16) | code++;
      code *= 2;
    }
    tables.push(table);
  }
  return tables;
};
