import { isMap, isScalar, isSeq, type Pair, parseDocument } from 'yaml';
import { type Damage, quoted, read, write } from './damage.ts';

interface Key {
  /** Where it stands, list places as `[]`: `events[].at`. */
  readonly place: string;
  readonly name: string;
  readonly range: readonly [number, number];
}

const keysOf = (node: unknown, place: string): Key[] => {
  if (isSeq(node)) return node.items.flatMap((item) => keysOf(item, `${place}[]`));
  if (!isMap(node)) return [];
  return node.items.flatMap((pair: Pair) => {
    const key = pair.key;
    if (!isScalar(key) || !key.range) return [];
    const name = String(key.value);
    const at = place === '' ? name : `${place}.${name}`;
    return [{ place: at, name, range: [key.range[0], key.range[1]] as const }, ...keysOf(pair.value, at)];
  });
};

/** Two letters that change places, as hands do; where the two are one, it is doubled. */
const misspelt = (name: string): string => {
  const at = /^[^a-z]*[a-z]/i.exec(name)?.[0].length ?? 1;
  const [first = '', second = ''] = [name[at] ?? '', name[at + 1] ?? ''];
  return first === second || second === '' || !/[a-z]/i.test(second)
    ? name.slice(0, at) + name.slice(at - 1)
    : name.slice(0, at) + second + first + name.slice(at + 2);
};

/** A damage for each key of a YAML or JSON text, however deep; of list entries with the same keys, the first. */
export const misspeltKeys = (
  file: string,
  text: string,
  more: (key: { readonly place: string }) => Partial<Damage> = () => ({}),
): Damage[] => {
  const keys = new Map<string, Key>();
  for (const key of keysOf(parseDocument(text).contents, '')) if (!keys.has(key.place)) keys.set(key.place, key);
  return [...keys.values()].map(({ place, name, range: [start, end] }) => {
    const slip = misspelt(name);
    return {
      name: `\`${place}\` of ${file} is written \`${slip}\``,
      says: quoted(slip),
      damage: (root) => {
        const now = read(root, file).toString('utf8');
        const shift = now.indexOf(text);
        if (shift < 0) throw new Error(`${file} is not what it was`);
        write(
          file,
          now.slice(0, shift + start) +
            misspeltLike(now.slice(shift + start, shift + end), name, slip) +
            now.slice(shift + end),
        )(root);
      },
      ...more({ place }),
    };
  });
};

/** The key as it stands, quotes and all, with the slip in it. */
const misspeltLike = (source: string, name: string, slip: string): string => source.replace(name, slip);
