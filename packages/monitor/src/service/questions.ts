import type { BytesMatcher } from '@listing-lint/vision';
import type { MonitorMatter } from '../matter.ts';
import type { SourceBounds } from '../source/capture.ts';
import { openSource, sourcesDigest } from '../source/open-source.ts';
import type { AnsweredQuestions, Questions } from './asked-questions.ts';

/** What a run looks through: files, or what services answer, whose code is loaded then. Throws `usage` and `file-unreadable`. */
export const questionsOf = async (
  matter: MonitorMatter,
  matcher: BytesMatcher,
  bounds: SourceBounds,
): Promise<Questions> => {
  if ((matter.ask ?? []).length > 0) {
    const { serviceQuestions } = await import('./service-questions.ts');
    return serviceQuestions(matter, matcher);
  }
  const paths = new Set(matter.sources.map(({ path }) => path));
  const sources = await Promise.all(matter.sources.map(({ path, name }) => openSource(path, name, bounds, paths)));
  const answered: AnsweredQuestions = { sources, listings: null, forget: () => Promise.resolve() };
  return { kind: 'listings', digest: sourcesDigest(sources), sources: () => Promise.resolve(answered), plan: null };
};
