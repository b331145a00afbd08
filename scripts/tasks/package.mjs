// Packs the published package and tries it as a user would: publint, arethetypeswrong, an npm install of the tarball alone in an empty
// folder, a lint there by the command line and by the programs of docs/node-api.md, on each of the given versions of Node (through the registry's `node` package).
//   npm run package [VERSION…]      default: the Node that runs this
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root } from '../files.mjs';
import { run as build, DIST } from './build.mjs';
import { execute, tool } from './process.mjs';

/** Packs packages/cli/dist into a folder; gives the tarball's path. */
export const pack = (folder) => {
  if (
    execute('npm', ['pack', '--silent', DIST, '--pack-destination', folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }) !== 0
  ) {
    throw new Error('npm pack failed');
  }
  return join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz')),
  );
};

const megabytes = (folder) => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 1e6;
};

const plugin = `import { definePlugin, z } from 'listing-lint/plugin';
if (definePlugin({ name: 'try', version: '1.0.0' }).name !== 'try' || !z.string().safeParse('x').success) process.exit(1);
`;

/** The programs of docs/node-api.md, by file name. */
const programs = () =>
  readFileSync(join(root, 'docs', 'node-api.md'), 'utf8').matchAll(/```js title="([^"]+)"\n([\s\S]*?)```/g);

/** Installs the tarball alone and lints the example shop with it. */
const tryOn = (version, tarball, scratch) => {
  const folder = join(scratch, `node-${version}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(folder, 'plugin.mjs'), plugin);
  for (const [, name, text] of programs()) writeFileSync(join(folder, name), text);
  const node = version === 'this' ? [process.execPath] : ['npx', '--yes', '--package', `node@${version}`, '--', 'node'];
  const run = (args) =>
    execute(node[0], [...node.slice(1), ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  if (execute('npm', ['install', '--silent', '--no-audit', '--no-fund', tarball], { cwd: folder }) !== 0) return false;
  const main = join('node_modules', 'listing-lint', 'main.js');
  const config = join(root, 'examples', 'shop', 'listing-lint.config.yaml');
  mkdirSync(join(folder, 'pictures', 'lamp'), { recursive: true });
  copyFileSync(
    join(root, 'examples', 'shop', 'listings', 'table-lamp', '02-evening.jpg'),
    join(folder, 'pictures', 'lamp', '1.jpg'),
  );
  const ok = [
    run(['lint-shop.mjs', 'pictures']) === 1,
    run(['lint-shop.cjs', 'pictures']) === 0,
    run([main, '--version']) === 0,
    run(['plugin.mjs']) === 0,
    run([main, '--config', config, '--format', 'json:report.json', '--format', 'html:report.html']) === 1,
  ].every(Boolean);
  const installed = megabytes(join(folder, 'node_modules'));
  const own = megabytes(join(folder, 'node_modules', 'listing-lint'));
  console.log(
    `Node ${version}: ${ok ? 'runs' : 'FAILS'}; installed ${installed.toFixed(1)} MB, of which listing-lint ${own.toFixed(1)} MB`,
  );
  return ok;
};

/**
 * What publint has against the package, its warnings too. The manifest of the example plugin is carried for whoever copies the folder: that
 * Node does not read it where it lies is as it should be.
 */
const publintFaults = async (tarball) => {
  const bytes = readFileSync(tarball);
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: data }, strict: true });
  return messages
    .filter(({ type }) => type !== 'suggestion')
    .filter(
      ({ code, args }) => code !== 'NESTED_PACKAGE_JSON_FIELD_IGNORED' || !args.filePath.startsWith('./examples/'),
    )
    .map((message) => formatMessage(message, pkg));
};

export const run = async (versions) => {
  if ((await build(['--types'])) !== 0) return 1;
  const scratch = mkdtempSync(join(tmpdir(), 'listing-lint-package-'));
  try {
    const tarball = pack(scratch);
    console.log(`${(statSync(tarball).size / 1e6).toFixed(2)} MB packed, ${megabytes(DIST).toFixed(2)} MB unpacked`);
    const lint = await publintFaults(tarball);
    for (const fault of lint) console.error(`publint: ${fault}`);
    const types = tool('attw', [tarball, '--profile', 'esm-only', '--no-color']);
    const tried = (versions.length > 0 ? versions : ['this']).map((version) => tryOn(version, tarball, scratch));
    return lint.length === 0 && types === 0 && tried.every(Boolean) ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
