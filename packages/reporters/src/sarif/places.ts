import type { Finding, Region, Report } from '@listing-lint/core';
import type { ArtifactLocation, PhysicalLocation, Region as SarifRegion } from 'sarif';
import { inFolder, relativeUri } from '../format/address.ts';
import { attributesOf } from '../format/attributes.ts';
import { compareNatural } from '../format/order.ts';
import type { SarifOptions } from './options.ts';

/** Where findings and files lie, as SARIF addresses. */
export interface Places {
  /** The file that stands for the subject of a finding. */
  readonly fileOf: (subject: Finding['subject']) => string;
  readonly location: (file: string, region: Region | undefined) => PhysicalLocation;
  readonly artifactLocation: (file: string) => ArtifactLocation;
}

/** A picture has no lines; code scanning wants four numbers all the same. */
const WHOLE_FILE: SarifRegion = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

/** Maps subjects to files: a listing stands for its `listing.yaml`, or for its first picture where it has none. */
export const placesOf = (report: Report, { anchor, prefix = '' }: SarifOptions): Places => {
  const manifests = new Map<string, string>();
  const firstPictures = new Map<string, string>();
  const listingOf = new Map<string, string>();
  for (const subject of report.subjects) {
    if (subject.scope === 'listing' && subject.sha256 !== undefined) {
      manifests.set(subject.path, subject.path === '.' ? 'listing.yaml' : `${subject.path}/listing.yaml`);
    }
    const { listing, role } = attributesOf(subject);
    if (subject.scope !== 'image' || listing === undefined) continue;
    listingOf.set(subject.path, listing);
    const first = firstPictures.get(listing);
    if (role === 'main' || first === undefined || compareNatural(subject.path, first) < 0) {
      firstPictures.set(listing, subject.path);
    }
  }
  const fileOf = ({ scope, path }: Finding['subject']): string => {
    if (scope === 'listing') return manifests.get(path) ?? firstPictures.get(path) ?? path;
    if (scope === 'image' && anchor === 'manifest') return manifests.get(listingOf.get(path) ?? '') ?? path;
    return path;
  };
  const artifactLocation = (file: string): ArtifactLocation => ({
    uri: relativeUri(inFolder(prefix, file)),
    uriBaseId: '%SRCROOT%',
  });
  return {
    fileOf,
    artifactLocation,
    location: (file, region) => ({
      artifactLocation: artifactLocation(file),
      region:
        region === undefined
          ? WHOLE_FILE
          : {
              startLine: region.startLine,
              startColumn: region.startColumn,
              endLine: region.endLine ?? region.startLine,
              endColumn: region.endColumn ?? region.startColumn,
            },
    }),
  };
};
