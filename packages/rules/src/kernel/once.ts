/** What is made when it is first asked for, and then stays. */
export const once = <T extends NonNullable<unknown>>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** An object whose values are made when they are first asked for, and then stay. */
export const lazily = <T extends Record<keyof T, NonNullable<unknown>>>(
  makers: {
    readonly [K in keyof T]: () => T[K];
  },
): T =>
  Object.create(
    Object.prototype,
    Object.fromEntries(
      Object.entries<() => NonNullable<unknown>>(makers).map(([key, make]) => [
        key,
        { get: once(make), enumerable: true, configurable: true },
      ]),
    ),
  );

/** One object of two, in which what is made when it is asked for still waits; where both have a key, the second one's. */
export const joinedLazily = <A extends object, B extends object>(one: A, two: B): A & B =>
  Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(one),
    ...Object.getOwnPropertyDescriptors(two),
  });
