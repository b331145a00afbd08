#!/usr/bin/env node
import module from 'node:module';
import { processIo } from './output/io.ts';
import { compileWithPatience } from './patient-compiler.ts';
import { ProcessGuard } from './process-guard.ts';
import { run } from './run.ts';

// Where Node can (22.8 and later), what is compiled is kept for the next start.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache();

compileWithPatience();

const guard = new ProcessGuard(import.meta.url);
// Not awaited here: a module that never settles would end the process with exit code 13, and no word.
void run(process.argv.slice(2), processIo(guard.write, guard)).then((code) => guard.finish(code));
