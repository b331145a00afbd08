const PIECE = 1 << 16;
const NOT_ASCII = /[^\0-\x7f]/;

/**
 * A text in UTF-8, as `Buffer.from` gives it. Megabytes that hold a few characters beyond Latin-1 lie as two bytes each, which V8 encodes at some 15 ns a character; pieces that
 * are plain ASCII are copied instead, at a tenth of that.
 */
export const utf8Of = (text: string): Buffer => {
  if (text.length < PIECE) return Buffer.from(text);
  const pieces = [...piecesOf(text)].map((piece) => {
    const isPlain = !NOT_ASCII.test(piece);
    return { piece, isPlain, length: isPlain ? piece.length : Buffer.byteLength(piece) };
  });
  const bytes = Buffer.allocUnsafe(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { piece, isPlain } of pieces) at += bytes.write(piece, at, isPlain ? 'latin1' : 'utf8');
  return bytes;
};

/** No character of two code units is cut. */
const piecesOf = function* (text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = start + PIECE;
    const last = text.charCodeAt(end - 1);
    const isCut = last >= 0xd800 && last < 0xdc00 && end < text.length;
    yield text.slice(start, isCut ? end - 1 : end);
    start = isCut ? end - 1 : end;
  }
};
