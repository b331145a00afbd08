import { pictureLooker } from '../kernel/looker-wasm.ts';
import type { GreenRows } from './rows.ts';

/** Steps that must be seen: a small product on white has few when it was compressed strongly, for within blocks nothing is left. */
const LEAST_STEPS = 1000;

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
  const { sums, counts } = pictureLooker().steps({ width, height: bands * depth, data });
  const means = Array.from(sums, (sum, phase) => sum / 2 / Math.max(1, counts[phase] ?? 0));
  const most = Math.max(...means);
  const others = means.filter((mean) => mean !== most);
  const rest = others.reduce((sum, mean) => sum + mean, 0) / Math.max(1, others.length);
  const seen = counts.reduce((sum, count) => sum + count, 0);
  return seen < LEAST_STEPS ? { ratio: 1, step: 0 } : { ratio: (most + 0.05) / (rest + 0.05), step: most };
};
