import { spawnSync } from 'node:child_process';
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
