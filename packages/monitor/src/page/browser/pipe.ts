import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** An answer or event of the browser (Chrome DevTools Protocol); what it holds is the browser's, and checked where it is used. */
export type Message = { readonly [key: string]: unknown };

/** A browser that speaks over the pipes 3 and 4: one JSON text a message, a zero byte behind each. */
export interface BrowserPipe {
  readonly send: (method: string, params?: Message, sessionId?: string) => Promise<Message>;
  readonly on: (listener: (method: string, params: Message) => void) => void;
}

/** A page can make the browser say much; more than so much is no answer. */
const MOST_BYTES = 32_000_000;

const isMessage = (value: unknown): value is Message => typeof value === 'object' && value !== null;

/** Talks with a browser. Once its pipes end, every question fails. */
export const pipeOf = (child: ChildProcess): BrowserPipe => {
  const [, , , input, output] = child.stdio;
  if (!isWritable(input) || !isReadable(output)) throw new Error('the browser has no pipes');
  const waiting = new Map<number, { settle: (message: Message) => void; fail: (error: Error) => void }>();
  const listeners: ((method: string, params: Message) => void)[] = [];
  let last = 0;
  let rest = '';
  let bytes = 0;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    for (const { fail } of waiting.values()) fail(new Error('the browser ended'));
    waiting.clear();
  };
  const take = (text: string): void => {
    const message: unknown = JSON.parse(text);
    if (!isMessage(message)) return;
    const { id, method, params, result, error } = message;
    if (typeof id === 'number') {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (isMessage(error)) asked?.fail(new Error(String(error['message'])));
      else asked?.settle(isMessage(result) ? result : {});
    } else if (typeof method === 'string') {
      for (const listener of listeners) listener(method, isMessage(params) ? params : {});
    }
  };
  output.setEncoding('utf8');
  output.on('data', (part: string) => {
    bytes += part.length;
    if (bytes > MOST_BYTES) return end();
    const texts = `${rest}${part}`.split('\0');
    rest = texts.pop() ?? '';
    texts.forEach(take);
  });
  output.on('error', end);
  output.on('close', end);
  input.on('error', end);
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((settle, fail) => {
        if (isOver) return fail(new Error('the browser ended'));
        last++;
        waiting.set(last, { settle, fail });
        const message = { id: last, method, params, ...(sessionId === undefined ? {} : { sessionId }) };
        input.write(`${JSON.stringify(message)}\0`);
      }),
    on: (listener) => {
      listeners.push(listener);
    },
  };
};

const isWritable = (stream: unknown): stream is Writable => isMessage(stream) && typeof stream['write'] === 'function';
const isReadable = (stream: unknown): stream is Readable =>
  isMessage(stream) && typeof stream['setEncoding'] === 'function';
