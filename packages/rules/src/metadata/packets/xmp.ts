import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { CUT_TEXT, isCutText, LIMITS } from '../carriers/carrier.ts';
import { PREFIXES } from './namespaces.ts';

/** One value of an XMP packet. */
export interface XmpProperty {
  /** Names from the property down to the field, `/` between: `dc:creator`, `xmpMM:History/stEvt:softwareAgent`. Prefixes are the usual ones. */
  readonly path: string;
  readonly value: string;
  /** `xml:lang` of an alternative; null where there is none. */
  readonly lang: string | null;
}

/** What an XMP packet says, flattened: items of bags, sequences and alternatives are values of one path, in order. */
export interface XmpPacket {
  readonly properties: readonly XmpProperty[];
  /** Why some of it may be missing; null when all was read. */
  readonly problem: string | null;
}

export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
export const XML = 'http://www.w3.org/XML/1998/namespace';
export const XMLNS = 'http://www.w3.org/2000/xmlns/';
const MAX_DEPTH = 100;
const MAX_PROPERTIES = 10_000;

/**
 * Reads an XMP packet (ISO 16684-1: RDF/XML in any of its forms) by a strict XML reader: namespaces, entities and encodings as they are
 * declared; no DOCTYPE, so that nothing expands. Several packets in one block are read one after another. Never throws: data
 * before a mistake is returned, and `problem` describes it.
 */
export const readXmp = (bytes: Buffer): XmpPacket => {
  const { text, problem } = decodePacket(bytes);
  const reading = new Reading();
  const parser = new SaxesParser({ xmlns: true, fragment: true, position: false });
  let fault = problem;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE is not allowed');
  });
  parser.on('opentag', (tag) => reading.open(tag));
  parser.on('text', (part) => reading.text(part));
  parser.on('cdata', (part) => reading.text(part));
  parser.on('closetag', () => reading.close());
  try {
    parser.write(text).close();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    fault ??= reason.replace(/^\d+:\d+: /, '').slice(0, 160);
  }
  const nothing = !reading.hasRdf && fault === null ? 'it holds no RDF' : null;
  const cut = reading.isCut ? CUT_TEXT : null;
  return { properties: reading.properties, problem: fault ?? cut ?? nothing };
};

/** An element that is open. */
interface Open {
  /** What it adds to the path; null for those of RDF and around it. */
  readonly name: string | null;
  readonly lang: string | null;
  /** `rdf:RDF` itself. */
  readonly isRdf: boolean;
  text: string;
}

class Reading {
  readonly properties: XmpProperty[] = [];
  hasRdf = false;
  /** Whether a value was longer than the bound. */
  isCut = false;
  readonly #open: Open[] = [];
  #inRdf = 0;

  open(tag: SaxesTagNS): void {
    if (this.#open.length >= MAX_DEPTH) throw new Error(`it is nested deeper than ${MAX_DEPTH}`);
    const isRdf = tag.uri === RDF && tag.local === 'RDF';
    if (isRdf) this.#inRdf++;
    this.hasRdf ||= this.#inRdf > 0;
    const parent = this.#open.at(-1);
    const attributes = Object.values(tag.attributes);
    const lang = attributes.find(({ uri, local }) => uri === XML && local === 'lang')?.value ?? parent?.lang ?? null;
    const name = tag.uri === RDF || this.#inRdf === 0 ? null : nameOf(tag);
    this.#open.push({ name, lang, isRdf, text: '' });
    for (const attribute of attributes) this.#attribute(attribute, lang);
  }

  /** An attribute that is a value; also what a description is about, which may be any text, with the namespace of RDF or without. */
  #attribute({ uri, local, prefix, value }: SaxesAttributeNS, lang: string | null): void {
    if (uri === XML || uri === XMLNS || prefix === 'xmlns' || local === 'xmlns') return;
    const isBare = uri === '' && this.#inRdf > 0;
    if ((uri === RDF || isBare) && local === 'about') this.#add('rdf:about', value, lang);
    else if (uri === RDF && (local === 'resource' || local === 'value')) this.#add(null, value, lang);
    else if (uri !== RDF && !isBare) this.#add(nameOf({ uri, local, prefix }), value, lang);
  }

  text(part: string): void {
    const open = this.#open.at(-1);
    if (open === undefined) return;
    // The excess is buffered for a while, to decide whether it says anything.
    if (open.text.length <= LIMITS.text) open.text += part;
    else this.isCut ||= /[^A-Za-z0-9+/=\s]/.test(part);
  }

  close(): void {
    const open = this.#open.at(-1);
    if (open !== undefined && this.#inRdf > 0 && this.#path(null) !== '') this.#add(null, open.text, open.lang);
    this.#open.pop();
    if (open?.isRdf === true) this.#inRdf--;
  }

  #path(last: string | null): string {
    const names = this.#open.flatMap(({ name }) => (name === null ? [] : [name]));
    return [...names, ...(last === null ? [] : [last])].join('/');
  }

  #add(last: string | null, value: string, lang: string | null): void {
    const path = this.#path(last);
    if (path === '' || value.trim() === '') return;
    if (this.properties.length >= MAX_PROPERTIES) throw new Error(`it has more than ${MAX_PROPERTIES} values`);
    this.isCut ||= isCutText(value);
    this.properties.push({ path, value: value.slice(0, LIMITS.text), lang });
  }
}

/** A property's name with the usual prefix of its namespace. */
export const nameOf = ({
  uri,
  local,
  prefix,
}: {
  readonly uri: string;
  readonly local: string;
  readonly prefix: string;
}): string => {
  const known = PREFIXES.get(withoutEnd(uri.replace(/^https:/, 'http:')));
  // Dublin Core has small letters; some programs write `dc:Creator`.
  const name = known === 'dc' ? `${local.slice(0, 1).toLowerCase()}${local.slice(1)}` : local;
  return `${known ?? (prefix === '' ? '?' : prefix)}:${name}`;
};
/** A URI without slashes and number signs at its end. A pattern for them takes time quadratic in a run of slashes. */
const withoutEnd = (uri: string): string => {
  let end = uri.length;
  while (end > 0 && '/#'.includes(uri[end - 1] ?? '')) end--;
  return uri.slice(0, end);
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text of a packet by its byte-order mark, or by where its zeros lie; a packet's padding and what stands before it are left out. */
export const decodePacket = (bytes: Buffer): { readonly text: string; readonly problem: string | null } => {
  const encoding = encodingOf(bytes);
  if (encoding === null) return { text: '', problem: 'its encoding (UTF-32) is not read' };
  const body = encoding === 'utf-8' ? trimZeros(bytes) : bytes.subarray(0, bytes.length & ~1);
  const problem = encoding === 'utf-8' && !isUtf8(body) ? 'it is not valid UTF-8' : null;
  // Characters that XML forbids are left out: some programs put them in, and what else the packet says is still said.
  const text = new TextDecoder(encoding).decode(body).replace(FORBIDDEN, '');
  const start = text.indexOf('<');
  const end = text.lastIndexOf('>');
  return { text: start < 0 ? '' : text.slice(start, end + 1), problem: start < 0 ? 'it is no XML' : problem };
};

const isUtf8 = (bytes: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

const encodingOf = (bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | null => {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? null : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0) return null;
  if (a === 0x3c && b === 0) return c === 0 && d === 0 ? null : 'utf-16le';
  return a === 0 && b === 0x3c ? 'utf-16be' : 'utf-8';
};

const trimZeros = (bytes: Buffer): Buffer => {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
};
