const known = new WeakSet<object>();

/** The value itself, no part of which can be changed any more as far as it is plain data: whoever is given it shares it with others. */
export const frozen = <T>(value: T): T => {
  freeze(value);
  return value;
};

const freeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || known.has(value)) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype && prototype !== Array.prototype) return;
  known.add(value);
  for (const part of Object.values(value)) freeze(part);
  Object.freeze(value);
};

/** A map that can be read and not changed, nor the plain data in it. */
export class FrozenMap<K, V> implements ReadonlyMap<K, V> {
  readonly #map: ReadonlyMap<K, V>;

  constructor(map: ReadonlyMap<K, V>) {
    this.#map = map;
  }

  get size(): number {
    return this.#map.size;
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  get(key: K): V | undefined {
    return frozen(this.#map.get(key));
  }

  keys(): MapIterator<K> {
    return this.#map.keys();
  }

  *values(): MapIterator<V> {
    for (const value of this.#map.values()) yield frozen(value);
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.#map) yield [key, frozen(value)];
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void, self?: unknown): void {
    for (const [key, value] of this.entries()) visit.call(self, value, key, this);
  }
}
