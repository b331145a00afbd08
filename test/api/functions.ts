/** Every function of the Node API with what none of its options can be. */

import { join } from 'node:path';
import * as api from 'listing-lint';

export const nothing = (): void => undefined;
/** Values that an option of each kind cannot take. */
export const NO_TEXT = [null, 'a\0b', 1, Number.NaN, true, [], ['a'], {}, nothing, Symbol('a')];
const NO_TEXTS = [null, 1, 'a', true, {}, [1], ['a', null], ['a\0b'], new Array(1), nothing];
const NO_FLAG = [null, 0, 1, 'true', [], {}];
export const NO_FUNCTION = [null, 1, 'a', true, [], {}];
const NO_SIGNAL = [...NO_FUNCTION, nothing, new AbortController()];
const NO_FOLDER = [
  ...NO_TEXT,
  '',
  '.',
  'shop',
  '/no/such/folder',
  import.meta.filename,
  join(import.meta.filename, 'x'),
];
const NO_COUNT = [null, 0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '2', true, [2], {}];

const NO_DAY = [null, 1, true, [], {}, '', 'today', '2026-02-31', '2026-11-25T10:00Z'];

type Wrong<Q> = { readonly [K in keyof Q]-?: readonly unknown[] };

const config: Wrong<api.ConfigQuery> = {
  cwd: NO_FOLDER,
  config: NO_TEXT,
  rules: NO_TEXTS,
  only: NO_TEXTS,
  ignore: NO_FLAG,
  plugins: NO_FLAG,
  pluginTimeoutMs: [null, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5', true],
};
export const run: Wrong<api.RunQuery> = { ...config, onEvent: NO_FUNCTION, signal: NO_SIGNAL };
const env = [null, 1, 'a', [], { a: 1 }];
const lintOptions: Wrong<api.LintRunOptions> = {
  ...run,
  paths: NO_TEXTS,
  formats: NO_TEXTS,
  concurrency: NO_COUNT,
  asOf: NO_DAY,
  staged: NO_FLAG,
  changed: [null, 1, false, [], {}],
  baseline: NO_TEXT,
  updateBaseline: NO_FLAG,
  fix: NO_FLAG,
  fixDryRun: NO_FLAG,
  permitLoss: NO_TEXTS,
  cache: NO_FLAG,
  cacheLocation: NO_TEXT,
  cacheStrategy: [null, 1, '', 'mtime', 'Content'],
  env,
  debug: NO_FLAG,
  stats: NO_FLAG,
};
const stampOptions: Wrong<api.StampQuery> = {
  ...run,
  ...{ paths: NO_TEXTS, out: NO_TEXT, inPlace: NO_FLAG, dryRun: NO_FLAG, keyFile: NO_TEXT, keepPrivate: NO_FLAG, env },
  grain: NO_FLAG,
};
const channelsOptions: Wrong<api.ChannelsQuery> = {
  ...run,
  paths: NO_TEXTS,
  channels: NO_TEXTS,
  eachIsAListing: NO_FLAG,
  asOf: NO_DAY,
};
const checkOptions: Wrong<api.CheckQuery> = {
  ...run,
  ...{ channel: NO_TEXT, paths: NO_TEXTS, eachIsAListing: NO_FLAG, asOf: NO_DAY },
};
const exportPicturesOptions: Wrong<api.ExportQuery> = {
  ...run,
  ...{ channel: NO_TEXT, paths: NO_TEXTS, to: NO_TEXT, dryRun: NO_FLAG, mark: NO_FLAG, keyFile: NO_TEXT },
  ...{ eachIsAListing: NO_FLAG, metadata: [...NO_TEXT, 'all'], asOf: NO_DAY, env },
};
const caseOptions: Wrong<api.NewCaseQuery> = {
  ...config,
  ...{ source: NO_TEXT, direction: [...NO_TEXT, 'acused'], id: NO_TEXT, platform: NO_TEXT, listing: NO_TEXT },
  ...{ seller: NO_TEXT, firstSeen: NO_DAY, received: NO_DAY, output: NO_TEXT, asOf: NO_DAY, dryRun: NO_FLAG },
};
const letterOptions: Wrong<api.CaseLetterQuery> = {
  ...config,
  ...{ case: NO_TEXT, asOf: NO_DAY, letter: NO_TEXT, language: [...NO_TEXT, 'de'], answerBy: NO_DAY },
};
const exportOptions: Wrong<api.ExportCaseQuery> = { ...config, case: NO_TEXT, asOf: NO_DAY, to: NO_TEXT };
const casesOptions: Wrong<api.CasesQuery> = { ...config, cases: NO_TEXTS, asOf: NO_DAY };
const initOptions: Wrong<api.InitQuery> = { cwd: NO_FOLDER, folder: NO_TEXT, dryRun: NO_FLAG };
const auditOptions: Wrong<api.VerifyAuditQuery> = { ...run, folder: NO_TEXT, digest: NO_TEXT };
const evidenceOptions: Wrong<api.EvidenceQuery> = {
  ...config,
  ...{ about: NO_TEXT, out: NO_TEXT, pdf: NO_FLAG, incomplete: NO_FLAG, asOf: NO_DAY, env, signal: NO_SIGNAL },
};
const compareOptions: Wrong<api.CompareQuery> = { ...run, a: NO_TEXT, b: NO_TEXT };
const matchOptions: Wrong<api.MatchQuery> = {
  ...run,
  ...{ suspects: [...NO_TEXTS, []], against: [...NO_TEXTS, []], registry: NO_FLAG },
};
const monitorOptions: Wrong<api.MonitorQuery> = {
  ...run,
  ...{ sources: NO_TEXTS, ask: NO_TEXTS, asOf: NO_DAY, draftCases: NO_FLAG, dryRun: NO_FLAG, env },
};
const fingerprintOptions: Wrong<api.FingerprintQuery> = {
  ...run,
  ...{ paths: NO_TEXTS, dryRun: NO_FLAG, dropManifest: NO_FLAG, permitOtherOwner: NO_FLAG },
};
const inspectOptions: Wrong<api.InspectQuery> = { ...run, paths: [...NO_TEXTS, []], asOf: lintOptions.asOf };
const calibrateOptions: Wrong<api.CalibrateQuery> = { ...run, photos: NO_TEXTS };
const testOptions: Wrong<api.RuleTestQuery> = { ...config, onResult: NO_FUNCTION, signal: NO_SIGNAL };
const archiveOptions: Wrong<api.ArchiveQuery> = {
  ...run,
  ...{ paths: NO_TEXTS, stage: [...NO_TEXT, 'main'], parents: NO_TEXTS, documents: NO_TEXTS, by: NO_TEXT },
  ...{ sign: NO_TEXT, sourceType: NO_TEXT, copy: NO_FLAG, dryRun: NO_FLAG, env },
};
const verifyLedgerOptions: Wrong<api.VerifyLedgerQuery> = { ...config, files: NO_FLAG, roots: NO_TEXTS };
const sealLedgerOptions: Wrong<api.SealLedgerQuery> = {
  ...config,
  ...{ renew: NO_FLAG, by: NO_TEXT, signal: NO_SIGNAL, env },
};
const addDocumentOptions: Wrong<api.AddDocumentQuery> = {
  ...config,
  ...{ document: NO_TEXT, kind: NO_TEXT, about: [...NO_TEXTS, []], from: NO_DAY, until: NO_DAY, party: NO_TEXT },
  ...{ by: NO_TEXT, env },
};
export const renderOptions: Wrong<api.RenderOptions> = {
  color: NO_FLAG,
  columns: NO_COUNT,
  quiet: NO_FLAG,
  maxFindings: NO_COUNT,
};

/** A function as a program calls it that no compiler has looked at. */
export interface Called {
  // A method, whose parameters may be wider than those of the function: nonsense is what is passed.
  call(first: unknown, second?: unknown): Promise<unknown>;
  readonly options: Wrong<unknown> & { readonly [name: string]: readonly unknown[] };
  /** What its argument cannot be; where there is none, the options come first. */
  readonly argument?: { readonly name: string; readonly wrong: readonly unknown[]; readonly right: unknown };
  readonly needs?: { readonly [option: string]: unknown };
}

const someTexts = { wrong: [...NO_TEXTS, []], right: ['a'] };
export const FUNCTIONS: { readonly [name: string]: Called } = {
  lint: { call: api.lint, options: lintOptions },
  loadConfig: { call: api.loadConfig, options: config },
  editorSchemas: { call: api.editorSchemas, options: config },
  describePath: {
    call: api.describePath,
    options: config,
    argument: { name: 'path', wrong: NO_TEXT, right: 'a' },
  },
  explainRule: {
    call: api.explainRule,
    options: config,
    argument: { name: 'id', wrong: NO_TEXT, right: 'hash-unique' },
  },
  inspect: { call: api.inspect, options: inspectOptions, needs: { paths: ['a'] } },
  testRules: { call: api.testRules, options: testOptions, argument: { name: 'folder', wrong: NO_TEXT, right: 'a' } },
  match: { call: api.match, options: matchOptions, needs: { suspects: ['a'] } },
  monitor: { call: api.monitor, options: monitorOptions },
  evidence: { call: api.evidence, options: evidenceOptions, needs: { about: 'a', out: 'b' } },
  compare: { call: api.compare, options: compareOptions, needs: { a: 'a', b: 'b' } },
  stamp: { call: api.stamp, options: stampOptions },
  check: { call: api.check, options: checkOptions, needs: { channel: 'ebay' } },
  channels: { call: api.channels, options: channelsOptions },
  exportPictures: {
    call: api.exportPictures,
    options: exportPicturesOptions,
    needs: { channel: 'ebay', to: 'out' },
  },
  fingerprint: { call: api.fingerprint, options: fingerprintOptions },
  calibrate: { call: api.calibrate, options: calibrateOptions },
  newCase: { call: api.newCase, options: caseOptions },
  caseLetter: { call: api.caseLetter, options: letterOptions, needs: { case: 'a', letter: 'counter-notice' } },
  exportCase: { call: api.exportCase, options: exportOptions, needs: { case: 'a', to: 'dmca' } },
  caseStatus: { call: api.caseStatus, options: casesOptions },
  caseTimeline: { call: api.caseTimeline, options: casesOptions },
  archive: { call: api.archive, options: archiveOptions },
  'ledger.verify': { call: api.ledger.verify, options: verifyLedgerOptions },
  'ledger.family': {
    call: api.ledger.family,
    options: { ...config, picture: NO_TEXT },
    needs: { picture: 'a' },
  },
  'ledger.seal': { call: api.ledger.seal, options: sealLedgerOptions },
  'ledger.addDocument': {
    call: api.ledger.addDocument,
    options: addDocumentOptions,
    needs: { document: 'a', kind: 'other', about: ['a'] },
  },
  init: { call: api.init, options: initOptions },
  verifyAudit: {
    call: api.verifyAudit,
    options: auditOptions,
    argument: { name: 'report', wrong: NO_TEXT, right: 'a.html' },
  },
  'registry.add': {
    call: api.registry.add,
    options: run,
    argument: { name: 'paths', wrong: NO_TEXTS, right: ['a'] },
  },
  'registry.remove': { call: api.registry.remove, options: run, argument: { name: 'paths', ...someTexts } },
  'registry.query': { call: api.registry.query, options: run, argument: { name: 'pictures', ...someTexts } },
};
