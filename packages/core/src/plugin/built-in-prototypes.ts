/** A prototype as it was, with what has been done to it since and cannot be undone. */
interface Known {
  readonly name: string;
  readonly prototype: object;
  readonly before: Map<PropertyKey, PropertyDescriptor | undefined>;
}

interface BuiltInFunction {
  readonly owner: string;
  readonly object: object;
  readonly key: PropertyKey;
  readonly was: PropertyDescriptor;
  /** What is expected there: the function, or what has replaced it for good. */
  value: unknown;
}

/** A polyfill may add to them what cannot be enumerated. */
const WITH_POLYFILLS = [Array, Function, String, Number, Boolean, Promise, Map, Set, RegExp, Date, Error];
const TYPED_ARRAY: object = Object.getPrototypeOf(Uint8Array.prototype);
const OWNERS: readonly (readonly [owner: string, object: object])[] = [
  ...Object.entries({ JSON, Math, Reflect, Object, Array, String, Number, Promise, Buffer }),
  ...[...WITH_POLYFILLS, WeakMap, Buffer].map(({ name, prototype }) => [`${name}.prototype`, prototype] as const),
  ['TypedArray.prototype', TYPED_ARRAY],
];

/** Taken before a plugin can replace them. */
const { getOwnPropertyDescriptor, defineProperty } = Reflect;
const text = String;

/**
 * JavaScript's own objects as they were when this was made. What one plugin changes there holds for the program and all others: `Object.prototype` may not
 * change at all; other built-in functions may not be replaced or removed, and other prototypes may not get a property that can be enumerated.
 */
export class BuiltInPrototypes {
  readonly #object = known('Object', Object.prototype);
  readonly #others = WITH_POLYFILLS.map(({ name, prototype }) => known(name, prototype));
  readonly #functions = OWNERS.flatMap(([owner, object]) => functionsOf(owner, object));

  /** Undoes every such change since; returns each in words, such as `added "x" to Object.prototype`. `[]` where there is none. */
  restore(): readonly string[] {
    // First: all that follows calls them.
    const replaced = this.#restoreFunctions();
    return replaced.length === 0 ? this.#restorePrototypes() : [...replaced, ...this.#restorePrototypes()];
  }

  /** Calls nothing that can be replaced, not even the iterator of a list. */
  #restoreFunctions(): readonly string[] {
    const changes: string[] = [];
    for (let index = 0; index < this.#functions.length; index++) {
      const each = this.#functions[index];
      if (each !== undefined && !hasValue(each)) changes[changes.length] = undoFunction(each);
    }
    return changes;
  }

  #restorePrototypes(): readonly string[] {
    if (this.#isSame()) return [];
    const others = this.#others.flatMap((each) =>
      Object.keys(each.prototype)
        .filter((key) => !each.before.has(key))
        .map((key) => undo(each, key)),
    );
    return [...changedKeys(this.#object).map((key) => undo(this.#object, key)), ...others];
  }

  /** Some microseconds: it is asked twice a call. */
  #isSame(): boolean {
    const { prototype, before } = this.#object;
    const keys = Reflect.ownKeys(prototype);
    return (
      keys.length === before.size &&
      keys.every((key) => isEqual(Object.getOwnPropertyDescriptor(prototype, key), before.get(key))) &&
      this.#others.every((each) => Object.keys(each.prototype).every((key) => each.before.has(key)))
    );
  }
}

const functionsOf = (owner: string, object: object): readonly BuiltInFunction[] =>
  Reflect.ownKeys(object).flatMap((key) => {
    const was = getOwnPropertyDescriptor(object, key);
    return typeof was?.value === 'function' ? [{ owner, object, key, was, value: was.value }] : [];
  });

const hasValue = ({ object, key, value }: BuiltInFunction): boolean =>
  getOwnPropertyDescriptor(object, key)?.value === value;

const undoFunction = (each: BuiltInFunction): string => {
  const { owner, object, key, was } = each;
  const now = getOwnPropertyDescriptor(object, key);
  const change = `${now === undefined ? 'removed' : 'replaced'} "${text(key)}" of ${owner}`;
  if (defineProperty(object, key, was)) return change;
  each.value = now?.value;
  return `${change} for good`;
};

const known = (name: string, prototype: object): Known => ({
  name,
  prototype,
  before: new Map(
    Reflect.ownKeys(prototype).flatMap((key) => {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
      return descriptor === undefined ? [] : [[key, descriptor] as const];
    }),
  ),
});

const changedKeys = ({ prototype, before }: Known): readonly PropertyKey[] =>
  [...new Set([...Reflect.ownKeys(prototype), ...before.keys()])].filter(
    (key) => !isEqual(Object.getOwnPropertyDescriptor(prototype, key), before.get(key)),
  );

const isEqual = (now: PropertyDescriptor | undefined, was: PropertyDescriptor | undefined): boolean =>
  now === undefined || was === undefined ? now === was : now.value === was.value && now.get === was.get;

const undo = ({ name, prototype, before }: Known, key: PropertyKey): string => {
  const [now, was] = [Object.getOwnPropertyDescriptor(prototype, key), before.get(key)];
  const isUndone =
    was === undefined ? Reflect.deleteProperty(prototype, key) : Reflect.defineProperty(prototype, key, was);
  if (!isUndone) before.set(key, now);
  const named = `"${String(key).slice(0, 100)}"`;
  const change =
    was === undefined
      ? `added ${named} to ${name}.prototype`
      : now === undefined
        ? `removed ${named} from ${name}.prototype`
        : `replaced ${named} of ${name}.prototype`;
  return isUndone ? change : `${change} for good`;
};
