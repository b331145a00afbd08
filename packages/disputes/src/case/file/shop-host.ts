import { getDomain, getDomainWithoutSuffix, getPublicSuffix } from 'tldts';
import { builtInProfiles, profileNamed } from '../profile/profiles.ts';

// Under suffixes of hosters (`myshopify.com`) each shop has a name of its own.
const OPTIONS = { allowPrivateDomains: true } as const;

/** A host as browsers write it: small ASCII letters, no dot at the end; undefined for what is none. */
const asHost = (text: string): string | undefined => {
  const address = `https://${text}/`;
  if (!/^[^\s/?#@:\\]+$/.test(text) || !URL.canParse(address)) return undefined;
  return new URL(address).hostname.replace(/\.$/, '').replace(/^www\./, '');
};

/** What is wrong with the domain of a licensee: no host, a suffix under which everybody has a shop, a marketplace; undefined where it is somebody's own. */
export const shopHostFault = (domain: string): string | undefined => {
  const host = asHost(domain.trim());
  if (host === undefined || host === '') return 'expected the host of a shop alone, such as shop.example';
  if (getDomain(host, OPTIONS) === null) {
    const suffix = getPublicSuffix(host, OPTIONS);
    return suffix === host && host !== 'www'
      ? `${host} is a suffix under which anybody has a shop; write the whole host, such as shop.${host}`
      : 'expected the host of a shop with its domain, such as shop.example';
  }
  const platform = profileNamed(builtInProfiles().platforms, getDomainWithoutSuffix(host, OPTIONS));
  return platform === undefined
    ? undefined
    : `${host} is ${platform.title}, where others sell, too; name the licensee by "seller"`;
};

/** Whether an address lies at the host of a shop, or below it. */
export const isAtShop = (address: string, domain: string): boolean => {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address) || shopHostFault(domain) !== undefined) return false;
  const host = new URL(address).hostname.replace(/\.$/, '');
  const own = asHost(domain.trim()) ?? '';
  return host === own || host.endsWith(`.${own}`);
};
