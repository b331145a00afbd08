import { gzipSync } from 'node:zlib';
import { type Finding, type Report, type Reporter, safeJson } from '@listing-lint/core';
import type { Artifact, Log, Result, Run } from 'sarif';
import { reporterOptions } from '../format/options.ts';
import { compareBySeverity } from '../format/order.ts';
import { count } from '../format/phrases.ts';
import { allRules, ruleDescriptor } from './descriptors.ts';
import { invocationOf, notificationDescriptors } from './notifications.ts';
import { type SarifOptions, sarifOptions } from './options.ts';
import { type Places, placesOf } from './places.ts';
import { resultOf, suppressedResult } from './results.ts';

/** GitHub refuses a file with more results, or of more bytes when gzipped; of those it takes it keeps the first of the most severe. */
const MAX_RESULTS = 25_000;
const VISIBLE_RESULTS = 5_000;
const MAX_GZIP_BYTES = 10_000_000;

/** SARIF 2.1.0 as GitHub code scanning and other viewers take it. */
export const sarif: Reporter = {
  id: 'sarif',
  title: 'SARIF 2.1.0 for code scanning and editors',
  options: sarifOptions,
  render: (report, context) => {
    const { prefix = context.prefix ?? '', ...given } = reporterOptions('sarif', sarifOptions, context.options);
    const options = { ...given, prefix };
    let limit = MAX_RESULTS;
    let text = safeJson(logOf(report, options, limit, true));
    // Files first lose what is only evidence (hashes of files without findings), then the least severe findings.
    if (gzipSync(text).length > MAX_GZIP_BYTES) text = safeJson(logOf(report, options, limit, false));
    while (gzipSync(text).length > MAX_GZIP_BYTES && limit > 1) {
      limit = Math.floor(Math.min(limit, report.findings.length) / 2);
      text = safeJson(logOf(report, options, limit, false));
    }
    return text;
  },
};

const logOf = (report: Report, options: SarifOptions, limit: number, everyArtifact: boolean): Log => {
  const rules = allRules(report);
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const indexOf = ({ ruleId }: Finding): number => ruleIndex.get(ruleId) ?? -1;
  const places = placesOf(report, options);
  const findings = report.findings.toSorted(compareBySeverity);
  const included = findings.slice(0, limit);
  const results = [
    ...included.map((finding) => resultOf(finding, indexOf(finding), places)),
    ...(options.suppressed
      ? (report.suppressed ?? []).map((item) => suppressedResult(item, indexOf(item.finding), places))
      : []),
  ];
  const { artifacts, results: indexed } = withArtifacts(report, results, places.artifactLocation, everyArtifact);
  const run: Run = {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        informationUri: 'https://www.npmjs.com/package/listing-lint',
        rules: rules.map(ruleDescriptor),
        notifications: [...notificationDescriptors],
      },
    },
    automationDetails: { id: `${options.category}/` },
    invocations: [invocationOf(report, places, truncations(findings.length, included.length, everyArtifact))],
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
    columnKind: 'utf16CodeUnits',
    artifacts: [...artifacts],
    results: [...indexed],
  };
  return { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
};

const truncations = (all: number, included: number, everyArtifact: boolean): readonly string[] => [
  ...(included < all
    ? [
        `Only the ${count(included, 'most severe finding')} of ${count(all, 'finding')} are in this file; code scanning takes no more.`,
      ]
    : []),
  ...(included > VISIBLE_RESULTS
    ? [
        `Code scanning shows the ${count(VISIBLE_RESULTS, 'most severe finding')} of ${count(included, 'finding')} in this file.`,
      ]
    : []),
  ...(everyArtifact
    ? []
    : ['Only files with findings are listed with their hash; with all of them this file would be too large.']),
];

/** The files with their hashes, and the results with each location's index among them. */
const withArtifacts = (
  report: Report,
  results: readonly Result[],
  locate: Places['artifactLocation'],
  every: boolean,
): { readonly artifacts: readonly Artifact[]; readonly results: readonly Result[] } => {
  const used = new Set(
    results.flatMap((result) =>
      [...(result.locations ?? []), ...(result.relatedLocations ?? [])].map(
        ({ physicalLocation }) => physicalLocation?.artifactLocation?.uri,
      ),
    ),
  );
  const artifacts = new Map<string, Artifact>();
  for (const { scope, path, sha256, bytes } of report.subjects) {
    const file = scope === 'listing' ? `${path}/listing.yaml` : path;
    const { uri } = locate(file);
    if (sha256 === undefined || uri === undefined || (!every && !used.has(uri))) continue;
    artifacts.set(uri, {
      location: { uri, uriBaseId: '%SRCROOT%' },
      ...(bytes === undefined ? {} : { length: bytes }),
      roles: ['analysisTarget'],
      hashes: { 'sha-256': sha256 },
    });
  }
  const index = new Map([...artifacts.keys()].map((uri, position) => [uri, position]));
  const indexed = results.map((result) => ({
    ...result,
    locations: (result.locations ?? []).map((location) => ({
      ...location,
      physicalLocation: {
        ...location.physicalLocation,
        artifactLocation: {
          ...location.physicalLocation?.artifactLocation,
          ...indexEntry(index.get(location.physicalLocation?.artifactLocation?.uri ?? '')),
        },
      },
    })),
  }));
  return { artifacts: [...artifacts.values()], results: indexed };
};

const indexEntry = (index: number | undefined): { index?: number } => (index === undefined ? {} : { index });
