import { type ConfigFinder, configFinder, type FoundConfig } from '../config/find.ts';
import { invalidConfig } from '../config/invalid.ts';
import { type LoadOptions, loadConfig } from '../config/load.ts';
import { labelOf } from '../config/search.ts';
import { isInside, pathFrom } from '../file/folders.ts';
import { isKnownError, type ListingLintError, type Problem } from '../model/error.ts';
import type { Notice } from '../model/report.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import { ignoredIn } from '../run/discover.ts';
import { entriesBelow, walkFolder } from '../tree/walk.ts';
import { claimedProblem, claimOf, projectsInside, type Territory } from './territory.ts';

export type OpeningOptions = Omit<LoadOptions, 'configFile' | 'from'>;

/** Where a search for configs begins. */
export interface Start {
  readonly absolute: string;
  /** The path itself, or the folder of a file. */
  readonly folder: string;
  readonly isFolder: boolean;
  /** Nothing was named: all that its project holds is meant. */
  readonly isWhole: boolean;
}

/** Opens territories, each once, and gathers what is wrong with any of them. */
export class Opening {
  readonly finder: ConfigFinder;
  /** What looks wrong with `projects`, but leaves none out. */
  readonly notices: Notice[] = [];
  readonly #options: OpeningOptions;
  readonly #territories = new Map<string, Promise<Territory | undefined>>();
  readonly #inside = new Map<Territory, Promise<readonly FoundConfig[]>>();
  readonly #walks = new Map<string, readonly TreeEntry[]>();
  readonly #problems: Problem[] = [];
  readonly #errors: ListingLintError[] = [];

  constructor(options: OpeningOptions) {
    this.#options = options;
    this.finder = configFinder(options);
  }

  /** Every territory that was opened. */
  async all(): Promise<readonly Territory[]> {
    const all = await Promise.all(this.#territories.values());
    return all.filter((each) => each !== undefined);
  }

  /** The config of the user's home holds for nothing by itself: where the run begins there, that is told as a mistake. */
  refuseHome(folder: string): void {
    const found = this.finder.isHome(folder) ? this.finder.in(folder) : undefined;
    if (found === undefined) return;
    const file = labelOf(found.file, this.#options.cwd);
    this.#problems.push({
      file,
      message: 'is the config of your home folder, which is never used by itself',
      hint: `name it (--config ${file}), or move it to the folder of the shop`,
    });
  }

  /** Throws what is wrong with any config that was opened. */
  throwFaults(): void {
    const [first, ...others] = this.#errors;
    if (first !== undefined && others.length + this.#problems.length === 0) throw first;
    const problems = [...this.#errors.flatMap(problemsOf), ...this.#problems];
    if (problems.length > 0) throw invalidConfig(problems);
  }

  /** A folder without a config. */
  withoutConfig(folder: string): Promise<Territory | undefined> {
    return this.#open(folder, undefined, undefined, undefined);
  }

  /** The territory of the nearest config above a folder; undefined where there is none, or where it cannot hold. */
  async holding(folder: string): Promise<Territory | undefined> {
    let outer: Territory | undefined;
    for (const found of this.finder.above(folder).toReversed()) {
      const standing = outer === undefined ? 'left-out' : claimOf(found, outer);
      if (standing === 'claimed' && outer !== undefined) {
        this.#problems.push(claimedProblem(found, outer, this.#options.cwd));
        return undefined;
      }
      outer = await (typeof standing === 'object'
        ? this.#open(found.folder, found, outer, standing.lister)
        : this.#open(found.folder, found, undefined, undefined));
      if (outer === undefined) return undefined;
    }
    return outer;
  }

  /** The projects inside a territory, without those inside them; not opened. */
  inside(territory: Territory): Promise<readonly FoundConfig[]> {
    let inside = this.#inside.get(territory);
    if (inside === undefined) {
      const context = { finder: this.finder, cwd: this.#options.cwd };
      const told = { problems: this.#problems, notices: this.notices };
      inside = this.walk(territory).then((entries) => projectsInside(territory, entries, context, told));
      this.#inside.set(territory, inside);
    }
    return inside;
  }

  /** The territories inside another, those inside them too, as far as a test of their folders holds. */
  async openInside(
    territory: Territory,
    isWanted: (folder: string) => boolean = () => true,
  ): Promise<readonly Territory[]> {
    const all: Territory[] = [];
    for (const found of await this.inside(territory)) {
      if (!isWanted(found.folder)) continue;
      if (found.isProgram && territory.found === undefined) {
        this.#problems.push(unlistedProgram(found, territory, this.#options.cwd));
        continue;
      }
      const standing = claimOf(found, territory);
      const lister = typeof standing === 'object' ? standing.lister : undefined;
      const inner = await this.#open(found.folder, found, territory, lister);
      if (inner !== undefined) all.push(inner, ...(await this.openInside(inner)));
    }
    return all;
  }

  /** What lies below a territory's folder: a part of what was walked already, where that holds it. */
  async walk({ folder }: Territory): Promise<readonly TreeEntry[]> {
    const known = this.#walks.get(folder);
    if (known !== undefined) return known;
    const walked = this.#partOfWalk(folder) ?? (await walkFolder(folder));
    this.#walks.set(folder, walked);
    return walked;
  }

  #partOfWalk(folder: string): readonly TreeEntry[] | undefined {
    for (const [walked, entries] of this.#walks) {
      const path = pathFrom(walked, folder);
      if (isInside(walked, folder) && entries.some((entry) => entry.path === path)) return entriesBelow(entries, path);
    }
    return undefined;
  }

  #open(
    folder: string,
    found: FoundConfig | undefined,
    outer: Territory | undefined,
    lister: Territory | undefined,
  ): Promise<Territory | undefined> {
    let territory = this.#territories.get(folder);
    if (territory === undefined) {
      territory = this.#load(folder, found).then(
        (config) => ({ folder, found, config, ignored: ignoredIn({ ...config, isIgnoring: true }), outer, lister }),
        (error: unknown) => {
          if (!isKnownError(error)) throw error;
          this.#errors.push(error);
          return undefined;
        },
      );
      this.#territories.set(folder, territory);
    }
    return territory;
  }

  #load(folder: string, found: FoundConfig | undefined): ReturnType<typeof loadConfig> {
    const { cwd } = this.#options;
    return loadConfig({
      ...this.#options,
      ...(found === undefined ? { from: folder } : { configFile: labelOf(found.file, cwd) }),
    });
  }
}

const unlistedProgram = (found: FoundConfig, { folder }: Territory, cwd: string): Problem => ({
  file: labelOf(found.file, cwd),
  message: 'is a program, which is not run unless it is listed',
  hint: `write a config above it that lists it (\`projects: ["${pathFrom(folder, found.folder)}"]\`), or name its folder alone`,
});

const problemsOf = ({ message, problems }: ListingLintError): readonly Problem[] =>
  problems.some(({ file }) => file !== undefined) ? problems : [{ message }, ...problems];
