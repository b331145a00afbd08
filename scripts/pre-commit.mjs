#!/usr/bin/env node
// The hook of this repository: builds it where pre-commit has cloned it, once, and lints the repository that the hook runs in.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, 'packages', 'cli', 'dist', 'main.js');
// Git tells a hook by its environment which repository it runs in: what is built here is another one.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

const run = (args, options) => spawnSync(process.execPath, args, { stdio: 'inherit', ...options }).status ?? 2;

const isBuilt =
  existsSync(main) ||
  run([join(root, 'scripts', 'run.mjs'), 'build'], { cwd: root, env, stdio: ['ignore', 2, 2] }) === 0;
process.exitCode = isBuilt ? run([main, ...process.argv.slice(2)], {}) : 2;
