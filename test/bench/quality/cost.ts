import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measurePicture } from '@listing-lint/quality';
import { decodePicture } from '@listing-lint/rules/image';

const MOST_PICTURES = 80;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** CPU ms of the decode, and of all that is measured beyond it, in turns, picture after picture; medians over all pictures and rounds. */
export const measureCost = async (photos: string, rounds: number): Promise<void> => {
  const paths = readdirSync(photos, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(jpe?g|png|webp)$/i.test(path))
    .sort()
    .map((path) => join(photos, path));
  const step = Math.max(1, Math.floor(paths.length / MOST_PICTURES));
  const chosen = paths.filter((_, i) => i % step === 0).map((path) => readFileSync(path));
  const costs: { readonly decode: number; readonly measure: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const bytes of chosen) {
      const start = cpuMs();
      const picture = await decodePicture(bytes);
      const between = cpuMs();
      measurePicture(picture);
      // The first round warms up.
      if (round > 0) costs.push({ decode: between - start, measure: cpuMs() - between });
    }
  }
  const of = (kind: 'decode' | 'measure'): string => middle(costs.map((cost) => cost[kind])).toFixed(2);
  const mean = costs.reduce((sum, { measure }) => sum + measure, 0) / costs.length;
  console.log(`${chosen.length} pictures, ${rounds} rounds, Node ${process.versions.node}`);
  console.log(`decode ${of('decode')} CPU ms a picture; measures beyond it ${of('measure')} (mean ${mean.toFixed(2)})`);
};
