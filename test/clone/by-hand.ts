import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Folder } from './workplace.ts';

/** What a Dockerfile says, done in folders: the root of each stage is one, and Node is that of this machine. */
export interface Image {
  /** Root of the last stage. */
  readonly root: string;
  /** Absolute in that root. */
  readonly workdir: string;
  /** With paths of this machine. */
  readonly entrypoint: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
}

interface Stage extends Image {
  readonly name: string | undefined;
}

interface Building {
  /** Folder in which the stages get theirs. */
  readonly scratch: string;
  /** Where `COPY` copies from: what .dockerignore of the clone leaves in. */
  readonly context: Folder;
  /** Paths of the context. */
  readonly files: readonly string[];
}

/** Instructions as `[name, rest]`, lines that go on joined. */
export const instructionsOf = (text: string): readonly (readonly [name: string, rest: string])[] =>
  text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1).replace(/\s+/g, ' ')]);

/** Throws for an instruction that it does not know, and for a `RUN` that fails. */
export const imageByHand = (building: Building): Image => {
  const stages: Stage[] = [];
  const text = readFileSync(join(building.context.path, 'Dockerfile'), 'utf8');
  for (const [name, rest] of instructionsOf(text)) {
    if (name === 'FROM') {
      const root = join(building.scratch, `stage-${stages.length}`);
      mkdirSync(join(root, 'tmp'), { recursive: true });
      stages.push({ root, name: / AS (\S+)$/.exec(rest)?.[1], workdir: '/', entrypoint: [], env: {}, user: '0:0' });
      continue;
    }
    const stage = stages.pop();
    if (stage === undefined) throw new Error(`${name} stands before FROM`);
    stages.push(follow(stage, [name, rest], { ...building, stages }));
  }
  const last = stages.at(-1);
  if (last === undefined) throw new Error('the Dockerfile has no stage');
  return last;
};

const follow = (
  stage: Stage,
  [name, rest]: readonly [string, string],
  building: Building & { readonly stages: readonly Stage[] },
): Stage => {
  switch (name) {
    case 'WORKDIR':
      mkdirSync(join(stage.root, rest), { recursive: true });
      return { ...stage, workdir: rest };
    case 'COPY':
      copy(stage, rest, building);
      return stage;
    case 'RUN':
      run(stage, rest, building.context);
      return stage;
    case 'ENV':
      return { ...stage, env: { ...stage.env, [rest.slice(0, rest.indexOf('='))]: rest.slice(rest.indexOf('=') + 1) } };
    case 'USER':
      return { ...stage, user: rest };
    case 'ENTRYPOINT': {
      const words: readonly string[] = JSON.parse(rest);
      return { ...stage, entrypoint: words.map((word) => (word.startsWith('/') ? join(stage.root, word) : word)) };
    }
    default:
      throw new Error(`no test does what ${name} of the Dockerfile says`);
  }
};

const copy = (
  { root, workdir }: Stage,
  rest: string,
  { context, files, stages }: Building & { readonly stages: readonly Stage[] },
): void => {
  const [, from, source = '', target = ''] = /^(?:--from=(\S+) )?(\S+) (\S+)$/.exec(rest) ?? [];
  if (from !== undefined) {
    const other = stages.find(({ name }) => name === from);
    if (other === undefined) throw new Error(`COPY takes from "${from}", which is no stage`);
    cpSync(join(other.root, source), join(root, target), { recursive: true, verbatimSymlinks: true });
  } else if (source === '.' && target === '.') {
    for (const file of files) {
      mkdirSync(dirname(join(root, workdir, file)), { recursive: true });
      cpSync(join(context.path, file), join(root, workdir, file));
    }
  } else throw new Error(`no test does what COPY ${rest} says`);
};

/** Absolute paths are meant in the stage's root. */
const run = ({ root, workdir }: Stage, command: string, { run: runHere }: Folder): void => {
  const here = command.replaceAll(/(?<=\s)\/(?=\w)/g, `${root}/`);
  const { status, output } = runHere(`cd '${join(root, workdir)}' && ${here}`);
  if (status !== 0) throw new Error(`RUN ${command} ended with ${status}: ${output}`);
};

/**
 * Runs what an image starts on a folder that is mounted at its working directory and may only be read; where we are root, as the image's user.
 * That nothing is asked of the network is held by test/network.
 */
export const runImage = (
  { root, entrypoint: [program = '', ...args], env, user }: Image,
  mounted: string,
  words: readonly string[],
): { readonly status: number | null; readonly output: string } => {
  const isRoot = process.getuid?.() === 0;
  const [uid = 0, gid = 0] = user.split(':').map(Number);
  const mode = (change: string): unknown => isRoot || spawnSync('chmod', ['-R', change, mounted]);
  // The scratch folder, which only its owner may enter.
  chmodSync(dirname(root), 0o755);
  mode('a-w');
  const { status, stdout, stderr } = spawnSync(program, [...args, ...words], {
    cwd: mounted,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: '/', ...env },
    ...(isRoot ? { uid, gid } : {}),
  });
  mode('u+w');
  return { status, output: `${stdout}${stderr}` };
};
