import { spawn } from 'node:child_process';
import type { ThriftyStart } from './thrifty-start.ts';

/** Signals that are meant for the program, whichever of its processes they reach. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Starts a module with the same arguments in another process, which has the streams of this one and is told of its signals; where this one is gone, a channel between
 * them is closed. This process ends as that one did. `module` is an absolute path. `instead` is done where no process can be started, as where their number is bounded.
 */
export const startAgain = (
  module: string,
  argv: readonly string[],
  { env, flags }: ThriftyStart,
  instead: () => void,
): void => {
  const child = spawn(process.execPath, [...flags, ...process.execArgv, module, ...argv], {
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  child.on('error', () => {
    for (const name of SIGNALS) process.off(name, pass);
    if (child.pid === undefined) instead();
  });
  child.on('exit', (code, signal) => {
    for (const name of SIGNALS) process.off(name, pass);
    process.exitCode = code ?? 2;
    if (signal !== null) process.kill(process.pid, signal);
  });
};
