import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Global unicast addresses of IPv6 are all in 2000::/3 (RFC 4291); what is outside of it may hold an address of IPv4. */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an IP address is one of the public internet: not this machine, its network, or anything that is set apart (IANA's special-purpose registries). */
export const isPublicIp = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const plain = ipaddr.process(address);
  return plain.range() === 'unicast' && (plain instanceof ipaddr.IPv4 || plain.match(GLOBAL));
};

/** Of an error: the name leads to where nothing is loaded from. */
export const NOT_PUBLIC = 'ENOTPUBLIC';

const notPublic = (): NodeJS.ErrnoException =>
  Object.assign(new Error('the address is none of the public internet'), { code: NOT_PUBLIC });

/**
 * Looks a name up for the connection that is being made, so that what was checked is what is connected to, and refuses it where any of its addresses is
 * none of the public internet.
 */
export const publicLookup: LookupFunction = (host, options, callback) => {
  lookUp(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null) callback(error, '', 0);
    else if (first === undefined || !addresses.every(({ address }) => isPublicIp(address)))
      callback(notPublic(), '', 0);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/** A host that is an address is connected to without a look-up. */
export const isRefusedHost = (hostname: string): boolean => {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) !== 0 && !isPublicIp(bare);
};
