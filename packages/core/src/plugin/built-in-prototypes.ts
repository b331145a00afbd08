/** A prototype as it was, with what has been done to it since and cannot be undone. */
interface Known {
  readonly name: string;
  readonly prototype: object;
  readonly before: Map<PropertyKey, PropertyDescriptor | undefined>;
}

/** A polyfill may add to them what cannot be enumerated. */
const WITH_POLYFILLS = [Array, Function, String, Number, Boolean, Promise, Map, Set, RegExp, Date, Error];

/**
 * The prototypes of JavaScript's own classes as they were when this was made. What one plugin adds there, the program and all others inherit: `Object.prototype`
 * may not change at all, the others may not get a property that can be enumerated.
 */
export class BuiltInPrototypes {
  readonly #object = known('Object', Object.prototype);
  readonly #others = WITH_POLYFILLS.map(({ name, prototype }) => known(name, prototype));

  /** Undoes every such change since; returns each in words, such as `added "x" to Object.prototype`. `[]` where there is none. */
  restore(): readonly string[] {
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
