/** Makes values by name, and keeps the ones that were asked for last; `drop` is shown what is kept no longer. */
export const recently = <T>(
  most: number,
  make: (name: string) => Promise<T>,
  drop?: (value: T) => void,
): ((name: string) => Promise<T>) => {
  const kept = new Map<string, Promise<T>>();
  return (name) => {
    const value = kept.get(name) ?? make(name);
    kept.delete(name);
    kept.set(name, value);
    for (const [oldest, dropped] of kept) {
      if (kept.size <= most) break;
      kept.delete(oldest);
      if (drop !== undefined) dropped.then(drop, () => {});
    }
    return value;
  };
};
