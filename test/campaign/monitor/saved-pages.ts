// Writers of the formats that people save pages in. Each gives the files of one page by their paths.
import { createHash } from 'node:crypto';
import { crc32, deflateSync, gzipSync } from 'node:zlib';

export interface PageToSave {
  /** Name for its files. */
  readonly name: string;
  readonly address: string;
  /** ISO time. */
  readonly at: string;
  readonly html: string;
  readonly pictures: readonly { readonly address: string; readonly bytes: Buffer }[];
}

export interface SavedFiles {
  readonly [path: string]: Buffer | string;
}

const HTML = 'text/html; charset=utf-8';
const lines = (...all: readonly string[]): string => `${all.join('\r\n')}\r\n`;
const digest = (text: string): string => createHash('sha1').update(text).digest('hex').slice(0, 12);

/** A complete page: pictures in a folder beside it, as browsers do. */
const complete = ({ name, address, html, pictures }: PageToSave): SavedFiles => {
  const local = pictures.map((picture) => ({ ...picture, path: `${name}_files/${digest(picture.address)}.jpg` }));
  const page = local.reduce((text, picture) => text.replaceAll(picture.address, `./${picture.path}`), html);
  const files = local.map(({ path, bytes }): [string, Buffer] => [path, bytes]);
  const from = `<!-- saved from url=(${String(address.length).padStart(4, '0')})${address} -->`;
  return { [`${name}.html`]: `<!DOCTYPE html>\n${from}\n${page}`, ...Object.fromEntries(files) };
};

/** One file with `data:` addresses, as SingleFile writes it. */
const singleFile = ({ name, address, html, pictures, at }: PageToSave): SavedFiles => {
  const page = pictures.reduce(
    (text, picture) => text.replaceAll(picture.address, `data:image/jpeg;base64,${picture.bytes.toString('base64')}`),
    html,
  );
  const from = `<!--\n Page saved with SingleFile \n url: ${address} \n saved date: ${new Date(at).toUTCString()}\n-->`;
  return { [`${name}.html`]: `<!DOCTYPE html> <html lang=en>${from}${page}` };
};

/** HTTP Archive 1.2, as Chromium exports it with content. */
const har = ({ name, address, html, pictures, at }: PageToSave): SavedFiles => {
  const entry = (url: string, mimeType: string, content: object) => ({
    pageref: 'page_1',
    startedDateTime: at,
    request: { method: 'GET', url, headers: [] },
    response: { status: 200, redirectURL: '', bodySize: 100, content: { mimeType, size: 100, ...content } },
  });
  const entries = [
    entry(address, HTML, { text: html }),
    ...pictures.map(({ address: url, bytes }) =>
      entry(url, 'image/jpeg', { text: bytes.toString('base64'), encoding: 'base64' }),
    ),
  ];
  return {
    [`${name}.har`]: JSON.stringify({ log: { version: '1.2', pages: [{ id: 'page_1', title: address }], entries } }),
  };
};

const quotedPrintable = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      byte === 61 || byte < 32 || byte > 126
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('')
    .replace(/.{1,72}(?<!=.?)(?=.)/g, '$&=\r\n');

/** RFC 2557, as Chromium saves "web page, single file". */
const mhtml = ({ name, address, html, pictures, at }: PageToSave): SavedFiles => {
  const boundary = `----MultipartBoundary--${digest(address)}----`;
  const part = (type: string, encoding: string, location: string, body: string): string =>
    lines(
      `--${boundary}`,
      `Content-Type: ${type}`,
      `Content-Transfer-Encoding: ${encoding}`,
      `Content-Location: ${location}`,
      '',
      body,
    );
  const head = lines(
    'From: <Saved by Blink>',
    `Snapshot-Content-Location: ${address}`,
    'Subject: =?utf-8?Q?x?=',
    `Date: ${new Date(at).toUTCString()}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/related;',
    '\ttype="text/html";',
    `\tboundary="${boundary}"`,
    '',
    '',
  );
  const parts = pictures.map((picture) =>
    part('image/jpeg', 'base64', picture.address, picture.bytes.toString('base64').replace(/.{76}/g, '$&\r\n')),
  );
  return {
    [`${name}.mhtml`]: [
      head,
      part('text/html', 'quoted-printable', address, quotedPrintable(html)),
      ...parts,
      `--${boundary}--\r\n`,
    ].join(''),
  };
};

type PlistValue = string | Buffer | readonly PlistValue[] | { readonly [key: string]: PlistValue };

/** A binary property list (`bplist00`). */
export const propertyList = (top: PlistValue): Buffer => {
  const objects: Buffer[] = [];
  const marker = (kind: number, count: number): Buffer => {
    if (count < 15) return Buffer.from([(kind << 4) | count]);
    const head = Buffer.from([(kind << 4) | 15, 0x12, 0, 0, 0, 0]);
    head.writeUInt32BE(count, 2);
    return head;
  };
  const refs = (all: readonly number[]): Buffer => Buffer.concat(all.map((ref) => Buffer.from([ref >> 8, ref & 255])));
  const add = (value: PlistValue): number => {
    const at = objects.push(Buffer.alloc(0)) - 1;
    if (typeof value === 'string') objects[at] = Buffer.concat([marker(5, value.length), Buffer.from(value, 'latin1')]);
    else if (Buffer.isBuffer(value)) objects[at] = Buffer.concat([marker(4, value.length), value]);
    else if (Array.isArray(value)) objects[at] = Buffer.concat([marker(10, value.length), refs(value.map(add))]);
    else {
      const entries = Object.entries(value);
      const [keys, values] = [entries.map(([key]) => add(key)), entries.map(([, each]) => add(each))];
      objects[at] = Buffer.concat([marker(13, entries.length), refs(keys), refs(values)]);
    }
    return at;
  };
  add(top);
  let offset = 8;
  const offsets = objects.map((object) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(offset);
    offset += object.length;
    return bytes;
  });
  const trailer = Buffer.alloc(32);
  trailer.set([4, 2], 6);
  trailer.writeBigUInt64BE(BigInt(objects.length), 8);
  trailer.writeBigUInt64BE(BigInt(offset), 24);
  return Buffer.concat([Buffer.from('bplist00'), ...objects, ...offsets, trailer]);
};

/** A web archive of Safari. */
const webarchive = ({ name, address, html, pictures }: PageToSave): SavedFiles => {
  const resource = (url: string, type: string, data: Buffer): PlistValue => ({
    WebResourceURL: url,
    WebResourceMIMEType: type,
    WebResourceTextEncodingName: 'UTF-8',
    WebResourceData: data,
  });
  const list = propertyList({
    WebMainResource: resource(address, 'text/html', Buffer.from(html)),
    WebSubresources: pictures.map((picture) => resource(picture.address, 'image/jpeg', picture.bytes)),
  });
  return { [`${name}.webarchive`]: list };
};

const warcOf = ({ address, html, pictures, at }: PageToSave): Buffer =>
  Buffer.concat(
    [
      { address, type: HTML, bytes: Buffer.from(html) },
      ...pictures.map((each) => ({ ...each, type: 'image/jpeg' })),
    ].map(({ address: target, type, bytes }) => {
      const head = lines('HTTP/1.1 200 OK', `Content-Type: ${type}`, `Content-Length: ${bytes.length}`, '');
      const warc = lines(
        'WARC/1.1',
        'WARC-Type: response',
        `WARC-Target-URI: ${target}`,
        `WARC-Date: ${at}`,
        'Content-Type: application/http; msgtype=response',
        `Content-Length: ${head.length + bytes.length}`,
        '',
      );
      return gzipSync(Buffer.concat([Buffer.from(warc + head), bytes, Buffer.from('\r\n\r\n')]), { level: 1 });
    }),
  );

/** As wget and Heritrix write it: a member of gzip for each record. */
const warc = (page: PageToSave): SavedFiles => ({ [`${page.name}.warc.gz`]: warcOf(page) });

/** A zip whose entries are stored as they are. */
const storedZip = (files: readonly (readonly [name: string, bytes: Buffer])[]): Buffer => {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, bytes] of files) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), bytes]);
    bodies.push(body);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, central, Buffer.from(name)]));
    offset += body.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, ...directory, Buffer.from('PK\x05\x06'), end]);
};

/** As Browsertrix and ArchiveWeb.page write it. */
const wacz = (page: PageToSave): SavedFiles => ({
  [`${page.name}.wacz`]: storedZip([
    ['datapackage.json', Buffer.from('{"profile":"data-package"}')],
    ['archive/data.warc.gz', warcOf(page)],
  ]),
});

/** A page printed to PDF: JPEG streams as they were on the page. `sizes` are those of the pictures, px. */
export const pdfOf = (
  pictures: readonly { readonly bytes: Buffer; readonly width: number; readonly height: number }[],
): Buffer => {
  const stream = (id: number, dictionary: string, data: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`${id} 0 obj\n<<${dictionary}\n/Length ${data.length}>> stream\n`),
      data,
      Buffer.from('\nendstream\nendobj\n'),
    ]);
  const commands = deflateSync(pictures.map((_, at) => `q 200 0 0 200 0 0 cm /X${at} Do Q`).join('\n'));
  return Buffer.concat([
    Buffer.from(
      '%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Count 1 /Kids [3 0 R]>>\nendobj\n',
    ),
    Buffer.from('3 0 obj\n<</Type /Page /Contents 4 0 R>>\nendobj\n'),
    stream(4, '/Filter /FlateDecode', commands),
    ...pictures.map(({ bytes, width, height }, at) =>
      stream(
        5 + at,
        `/Type /XObject /Subtype /Image\n/Width ${width}\n/Height ${height}\n/ColorSpace /DeviceRGB\n/BitsPerComponent 8\n/Filter /DCTDecode`,
        bytes,
      ),
    ),
    Buffer.from('trailer\n<</Root 1 0 R>>\n%%EOF\n'),
  ]);
};

/** A snapshot of ArchiveBox: the page in one file, its WARC, and what is known of it. */
const archiveBox = (page: PageToSave): SavedFiles => {
  const folder = `archive/${digest(page.address)}`;
  const [file = ''] = Object.values(singleFile(page));
  return {
    [`${folder}/index.json`]: JSON.stringify({ url: page.address, timestamp: String(Date.parse(page.at) / 1000) }),
    [`${folder}/singlefile.html`]: file,
    [`${folder}/warc/1.warc.gz`]: warcOf(page),
  };
};

/** All formats by their names. */
export const SAVED_FORMATS: { readonly [format: string]: (page: PageToSave) => SavedFiles } = {
  ...{ complete, singleFile, har, mhtml, webarchive, warc, wacz, archiveBox },
};
