import type { ContainerFormat } from '@listing-lint/rules/image';

/** Formats of pictures that can hold a manifest which is checked here, with their media types. */
export const C2PA_FORMATS: Readonly<Partial<Record<ContainerFormat, string>>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  tiff: 'image/tiff',
  gif: 'image/gif',
};

/** Certificates that signers are trusted by, and what they are called. */
export interface TrustAnchors {
  /** The file, or the published list and its day. */
  readonly name: string;
  /** Whether it is a list that somebody publishes, rather than a certificate that the config takes by itself. */
  readonly isPublished: boolean;
  /** PEM. */
  readonly certificates: string;
}

/**
 * Settings of the package that reads and signs manifests. Nothing is fetched: neither manifests from elsewhere, nor whether a certificate was withdrawn.
 */
export const c2paSettings = (anchors: readonly TrustAnchors[]): string =>
  JSON.stringify({
    verify: { remote_manifest_fetch: false, ocsp_fetch: false, verify_after_sign: false },
    builder: { thumbnail: { enabled: false } },
    trust: {
      anchors: anchors.map(({ name, certificates }) => ({
        ...{ trust_anchors: certificates, trust_uri: name, trust_kind: 'manifest' },
      })),
    },
  });
