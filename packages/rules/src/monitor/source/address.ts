import { getDomainWithoutSuffix } from 'tldts';
import { builtInProfiles, profileNamed } from '../../case/profile/profiles.ts';

/** Longer ones carry data, and name no place. */
const MOST_ADDRESS = 2000;
/** What says where a visitor came from, and not what is shown. */
const TRACKING = /^(?:utm_\w+|gclid|fbclid|msclkid|yclid|spm|scm|mc_[ce]id|_ga)$/i;

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

/** What an address is compared by: without what follows a visitor, `http` as `https`, no `www.`, no slash at the end. */
export const samePlace = (address: string): string => {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  for (const key of [...url.searchParams.keys()]) if (TRACKING.test(key)) url.searchParams.delete(key);
  url.searchParams.sort();
  const host = url.host.replace(/^www\./, '').replace(/\.$/, '');
  return `https://${host}${url.pathname.replace(/\/+$/, '')}${url.search}`;
};

/** The platform that an address is of: its name where a profile is known, else the host. Null for what is no address. */
export const platformOf = (address: string): string | null => {
  if (!URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  const known = profileNamed(builtInProfiles().platforms, getDomainWithoutSuffix(hostname));
  return known?.id ?? hostname.replace(/^www\./, '').replace(/\.$/, '');
};
