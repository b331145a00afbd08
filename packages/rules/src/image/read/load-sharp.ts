import type sharp from 'sharp';

/** sharp, loaded when the first picture asks for it: a run that needs no pixel does without it, and starts faster. Throws where it is not there. */
export const loadSharp = async (): Promise<typeof sharp> => {
  try {
    return (await import('sharp')).default;
  } catch (cause) {
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new Error(`sharp, which reads pictures, cannot be loaded here (${reason}): install listing-lint anew`, {
      cause,
    });
  }
};
