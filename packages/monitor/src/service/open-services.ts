import {
  canonicalJson,
  idleGlobs,
  idleSentence,
  isLeavingOut,
  ListingLintError,
  suggest,
  treeMatcherOf,
} from '@listing-lint/core/plugin';
import { DEFAULT_FILE_MEGABYTES, DEFAULT_MEGAPIXELS, DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import type { BytesMatcher } from '@listing-lint/vision';
import type { MonitorMatter } from '../matter.ts';
import type { ServiceSettings } from '../service-settings.ts';
import type { MonitorSource } from '../source/open-source.ts';
import {
  type AskFaults,
  askService,
  loadPictures,
  type OpenService,
  SERVICE_DEFAULTS,
  type ServiceRun,
} from './ask-services.ts';
import { AskedStore } from './asked-store.ts';
import { serviceKey } from './keep-secret.ts';
import { loadAdapter } from './load-adapter.ts';
import type { OurWork } from './sent-picture.ts';
import { serviceSource } from './service-source.ts';

/** Services that a run asks. */
export interface OpenServices {
  readonly services: readonly OpenService[];
  /** What tells the questions of one run from those of every other. */
  readonly digest: string;
  /** Asks what was not asked yet; what an earlier run had is taken from `folder`. Throws where the time is up, and `usage` for a key that is not there. */
  readonly ask: (folder: string, goOn: () => void) => Promise<AnsweredServices>;
}

export interface AnsweredServices {
  readonly sources: readonly MonitorSource[];
  /** Works that all services have answered that were asked for them. */
  readonly asked: readonly OurWork[];
  readonly forget: () => Promise<void>;
}

/** Of a picture of somebody else. */
const PICTURE_BYTES = 20_000_000;

/** The services that are named to be asked, and the works that each may see. Throws `usage`. */
export const openServices = async (matter: MonitorMatter, matcher: BytesMatcher): Promise<OpenServices> => {
  const names = [...new Set(matter.ask ?? [])];
  const known = matter.settings.monitor?.services ?? [];
  const services = await Promise.all(
    names.map(async (name): Promise<OpenService> => {
      const settings = known.find((each) => each.name === name);
      if (settings === undefined) throw unknownService(name, known);
      return { settings, adapter: await loadAdapter(settings), ...worksOf(settings, matter, matcher) };
    }),
  );
  const asked = services.map(({ settings, works }) => ({
    settings: JSON.parse(JSON.stringify(settings)),
    works: works.map(({ sha256 }) => sha256),
  }));
  return { services, digest: canonicalJson(asked), ask: (folder, goOn) => askAll(services, matter, folder, goOn) };
};

const unknownService = (name: string, known: readonly ServiceSettings[]): ListingLintError => {
  const names = known.map((each) => each.name);
  const hint = suggest(name, names);
  return new ListingLintError('usage', `there is no service ${name} in the config`, [
    {
      message:
        names.length === 0
          ? 'services stand under `monitor: { services: [{ name: …, use: …, works: […] }] }`'
          : `\`monitor.services\` names ${names.join(', ')}`,
      ...(hint ? { hint } : {}),
    },
  ]);
};

/** Pictures of ours that the config lets a service see, each content once. */
const worksOf = (
  { name, works, mostWorks = SERVICE_DEFAULTS.mostWorks }: ServiceSettings,
  { ours: files }: MonitorMatter,
  matcher: BytesMatcher,
): Pick<OpenService, 'works' | 'unreadable'> => {
  const isNamed = treeMatcherOf(works);
  const byPath = new Map(files.map((each) => [each.name, each]));
  const found = new Map<string, OurWork>();
  for (const { path, sha256 } of matcher.ours) {
    const picture = byPath.get(path);
    if (picture === undefined || !isNamed(path) || found.has(sha256)) continue;
    found.set(sha256, { file: picture.file, within: picture.within, path, sha256 });
  }
  const unreadable = matcher.unreadable.filter(({ path }) => isNamed(path));
  if (found.size + unreadable.length === 0)
    throw new ListingLintError('usage', `works of the service ${name} match no picture of yours`, [
      { message: works.join(', ') },
    ]);
  const idle = idleGlobs(
    works,
    [...matcher.ours, ...matcher.unreadable].map(({ path }) => path),
    'tree',
  );
  const missing = idle.filter(isLeavingOut).map((each) => ({ message: idleSentence(each, 'picture of yours') }));
  if (missing.length > 0)
    throw new ListingLintError('usage', `works of the service ${name} name what is not there`, missing);
  if (found.size > mostWorks)
    throw new ListingLintError(
      'usage',
      `works of the service ${name} are ${found.size} pictures, and ${mostWorks} are sent in one run at most`,
      [{ message: 'name fewer, or say how many may be sent: mostWorks' }],
    );
  return { works: [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), unreadable };
};

const askAll = async (
  services: readonly OpenService[],
  matter: MonitorMatter,
  folder: string,
  goOn: () => void,
): Promise<AnsweredServices> => {
  const { root, settings, env = {}, tool, signal } = matter;
  // A key that is missing is told before anything is sent.
  const keys = services.map((each) => serviceKey(each.settings.name, each.adapter.key, env));
  const store = await new AskedStore(folder, root).open();
  const pictureBytes = Math.min(PICTURE_BYTES, (settings.limits?.fileMegabytes ?? DEFAULT_FILE_MEGABYTES) * 1e6);
  const options: ServiceRun = {
    store,
    userAgent: userAgentOf(tool),
    maxBytes: (settings.limits?.fileMegabytes ?? DEFAULT_ORIGINAL_MEGABYTES) * 1e6,
    maxPixels: (settings.limits?.megapixels ?? DEFAULT_MEGAPIXELS) * 1e6,
    pictureBytes,
    goOn,
    signal,
  };
  const works: ReadonlyMap<string, string>[] = [];
  for (const [at, service] of services.entries()) {
    const key = keys[at];
    if (key !== undefined) works.push(await askService(service, key, options));
  }
  const wanted = services.flatMap(({ settings: { name, ownHosts = [] }, works: asked }) =>
    asked.flatMap(({ sha256 }) =>
      (store.work(name, sha256)?.answer.results ?? []).map((result) => ({ result, ownHosts })),
    ),
  );
  const pictures = await loadPictures(wanted, options);
  const faultsOf = (at: number): AskFaults => ({ works: works[at] ?? new Map(), pictures });
  return {
    sources: services.map((service, at) => serviceSource(service, store, faultsOf(at), pictureBytes)),
    asked: services
      .flatMap((each) => each.works)
      .filter(({ sha256 }) =>
        services.every(
          (each) =>
            !each.works.some((work) => work.sha256 === sha256) || store.work(each.settings.name, sha256) !== undefined,
        ),
      ),
    forget: () => store.remove(),
  };
};

/** `listing-lint 0.1.0` as HTTP writes it. */
export const userAgentOf = (tool: string): string => tool.replace(/\s+/g, '/').replace(/[^\x21-\x7e]/g, '');
