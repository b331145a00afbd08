import { resolve } from 'node:path';
import type { Subject } from '@listing-lint/core';
import { publishSubjects } from '@listing-lint/rules/hash';
import { isCompared } from '@listing-lint/rules/subject';
import { matchFiles, picturesOf } from '@listing-lint/vision';
import { UsageError } from '../../output/known-error.ts';
import { loadFor, projectFor } from '../../project/load.ts';
import { namedLeft } from '../../project/named-left.ts';
import { knownRegistry, openRegistry } from '../../project/open-registry.ts';
import { namedPaths } from '../../project/paths.ts';
import { builtinSettings, registryOf } from '../../project/registry-file.ts';
import { isoDay } from '../../project/today.ts';
import { checkCall, RUN_QUERY, SOME_TEXTS, TEXTS } from '../check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from '../flags.ts';
import { type MatchResult, matchResult } from '../match.ts';
import type { RunQuery } from '../options.ts';
import { imagesWithin, noPictureTo } from '../pictures/our-pictures.ts';

/** What the registry of a config can be asked for; `name` is its path as the config has it. */
export interface RegistryFunctions {
  /** Adds the pictures of listings; without paths those of all. `unseen`, in sentences: those that cannot be read, what lies behind links that are not followed, and what was named and is not added. */
  readonly add: (
    paths: readonly string[],
    query?: RunQuery,
  ) => Promise<{
    readonly name: string;
    readonly added: number;
    readonly known: number;
    readonly unseen: readonly string[];
  }>;
  /** Takes out pictures by the paths (or folders) that they were published with. Rejects with `usage` where it has none of them. */
  readonly remove: (
    paths: readonly string[],
    query?: RunQuery,
  ) => Promise<{ readonly name: string; readonly removed: number }>;
  /** Tells which published pictures the given ones, files or folders, repeat. */
  readonly query: (pictures: readonly string[], query?: RunQuery) => Promise<MatchResult>;
}

/** Gives `registry` for a program that holds the guard of plugins. */
export const registryFor = (program?: Program): RegistryFunctions => ({
  add: async (given, query = {}) => {
    checkCall({ name: 'registry.add', args: { paths: [given, TEXTS] }, options: query, kinds: RUN_QUERY });
    const around = surroundingsOf(query, program);
    const paths = await namedPaths(given, around.cwd);
    const say = sayTo(query);
    const { config, selection } = await projectFor(configOptionsOf(query), around, paths, say);
    const place = registryOf(config, around.env);
    const registry = await openRegistry(place, config.root);
    const { images, links, unseen: closed, closedAt } = await imagesWithin(config, selection, 'listings', say);
    const subjects = images.filter((subject) => isCompared(subject) && !links.has(subject.path));
    const isTold = ({ path }: Subject): boolean => links.has(path);
    const taken = [...subjects, ...images.filter(isTold), ...closedAt];
    const left = await namedLeft({ config, selection }, { done: 'added', taken, found: images, say });
    if (subjects.length === 0) throw noPictureTo('add', [...closed, ...left]);
    const { limits } = builtinSettings(config);
    const { added, known, unread } = await publishSubjects(registry, subjects, isoDay(around.now()), {
      root: config.root,
      limits,
      signal: query.signal,
    });
    return { name: place.name, added, known, unseen: [...unread, ...closed, ...left] };
  },
  remove: async (given, query = {}) => {
    checkCall({ name: 'registry.remove', args: { paths: [given, SOME_TEXTS] }, options: query, kinds: RUN_QUERY });
    const around = surroundingsOf(query, program);
    const config = await loadFor(configOptionsOf(query), around);
    const place = registryOf(config, around.env);
    const { name } = place;
    const registry = await openRegistry(place, config.root);
    const removed = await registry.remove(given.map((path) => path.replace(/^\.\//, '').replace(/\/+$/, '')));
    if (removed === 0)
      throw new UsageError(`${name} has no picture ${given.join(', ')}`, 'give the path that it was published with');
    return { name, removed };
  },
  query: async (given, query = {}) => {
    checkCall({ name: 'registry.query', args: { pictures: [given, SOME_TEXTS] }, options: query, kinds: RUN_QUERY });
    const { signal } = query;
    const around = surroundingsOf(query, program);
    const config = await loadFor(configOptionsOf(query), around);
    const pictures = (await Promise.all(given.map((path) => picturesOf(resolve(around.cwd, path), path)))).flat();
    const { limits } = builtinSettings(config);
    const registry = await knownRegistry(config, registryOf(config, around.env), query);
    const report = await matchFiles(pictures, [], {
      registry,
      ...(limits ? { limits } : {}),
      ...(signal ? { signal } : {}),
    });
    return matchResult(report, { shown: [] });
  },
});

/** The registry of published pictures that a config names. */
export const registryAlone: RegistryFunctions = registryFor();
