import { join } from 'node:path';
import { root } from '../files.mjs';
import { execute } from './process.mjs';

export const run = (args) => execute(process.execPath, [join(root, 'scripts', 'generate.mjs'), ...args]);
