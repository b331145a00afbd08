/** What every packet names (ISO 16684-1). */
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
/** What a packet begins with; `xapmeta` is what programs wrote before 2001. An address belongs to the element before it. */
const STARTS = ['<?xpacket begin', '<x:xmpmeta', '<x:xapmeta', '<rdf:RDF', RDF];
const ENDS = ['<?xpacket end', '</x:xmpmeta', '</x:xapmeta', '</rdf:RDF'];
const ENCODINGS = ['latin1', 'utf16le', 'utf16be'] as const;
type Encoding = (typeof ENCODINGS)[number];

const encoded = (text: string, encoding: Encoding): Buffer =>
  encoding === 'utf16be' ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, encoding);

const MARKS = ENCODINGS.map((encoding) => ({
  rdf: encoded(RDF, encoding),
  starts: STARTS.map((text) => encoded(text, encoding)),
  ends: ENDS.map((text) => encoded(text, encoding)),
  open: encoded('<', encoding),
  close: encoded('>', encoding),
}));

interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Where in a block of another format an XMP packet is located; undefined where it holds none. Each byte is compared a few times. */
export const packetExtent = (bytes: Buffer): Extent | undefined => {
  for (const { rdf, starts, ends, open, close } of MARKS) {
    if (!bytes.includes(rdf)) continue;
    const first = Math.min(...starts.map((mark) => bytes.indexOf(mark)).filter((at) => at >= 0));
    const start = bytes.lastIndexOf(open, first);
    if (start < 0) continue;
    const last = Math.max(...ends.map((mark) => bytes.lastIndexOf(mark)));
    const stop = last < start ? bytes.lastIndexOf(close) : bytes.indexOf(close, last);
    return { start, end: stop < start ? bytes.length : stop + close.length };
  }
  return undefined;
};

/** The packet in a block of another format; empty where it holds none. */
export const packetIn = (bytes: Buffer): Buffer => {
  const extent = packetExtent(bytes);
  return extent === undefined ? bytes.subarray(0, 0) : bytes.subarray(extent.start, extent.end);
};

/** An identifier such as `XMP\0` or the address of the namespace, misspelt; no room for words or numbers. */
const HEADER = /^[A-Za-z][A-Za-z0-9:/._-]{0,62}\0*(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?$/;
const LONGEST_HEADER = 64;

/** Whether a block is nothing but an XMP packet, behind a header that is not the standard's or none, and with nothing but padding behind. */
export const isWholePacket = (bytes: Buffer): boolean => {
  const extent = packetExtent(bytes);
  if (extent === undefined || extent.start > LONGEST_HEADER) return false;
  const header = bytes.toString('latin1', 0, extent.start);
  return (
    (extent.start === 0 || HEADER.test(header)) &&
    bytes.subarray(extent.end).every((byte) => byte === 0 || byte === 0x20)
  );
};
