// Compiles each AssemblyScript kernel (packages/*/src/**/assembly/index.ts) to a base64 module in a folder `generated` beside it.
import asc from 'assemblyscript/asc';
import { listFiles, root } from '../files.mjs';

const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--use', 'abort='];

/** Base64 of the compiled kernel; throws with the compiler's words. */
const compile = async (source) => {
  const outputs = new Map();
  const { error, stderr } = await asc.main([source, '--baseDir', root, '--outFile', 'kernel.wasm', ...flags], {
    writeFile: (name, contents) => outputs.set(name, contents),
  });
  if (error) throw new Error(`${source}: ${error.message}\n${stderr.toString()}`);
  return Buffer.from(outputs.get('kernel.wasm')).toString('base64');
};

/** `hash` of `packages/rules/src/hash/kernel/assembly/index.ts`, `quality` of `packages/quality/src/kernel/assembly/index.ts`. */
const familyOf = (source) =>
  source
    .split('/')
    .filter((step) => step !== 'src')
    .at(-4);

/** `assembly/index.ts` → `generated/wasm.ts`, for the generator of checked-in files. */
export const wasmModules = async () => {
  const files = new Map();
  for (const source of listFiles('packages', /\/assembly\/index\.ts$/)) {
    const base64 = await compile(source);
    const text = [
      '// Compiled from assembly/ by `npm run generate`; do not edit.',
      `/** WebAssembly with SIMD and an imported memory \`env.memory\`, base64. */`,
      `export const ${familyOf(source).toUpperCase()}_WASM =`,
      `  '${base64}';`,
      '',
    ].join('\n');
    files.set(source.replace(/assembly\/index\.ts$/, 'generated/wasm.ts'), text);
  }
  return [{ folder: 'packages', pattern: /\/generated\/wasm\.ts$/, files }];
};
