#!/usr/bin/env node
import module from 'node:module';
import { processIo } from './output/io.ts';
import { run } from './run.ts';

// A reader that goes away (`| head`) is no crash; results that nobody took are not a success either.
process.stdout.on('error', () => {
  process.exitCode = 2;
});

// Where Node can (22.8 and later), what is compiled is kept for the next start.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache();

const code = await run(process.argv.slice(2), processIo());
process.exitCode ??= code;
