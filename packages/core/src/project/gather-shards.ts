import { ListingLintError, type Problem } from '../model/error.ts';
import { FoundByShards, type NamedFindings } from '../shard/found-by-shards.ts';
import { MOST_SHARDS, shardName } from '../shard/shard.ts';
import type { RunIdentity } from '../shard/shard-findings.ts';
import type { ShardFile } from './shard-file.ts';

/** A shard, and the file that it was read from as the user calls it. */
export interface NamedShard {
  readonly name: string;
  readonly file: ShardFile;
}

/** All shards of one run, in their order. */
export class GatheredShards {
  readonly #shards: readonly NamedShard[];

  /** Throws `shard-invalid` where one is missing, there twice, or of another run. `asOf`: the day that the merge was told. */
  constructor(given: readonly NamedShard[]) {
    const [first] = given;
    if (first === undefined) throw notMergeable([{ message: 'no shard was given' }]);
    const others = given.flatMap(({ name, file }) => strangersOf(first, name, file));
    if (others.length > 0) throw notMergeable(others);
    const shards = given.toSorted((a, b) => a.file.shard.index - b.file.shard.index);
    const wrong = [...doubled(shards), ...missing(shards)];
    if (wrong.length > 0) throw notMergeable(wrong);
    this.#shards = shards;
  }

  get first(): ShardFile {
    const [shard] = this.#shards;
    if (shard === undefined) throw new Error('there is always one');
    return shard.file;
  }

  /** What was found in the project of this folder, from that of the whole run. Throws `shard-invalid` where the merge judges by something else. */
  of(project: string, identity: RunIdentity): FoundByShards {
    const parts = this.#shards.map(({ name, file }): NamedFindings => {
      const findings = file.projects.find(({ path }) => path === project);
      if (findings === undefined)
        throw notMergeable([{ file: name, message: `there is no project ${project} in it`, hint: SAME_RUN }]);
      const differing = differences(identity, findings.identity);
      if (differing.length > 0)
        throw notMergeable([{ file: name, message: `it was made with ${differing.join(', ')}`, hint: SAME_RUN }]);
      return { name, findings };
    });
    return new FoundByShards(parts);
  }

  /** Folders of all projects that shards know. */
  get projects(): readonly string[] {
    return this.first.projects.map(({ path }) => path);
  }
}

const SAME_RUN = 'give the merge the same config and flags, and the same checkout, that the shards had';

const notMergeable = (problems: readonly Problem[]): ListingLintError =>
  new ListingLintError('shard-invalid', 'the shards cannot be merged', problems);

const WHAT: { readonly [part in keyof RunIdentity]: string } = {
  config: 'another config',
  program: 'another version of the program or of a plugin, or with other settings',
  policy: 'other rules, or other files that they depend on',
  selection: 'other paths or another selection',
};

const differences = (a: RunIdentity, b: RunIdentity): readonly string[] => {
  const parts: readonly (keyof RunIdentity)[] = ['config', 'program', 'policy', 'selection'];
  return parts.filter((part) => a[part] !== b[part]).map((part) => WHAT[part]);
};

/** What makes a shard one of another run than the first. */
const strangersOf = (first: NamedShard, name: string, file: ShardFile): readonly Problem[] => {
  const [one, two] = [first.file, file];
  const count = two.shard.count;
  if (count < 1 || count > MOST_SHARDS || two.shard.index < 1 || two.shard.index > count)
    return [{ file: name, message: `it is shard ${shardName(two.shard)}, which cannot be` }];
  const differing = [
    one.shard.count === count ? [] : [`one of ${count} shards, and not of ${one.shard.count}`],
    one.tool.version === two.tool.version ? [] : [`of version ${two.tool.version}, and not ${one.tool.version}`],
    one.asOf === two.asOf ? [] : [`of ${two.asOf}, and not of ${one.asOf} (give all shards the same --as-of)`],
    one.commit === two.commit ? [] : [`of commit ${two.commit ?? 'unknown'}, and not of ${one.commit ?? 'unknown'}`],
    JSON.stringify(one.paths) === JSON.stringify(two.paths) ? [] : ['over other paths'],
    one.isDayGiven === two.isDayGiven ? [] : ['with --as-of in one of them only'],
    sameProjects(one, two) ? [] : ['of other projects, or by another config'],
  ].flat();
  if (differing.length === 0) return [];
  return [{ file: name, message: `it is ${differing.join('; ')}: see ${first.name}` }];
};

const sameProjects = (one: ShardFile, two: ShardFile): boolean => {
  const named = ({ projects }: ShardFile): string =>
    JSON.stringify(
      projects.map(({ path, identity: { config, policy, program, selection } }) => [
        path,
        config,
        policy,
        program,
        selection,
      ]),
    );
  return named(one) === named(two);
};

const doubled = (shards: readonly NamedShard[]): readonly Problem[] =>
  shards.flatMap(({ name, file }, at): readonly Problem[] => {
    const before = shards[at - 1];
    if (before === undefined || before.file.shard.index !== file.shard.index) return [];
    return [
      { file: name, message: `it is shard ${shardName(file.shard)}, as ${before.name} is`, hint: 'leave one out' },
    ];
  });

/** So many are named. */
const MOST_NAMED = 20;

const missing = (shards: readonly NamedShard[]): readonly Problem[] => {
  const there = new Set(shards.map(({ file }) => file.shard.index));
  const count = shards[0]?.file.shard.count ?? 0;
  const lacking = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (lacking.length === 0) return [];
  const named = lacking.slice(0, MOST_NAMED).map((index) => shardName({ index, count }));
  const more = lacking.length > MOST_NAMED ? ` and ${lacking.length - MOST_NAMED} more` : '';
  return [{ message: `missing: ${named.join(', ')}${more}`, hint: 'run these shards, and give their files too' }];
};
