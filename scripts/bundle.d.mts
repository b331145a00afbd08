/** Bundles a TypeScript module into the cache and gives its path. */
export declare const bundleModule: (entry: string) => Promise<string>;
