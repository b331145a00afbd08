/** The loader of cosmiconfig by itself, which the package's types leave out. */
declare module 'cosmiconfig/dist/Explorer.js' {
  import type { CosmiconfigResult, Options } from 'cosmiconfig';

  export class Explorer {
    constructor(options: Options & { readonly moduleName: string });
    load(file: string): Promise<CosmiconfigResult>;
  }
}
