import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Io, run } from 'listing-lint/program';
import { parse } from 'yaml';
import { z } from 'zod';
import { pictureSchema, writePicture } from './pictures.ts';

/** `command.yaml` of a scenario. The folder `input` beside it is what the command runs on. */
const commandSchema = z.strictObject({
  args: z.array(z.string()).default([]),
  /** Where it runs, from `input`. */
  cwd: z.string().default('.'),
  env: z.record(z.string(), z.string()).default({}),
  status: z.number().int(),
  /** Files beside those of `input`, by path. */
  files: z.record(z.string(), z.string()).default({}),
  /** Pictures that are made before the run, by path. */
  pictures: z.record(z.string(), pictureSchema.or(z.null())).default({}),
  /** Symbolic links that are made before the run: where they lead, by path. */
  links: z.record(z.string(), z.string()).optional(),
  /** Named pipes that are made before the run. */
  pipes: z.array(z.string()).optional(),
});
export type ScenarioCommand = z.infer<typeof commandSchema>;

export interface ScenarioRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Absolute folder that it ran on; gone after `done`. */
  readonly root: string;
}

export const readCommand = (folder: string): ScenarioCommand =>
  commandSchema.parse(parse(readFileSync(join(folder, 'command.yaml'), 'utf8')));

/** Lays a scenario out in a new folder, whose name has a space and letters beyond ASCII. */
export const layOut = async (folder: string, command: ScenarioCommand): Promise<string> => {
  const root = join(realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-'))), 'мой shop');
  mkdirSync(root);
  const input = join(folder, 'input');
  if (existsSync(input)) cpSync(input, root, { recursive: true });
  for (const [path, text] of Object.entries(command.files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const [path, picture] of Object.entries(command.pictures)) {
    await writePicture(root, path, pictureSchema.parse(picture ?? {}));
  }
  for (const [path, target] of Object.entries(command.links ?? {})) symlinkSync(target, join(root, path));
  if (command.pipes !== undefined) execFileSync('mkfifo', command.pipes, { cwd: root });
  return root;
};

/** The version of the program, as its outputs name it. */
const { version } = z
  .looseObject({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../packages/cli/package.json'), 'utf8')));

/** An output without what differs between machines and releases: the folder of a scenario and the version of the program. */
export const plainOutput = (text: string, root: string): string =>
  text.replaceAll(root, '<root>').replaceAll(version, '<version>');

/** Runs a command line in this process. In the output, absolute paths become `<root>` and the program's version `<version>`. */
export const runIn = async (
  root: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Io['env'] } = {},
): Promise<Omit<ScenarioRun, 'root'>> => {
  const out: string[] = [];
  const err: string[] = [];
  const status = await run(
    args.map((arg) => arg.replaceAll('<root>', root)),
    {
      cwd: join(root, options.cwd ?? '.'),
      env: options.env ?? {},
      stdout: (text) => out.push(text),
      stderr: (text) => err.push(text),
      stdoutIsTerminal: false,
      stderrIsTerminal: false,
      columns: 100,
      now: () => new Date(2026, 10, 25, 12),
    },
  );
  return { status, stdout: plainOutput(out.join(''), root), stderr: plainOutput(err.join(''), root) };
};

export const removeRoot = (root: string): void => rmSync(dirname(root), { recursive: true, force: true });
