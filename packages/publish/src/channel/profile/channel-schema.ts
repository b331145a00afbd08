import { channelName, roleName } from '@listing-lint/rules/settings';
import { z } from 'zod';

const text = z.string().min(1);
const pixels = z.int().min(1);
const share = z.number().gt(0).max(1);
const shape = z.strictObject({ width: z.number().positive(), height: z.number().positive() });
const bounds = z.tuple([z.number().positive(), z.number().positive()]);

/** Formats that a figure may name: those of the fact image. */
const FORMATS = ['jpeg', 'png', 'webp', 'avif', 'heic', 'tiff', 'gif', 'bmp'] as const;

/** Where a figure comes from, and how it is meant. */
const origin = {
  level: z
    .enum(['required', 'recommended'])
    .describe('whether the marketplace refuses what does not keep it, or advises it'),
  source: text.describe('key under `sources`'),
  roles: z
    .array(roleName)
    .min(1)
    .describe('roles of pictures that it is about; all that are published without it')
    .optional(),
  from: z.iso.date().describe('first day on which it holds; before, it is told ahead').optional(),
  rule: text.describe('id of the rule that holds from that day on').optional(),
  judged: z.literal(false).describe('no rule judges it').optional(),
  note: text.describe('what else there is to know').optional(),
};

const asks = <Name extends string, Value extends z.ZodType>(name: Name, value: Value) =>
  z.strictObject({ asks: z.literal(name), value, ...origin });

const figure = z.discriminatedUnion('asks', [
  asks('formats', z.array(z.enum(FORMATS)).min(1)),
  asks('animated', z.literal(false)),
  asks('extensionMatches', z.literal(true)),
  asks('minShortSide', pixels),
  asks('minLongSide', pixels),
  asks('minWidth', pixels),
  asks('minHeight', pixels),
  asks('maxLongSide', pixels),
  asks('maxMegapixels', z.number().positive()),
  asks('minBytes', z.int().min(1)),
  asks('maxBytes', z.int().min(1)),
  asks('maxBitDepth', z.int().min(1)),
  asks('minJpegQuality', z.int().min(1).max(100)),
  asks('colorModels', z.literal('rgb')),
  asks('background', z.literal('white')),
  asks('minFill', share.describe('share of the frame that the product fills')),
  asks('minCount', z.int().min(1)),
  asks('maxCount', z.int().min(1)),
  asks('marks', z.literal('none').describe('neither a mark nor text laid over the picture')),
  asks('duplicates', z.literal('none')),
  asks('ratio', z.union([shape, z.array(shape).min(2)])).extend({
    within: z
      .union([bounds, z.array(bounds).min(2)])
      .describe('width / height that we take for it: how near it has to be, no marketplace says'),
  }),
]);

/** A file of `config/figures/channels`: what one marketplace asks of pictures, each figure with its source. */
export const channelSchema = z.strictObject({
  id: channelName,
  title: text.describe('what sentences call it'),
  sources: z.record(
    z.string().regex(/^[a-z][A-Za-z]*$/),
    z.strictObject({
      title: text,
      url: z.url({ protocol: /^https?$/ }),
      read: z.iso.date().describe('day on which it was read'),
      certainty: z
        .enum(['A', 'B', 'C'])
        .describe('A: a page of the marketplace, current. B: one that is old or partial. C: somebody else says so'),
      says: text.describe('what it says of pictures, in our words: each figure stands here'),
    }),
  ),
  figures: z.array(figure).min(1),
  leftOut: z.array(text).describe('what is told of it and no page that was read says').optional(),
});

export type ChannelProfile = z.infer<typeof channelSchema>;
export type ChannelFigure = ChannelProfile['figures'][number];
