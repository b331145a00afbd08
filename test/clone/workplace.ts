import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');
const dist = join(repository, 'packages/cli/dist');
/** Its pictures say where they were taken. */
const LISTING = 'table-lamp';

const answers = (program: string, word: string): boolean => spawnSync(program, [word]).status === 0;

/** Why commands of the pages cannot be run here; empty where they can. */
export const missing: readonly string[] = [
  ...['bash', 'git', 'npm', 'tar'].filter((name) => !answers(name, '--version')),
  ...(existsSync(join(dist, 'main.js')) ? [] : ['packages/cli/dist (npm run build)']),
];

/** A clone installs its tools, and a tarball its one dependency. */
export const isOnline = (): boolean =>
  spawnSync('npm', ['view', 'sharp', 'version', '--fetch-retries=0', '--fetch-timeout=15000'], { stdio: 'ignore' })
    .status === 0;

export const hasPreCommit = answers('pre-commit', '--version');
/** An engine that builds and runs containers, such as Docker with its service. */
export const hasEngine = answers('docker', 'info');

export interface Folder {
  /** Absolute. */
  readonly path: string;
  /** Runs a command line by bash; both streams in one. */
  readonly run: (
    command: string,
    env?: NodeJS.ProcessEnv,
  ) => { readonly status: number | null; readonly output: string };
}

const folderAt = (path: string, more: NodeJS.ProcessEnv = {}): Folder => ({
  path,
  run: (command, env = {}) => {
    const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', command], {
      cwd: path,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
      env: {
        ...process.env,
        npm_config_loglevel: 'error',
        NO_COLOR: '1',
        ...more,
        ...env,
      },
    });
    return { status, output: `${stdout}${stderr}` };
  },
});

export const newScratch = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-commands-')));
export const remove = (path: string): void => rmSync(path, { recursive: true, force: true });

const IDENTITY = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
const inGit = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', [...IDENTITY, ...args], { cwd, encoding: 'utf8', maxBuffer: 64 << 20 });

/** What a clone of this repository would hold, as the working tree stands, neither tools nor anything built: one commit, tagged `tag`. */
export const cloneIn = (scratch: string, tag: string): Folder => {
  const path = join(scratch, 'clone');
  const files = inGit(repository, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
  for (const file of files.split('\0')) {
    if (file === '' || !existsSync(join(repository, file))) continue;
    mkdirSync(dirname(join(path, file)), { recursive: true });
    cpSync(join(repository, file), join(path, file));
  }
  inGit(path, 'init', '--quiet');
  inGit(path, 'add', '--all');
  inGit(path, 'commit', '--quiet', '--message', 'all');
  inGit(path, 'tag', tag);
  return folderAt(path);
};

/** Paths of a clone's files that .dockerignore lets into an image. */
export const imageContext = ({ path }: Folder): readonly string[] => {
  const ignored = new Set(
    inGit(path, 'ls-files', '-z', '--cached', '--ignored', '--exclude-from=.dockerignore').split('\0'),
  );
  return inGit(path, 'ls-files', '-z')
    .split('\0')
    .filter((file) => !ignored.has(file));
};

/** An empty repository with the tarballs that a clone has packed, in `tools`. */
export const yoursIn = (scratch: string, clone: Folder): Folder => {
  const path = join(scratch, 'yours');
  mkdirSync(join(path, 'tools'), { recursive: true });
  for (const name of readdirSync(clone.path))
    if (name.endsWith('.tgz')) cpSync(join(clone.path, name), join(path, 'tools', name));
  return folderAt(path);
};

/** A repository with one listing, whose hooks are `recipe`; what pre-commit fetches is kept in the scratch folder. */
export const hookedIn = (scratch: string, recipe: string): Folder => {
  const path = join(scratch, 'hooked');
  cpSync(join(repository, 'examples/shop/listings', LISTING), join(path, 'listings', LISTING), { recursive: true });
  writeFileSync(join(path, 'listing-lint.config.yaml'), 'rules: { privacy-gps: error }\n');
  writeFileSync(join(path, '.pre-commit-config.yaml'), recipe);
  writeFileSync(join(path, '.gitignore'), '.listing-lint-cache\n');
  inGit(path, 'init', '--quiet');
  inGit(path, 'add', '--all');
  inGit(path, 'commit', '--quiet', '--message', 'all');
  return folderAt(path, { PRE_COMMIT_HOME: join(scratch, 'pre-commit') });
};

/** The tarball that `npm pack` makes of what is built. */
const packInto = (folder: string): string => {
  execFileSync('npm', ['pack', '--silent', dist, '--pack-destination', folder], { stdio: 'pipe' });
  const name = readdirSync(folder).find((each) => each.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack wrote nothing');
  return join(folder, name);
};

const KEPT: readonly string[] = [LISTING, 'steel-bottle'];

/**
 * A part of the example shop in a git repository of its own, with `listing-lint` as an installed tarball leaves it but for sharp, which is a link; and
 * what the commands of the pages are about.
 */
export const shopIn = (scratch: string): Folder => {
  const path = join(scratch, 'shop');
  cpSync(join(repository, 'examples/shop'), path, { recursive: true });
  for (const name of readdirSync(join(path, 'listings')))
    if (!KEPT.includes(name)) remove(join(path, 'listings', name));
  // Looking for a mark is most of what a run costs; two commands are about it.
  renameSync(join(path, 'listing-lint.config.yaml'), join(path, 'marked.yaml'));
  writeFileSync(
    join(path, 'listing-lint.config.yaml'),
    'extends: [recommended]\nlistings: ["listings/*"]\noriginals: ["originals/**"]\ncases: ["cases/*.yaml"]\nbrand: { copyright: Tern & Tide }\nprovenance: {}\n',
  );
  const installed = join(path, 'node_modules/listing-lint');
  mkdirSync(join(path, 'node_modules/.bin'), { recursive: true });
  mkdirSync(installed);
  execFileSync('tar', ['-xzf', packInto(scratch), '-C', installed, '--strip-components', '1']);
  symlinkSync(realpathSync(join(repository, 'packages/cli/node_modules/sharp')), join(path, 'node_modules/sharp'));
  symlinkSync('../listing-lint/main.js', join(path, 'node_modules/.bin/listing-lint'));
  writeFileSync(join(path, '.gitignore'), 'node_modules/\n');
  const rule = join(repository, 'packages/rules/src/listing/listing-image-count');
  mkdirSync(join(path, 'rules'));
  for (const end of ['.yaml', '.test.yaml']) cpSync(`${rule}${end}`, join(path, 'rules', `listing-image-count${end}`));
  mkdirSync(join(scratch, 'new/mug'), { recursive: true });
  const [original = ''] = readdirSync(join(path, 'originals'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.jpg'),
  );
  cpSync(join(path, 'originals', original), join(scratch, 'new/mug/1.jpg'));
  const PATH = `${join(path, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`;
  return folderAt(path, { PATH });
};
