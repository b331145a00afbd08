import { decodePacket, isWholePacket, nameOf, packetExtent, RDF, XML, XMLNS } from '@listing-lint/rules/metadata';
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';

import type { BlockEditor } from './block-editor.ts';

interface Attribute {
  /** As it is written, with its prefix. */
  readonly name: string;
  readonly value: string;
  /** What it adds to a property's path; null for those that are no value (`xmlns`, `xml:lang`, `rdf:about`). */
  readonly property: string | null;
}

interface Element {
  readonly name: string;
  /** What it adds to a property's path; null for elements of RDF and around it. */
  readonly property: string | null;
  attributes: readonly Attribute[];
  children: (Element | string)[];
}

/** A value to write: text as it is (`xmpRights:Marked`), alternatives by language (`dc:rights`), or an ordered list (`dc:creator`). */
export interface XmpValue {
  /** Name with its usual prefix, `dc:rights`. */
  readonly name: string;
  readonly namespace: string;
  readonly form: 'text' | 'alternative' | 'sequence';
  readonly value: string;
}

export interface XmpEdit {
  /** Whether the property at a path (as `readXmp` gives it), with this value, goes. */
  readonly removes: (path: string, value: string) => boolean;
  /** Properties that replace those of the same name. */
  readonly set: readonly XmpValue[];
}

const HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>';
const TAIL = '<?xpacket end="w"?>';
const EMPTY =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF></x:xmpmeta>';

/** A packet that says nothing, for the place of one that has gone; blanks where it has no room. */
export const emptyPacket = (length: number): Buffer =>
  Buffer.from((EMPTY.length <= length ? EMPTY : '').padEnd(length, ' '), 'latin1');

/** A new packet of nothing but these values. */
export const newPacket = (set: readonly XmpValue[]): Buffer =>
  editXmp(Buffer.from(EMPTY), { removes: () => false, set }) ?? Buffer.alloc(0);

/**
 * A packet without the properties that go and with those that are set, as UTF-8; every other property keeps its value, and what is left
 * empty by a removal goes too. Null where no property is left. Throws for a packet that is not well formed.
 * @param length Bytes to fill up to, with the white space that packets have for that; longer where it does not fit.
 */
export const editXmp = (packet: Buffer, edit: XmpEdit, length = 0): Buffer | null => {
  const roots = parse(decodePacket(packet).text);
  const names = new Set(edit.set.map(({ name }) => name));
  let isChanged = edit.set.length > 0;
  const kept = prune(roots, '', (path, value) => {
    const goes = names.has(path.split('/')[0] ?? '') || edit.removes(path, value);
    isChanged ||= goes;
    return goes;
  });
  if (!isChanged) return packet;
  const rdf = find(kept, (element) => element.name.endsWith('RDF') && element.property === null);
  if (edit.set.length > 0) {
    if (rdf === undefined) throw new Error('the packet holds no RDF');
    rdf.children.push(description(edit.set, aboutOf(rdf)));
  }
  if (!kept.some((root) => typeof root !== 'string' && holdsValue(root))) return null;
  const body = `${HEAD}${kept.map(write).join('')}`;
  const missing = length - Buffer.byteLength(body) - TAIL.length;
  return Buffer.from(`${body}${' '.repeat(Math.max(0, missing))}${TAIL}`);
};

/** A block that is nothing but a packet behind another header, with the packet edited and nothing new in it; null where none is left. */
export const editWholePacket = (block: Buffer, { xmp, inner }: Pick<BlockEditor, 'xmp' | 'inner'>): Buffer | null => {
  const extent = isWholePacket(block) ? packetExtent(block) : undefined;
  if (extent === undefined) return block;
  const packet = block.subarray(extent.start, extent.end);
  const edited = (inner?.xmp ?? xmp)(packet, 0);
  if (edited === null || edited.equals(packet)) return edited === null ? null : block;
  return Buffer.concat([block.subarray(0, extent.start), edited]);
};

const parse = (text: string): (Element | string)[] => {
  const roots: (Element | string)[] = [];
  const open: Element[] = [];
  let inRdf = 0;
  const parser = new SaxesParser({ xmlns: true, fragment: true, position: false });
  const put = (child: Element | string): void => {
    (open.at(-1)?.children ?? roots).push(child);
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE is not allowed');
  });
  parser.on('opentag', (tag) => {
    if (tag.uri === RDF && tag.local === 'RDF') inRdf++;
    const element = elementOf(tag, inRdf > 0);
    put(element);
    open.push(element);
  });
  parser.on('text', (part) => {
    if (open.length > 0) put(part);
  });
  parser.on('cdata', put);
  parser.on('closetag', (tag) => {
    if (tag.uri === RDF && tag.local === 'RDF') inRdf--;
    open.pop();
  });
  parser.write(text).close();
  return roots;
};

const elementOf = (tag: SaxesTagNS, isInRdf: boolean): Element => ({
  name: tag.name,
  property: isInRdf && tag.uri !== RDF ? nameOf(tag) : null,
  attributes: Object.values(tag.attributes).map((attribute) => attributeOf(attribute, isInRdf)),
  children: [],
});

const attributeOf = ({ name, value, uri, local, prefix }: SaxesAttributeNS, isInRdf: boolean): Attribute => {
  const isValue = isInRdf && uri !== '' && uri !== XML && uri !== XMLNS && uri !== RDF && prefix !== 'xmlns';
  return { name, value, property: isValue ? nameOf({ uri, local, prefix }) : null };
};

type Removes = (path: string, value: string) => boolean;

/** The nodes without what goes; elements that a removal leaves empty go too. */
const prune = (nodes: readonly (Element | string)[], path: string, removes: Removes): (Element | string)[] =>
  nodes.flatMap((node): (Element | string)[] => {
    if (typeof node === 'string') return [node];
    const here = join(path, node.property);
    const attributes = node.attributes.filter(({ property, name, value }) => {
      if (property !== null) return !removes(join(here, property), value);
      return !(name === 'rdf:resource' && here !== '' && removes(here, value));
    });
    const hasElements = node.children.some((child) => typeof child !== 'string');
    const text = node.children.filter((child) => typeof child === 'string').join('');
    const goes = !hasElements && here !== '' && text.trim() !== '' && removes(here, text.trim());
    const children = goes ? [] : prune(node.children, here, removes);
    const kept: Element = { ...node, attributes, children };
    const wasChanged = goes || attributes.length < node.attributes.length || count(children) < count(node.children);
    const isRoot = path === '' && node.property === null && !node.name.endsWith(':Description');
    return wasChanged && !isRoot && !holdsValue(kept) ? [] : [kept];
  });

const count = (nodes: readonly (Element | string)[]): number => nodes.filter((node) => typeof node !== 'string').length;
const join = (path: string, property: string | null): string =>
  property === null ? path : path === '' ? property : `${path}/${property}`;

/** Whether an element says anything: a value in an attribute, in text, or further in. */
const holdsValue = ({ attributes, children }: Element): boolean =>
  attributes.some(({ property, name }) => property !== null || name === 'rdf:resource') ||
  children.some((child) => (typeof child === 'string' ? child.trim() !== '' : holdsValue(child)));

const find = (nodes: readonly (Element | string)[], is: (element: Element) => boolean): Element | undefined => {
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    const found = is(node) ? node : find(node.children, is);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** What the packet is about: all of its descriptions must say the same. */
const aboutOf = (rdf: Element): string => {
  const first = rdf.children.find((child) => typeof child !== 'string');
  return first === undefined || typeof first === 'string'
    ? ''
    : (first.attributes.find(({ name }) => name === 'rdf:about')?.value ?? '');
};

const plain = (name: string, value: string): Attribute => ({ name, value, property: null });
const element = (name: string, children: (Element | string)[], attributes: readonly Attribute[] = []): Element => ({
  name,
  property: null,
  attributes,
  children,
});

const description = (set: readonly XmpValue[], about: string): Element => {
  const spaces = new Map(set.map(({ name, namespace }) => [name.split(':')[0] ?? '', namespace]));
  const attributes = [
    plain('rdf:about', about),
    ...[...spaces].map(([prefix, namespace]) => plain(`xmlns:${prefix}`, namespace)),
  ];
  return { ...element('rdf:Description', set.map(valueElement), attributes), property: null };
};

const valueElement = ({ name, form, value }: XmpValue): Element => {
  if (form === 'text') return { ...element(name, [value]), property: name };
  const item = element('rdf:li', [value], form === 'alternative' ? [plain('xml:lang', 'x-default')] : []);
  return { ...element(name, [element(form === 'alternative' ? 'rdf:Alt' : 'rdf:Seq', [item])]), property: name };
};

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#xA;',
  '\r': '&#xD;',
  '\t': '&#x9;',
};
const escaped = (text: string, what: RegExp): string =>
  text.replace(what, (character) => ESCAPES[character] ?? character);

const write = (node: Element | string): string => {
  if (typeof node === 'string') return escaped(node, /[&<>\r]/g);
  const attributes = node.attributes.map(({ name, value }) => ` ${name}="${escaped(value, /[&<>"\n\r\t]/g)}"`).join('');
  const inner = node.children.map(write).join('');
  return inner === '' ? `<${node.name}${attributes}/>` : `<${node.name}${attributes}>${inner}</${node.name}>`;
};
