/** The program, for tests that run it in their own process. */
export { builtInPlugins, builtinPlugin } from './built-in-plugins.ts';
export { databaseAddress } from './database/address.ts';
export { bandKeys, bitsOf, findByBands, makeBands, NEAR } from './database/bands.ts';
export { withDatabase } from './database/connect.ts';
export { followRegistry } from './database/follow.ts';
export { migrate } from './database/migrations.ts';
export { postgresRegistry } from './database/postgres-registry.ts';
export type { Io } from './output/io.ts';
export { run } from './run.ts';
export { type Ended, runIn } from './run-in.ts';
export { pullStore } from './store/pull-store.ts';
