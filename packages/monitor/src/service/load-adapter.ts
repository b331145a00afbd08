import type { ServiceSettings } from '../service-settings.ts';
import type { SearchAdapter } from './adapter.ts';
import { mappedAdapter } from './mapped-adapter.ts';

/** The adapter of a service; what it needs is loaded when it is asked for. */
export const loadAdapter = async (service: ServiceSettings): Promise<SearchAdapter> => {
  if (service.use === 'http') return mappedAdapter(service);
  const { mapping } =
    service.use === 'tineye'
      ? (await import('./known/tineye.ts')).TINEYE
      : (await import('./known/google-vision.ts')).GOOGLE_VISION;
  const { address = mapping.address, key = mapping.key } = service;
  return mappedAdapter({ ...mapping, address, key });
};
