import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { pictureMeasures, QUALITY_FACT_VERSION } from '../measures-resource.ts';
import { hexOf, roundedTo, share } from '../parts.ts';

const level = (title: string) => z.number().meta({ title, description: 'Luma, 0 black to 255 white.' });

export const lightFact = defineFact({
  id: 'light',
  scope: 'image',
  version: QUALITY_FACT_VERSION,
  title: 'How light the picture is, and where nothing is told any more; a white ground does not count as bright.',
  schema: z.object({
    of: z
      .enum(['product', 'picture'])
      .meta({ title: 'what was looked at', description: 'The product alone where it stands on a plain ground.' }),
    highlight: z.number().meta({
      title: 'lightness of the lightest hundredth of the whole picture',
      description: 'Of its strongest channel, 0 black to 255 full: red in full light is not dark.',
    }),
    shadow: level('lightness of the darkest twentieth of what was looked at'),
    middle: level('median lightness of what was looked at'),
    white: share('share of what was looked at that is cut off at white'),
    black: share('share of what was looked at that is cut off at black'),
    softWhite: z.number().meta({
      title: 'length of soft borders of what is cut off at white',
      description:
        'In sides of the picture. Light that burns in runs out; a product that was cut out, and paper, end sharply.',
    }),
    straightWhite: z.number().meta({
      title: 'length of straight borders of what is cut off at white',
      description:
        'As a multiple of the soft ones: paper, panels and pages of text end in straight lines. 0 where at most a hundredth is cut off, soft ones are a fifth of the side or shorter, or half of the frame is white.',
    }),
    whiteFrame: share('share of the outermost pixels that are cut off at white'),
  }),
  compute: async (_subject, _params, context) => {
    const { light, straightWhite } = await context.use(pictureMeasures);
    return {
      of: light.of,
      ...{ highlight: light.strongest, shadow: light.low, middle: light.middle },
      ...{
        white: roundedTo(light.clippedBright),
        black: roundedTo(light.clippedDark),
        ...{
          softWhite: roundedTo(light.softWhite, 2),
          straightWhite: roundedTo(straightWhite, 2),
          whiteFrame: roundedTo(light.whiteFrame),
        },
      },
    };
  },
});

export const coloursFact = defineFact({
  id: 'colours',
  scope: 'image',
  version: QUALITY_FACT_VERSION,
  title: 'Whether the picture has colours, and whether its light is white.',
  schema: z.object({
    coloured: share('share of the picture with any colour'),
    chroma: z.number().meta({
      title: 'mean strength of colours',
      description: 'Difference of the strongest and the weakest channel, 0–255.',
    }),
    cast: z.number().meta({
      title: 'cast',
      description:
        'Difference of the channels, 0–255, in the lightest 3 %: what should be white in most pictures of products.',
    }),
    lightest: z.string().meta({ title: 'colour of the lightest 3 %' }),
    alike: share('share of all that is nearly as light which would have no colour if the lightest were white'),
    onColour: z.boolean().meta({
      title: 'on a dark or coloured ground',
      description:
        'A plain ground that tells nothing of the light: dark, or dimmer or of a stronger colour than light of any colour makes white.',
    }),
    neutral: share('share of the picture that is neither black nor white, and without colour'),
  }),
  compute: async (_subject, _params, context) => {
    const { colour } = await context.use(pictureMeasures);
    return {
      coloured: roundedTo(colour.coloured, 4),
      chroma: roundedTo(colour.chroma, 1),
      cast: Math.max(...colour.lightest) - Math.min(...colour.lightest),
      lightest: hexOf(colour.lightest),
      alike: roundedTo(colour.alike),
      onColour: colour.onColour,
      neutral: roundedTo(colour.neutral, 4),
    };
  },
});
