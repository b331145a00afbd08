import type { ServiceMapping } from '../service-settings.ts';

/** A work as it is sent: a JPEG without metadata, made for it. */
export interface SentPicture {
  /** Path of ours, from the folder of the config. */
  readonly work: string;
  /** SHA-256 of the file of ours. */
  readonly workSha256: string;
  readonly jpeg: Buffer;
  readonly sha256: string;
  /** px */
  readonly width: number;
  readonly height: number;
}

/** A request without its key. */
export interface ServiceRequest {
  readonly method: 'GET' | 'POST';
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** What the body holds, a line each, for people. */
  readonly contents: readonly string[];
}

/** Where a service says that a picture like a work is. */
export interface ServiceResult {
  /** Web addresses without fragment. */
  readonly page: string | null;
  readonly pictures: readonly string[];
  /** YYYY-MM-DD */
  readonly at: string | null;
  readonly seller: string | null;
  readonly title: string | null;
  readonly price: number | null;
  readonly currency: string | null;
}

/** What an answer says; `problem`: it says nothing that could be counted on. */
export type ServiceAnswer =
  | {
      readonly results: readonly ServiceResult[];
      /** What of it was not looked at, a sentence each. */
      readonly left: readonly string[];
      /** Results that name no address that can be looked at. */
      readonly unusable: number;
    }
  | { readonly problem: string };

/** One kind of service: how it is asked, and what its answers say. It opens no connection. */
export interface SearchAdapter {
  readonly key: ServiceMapping['key'];
  readonly requestOf: (picture: SentPicture) => Promise<ServiceRequest>;
  /** `most` results are taken. */
  readonly answerOf: (body: Buffer, most: number) => ServiceAnswer;
}
