#!/usr/bin/env node
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { processIo } from './output/io.ts';
import { compileWithPatience } from './patient-compiler.ts';
import { ProcessGuard } from './process-guard.ts';
import { run } from './run.ts';
import { endWithStarter, type ThriftyStart, thriftyStart } from './thrifty-start.ts';

// Where Node can (22.8 and later), what is compiled is kept for the next start.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache();

const argv = process.argv.slice(2);

const inThisProcess = (): void => {
  endWithStarter();
  compileWithPatience();
  const guard = new ProcessGuard(import.meta.url);
  // Not awaited here: a module that never settles would end the process with exit code 13, and no word.
  void run(argv, processIo(guard.write, guard)).then((code) => guard.finish(code));
};

const inAnother = async (start: ThriftyStart): Promise<void> => {
  const { startAgain } = await import('./start-again.ts');
  startAgain(fileURLToPath(import.meta.url), argv, start, inThisProcess);
};

const start = thriftyStart(argv);
if (start === undefined) inThisProcess();
else void inAnother(start);
