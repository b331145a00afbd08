import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { cleanText } from '../reading/clean-text.ts';
import type { Metadata } from '../reading/metadata.ts';
import { fileStatements, type Statement } from '../reading/statements.ts';
import { find, matchesTopic, type TopicPattern } from '../reading/topics.ts';
import { unseenIn } from '../reading/unseen.ts';
import { LABEL_KINDS, type LabelKind } from './ai-duties.ts';

/** IPTC digital source types of pictures that a trained model made or had a part in (cv.iptc.org/newscodes/digitalsourcetype, 2025.1; C2PA 2.2 adds its own). `algorithmicallyEnhanced` may be a filter. */
const AI_SOURCE = /(?:trainedAlgorithmic(?:Media|Data)|compositeWithTrainedAlgorithmicMedia)\/?$/i;

/** Whether a digital source type, by its address or its last part, says that a trained model made the picture or had a part in it. */
export const isModelType = (type: string): boolean => AI_SOURCE.test(type);

/** Labels: fields whose purpose is to say that a model made the picture. */
const LABELS: Readonly<Record<LabelKind, readonly TopicPattern[]>> = {
  'IPTC digital source type': [
    { source: 'xmp', name: /(?:^|\/)Iptc4xmpExt:DigitalSource(?:Type|FileType)$/, value: AI_SOURCE },
  ],
  'C2PA source type': [{ source: 'c2pa', name: /digitalSourceType$/i, value: AI_SOURCE }],
  'AI fields of IPTC': [
    {
      source: 'xmp',
      name: /(?:^|\/)Iptc4xmpExt:AI(?:SystemUsed|SystemVersionUsed|PromptInformation|PromptWriterName)$/,
    },
    { source: 'c2pa', name: /AI(?:SystemUsed|SystemVersionUsed|PromptInformation|PromptWriterName)$/ },
  ],
  'AIGC of GB 45438': [
    { source: 'xmp', name: /(?:^|[:/])AIGC$/ },
    { source: 'xmp', name: /^TC260:/ },
    { source: 'text', name: /(?:^|:)AIGC$/ },
    { source: 'exif', name: /:(?:UserComment|ImageDescription)$/, value: /"AIGC"\s*:/ },
    { source: 'text', name: /./, value: /"AIGC"\s*:\s*\{/ },
  ],
};
const ALL_LABELS = LABEL_KINDS.flatMap((kind) => LABELS[kind]);

/** Names that mean nothing but a generator. */
const NAMED =
  'stable[ -]?diffusion|sdxl|midjourney|dall[·\\-]?e\\b(?: ?\\d)?|novelai|comfyui|automatic1111|invokeai|fooocus|adobe firefly|firefly image|made with google ai|gpt-?image|gpt-4o|chatgpt|openai|bing image creator|leonardo\\.?ai|ideogram\\.?ai|recraft\\.?ai|seedream|kling ai|qwen-image|playground ai|image playground|dreamstudio|nightcafe|craiyon';
const CHINESE = '即梦|豆包|通义万相|文心一格';
/** Generators whose names are also words, products or people: they count where a program names itself. */
const ALSO_WORDS =
  'flux\\.?1|imagen ?\\d|google ai|gemini(?: \\d| image)|ideogram|recraft|doubao|jimeng|kling|wanxiang|hunyuan';
/** A program that names itself. */
const MODELS = new RegExp(`\\b(?:${NAMED}|${ALSO_WORDS})\\b|${CHINESE}`, 'i');
/** Somebody who is named as the creator. */
const CREATORS = new RegExp(`\\b(?:${NAMED})\\b|${CHINESE}`, 'i');
/** Words about the picture: a name alone may be what it shows. */
const MADE_BY = new RegExp(
  `\\b(?:generated|created|made|rendered|produced) (?:by|with|using|in) (?:an? )?(?:${NAMED}|${ALSO_WORDS}|ai\\b|artificial intelligence)|^(?:${NAMED})$|(?:${CHINESE})(?:生成|AI)`,
  'i',
);
/** How a picture was made, as A1111 and its kin, ComfyUI, NovelAI and Midjourney write it: steps, sampler, seed, job. */
const PARAMETERS =
  /\bSteps: \d+,[\s\S]{0,5000}\bSampler: |"(?:sampler_name|ksampler|class_type|sui_image_params)"|"sampler"\s*:[\s\S]{0,5000}"(?:seed|steps|scale)"\s*:|\bNegative prompt: |\bcfg[_ ]scale\b| --\w+ [\s\S]{0,500}\bJob ID: [0-9a-f]{8}-/i;

/** Traces: what generators leave behind without meaning it as a label. */
const TRACES: readonly TopicPattern[] = [
  {
    source: 'text',
    name: /^(?:parameters|prompt|workflow|Dream|sd-metadata|invokeai_\w+|fooocus_scheme|generation_data|negative_prompt)$/i,
  },
  { source: 'text', name: /./, value: PARAMETERS },
  { source: 'text', name: /^(?:Software|Source|Generator|generation_\w+)$/i, value: MODELS },
  { source: 'text', name: /^(?:Author|Creator)$/i, value: CREATORS },
  { source: 'text', name: /^(?:Title|Description|Comment)$/i, value: MADE_BY },
  { source: 'exif', name: /:(?:UserComment|ImageDescription|XPComment|XPTitle)$/, value: PARAMETERS },
  { source: 'exif', name: /:\w*Software$/, value: MODELS },
  { source: 'exif', name: /:Artist$/, value: CREATORS },
  { source: 'exif', name: /:(?:ImageDescription|UserComment|XPComment|XPTitle)$/, value: MADE_BY },
  {
    source: 'xmp',
    name: /^(?:xmp:CreatorTool|tiff:Software|photoshop:(?:Credit|Source)|dc:source)$|softwareAgent/,
    value: MODELS,
  },
  { source: 'xmp', name: /^dc:creator$/, value: CREATORS },
  { source: 'xmp', name: /^(?:dc:(?:description|title)|photoshop:Instructions|exif:UserComment)$/, value: MADE_BY },
  { source: 'xmp', name: /^(?:exif:UserComment|dc:description)$/, value: PARAMETERS },
  { source: 'xmp', name: /^(?:crs:\w*(?:Generative)\w*|photoshop:\w*Generative\w*|xmp:\w*Firefly\w*)$/i },
  { source: 'iptc', name: /^(?:Credit|Source|OriginatingProgram)$/, value: MODELS },
  { source: 'iptc', name: /^By-line$/, value: CREATORS },
  { source: 'iptc', name: /^(?:Caption-Abstract|SpecialInstructions)$/, value: MADE_BY },
  { source: 'c2pa', name: /(?:softwareAgent(?:\/name)?|claim_generator(?:_info\/name)?)$/i, value: MODELS },
];

const SAID = {
  'IPTC digital source type': 'digital source type',
  'C2PA source type': 'digital source type',
  'AI fields of IPTC': 'AI fields',
  'AIGC of GB 45438': 'AIGC',
} as const satisfies Readonly<Record<LabelKind, string>>;

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
  aiLabelKinds: z.array(z.enum(LABEL_KINDS).nullable()).meta({
    title: 'kinds of labels',
    description: 'A null among them stands for a block that was not understood and may hold one.',
  }),
  aiSays: z.array(z.enum(['made by a model', 'digital source type', 'AI fields', 'AIGC']).nullable()).meta({
    title: 'what says that a model made it',
    description:
      'What a copy has to say, too; a digital source type of IPTC and of C2PA are one. A null among them as in `aiLabelKinds`.',
  }),
  aiTrace: z.boolean().nullable().meta({
    title: 'trace of generation',
    description: 'Null where none was seen, and a part of the file was not.',
  }),
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
  const labels = find({ statements: ALL_LABELS, unread: UNREAD }, metadata, own);
  const labelKinds = LABEL_KINDS.filter((kind) => own.some((each) => matchesTopic({ statements: LABELS[kind] }, each)));
  const traces = find({ statements: TRACES, unread: UNREAD }, metadata, own);
  const types = own
    .filter(({ name }) => /DigitalSource(?:Type|FileType)$/i.test(name))
    .map(({ value }) => value.split('/').at(-1) ?? value);
  const placed = ({ name, place }: Statement): string | null => cleanText(`${name} in ${place}`);
  const isMade = labels.present === true || traces.statements.length > 0;
  const systems = own.filter(({ name }) => /AISystemUsed$/.test(name)).map(({ value }) => cleanText(value));
  return {
    digitalSourceTypes: unique(types.map(cleanText)),
    aiLabel: labels.present,
    aiLabels: unique(labels.statements.map(placed)),
    aiLabelKinds: labels.unread.length > 0 ? [...labelKinds, null] : labelKinds,
    aiSays: [
      ...(isMade ? (['made by a model'] as const) : []),
      ...new Set(labelKinds.map((kind) => SAID[kind])),
      ...(labels.unread.length > 0 ? [null] : []),
    ],
    aiTrace: traces.statements.length > 0 ? true : unseenIn(metadata) === null ? false : null,
    aiTraces: unique(traces.statements.map(placed)),
    aiOrigin: isMade ? true : null,
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
  version: 8,
  title: 'What the file says of how it was made: digital source type, labels of AI, traces of generators, programs.',
  schema: originSchema,
  compute: async (_subject, _params, context) => {
    const { metadata, statements } = await context.use(fileStatements);
    return originOf(metadata, statements);
  },
});
