import { cleanText } from '@listing-lint/rules/metadata';
import { z } from 'zod';

const status = z.looseObject({ code: z.string(), explanation: z.string().nullish() });
const results = z.looseObject({
  success: z.array(status).optional(),
  informational: z.array(status).optional(),
  failure: z.array(status).optional(),
});
const action = z.looseObject({ action: z.string(), digitalSourceType: z.string().optional() });
const manifest = z.looseObject({
  claim_generator: z.string().nullish(),
  claim_generator_info: z.array(z.looseObject({ name: z.string().nullish(), version: z.string().nullish() })).nullish(),
  ingredients: z
    .array(
      z.looseObject({
        title: z.string().nullish(),
        relationship: z.string().nullish(),
        instance_id: z.string().nullish(),
        active_manifest: z.string().nullish(),
      }),
    )
    .nullish(),
  assertions: z.array(z.looseObject({ label: z.string(), data: z.unknown() })).nullish(),
  signature_info: z
    .looseObject({
      issuer: z.string().nullish(),
      common_name: z.string().nullish(),
      time: z.string().nullish(),
      alg: z.string().nullish(),
    })
    .nullish(),
});
const actions = z.looseObject({ actions: z.array(action) });

/** What `@contentauth/c2pa-wasm` says of a manifest store, as far as it is looked at. */
const storeSchema = z.looseObject({
  active_manifest: z.string().nullish(),
  manifests: z.record(z.string(), manifest),
  validation_state: z.string().nullish(),
  validation_results: z
    .looseObject({
      activeManifest: results.optional(),
      ingredientDeltas: z.array(z.looseObject({ validationDeltas: results.optional() })).optional(),
    })
    .nullish(),
  validation_status: z.array(status).nullish(),
});

/** A manifest store in the words of the fact. */
export interface ManifestReport {
  readonly state: 'trusted' | 'valid' | 'invalid' | null;
  readonly failures: readonly string[];
  readonly informational: readonly string[];
  readonly signer: string | null;
  readonly issuer: string | null;
  /** The name of the anchors that vouch for the signer: one, or none. */
  readonly trustedBy: readonly string[];
  readonly signedAt: string | null;
  readonly generator: string | null;
  readonly actions: readonly string[];
  readonly ingredients: readonly { readonly title: string; readonly relationship: string }[];
  readonly sourceTypes: readonly string[];
}

const MOST = 50;

/** Reads the package's JSON. Throws where it is not of the shape that is known. */
export const manifestReport = (json: string): ManifestReport => {
  const store = storeSchema.parse(JSON.parse(json));
  const active = store.manifests[store.active_manifest ?? ''];
  const said = [
    store.validation_results?.activeManifest,
    ...(store.validation_results?.ingredientDeltas ?? []).map(({ validationDeltas }) => validationDeltas),
  ];
  const codes = (kind: 'failure' | 'informational'): readonly string[] =>
    unique(said.flatMap((each) => (each?.[kind] ?? []).map(({ code }) => code)));
  const steps = actionsOf(active);
  const info = active?.claim_generator_info?.[0];
  const named = info === undefined ? active?.claim_generator : [info.name, info.version].filter(Boolean).join(' ');
  const failures = unique([...codes('failure'), ...(store.validation_status ?? []).map(({ code }) => code)]);
  return {
    state: STATES[store.validation_state ?? ''] ?? null,
    failures,
    informational: codes('informational'),
    signer: cleanText(active?.signature_info?.common_name) ?? cleanText(active?.signature_info?.issuer),
    issuer: cleanText(active?.signature_info?.issuer),
    trustedBy: trustedBy(store.validation_results?.activeManifest?.success ?? []),
    signedAt: cleanText(active?.signature_info?.time),
    generator: cleanText(named),
    actions: unique(steps.map((step) => step.action)),
    ingredients: (active?.ingredients ?? []).slice(0, MOST).map(({ title, relationship }) => ({
      title: cleanText(title) ?? '',
      relationship: cleanText(relationship) ?? '',
    })),
    sourceTypes: unique(steps.flatMap(({ digitalSourceType }) => (digitalSourceType ?? '').split('/').at(-1) ?? [])),
  };
};

/** The name of the anchors, as the package says it of the signer. `trustListUri` is that of whichever signer it asked last, ingredients' too. */
const trustedBy = (successes: readonly z.infer<typeof status>[]): readonly string[] => {
  const said = successes.find(({ code }) => code === 'signingCredential.trusted')?.explanation ?? '';
  const name = cleanText(/found in \[(.*)\] trust anchors$/.exec(said)?.[1]);
  return name === null ? [] : [name];
};

const STATES: Readonly<Record<string, ManifestReport['state']>> = {
  Trusted: 'trusted',
  Valid: 'valid',
  Invalid: 'invalid',
};

const actionsOf = (active: z.infer<typeof manifest> | undefined): readonly z.infer<typeof action>[] =>
  (active?.assertions ?? [])
    .filter(({ label }) => label.startsWith('c2pa.actions'))
    .flatMap(({ data }) => actions.safeParse(data).data?.actions ?? []);

const unique = (values: readonly string[]): readonly string[] =>
  [...new Set(values.flatMap((value) => cleanText(value) ?? []))].sort().slice(0, MOST);
