import type { BytesMatcher } from '@listing-lint/vision';
import type { MonitorMatter } from '../matter.ts';
import type { Questions } from './asked-questions.ts';
import { openServices } from './open-services.ts';
import { plannedRequests } from './plan-requests.ts';
import { searchedListings } from './searched-listings.ts';

/** What services are asked. Throws `usage`. */
export const serviceQuestions = async (matter: MonitorMatter, matcher: BytesMatcher): Promise<Questions> => {
  const { services, digest, ask } = await openServices(matter, matcher);
  return {
    kind: 'reverse-search',
    digest,
    sources: async (folder, goOn) => {
      const { sources, asked, forget } = await ask(folder, goOn);
      return { sources, listings: await searchedListings(asked, matter, matcher), forget };
    },
    plan: () => plannedRequests(services, matter),
  };
};
