/** A map whose keys are known at once and whose values are made when they are first asked for; of two definitions of a key the first stays. */
export class LazyMap<K, V> implements ReadonlyMap<K, V> {
  readonly #makers = new Map<K, () => V>();
  readonly #made = new Map<K, V>();

  define(key: K, make: () => V): void {
    if (!this.#makers.has(key)) this.#makers.set(key, make);
  }

  get size(): number {
    return this.#makers.size;
  }

  has(key: K): boolean {
    return this.#makers.has(key);
  }

  get(key: K): V | undefined {
    const make = this.#makers.get(key);
    if (make === undefined || this.#made.has(key)) return this.#made.get(key);
    const value = make();
    this.#made.set(key, value);
    return value;
  }

  keys(): MapIterator<K> {
    return this.#makers.keys();
  }

  *entries(): MapIterator<[K, V]> {
    for (const key of this.#makers.keys()) {
      const value = this.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}
