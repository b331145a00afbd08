/** A value of JSON, and those that it stands in, the nearest first. */
export interface PointedValue {
  readonly value: unknown;
  readonly above: readonly unknown[];
}

/** What stands at a JSON pointer (RFC 6901) in a value; undefined where nothing does. `2/url` first goes two levels up (relative JSON pointers). */
export const atPointer = ({ value, above }: PointedValue, pointer: string): unknown => {
  const [, levels = '', path = ''] = /^(\d?)(.*)$/s.exec(pointer) ?? [];
  const up = Number(levels);
  const start = up === 0 ? value : above[up - 1];
  return stepsOf(path).reduce<unknown>(child, start);
};

/** The elements of the lists that pointers lead to, one list in the elements of the other; of what is no list none. */
export const elementsAt = (root: unknown, lists: readonly string[]): readonly PointedValue[] =>
  lists.reduce<readonly PointedValue[]>(
    (all, pointer) =>
      all.flatMap(({ value, above }): readonly PointedValue[] => {
        const way = [value, ...above];
        let at = value;
        const passed: unknown[] = [];
        for (const step of stepsOf(pointer)) {
          at = child(at, step);
          passed.unshift(at);
        }
        return Array.isArray(at) ? at.map((element: unknown) => ({ value: element, above: [...passed, ...way] })) : [];
      }),
    [{ value: root, above: [] }],
  );

const stepsOf = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const child = (value: unknown, step: string): unknown => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return /^(?:0|[1-9]\d{0,8})$/.test(step) ? value[Number(step)] : undefined;
  return Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
};
