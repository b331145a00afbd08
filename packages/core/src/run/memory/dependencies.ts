/** Inputs of a value other than its own subject: a value with such inputs cannot be cached without them. */
export interface Dependencies {
  /** Other subjects. */
  others: boolean;
  /** The day that stands for today. */
  timed: boolean;
  /** Of the resources in use. What these look at later, when a fact calls them, is seen by `addResourceDependencies`. */
  readonly resources: Set<Dependencies>;
}

export const newDependencies = (): Dependencies => ({ others: false, timed: false, resources: new Set() });

/** A value that was made from another one depends on whatever that depends on. */
export const addDependencies = (dependencies: Dependencies, from: Pick<Dependencies, 'others' | 'timed'>): void => {
  dependencies.others ||= from.others;
  dependencies.timed ||= from.timed;
};

/** Adds the dependencies of a finished value's resources, and of their resources. */
export const addResourceDependencies = (dependencies: Dependencies): void => {
  if (dependencies.resources.size === 0) return;
  const seen = new Set<Dependencies>();
  const visit = ({ resources }: Dependencies): void => {
    for (const resource of resources) {
      if (seen.has(resource)) continue;
      seen.add(resource);
      addDependencies(dependencies, resource);
      visit(resource);
    }
  };
  visit(dependencies);
};
