import { builtInFacts, defineFact, defineRunResource, ListingLintError, pixels, z } from 'listing-lint/plugin';
import { linesWithLetters } from './letters.ts';
import { type TextRegion, uprightBox } from './line-shape.ts';
import { asDisplayed, loadNetwork, type TextNetwork } from './network.ts';
import { pictureLayoutOf } from './place/layout.ts';
import { TEXT_PLACES, type TextPlace, textPlaceOf } from './place/place.ts';
import { type PlaceBox, whereTheyLie } from './place/where.ts';
import { textRegions } from './regions.ts';

/** Loaded once a run, when the first picture asks for it. */
const network = defineRunResource<TextNetwork>({ id: 'network', create: () => loadNetwork() });

const lineSchema = z.object({
  x: z.number().meta({ title: 'left edge, in widths of the picture' }),
  y: z.number().meta({ title: 'upper edge, in heights of the picture' }),
  width: z.number(),
  height: z.number(),
  angle: z.number().meta({ title: 'how far the line is turned clockwise; of a bent one its middle', unit: 'degrees' }),
  score: z.number().meta({ title: 'how sure the network is, 0–1; 1 where the strokes were found on plain ground' }),
  place: z.enum(TEXT_PLACES).meta({
    title:
      'ground: next to the product · across: over the product’s edge · label: on something on the background · product: on the product alone · unknown: the picture has no plain background',
  }),
});
type Line = z.infer<typeof lineSchema>;

const textSchema = z.object({
  by: z.enum(['strokes', 'network']).meta({ title: 'what found it: the built-in search for strokes, or the network' }),
  lines: z.array(lineSchema).meta({ title: 'lines of text, the largest first, at most 50' }),
  laidOver: z.number().int().meta({ title: 'lines that are not on the product alone' }),
  laidOverWhere: z.string().meta({ title: 'places of the largest of these, in words' }),
  onProduct: z.number().int().meta({ title: 'lines on the product alone: its own print, or an overlay' }),
  onProductWhere: z.string().meta({ title: 'where the largest of these lie, in words' }),
});
export type Text = z.infer<typeof textSchema>;

/** More are a page of text, and a report has no use for them. */
const MOST_LINES = 50;

export const textFact = defineFact({
  id: 'text',
  scope: 'image',
  version: 7,
  title:
    'Lines of text on a picture, and their places; those on a plain background by their strokes, others by a network.',
  schema: textSchema,
  compute: async (_picture, _params, context): Promise<Text> => {
    const signs = await context.get(builtInFacts.overlaySigns);
    if (!signs.published) throw new ListingLintError('fact-unavailable', 'originals and charts are not examined');
    const rows = signs.text?.rows ?? [];
    // What the quick search sees needs no network.
    if (rows.length > 0) {
      return textOf(
        'strokes',
        rows.map((row) => ({
          line: { ...boxOf(row), angle: 0, score: 1, place: row.on },
          share: row.width * row.height,
        })),
      );
    }
    const whole = await context.use(pixels);
    const picture = asDisplayed(whole);
    const { find, reader } = await context.useRun(network);
    const map = await find(picture);
    const found = textRegions(map);
    if (found.length === 0) return textOf('network', []);
    const regions = await linesWithLetters(found, whole, whole.width / picture.width, await reader());
    if (regions.length === 0) return textOf('network', []);
    const layout = pictureLayoutOf(picture);
    return textOf(
      'network',
      regions.map((region) => ({
        line: lineOf(region, map, textPlaceOf(layout, region, map.width)),
        // A slanted line has little of the box around it.
        share: (region.length * region.thickness) / (map.width * map.height),
      })),
    );
  },
  boxes: ({ lines }) => lines.map((line) => ({ ...boxOf(line), kind: 'found', label: LABELS[line.place] })),
});

const LABELS: Readonly<Record<TextPlace, string>> = {
  ground: 'text on the ground',
  across: 'text across the product’s edge',
  label: 'text on something on the background',
  product: 'text on the product',
  unknown: 'text',
};

interface PlacedLine {
  readonly line: Line;
  /** Of the picture, 0–1. */
  readonly share: number;
}

const textOf = (by: Text['by'], all: readonly PlacedLine[]): Text => {
  const whereOf = (lines: readonly PlacedLine[]): string =>
    whereTheyLie(lines.map(({ line, share }) => ({ box: line, share })));
  const on = all.filter(({ line }) => line.place === 'product');
  const beyond = all.filter(({ line }) => line.place !== 'product');
  return {
    by,
    lines: all.slice(0, MOST_LINES).map(({ line }) => line),
    laidOver: beyond.length,
    laidOverWhere: whereOf(beyond),
    onProduct: on.length,
    onProductWhere: whereOf(on),
  };
};

const boxOf = ({ x, y, width, height }: PlaceBox): PlaceBox => ({ x, y, width, height });

/** The upright box around a line, in fractions of the picture. */
const lineOf = (
  region: TextRegion,
  map: { readonly width: number; readonly height: number },
  place: TextPlace,
): Line => {
  const box = uprightBox(region);
  const left = Math.max(0, box.left);
  const top = Math.max(0, box.top);
  return {
    x: rounded(left / map.width),
    y: rounded(top / map.height),
    width: rounded((Math.min(map.width, box.right) - left) / map.width),
    height: rounded((Math.min(map.height, box.bottom) - top) / map.height),
    angle: Number(region.angle.toFixed(1)),
    score: Number(region.score.toFixed(3)),
    place,
  };
};

const rounded = (value: number): number => Number(value.toFixed(4));
