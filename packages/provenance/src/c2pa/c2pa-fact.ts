import { defineFact, defineRunResource, isKnownError, noteUnrepeatable } from '@listing-lint/core/plugin';
import { fileBytes, type ImageHeader, imageHeader } from '@listing-lint/rules/image';
import {
  cleanText,
  fileStatements,
  findCarriers,
  readMetadata,
  type Statement,
  statementsOf,
} from '@listing-lint/rules/metadata';
import { z } from 'zod';

import type { C2paEngine } from './c2pa-engine.ts';
import { C2PA_FORMATS, c2paSettings, type TrustAnchors } from './c2pa-settings.ts';
import { credentialSettings } from './credential-settings.ts';
import { C2PA_PACKAGE, findC2pa } from './find-c2pa.ts';
import { type ManifestReport, manifestReport } from './manifest-report.ts';
import { manifestLabels } from './store-labels.ts';
import { lengthFault } from './store-lengths.ts';
import { readAnchors } from './trust-anchors.ts';

const texts = (title: string) => z.array(z.string()).meta({ title });

export const c2paSchema = z.object({
  present: z.boolean().nullable().meta({
    title: 'C2PA manifest in the file',
    description: 'Null where a block that may hold one was not understood.',
  }),
  remote: z
    .string()
    .nullable()
    .meta({ title: 'address of a manifest elsewhere', description: 'It is never asked for.' }),
  state: z.enum(['trusted', 'valid', 'invalid']).nullable().meta({
    title: 'state of validation',
    description:
      'trusted: and a given anchor vouches for the signer · null: there is none, or it could not be checked.',
  }),
  failures: texts('validation codes of failures').nullable().meta({
    description:
      'As the specification of C2PA has them, of the manifest and its ingredients; null where it could not be checked.',
  }),
  faults: texts('failures beside an unknown signer').nullable().meta({
    description:
      '`failures` without `signingCredential.untrusted`, which only says that no given anchor vouches for the signer.',
  }),
  informational: texts('validation codes that tell').nullable(),
  signer: z.string().nullable().meta({ title: 'whom the certificate names' }),
  issuer: z.string().nullable().meta({ title: 'who issued the certificate' }),
  trustedBy: texts('anchors that vouch for the signer').meta({
    description: 'The published list with its day, or the file, as the config names it. One, or none.',
  }),
  signedAt: z
    .string()
    .nullable()
    .meta({ title: 'time of the signature', description: 'Of a time-stamp authority; null without one.' }),
  generator: z.string().nullable().meta({ title: 'program that made the claim' }),
  actions: texts('actions'),
  ingredients: z
    .array(z.object({ title: z.string(), relationship: z.string() }))
    .meta({ title: 'what it was made from' }),
  sourceTypes: texts('digital source types'),
  active: texts('label of the active manifest')
    .nullable()
    .meta({ description: 'One, or none; null where it cannot be told which is.' }),
  manifests: texts('labels of all manifests in the file').nullable().meta({
    description:
      'The active one, and those of what it was made from; null where they cannot be told, or not all of them.',
  }),
  reason: z.string().nullable().meta({ title: 'why it could not be checked' }),
});
export type C2paFact = z.infer<typeof c2paSchema>;

const engineOfRun = defineRunResource<C2paEngine | undefined>({
  id: 'metadata/c2pa',
  create: async () => {
    const found = findC2pa();
    if (found === undefined) return undefined;
    const { C2paEngine: Engine } = await import('./c2pa-engine.ts');
    return new Engine(found);
  },
  dispose: (engine) => engine?.dispose(),
});

/** The certificates of the config that signers are trusted by, read once a run. */
const anchorsOfRun = defineRunResource<readonly TrustAnchors[]>({
  id: 'metadata/c2pa-anchors',
  create: (context) => readAnchors(context.root, credentialSettings.of(context).c2pa?.anchors ?? []),
});

export const c2paFact = defineFact({
  id: 'c2pa',
  scope: 'image',
  version: 4,
  title:
    'Content Credentials (C2PA) in the file: whether its manifest holds by its own signatures, who signed it, and what it says.',
  schema: c2paSchema,
  compute: async (_subject, _params, context): Promise<C2paFact> => {
    const bytes = await context.use(fileBytes);
    // Whatever holds a manifest, or names one, has these letters.
    if (!bytes.includes('c2pa') && !bytes.includes('provenance')) {
      const { metadata } = await context.use(fileStatements);
      if (metadata.unread.every(({ kind }) => kind !== 'other')) return NONE;
    }
    return c2paOf(bytes, await context.use(imageHeader), {
      engine: await context.useRun(engineOfRun),
      settings: c2paSettings(await context.useRun(anchorsOfRun)),
      day: () => context.asOf,
      late: 'thrown',
    });
  },
});

/** What is checked by, and with which settings; without an engine nothing is. */
export interface C2paChecks {
  readonly engine: Pick<C2paEngine, 'read'> | undefined;
  readonly settings: string;
  /** The day (YYYY-MM-DD) on which certificates have to be valid that no authority has put a time to; asked for where there is something to check. */
  readonly day: () => string;
  /** Where a manifest is not read in time: the fact says so, or `work-timeout` is thrown. */
  readonly late: 'said' | 'thrown';
}

/** The fact, of a picture's bytes. Rejects only for a fault of the program, or with `work-timeout`. */
export const c2paOf = async (
  bytes: Buffer,
  { format }: ImageHeader,
  { engine, settings, day, late }: C2paChecks,
): Promise<C2paFact> => {
  const metadata = readMetadata(findCarriers(bytes, format));
  const stores = metadata.carriers.filter(({ kind, depth }) => kind === 'c2pa' && depth === 0);
  const remote = remoteOf(statementsOf(metadata));
  const open = metadata.unread.find(({ kind }) => kind === 'other');
  const openReason = open === undefined ? null : `${open.place}: ${open.problem}`;
  if (stores.length === 0) {
    return openReason === null
      ? { ...NONE, remote }
      : { ...NONE, remote, present: null, active: null, manifests: null, reason: openReason };
  }
  const type = C2PA_FORMATS[format];
  const fault = stores.map((store) => store.problem ?? lengthFault(store.bytes)).find((each) => each !== null);
  // The active manifest is the last one: of a store that is torn it may be the one that is missing.
  if (fault != null) {
    const untold = { present: true, remote, active: null, manifests: null };
    return { ...UNCHECKED, ...untold, reason: `its manifest cannot be read: ${fault}` };
  }
  const labels = stores.flatMap((store) => manifestLabels(store.bytes));
  const said = { present: true, remote, active: labels.slice(-1), manifests: labels };
  if (type === undefined)
    return { ...UNCHECKED, ...said, reason: `manifests in ${format.toUpperCase()} files are not checked` };
  if (engine === undefined) {
    // It may be installed before the next run.
    noteUnrepeatable();
    return { ...UNCHECKED, ...said, reason: NOT_INSTALLED };
  }
  return { ...said, ...(await checked(() => engine.read(type, bytes, settings, day()), late)) };
};

/** The address of a manifest elsewhere, as XMP names it (C2PA 2.2, 11.4). */
export const remoteOf = (statements: readonly Statement[]): string | null =>
  cleanText(
    statements.find(({ source, name, depth }) => source === 'xmp' && depth === 0 && name === 'dcterms:provenance')
      ?.value,
  );

const NOT_INSTALLED = `${C2PA_PACKAGE}, which checks manifests, is not installed beside listing-lint: npm install ${C2PA_PACKAGE}`;

type Checked = Omit<C2paFact, 'present' | 'remote' | 'active' | 'manifests'>;

const UNCHECKED: Checked = {
  state: null,
  failures: null,
  faults: null,
  informational: null,
  signer: null,
  issuer: null,
  trustedBy: [],
  signedAt: null,
  generator: null,
  actions: [],
  ingredients: [],
  sourceTypes: [],
  reason: null,
};
const NONE: C2paFact = {
  ...UNCHECKED,
  present: false,
  remote: null,
  failures: [],
  faults: [],
  informational: [],
  active: [],
  manifests: [],
};

const checked = async (read: () => Promise<string>, late: C2paChecks['late']): Promise<Checked> => {
  try {
    const report: ManifestReport = manifestReport(await read());
    return {
      ...report,
      trustedBy: [...report.trustedBy],
      failures: [...report.failures],
      faults: report.failures.filter((code) => code !== 'signingCredential.untrusted'),
      informational: [...report.informational],
      actions: [...report.actions],
      ingredients: [...report.ingredients],
      sourceTypes: [...report.sourceTypes],
      reason: null,
    };
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return { ...UNCHECKED, reason: `${C2PA_PACKAGE} answers in a shape that is not known here` };
    if (isKnownError(error) && (late === 'said' || error.code !== 'work-timeout'))
      return { ...UNCHECKED, reason: error.message };
    throw error;
  }
};
