import type { ServiceMapping } from '../../service-settings.ts';

/** A service whose documentation was read. */
export interface KnownService {
  readonly mapping: ServiceMapping;
  /** Whether it was ever tried against the service. */
  readonly isTried: boolean;
  readonly sources: readonly { readonly title: string; readonly url: string; readonly read: string }[];
  readonly certainty: 'certain' | 'likely';
  /** What nothing that was read says. */
  readonly unsure: readonly string[];
}
