import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What checks manifests, where the user has installed it. */
export interface C2paPackage {
  /** Absolute paths of its module and of its WebAssembly, and of its manifest. */
  readonly module: string;
  readonly wasm: string;
  readonly manifest: string;
}

export const C2PA_PACKAGE = '@contentauth/c2pa-wasm';

/** The package, installed beside this one; undefined where it is not. Nothing of it is run here. */
export const findC2pa = (beside: string = import.meta.url): C2paPackage | undefined => {
  try {
    const manifest = createRequire(beside).resolve(`${C2PA_PACKAGE}/package.json`);
    const folder = join(dirname(manifest), 'pkg');
    return { module: join(folder, 'c2pa.js'), wasm: join(folder, 'c2pa_bg.wasm'), manifest };
  } catch {
    return undefined;
  }
};
