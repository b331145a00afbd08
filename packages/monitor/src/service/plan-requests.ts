import { DEFAULT_MEGAPIXELS, DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import type { MonitorMatter } from '../matter.ts';
import type { PlannedRequest } from '../planned-request.ts';
import { type OpenService, SERVICE_DEFAULTS } from './ask-services.ts';
import { userAgentOf } from './open-services.ts';
import { sentPicture } from './sent-picture.ts';

/** What would be sent, to the last field; nothing is. Throws what cannot be read of ours. */
export const plannedRequests = async (
  services: readonly OpenService[],
  { settings, env = {}, tool }: MonitorMatter,
): Promise<readonly PlannedRequest[]> => {
  const planned: PlannedRequest[] = [];
  for (const { settings: service, adapter, works } of services) {
    for (const work of works) {
      const picture = await sentPicture(work, {
        side: service.side ?? SERVICE_DEFAULTS.side,
        maxBytes: (settings.limits?.fileMegabytes ?? DEFAULT_ORIGINAL_MEGABYTES) * 1e6,
        maxPixels: (settings.limits?.megapixels ?? DEFAULT_MEGAPIXELS) * 1e6,
      });
      const { method, address, headers, body, contents } = await adapter.requestOf(picture);
      const { key } = adapter;
      const shown = key === undefined ? '' : `${key.prefix ?? ''}$${key.env}`;
      planned.push({
        service: service.name,
        method,
        address:
          key?.query === undefined ? address : `${address}${address.includes('?') ? '&' : '?'}${key.query}=${shown}`,
        headers: {
          ...plain(headers),
          'user-agent': userAgentOf(tool),
          ...(key?.header === undefined ? {} : { [key.header.toLowerCase()]: shown }),
        },
        bytes: body?.length ?? 0,
        contents,
        key: key === undefined ? null : { env: key.env, isSet: (env[key.env] ?? '').trim() !== '' },
        perMinute: service.perMinute ?? SERVICE_DEFAULTS.perMinute,
        tries: service.tries ?? SERVICE_DEFAULTS.tries,
      });
    }
  }
  return planned;
};

/** What separates the fields of a form is drawn by lot. */
const plain = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, text.replace(/boundary=.*$/, 'boundary=…')]));
