import type { GreenRows } from './rows.ts';

const BLOCK = 8;
/** Steps beyond this are edges of what is shown, and tell nothing of blocks. */
const MOST_STEP = 24;

/**
 * How far steps across the grid of eight pixels that JPEG works by stand out of the steps between other neighbours: 1 where they do not. Each step is measured
 * against what its neighbours on both sides let expect. Other phases of the grid are looked at, too: a cropped picture has moved it.
 */
export const blockingOf = ({
  width,
  bands,
  depth,
  data,
}: GreenRows): { readonly ratio: number; readonly step: number } => {
  const sums = new Float64Array(BLOCK);
  const counts = new Uint32Array(BLOCK);
  for (let row = 0; row < bands * depth; row += 2) {
    const start = row * width;
    for (let x = 2; x < width - 1; x++) {
      const i = start + x;
      const [a, b, c, d] = [data[i - 2] ?? 0, data[i - 1] ?? 0, data[i] ?? 0, data[i + 1] ?? 0];
      const step = Math.abs(c - b);
      const around = Math.abs(b - a) + Math.abs(d - c);
      if (step > MOST_STEP || around > MOST_STEP || step + around === 0) continue;
      sums[x % BLOCK] = (sums[x % BLOCK] ?? 0) + Math.max(0, step - around / 2);
      counts[x % BLOCK] = (counts[x % BLOCK] ?? 0) + 1;
    }
  }
  const means = Array.from(sums, (sum, phase) => sum / Math.max(1, counts[phase] ?? 0));
  const most = Math.max(...means);
  const others = means.filter((mean) => mean !== most);
  const rest = others.reduce((sum, mean) => sum + mean, 0) / Math.max(1, others.length);
  const seen = counts.reduce((sum, count) => sum + count, 0);
  return seen < 2000 ? { ratio: 1, step: 0 } : { ratio: (most + 0.05) / (rest + 0.05), step: most };
};
