import { builtInProfiles, profileNamed } from '@listing-lint/disputes';
import { getDomainWithoutSuffix } from 'tldts';

/** Longer ones carry data, and name no place. */
const MOST_ADDRESS = 2000;

/** A web address without fragment, resolved against a base; null for what is none: scripts, data, other schemes, and ones of over 2,000 characters. */
export const webAddress = (text: string, base?: string | null): string | null => {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > MOST_ADDRESS) return null;
  try {
    const url = new URL(trimmed, base ?? undefined);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    url.hash = '';
    url.username = '';
    url.password = '';
    return url.href.length > MOST_ADDRESS ? null : url.href;
  } catch {
    return null;
  }
};

/** The platform that an address is of: its name where a profile is known, else the host. Null for what is no address. */
export const platformOf = (address: string): string | null => {
  if (!URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  const known = profileNamed(builtInProfiles().platforms, getDomainWithoutSuffix(hostname));
  return known?.id ?? hostname.replace(/^www\./, '').replace(/\.$/, '');
};
