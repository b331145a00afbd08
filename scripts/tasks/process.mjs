import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from '../files.mjs';

/** Runs a program in the repository's folder (or `options.cwd`) with our terminal; gives its exit code, 1 where it was killed or is missing. */
export const execute = (command, args, options = {}) => {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
};

/** Runs a development tool of this repository by its name. */
export const tool = (name, args, options = {}) =>
  execute(join(root, 'node_modules', '.bin', name), args, { shell: process.platform === 'win32', ...options });

/** Runs a program beside others: its exit code, 1 where it was killed or is missing, and all that it says. */
export const executeBeside = (command, args, options = {}) =>
  new Promise((resolve) => {
    const said = [];
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.on('error', (error) => said.push(Buffer.from(`${command}: ${error.message}\n`)));
    child.on('close', (code) => resolve({ code: code ?? 1, said: Buffer.concat(said).toString() }));
  });

/** A development tool of this repository, beside others. */
export const toolBeside = (name, args) =>
  executeBeside(join(root, 'node_modules', '.bin', name), args, { shell: process.platform === 'win32' });

/** Whether a program of this name is on PATH. */
export const isOnPath = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
