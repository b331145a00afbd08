import type { Json } from '../model/json.ts';

/** A copy of a value that is plain data, or what keeps it from being that and where. */
export type PlainData = { readonly value: Json | undefined } | { readonly fault: string };

/** Facts are small: what is larger belongs into a resource. */
const MAX_PARTS = 100_000;
const MAX_CHARACTERS = 1_000_000;
const MAX_DEPTH = 64;

/**
 * Copies a value of JSON's kinds (an optional key may be undefined). The copy cannot change or run code when it is read: what is no data
 * (functions, NaN, instances of classes, cycles, promises) is refused. May throw what a getter throws.
 */
export const toPlainData = (value: unknown): PlainData => {
  const copier = new Copier();
  try {
    return { value: value === undefined ? undefined : copier.copy(value, []) };
  } catch (error) {
    if (error instanceof NotPlain) return { fault: error.message };
    throw error;
  }
};

class NotPlain extends Error {}

class Copier {
  readonly #above = new Set<object>();
  #parts = 0;
  #characters = 0;

  copy(value: unknown, path: readonly string[]): Json {
    this.#parts++;
    if (this.#parts > MAX_PARTS) throw new NotPlain(`it has more than ${MAX_PARTS.toLocaleString('en')} parts`);
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'number') return Number.isFinite(value) ? value : refuse(path, String(value));
    if (typeof value !== 'object')
      return refuse(path, typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`);
    if (this.#above.has(value)) return refuse(path, 'the whole that it is part of');
    if (path.length > MAX_DEPTH) return refuse(path.slice(0, 3), `nested more than ${MAX_DEPTH} deep`);
    this.#above.add(value);
    const copy = Array.isArray(value) ? this.#list(value, path) : this.#object(value, path);
    this.#above.delete(value);
    return copy;
  }

  #text(text: string): string {
    this.#characters += text.length;
    if (this.#characters <= MAX_CHARACTERS) return text;
    throw new NotPlain(`it has more than ${MAX_CHARACTERS.toLocaleString('en')} characters`);
  }

  #list(list: readonly unknown[], path: readonly string[]): Json[] {
    const copy: Json[] = [];
    for (let index = 0; index < list.length; index++) copy.push(this.copy(list[index], [...path, String(index)]));
    return copy;
  }

  #object(object: object, path: readonly string[]): Json {
    const prototype: unknown = Object.getPrototypeOf(object);
    // Of another realm too: the root of its prototypes is the one above it.
    const isPlain = prototype === null || (isObject(prototype) && Object.getPrototypeOf(prototype) === null);
    if (!isPlain) return refuse(path, classOf(prototype));
    const copy: { [key: string]: Json } = {};
    for (const key of Object.keys(object)) {
      const value: unknown = Reflect.get(object, key);
      if (value === undefined) continue;
      const part = this.copy(value, [...path, this.#text(key)]);
      // Not by assignment: a key may be called `__proto__`.
      Object.defineProperty(copy, key, { value: part, enumerable: true, configurable: true, writable: true });
    }
    return copy;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const classOf = (prototype: unknown): string => {
  const made: unknown = isObject(prototype) ? Reflect.get(prototype, 'constructor') : undefined;
  const name = typeof made === 'function' ? made.name : '';
  return name === 'Promise' ? 'a promise (is an await missing?)' : `an instance of ${name === '' ? 'a class' : name}`;
};

const refuse = (path: readonly string[], what: string): never => {
  throw new NotPlain(`${path.length === 0 ? 'it' : path.join('.')} is ${what}, which is no plain data`);
};
