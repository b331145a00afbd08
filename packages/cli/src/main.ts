#!/usr/bin/env node
import { processIo } from './io.ts';
import { run } from './run.ts';

// A reader that goes away (`| head`) is no crash; results that nobody took are not a success either.
process.stdout.on('error', () => {
  process.exitCode = 2;
});

const code = await run(process.argv.slice(2), processIo());
process.exitCode ??= code;
