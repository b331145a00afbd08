import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { cleanText } from '../reading/clean-text.ts';
import type { Metadata } from '../reading/metadata.ts';
import { fileStatements, type Statement } from '../reading/statements.ts';
import { find, type TopicPattern } from '../reading/topics.ts';

/** IPTC digital source types of pictures that a trained model made or had a part in (cv.iptc.org/newscodes/digitalsourcetype, 2025.1; C2PA 2.2 adds its own). */
const AI_SOURCE =
  /(?:trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia|algorithmicallyEnhanced(?:WithTrainedAlgorithm\w*)?|trainedAlgorithmicData)$/i;
/** Types that name a model; `algorithmicallyEnhanced` alone may be a filter. */
const AI_LABEL = /(?:trainedAlgorithmic(?:Media|Data)|compositeWithTrainedAlgorithmicMedia)$/i;

/** Labels: fields whose purpose is to say that a model made the picture. */
const LABELS: readonly TopicPattern[] = [
  { source: 'xmp', name: /(?:^|\/)Iptc4xmpExt:DigitalSource(?:Type|FileType)$/, value: AI_LABEL },
  { source: 'c2pa', name: /digitalSourceType$/i, value: AI_LABEL },
  { source: 'xmp', name: /(?:^|\/)Iptc4xmpExt:AI(?:SystemUsed|SystemVersionUsed|PromptInformation|PromptWriterName)$/ },
  { source: 'c2pa', name: /AI(?:SystemUsed|SystemVersionUsed|PromptInformation|PromptWriterName)$/ },
  { source: 'xmp', name: /(?:^|[:/])AIGC$/ },
  { source: 'xmp', name: /^TC260:/ },
  { source: 'text', name: /(?:^|:)AIGC$/ },
  { source: 'exif', name: /:(?:UserComment|ImageDescription)$/, value: /"AIGC"\s*:/ },
  { source: 'text', name: /./, value: /"AIGC"\s*:\s*\{/ },
];

const MODELS =
  /\b(?:stable[ -]?diffusion|sdxl|midjourney|dall[·\-e]+ ?\d?|novelai|comfyui|automatic1111|invokeai|fooocus|adobe firefly|firefly image|flux\.?1|imagen ?\d|made with google ai|google ai|gemini(?: \d| image)|gpt-?image|gpt-4o|chatgpt|openai|bing image creator|leonardo\.?ai|ideogram|recraft|seedream|doubao|jimeng|kling|wanxiang|hunyuan|qwen-image|playground ai|dreamstudio|nightcafe|craiyon)\b|即梦|豆包|通义万相|文心一格/i;
/** A1111 and its kin write how a picture was made as text: steps, sampler, seed. */
const PARAMETERS =
  /\bSteps: \d+,[\s\S]*\bSampler: |"(?:sampler_name|ksampler|class_type)"|\bNegative prompt: |\bcfg[_ ]scale\b/i;

/** Traces: what generators leave behind without meaning it as a label. */
const TRACES: readonly TopicPattern[] = [
  {
    source: 'text',
    name: /^(?:parameters|prompt|workflow|Dream|sd-metadata|invokeai_\w+|fooocus_scheme|generation_data|negative_prompt)$/i,
  },
  { source: 'text', name: /./, value: PARAMETERS },
  {
    source: 'text',
    name: /^(?:Software|Source|Title|Description|Comment|Author|Creator|Generator|generation_\w+)$/i,
    value: MODELS,
  },
  { source: 'exif', name: /:(?:UserComment|ImageDescription|XPComment|XPTitle)$/, value: PARAMETERS },
  {
    source: 'exif',
    name: /:(?:Software|ProcessingSoftware|ImageDescription|UserComment|Artist|\w*Software)$/,
    value: MODELS,
  },
  {
    source: 'xmp',
    name: /^(?:xmp:CreatorTool|photoshop:(?:Credit|Source|Instructions)|dc:(?:creator|description|title|source)|exif:UserComment)$|softwareAgent/,
    value: MODELS,
  },
  { source: 'xmp', name: /^(?:exif:UserComment|dc:description)$/, value: PARAMETERS },
  { source: 'xmp', name: /^(?:crs:\w*(?:Generative|Denoise)\w*|photoshop:\w*Generative\w*|xmp:\w*Firefly\w*)$/i },
  {
    source: 'iptc',
    name: /^(?:Credit|Source|OriginatingProgram|By-line|Caption-Abstract|SpecialInstructions)$/,
    value: MODELS,
  },
  { source: 'c2pa', name: /(?:softwareAgent(?:\/name)?|claim_generator(?:_info\/name)?)$/i, value: MODELS },
];

const strings = (title: string) => z.array(z.string()).meta({ title });

export const originSchema = z.object({
  digitalSourceTypes: strings('digital source types').meta({
    description: 'IPTC terms, the last part of the address.',
  }),
  aiLabel: z.boolean().nullable().meta({
    title: 'label of a picture made by a model',
    description: 'Null where a block that may hold one was not understood.',
  }),
  aiLabels: strings('fields of the label'),
  aiTrace: z.boolean().meta({ title: 'trace of generation' }),
  aiTraces: strings('traces of generation').meta({ description: 'Their absence says nothing: programs drop them.' }),
  aiOrigin: z.boolean().nullable().meta({
    title: 'made by a model',
    description: 'True with a label or trace; else null, as nothing shows the contrary.',
  }),
  systems: strings('AI systems named'),
  software: strings('programs named'),
  reason: z.string().nullable(),
});
export type OriginFact = z.infer<typeof originSchema>;

const MAX_LISTED = 20;
const unique = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null))].slice(0, MAX_LISTED);

/** What a file says of how it was made. That it says nothing of a model is no evidence that there was none. */
export const originOf = (metadata: Metadata, statements: readonly Statement[]): OriginFact => {
  const own = statements.filter(({ depth }) => depth === 0);
  const labels = find({ statements: LABELS, unread: UNREAD }, metadata, own);
  const traces = find({ statements: TRACES, unread: UNREAD }, metadata, own);
  const types = own
    .filter(({ name }) => /DigitalSource(?:Type|FileType)$/i.test(name))
    .map(({ value }) => value.split('/').at(-1) ?? value);
  const placed = ({ name, place }: Statement): string | null => cleanText(`${name} in ${place}`);
  const systems = own.filter(({ name }) => /AISystemUsed$/.test(name)).map(({ value }) => cleanText(value));
  return {
    digitalSourceTypes: unique(types.map(cleanText)),
    aiLabel: labels.present,
    aiLabels: unique(labels.statements.map(placed)),
    aiTrace: traces.statements.length > 0,
    aiTraces: unique(traces.statements.map(placed)),
    aiOrigin:
      labels.present === true || traces.statements.length > 0 || types.some((type) => AI_SOURCE.test(type))
        ? true
        : null,
    systems: unique(systems),
    software: unique(
      own
        .filter(({ name }) => /(?:Software|CreatorTool|softwareAgent|OriginatingProgram|claim_generator)$/i.test(name))
        .map(({ value }) => cleanText(value)),
    ),
    reason: labels.present === null ? (labels.unread[0] ?? null) : null,
  };
};

const UNREAD = ['exif', 'xmp', 'text', 'c2pa', 'other'] as const;

export const originFact = defineFact({
  id: 'origin',
  scope: 'image',
  version: 1,
  title: 'What the file says of how it was made: digital source type, labels of AI, traces of generators, programs.',
  schema: originSchema,
  compute: async (_subject, _params, context) => {
    const { metadata, statements } = await context.use(fileStatements);
    return originOf(metadata, statements);
  },
});
