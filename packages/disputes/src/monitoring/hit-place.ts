/** What says where a visitor came from, and not what is shown. */
const TRACKING = /^(?:utm_\w+|gclid|fbclid|msclkid|yclid|spm|scm|mc_[ce]id|_ga)$/i;

/** What an address is compared by: without what follows a visitor, `http` as `https`, no `www.`, no slash at the end. */
export const samePlace = (address: string): string => {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  for (const key of [...url.searchParams.keys()]) if (TRACKING.test(key)) url.searchParams.delete(key);
  url.searchParams.sort();
  const host = url.host.replace(/^www\./, '').replace(/\.$/, '');
  return `https://${host}${url.pathname.replace(/\/+$/, '')}${url.search}`;
};

/** What a hit is known by beside what it shows: its address without what follows visitors; where it has none, its picture. */
export const hitPlace = (listing: string, pictureSha256: string | null): string =>
  /^https?:\/\//i.test(listing) && URL.canParse(listing) ? samePlace(listing) : `picture ${pictureSha256 ?? listing}`;
