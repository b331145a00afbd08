import { sniff } from '@listing-lint/rules/image';
import { webAddress } from '../source/address.ts';
import { type AskBounds, askOnce } from './ask-once.ts';
import { patientAsk } from './patient-ask.ts';
import { isRefusedHost, publicLookup } from './public-lookup.ts';

export interface PictureBounds extends Pick<AskBounds, 'bytes' | 'ms' | 'signal'> {
  /** `host` or `host:port` of the own network that may be loaded from. */
  readonly ownHosts: readonly string[];
  readonly userAgent: string;
  readonly tries: number;
  readonly pauseMs: number;
}

const MOST_REDIRECTS = 3;
const MOST_WAIT_MS = 10_000;

/**
 * Loads a picture from an address that somebody else named: http(s) on the usual ports, of the public internet alone (each time the address is
 * looked up, after each of at most three redirects), within bytes and time, and nothing but a picture. No key, no cookie goes along.
 */
export const fetchPicture = async (
  address: string,
  bounds: PictureBounds,
): Promise<{ readonly bytes: Buffer } | { readonly problem: string }> => {
  let at = address;
  for (let steps = 0; ; steps++) {
    const way = wayTo(at, bounds.ownHosts);
    if ('problem' in way) return way;
    const outcome = await patientAsk(
      () =>
        askOnce(
          way.url,
          { method: 'GET', headers: { accept: 'image/*', 'user-agent': bounds.userAgent }, body: null },
          { ...bounds, lookup: way.isOwn ? undefined : publicLookup },
        ),
      { ...bounds, mostWaitMs: MOST_WAIT_MS, turn: () => Promise.resolve() },
    );
    if ('reason' in outcome) return { problem: outcome.reason };
    if ('location' in outcome) {
      if (steps >= MOST_REDIRECTS) return { problem: `it leads on more than ${MOST_REDIRECTS} times` };
      at = outcome.location;
      continue;
    }
    if (sniff(outcome.body, '') === 'unknown')
      return { problem: `it is no picture that is known${typeWords(outcome.type)}` };
    return { bytes: outcome.body };
  }
};

const typeWords = (type: string): string => (/^[a-z]+\/[a-z0-9.+-]{1,60}$/.test(type) ? `, but ${type}` : '');

/** Where an address leads to, where it may be gone to. */
const wayTo = (
  address: string,
  ownHosts: readonly string[],
): { readonly url: URL; readonly isOwn: boolean } | { readonly problem: string } => {
  const known = webAddress(address);
  if (known === null) return { problem: 'it is no address of the web' };
  const url = new URL(known);
  if (ownHosts.some((own) => own === url.host || own === url.hostname)) return { url, isOwn: true };
  if (url.port !== '') return { problem: 'it has a port of its own, and nothing is loaded from there' };
  if (isRefusedHost(url.hostname))
    return { problem: 'its address is none of the public internet, and nothing is loaded from there' };
  return { url, isOwn: false };
};
