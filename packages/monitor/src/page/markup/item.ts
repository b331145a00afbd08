/** A thing that a page describes: its types of schema.org without the address, and its properties. */
export interface PageItem {
  readonly types: readonly string[];
  readonly line: number;
  readonly properties: ReadonlyMap<string, readonly PageValue[]>;
}
export type PageValue = string | PageItem;

const SCHEMA_ORG = /^(?:https?:\/\/schema\.org\/|schema:)/i;

/** `https://schema.org/ImageObject` as `ImageObject`. */
export const itemTypes = (types: readonly string[]): readonly string[] =>
  types.map((type) => type.replace(SCHEMA_ORG, ''));

/** Deeper than any vocabulary goes. */
const DEEPEST = 64;
const MOST_ITEMS = 20_000;

/** A block of JSON-LD as items, those in others too; undefined where it is no JSON or goes too deep. Pure. */
export const itemsOfJsonLd = (text: string, line: number): readonly PageItem[] | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\s*<!--|-->\s*$/g, ''));
  } catch {
    return undefined;
  }
  const items: PageItem[] = [];
  const valuesFrom = (given: unknown, depth: number): readonly PageValue[] => {
    if (depth > DEEPEST || items.length > MOST_ITEMS) throw new RangeError('deeper or more than is looked at');
    if (typeof given === 'string') return [given];
    if (Array.isArray(given)) return given.flatMap((each) => valuesFrom(each, depth + 1));
    if (typeof given !== 'object' || given === null) return [];
    const properties = new Map<string, readonly PageValue[]>();
    const item: PageItem = { types: itemTypes(texts(Reflect.get(given, '@type'))), line, properties };
    items.push(item);
    for (const [key, each] of Object.entries(given))
      properties.set(key.replace(SCHEMA_ORG, ''), valuesFrom(each, depth + 1));
    return [item];
  };
  try {
    valuesFrom(value, 0);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return items;
};

const texts = (value: unknown): readonly string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string');

/** Texts of a property; of an item in it its name, or its address. */
export const textsOf = ({ properties }: PageItem, name: string): readonly string[] =>
  (properties.get(name) ?? []).flatMap((value) => {
    if (typeof value === 'string') return [value];
    const [first] = ['name', 'url', '@id', 'contentUrl']
      .map((key) => textsOf(value, key))
      .filter((all) => all.length > 0);
    return first ?? [];
  });
