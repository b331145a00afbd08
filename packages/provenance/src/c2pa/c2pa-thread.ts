/**
 * The program of the thread in which manifests are read and signed, as text: it lies in no file of its own, so that a bundle carries it. No address
 * is asked for there: the package is told not to, and what could ask is taken away. A message is `{ id, task, format, bytes, … }`, with the
 * instant `now` by which certificates are valid or not (ms since 1970) where it reads; it is answered
 * by `{ id, text }`, `{ id, bytes }` or `{ id, error }`, and while it signs by `{ id, sign }`, to which `{ id, signature }` is the answer.
 */
export const C2PA_THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { readFileSync } = require('node:fs');
const { pathToFileURL } = require('node:url');
const refuse = () => { throw new Error('nothing is sent from here'); };
for (const name of ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'])
  Object.defineProperty(globalThis, name, { value: refuse, writable: false });
class Held {
  constructor(parts = [], options = {}) {
    this.bytes = Buffer.concat(parts.map((part) => (part instanceof Held ? part.bytes : Buffer.from(part.buffer ?? part, part.byteOffset ?? 0, part.byteLength))));
    this.type = options.type ?? '';
  }
  get size() { return this.bytes.length; }
  slice(start, end) {
    const held = new Held();
    held.bytes = this.bytes.subarray(start, end);
    return held;
  }
  async arrayBuffer() { return new Uint8Array(this.bytes).buffer; }
}
// Whether a certificate is valid is asked of this clock.
const running = Date.now.bind(Date);
let standing;
Date.now = () => standing ?? running();
globalThis.Blob = Held;
globalThis.FileReaderSync = class {
  readAsArrayBuffer(held) { return new Uint8Array(held.bytes).buffer; }
};
const ready = (async () => {
  const c2pa = await import(pathToFileURL(workerData.module).href);
  await c2pa.default({ module_or_path: readFileSync(workerData.wasm) });
  return c2pa;
})();
ready.catch(() => undefined);
const waiting = new Map();
const tasks = {
  read: async ({ format, bytes, settings, now }) => {
    const { WasmReader } = await ready;
    standing = now;
    const reader = await WasmReader.fromBytes(format, bytes, settings);
    try { return { text: reader.json() }; } finally { reader.free(); }
  },
  sign: async ({ id, format, bytes, settings, definition, intent, parent, reserve, algorithm }) => {
    const { WasmBuilder } = await ready;
    standing = undefined;
    const builder = WasmBuilder.fromJson(definition, settings);
    try {
      builder.setIntent(intent);
      if (parent) await builder.addIngredientFromBlob(parent.definition, parent.format, new Held([parent.bytes]));
      const sign = (claim) => new Promise((settle) => {
        waiting.set(id, settle);
        parentPort.postMessage({ id, sign: claim });
      });
      return { bytes: await builder.sign({ alg: algorithm, reserveSize: reserve, sign }, [], format, new Held([bytes])) };
    } finally { builder.free(); }
  },
};
parentPort.on('message', async (message) => {
  const { id, task, signature } = message;
  if (signature !== undefined) return waiting.get(id)?.(signature);
  try { parentPort.postMessage({ id, ...(await tasks[task](message)) }); }
  catch (error) { parentPort.postMessage({ id, error: String(error?.message ?? error) }); }
});
`;
