import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listFiles, root } from '../files.mjs';
import { execute } from './process.mjs';

const STAMP = join(root, 'node_modules', '.cache', 'listing-lint', 'installed');

/** Changes whenever what must be installed does: lock file, workspace, manifests, and the ABI of Node (native modules). */
const wanted = () => {
  const manifests = ['packages', 'examples'].flatMap((folder) => listFiles(folder, /\/package\.json$/));
  const hash = createHash('sha256').update(process.versions.modules);
  for (const path of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'test/package.json', ...manifests]) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
};

const installed = () => {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return undefined;
  }
};

const isSupported = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
};

/** Brings `node_modules` in step with the lock file; `false` (having said why) where that fails. */
export const ensureInstalled = () => {
  const { engines, packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!isSupported()) {
    console.error(`Node ${engines.node} is needed; this is ${process.versions.node}.`);
    return false;
  }
  const state = wanted();
  if (installed() === state) return true;
  console.error(`Installing the workspace with ${packageManager} …`);
  const args = [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--config.confirmModulesPurge=false',
    '--reporter=append-only',
    '--loglevel=warn',
  ];
  if (execute('npx', args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }) !== 0) return false;
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, state);
  return true;
};
