import type { ContainerFormat } from '../../image/read/container.ts';

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

/**
 * Settings of the package that reads and signs manifests; `anchors` are certificates that signers are trusted by, PEM. Nothing is fetched: neither
 * manifests from elsewhere, nor whether a certificate was withdrawn.
 */
export const c2paSettings = (anchors: string): string =>
  JSON.stringify({
    verify: { remote_manifest_fetch: false, ocsp_fetch: false, verify_after_sign: false },
    builder: { thumbnail: { enabled: false } },
    ...(anchors === '' ? {} : { trust: { user_anchors: anchors } }),
  });
