// npm run campaign NAME [arguments…]   a campaign outside the suite: test/campaign/NAME.campaign.ts
import { join } from 'node:path';
import { runModule } from '../bundle.mjs';
import { listFiles, root } from '../files.mjs';
import { run as build } from './build.mjs';

const ENDING = '.campaign.ts';

export const run = async ([name, ...rest]) => {
  const names = listFiles('test/campaign', /\.campaign\.ts$/).map((path) =>
    path.slice('test/campaign/'.length, -ENDING.length),
  );
  if (!names.includes(name)) {
    console.error(`usage: npm run campaign ${names.join('|')} [arguments…]`);
    return 2;
  }
  if ((await build([])) !== 0) return 1;
  return runModule(join(root, 'test', 'campaign', `${name}${ENDING}`), rest);
};
