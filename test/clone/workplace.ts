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

/** Why commands of the pages cannot be run here; empty where they can. */
export const missing: readonly string[] = [
  ...['bash', 'git', 'npm', 'tar'].filter((name) => spawnSync(name, ['--version']).status !== 0),
  ...(existsSync(join(dist, 'main.js')) ? [] : ['packages/cli/dist (npm run build)']),
];

/** A clone installs its tools, and a tarball its one dependency. */
export const isOnline = (): boolean =>
  spawnSync('npm', ['view', 'sharp', 'version', '--fetch-retries=0', '--fetch-timeout=15000'], { stdio: 'ignore' })
    .status === 0;

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
      env: { ...process.env, npm_config_prefer_offline: 'true', NO_COLOR: '1', ...more, ...env },
    });
    return { status, output: `${stdout}${stderr}` };
  },
});

export const newScratch = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-commands-')));
export const remove = (path: string): void => rmSync(path, { recursive: true, force: true });

/** What a clone of this repository would hold, as the working tree stands: neither tools nor anything built. */
export const cloneIn = (scratch: string): Folder => {
  const path = join(scratch, 'clone');
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  for (const file of files.split('\0')) {
    if (file === '' || !existsSync(join(repository, file))) continue;
    mkdirSync(dirname(join(path, file)), { recursive: true });
    cpSync(join(repository, file), join(path, file));
  }
  return folderAt(path);
};

/** The tarball that `npm pack` makes of what is built. */
export const packInto = (folder: string): string => {
  execFileSync('npm', ['pack', '--silent', dist, '--pack-destination', folder], { stdio: 'pipe' });
  const name = readdirSync(folder).find((each) => each.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack wrote nothing');
  return join(folder, name);
};

const KEPT: readonly string[] = ['table-lamp', 'steel-bottle'];

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
    'extends: [recommended]\nlistings: ["listings/*"]\noriginals: ["originals/**"]\ncases: ["cases/*.yaml"]\nbrand: { copyright: Tern & Tide }\n',
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
