// Whether progressive JPEGs transcoded to one scan have the same pixels, and the cost of each way (docs/bench-speed.md, "Progressive JPEGs in one scan").
//   npm run bench one-scan -- FOLDER…
// CPU, ms a picture, medians; of the first 60 transcoded pictures three times each. Every one is decoded both ways at full size, and its pixels compared.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sequentialJpeg } from '@listing-lint/rules/image';
import sharp from 'sharp';
import { cpu, quantile } from './thefts/usage.ts';

const TIMED = 60;
const TURNS = 3;
sharp.cache(false);
sharp.concurrency(1);

const inWords = (values: readonly number[]): string => quantile(values, 0.5).toFixed(1);

/** What work gives, and its CPU time, ms. */
const timed = async <T>(work: () => T | Promise<T>): Promise<readonly [T, number]> => {
  const before = cpu();
  const made = await work();
  return [made, cpu() - before];
};

for (const folder of process.argv.slice(2)) {
  const counts = { progressive: 0, same: 0, otherwise: 0, left: 0 };
  const times: Record<'sequentialMs' | 'progressive' | 'sequential', number[]> = {
    sequentialMs: [],
    progressive: [],
    sequential: [],
  };
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.jpe?g$/i.test(entry)) continue;
    const bytes = readFileSync(join(folder, entry));
    const header = await sharp(bytes)
      .metadata()
      .catch(() => null);
    if (header?.isProgressive !== true) continue;
    counts.progressive++;
    const turns = counts.same < TIMED ? TURNS : 1;
    for (let turn = 0; turn < turns; turn++) {
      const [made, sequentialMs] = await timed(() => sequentialJpeg(bytes));
      if (made === null) {
        counts.left++;
        console.log(`left as it is: ${entry}, ${header.width} × ${header.height} px, ${header.space}`);
        break;
      }
      const [theirs, progressive] = await timed(() => sharp(bytes, { failOn: 'none' }).raw().toBuffer());
      const [ours, sequential] = await timed(() => sharp(made, { failOn: 'warning' }).raw().toBuffer());
      if (turn === 0) counts[Buffer.compare(ours, theirs) === 0 ? 'same' : 'otherwise']++;
      times.sequentialMs.push(sequentialMs);
      times.progressive.push(progressive);
      times.sequential.push(sequential);
    }
  }
  console.log(folder, counts);
  const { sequentialMs, progressive, sequential } = times;
  console.log(
    `progressive ${inWords(progressive)}; transcoded to one scan ${inWords(sequentialMs)} + decoded ${inWords(sequential)} ms`,
  );
}
