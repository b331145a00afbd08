/** The program, for tests that run it in their own process. */
export type { Io } from './output/io.ts';
export { run } from './run.ts';
