import { CLOSE_MISFIT } from './alignment/whole-alignment.ts';
import type { UnderBand } from './covered/band-over.ts';
import { type MarkState, percent } from './said-of-mark.ts';
import { lacksGrain } from './stamp-grain.ts';

/** Returns the state of a mark under a band. */
export const saidOfBand = ({ band: { share, misfit }, grain }: UnderBand): MarkState => {
  const band = `a band of one colour, from one side of the copy to the other, covers ${percent(share)} of the mark’s place`;
  if (misfit > CLOSE_MISFIT) {
    return {
      state: 'unknown',
      ground: `${band}, and our picture cannot be aligned closely enough around it`,
    };
  }
  if (lacksGrain(grain)) {
    return {
      state: 'unknown',
      ground: `${band}, but the copy bears none of the grain that our stamped picture has: it was hardly made from that`,
    };
  }
  return { state: 'covered', ground: `${band}, and the area around it is our picture` };
};
