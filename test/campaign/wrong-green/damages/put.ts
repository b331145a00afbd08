import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** What may lie where a file is expected. Each puts one thing at an absolute path where nothing is. */

export const folder = (file: string): void => {
  mkdirSync(file);
};

export const fifo = (file: string): void => {
  execFileSync('mkfifo', [file]);
};

/** The socket of a process that was killed: it stays in the file system. */
export const socket = (file: string): void => {
  // Names of sockets are short: it is bound from its own folder.
  const program = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  try {
    execFileSync(process.execPath, ['-e', program, basename(file)], { cwd: dirname(file), stdio: 'ignore' });
  } catch {
    // It ends by a signal.
  }
};

export const brokenLink = (file: string): void => symlinkSync('nowhere', file);

export const loopingLink = (file: string): void => symlinkSync(basename(file), file);

/** A link to a file that is as good as the one that was there, but lies outside of the shop. */
export const linkOut =
  (content: (root: string) => Buffer) =>
  (file: string, root: string): void => {
    const outside = join(dirname(root), `outside-${basename(file)}`);
    writeFileSync(outside, content(root));
    symlinkSync(relative(dirname(file), outside), file);
  };

/** A device that never ends. */
export const endlessDevice = (file: string): void => symlinkSync('/dev/zero', file);
