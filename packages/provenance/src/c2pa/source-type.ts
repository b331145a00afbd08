import { ListingLintError } from '@listing-lint/core/plugin';
import type { ContainerFormat } from '@listing-lint/rules/image';
import { type Carriers, findCarriers, originOf, readMetadata, statementsOf } from '@listing-lint/rules/metadata';

import { remoteOf } from './c2pa-fact.ts';

/** Digital source types that are not retired (cv.iptc.org/newscodes/digitalsourcetype, release of 2024-10-23, read on 2026-11-28). */
export const DIGITAL_SOURCE_TYPES = [
  'algorithmicMedia',
  'algorithmicallyEnhanced',
  'composite',
  'compositeCapture',
  'compositeSynthetic',
  'compositeWithTrainedAlgorithmicMedia',
  'computationalCapture',
  'dataDrivenMedia',
  'digitalCapture',
  'digitalCreation',
  'humanEdits',
  'negativeFilm',
  'positiveFilm',
  'print',
  'screenCapture',
  'trainedAlgorithmicMedia',
  'virtualRecording',
] as const;

/** Those of pictures in which a trained model may have a part. */
const OF_MODELS = new Set([
  'composite',
  'compositeSynthetic',
  'compositeWithTrainedAlgorithmicMedia',
  'trainedAlgorithmicMedia',
]);

/** Whether a file carries Content Credentials of its own. */
export const carriesCredentials = (bytes: Buffer, format: ContainerFormat): boolean =>
  isSigned(findCarriers(bytes, format));

const isSigned = ({ carriers }: Carriers): boolean =>
  carriers.some(({ kind, depth }) => kind === 'c2pa' && depth === 0);

/**
 * The digital source type that may be stated of a picture as made here: the wanted one, or null where it has a manifest, or names one elsewhere, and so
 * was made by whom that names. Throws `content-unreadable` where its own metadata say otherwise: both would be under the signature.
 */
export const sourceTypeFor = (bytes: Buffer, format: ContainerFormat, wanted: string): string | null => {
  const metadata = readMetadata(findCarriers(bytes, format));
  const statements = statementsOf(metadata);
  if (isSigned(metadata) || remoteOf(statements) !== null) return null;
  const { digitalSourceTypes, aiOrigin, aiLabels, aiTraces } = originOf(metadata, statements);
  const other = digitalSourceTypes.find((type) => type !== wanted);
  if (other !== undefined) throw new ListingLintError('content-unreadable', `its metadata say ${other}, not ${wanted}`);
  const said = [...aiLabels, ...aiTraces].join(', ');
  if (aiOrigin === true && !OF_MODELS.has(wanted))
    throw new ListingLintError('content-unreadable', `it says itself that a model made it (${said}), not ${wanted}`);
  return wanted;
};
