import { defineFact, type Pixels, pixels, z } from 'listing-lint/plugin';

/** Steps of each of red, green and blue that count as one colour. */
const STEPS = 8;
const WIDTH = 256 / STEPS;

export const colour = defineFact({
  id: 'colour',
  scope: 'image',
  version: 1,
  title: 'The colour that most of a picture has.',
  schema: z.object({
    hex: z.string().meta({ title: 'dominant colour, the mean of its pixels' }),
    share: z.number().meta({ title: 'part of the picture that has it', unit: 'share' }),
  }),
  // The pixels that the built-in rules see: nothing is opened, and nothing decoded again.
  compute: async (_picture, _params, context) => dominantColour(await context.use(pixels)),
});

/** The fullest cell of a colour cube of 8 × 8 × 8. */
export const dominantColour = ({ data }: Pixels): { readonly hex: string; readonly share: number } => {
  const counts = new Float64Array(STEPS ** 3);
  const sums = new Float64Array(3 * STEPS ** 3);
  for (let at = 0; at + 2 < data.length; at += 3) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    const cell = (Math.floor(red / WIDTH) * STEPS + Math.floor(green / WIDTH)) * STEPS + Math.floor(blue / WIDTH);
    counts[cell] = (counts[cell] ?? 0) + 1;
    for (const [channel, value] of [red, green, blue].entries())
      sums[3 * cell + channel] = (sums[3 * cell + channel] ?? 0) + value;
  }
  const cell = counts.indexOf(Math.max(...counts));
  const count = counts[cell] ?? 0;
  const channels = [0, 1, 2].map((channel) => Math.round((sums[3 * cell + channel] ?? 0) / count));
  const hex = `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  return { hex, share: count / (data.length / 3) };
};
