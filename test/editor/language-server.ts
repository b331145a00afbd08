import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const message = z.looseObject({
  id: z.union([z.number(), z.string()]).optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
});
const completions = z.looseObject({ items: z.array(z.looseObject({ label: z.string() })) });
const published = z.looseObject({
  uri: z.string(),
  diagnostics: z.array(
    z.looseObject({ message: z.string(), range: z.looseObject({ start: z.looseObject({ line: z.number() }) }) }),
  ),
});

/** What an editor marks: the line, from 1, and what is said. */
export interface Mark {
  readonly line: number;
  readonly message: string;
}

const SETTINGS: { readonly [section: string]: unknown } = {
  // Without a network: no store of schemas, and none but those that a document names.
  yaml: { schemaStore: { enable: false }, validate: true, completion: true, hover: true },
};

/** yaml-language-server as an editor drives it: the Language Server Protocol over the streams of a process. */
export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number | string, (result: unknown) => void>();
  readonly #marks = new Map<string, (marks: readonly Mark[]) => void>();
  #buffer = Buffer.alloc(0);
  #id = 0;

  constructor() {
    const manifest = createRequire(import.meta.url).resolve('yaml-language-server/package.json');
    this.#process = spawn(process.execPath, [join(dirname(manifest), 'bin/yaml-language-server'), '--stdio']);
    this.#process.stdout.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  async start(): Promise<void> {
    await this.#ask('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      capabilities: { workspace: { configuration: true }, textDocument: { completion: {}, publishDiagnostics: {} } },
    });
    this.#tell('initialized', {});
  }

  /** Ends the process. What it still says is not answered: its end of the pipe may be closed already. */
  async stop(): Promise<void> {
    await this.#ask('shutdown', null);
    this.#process.stdout.removeAllListeners('data').resume();
    const closed = once(this.#process, 'close');
    this.#process.stdin.on('error', () => undefined).end();
    this.#process.kill();
    await closed;
  }

  /** Labels that are offered at `¦` in a document of a schema (a file). */
  async complete(text: string, schema: string): Promise<readonly string[]> {
    const uri = this.#open(text.replace('¦', ''), schema);
    const before = text.slice(0, text.indexOf('¦')).split('\n');
    const position = { line: before.length, character: before.at(-1)?.length ?? 0 };
    const result = completions.parse(await this.#ask('textDocument/completion', { textDocument: { uri }, position }));
    return result.items.map(({ label }) => label.replace(/^(["'])(.*)\1$/, '$2'));
  }

  /** What is marked in a document of a schema (a file). */
  mark(text: string, schema: string): Promise<readonly Mark[]> {
    return new Promise((settle) => this.#open(text, schema, settle));
  }

  /** The first line names the schema, as the command says. */
  #open(text: string, schema: string, onMarks: (marks: readonly Mark[]) => void = () => undefined): string {
    const uri = `file:///document-${++this.#id}.yaml`;
    this.#marks.set(uri, onMarks);
    const document = {
      uri,
      languageId: 'yaml',
      version: 1,
      text: `# yaml-language-server: $schema=${schema}\n${text}`,
    };
    this.#tell('textDocument/didOpen', { textDocument: document });
    return uri;
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#id;
    this.#send({ id, method, params });
    return new Promise((settle) => this.#waiting.set(id, settle));
  }

  #tell(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  #send(content: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...content });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #read(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.toString('latin1', 0, Math.max(end, 0)))?.[1]);
      if (end === -1 || this.#buffer.length < end + 4 + length) return;
      const text = this.#buffer.toString('utf8', end + 4, end + 4 + length);
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#take(message.parse(JSON.parse(text)));
    }
  }

  #take({ id, method, params, result }: z.infer<typeof message>): void {
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = published.parse(params);
      this.#marks.get(uri)?.(
        diagnostics.map(({ message: said, range }) => ({ line: range.start.line, message: said })),
      );
    } else if (method === 'workspace/configuration') {
      const { items } = z.looseObject({ items: z.array(z.looseObject({ section: z.string() })) }).parse(params);
      this.#send({ id, result: items.map(({ section }) => SETTINGS[section] ?? null) });
    } else if (method !== undefined && id !== undefined) this.#send({ id, result: null });
    else if (method === undefined && id !== undefined) this.#waiting.get(id)?.(result);
  }
}
