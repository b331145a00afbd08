// Which shards are parts of one run: each thing that may differ, and what is said of it.
import { describe, expect, it } from 'vitest';
import { ListingLintError } from '../model/error.ts';
import type { RunIdentity, ShardFindings } from '../shard/shard-findings.ts';
import { GatheredShards, type NamedShard } from './gather-shards.ts';
import { encodeShard, openShard, type ShardFile } from './shard-file.ts';

const IDENTITY: RunIdentity = { config: 'c', policy: 'p', program: 'v', selection: 's' };
const found = (path: string, identity: RunIdentity = IDENTITY): ShardFindings => ({
  ...{ path, identity, entries: {}, passing: [], unwritten: [], timedKept: [], broken: [], faults: [] },
  thumbnails: [['1.jpg', null]],
});
const file = (index: number, more: Partial<ShardFile> = {}, count = 3): ShardFile => ({
  shard: { index, count },
  tool: { name: 'listing-lint', version: '1.0.0' },
  asOf: '2026-11-25',
  isDayGiven: false,
  paths: ['.'],
  commit: 'abc',
  projects: [found('.')],
  ...more,
});
const named = (each: ShardFile, name = `${each.shard.index}.shard`): NamedShard => ({ name, file: each });
const [one, two, three] = [named(file(1)), named(file(2)), named(file(3))];

const refusal = (make: () => unknown): readonly string[] => {
  try {
    make();
  } catch (error) {
    if (error instanceof ListingLintError && error.code === 'shard-invalid')
      return error.problems.map(({ file: name, message }) => (name === undefined ? message : `${name} ${message}`));
    throw error;
  }
  return [];
};
const refused = (...given: readonly NamedShard[]): readonly string[] => refusal(() => new GatheredShards(given));
const other = (more: Partial<ShardFile>): readonly string[] => refused(one, named(file(2, more)), three);

describe('GatheredShards', () => {
  it('takes all parts of one run, in any order', () => {
    expect(refused(three, one, two)).toEqual([]);
    const gathered = new GatheredShards([three, two, one]);
    expect(gathered.first).toBe(one.file);
    expect(gathered.projects).toEqual(['.']);
    expect(refused(named(file(1, {}, 1)))).toEqual([]);
  });

  it('names what is not there, and what is there twice', () => {
    expect(refused()).toEqual(['no shard was given']);
    expect(refused(three, one)).toEqual(['missing: 2/3']);
    expect(refused(two)).toEqual(['missing: 1/3, 3/3']);
    expect(refused(one, two, three, named(file(2), 'again'))).toEqual(['again it is shard 2/3, as 2.shard is']);
    const first = (count: number): string => refused(named(file(1, {}, count)))[0] ?? '';
    expect(first(21).split(', ').length).toBe(20);
    expect(first(21)).not.toContain('more');
    expect(first(22)).toMatch(/, 21\/22 and 1 more$/);
  });

  it.each<[Partial<ShardFile>, string]>([
    [{ tool: { name: 'listing-lint', version: '1.0.1' } }, 'of version 1.0.1, and not 1.0.0'],
    [{ asOf: '2026-11-26' }, 'of 2026-11-26, and not of 2026-11-25 (give all shards the same --as-of)'],
    [{ commit: 'abd' }, 'of commit abd, and not of abc'],
    [{ commit: null }, 'of commit unknown, and not of abc'],
    [{ paths: ['.', 'a'] }, 'over other paths'],
    [{ isDayGiven: true }, 'with --as-of in one of them only'],
    [{ projects: [found('a')] }, 'of other projects, or by another config'],
    [{ projects: [found('.'), found('a')] }, 'of other projects, or by another config'],
    [{ projects: [found('.', { ...IDENTITY, config: 'x' })] }, 'of other projects, or by another config'],
    [{ projects: [found('.', { ...IDENTITY, policy: 'x' })] }, 'of other projects, or by another config'],
    [{ projects: [found('.', { ...IDENTITY, program: 'x' })] }, 'of other projects, or by another config'],
    [{ projects: [found('.', { ...IDENTITY, selection: 'x' })] }, 'of other projects, or by another config'],
    [{ commit: 'x', isDayGiven: true }, 'of commit x, and not of abc; with --as-of in one of them only'],
  ])('refuses another run: %o', (more, said) => {
    expect(other(more)).toEqual([`2.shard it is ${said}: see 1.shard`]);
  });

  it('refuses another count, and one that cannot be', () => {
    expect(refused(one, named(file(2, {}, 4)), three)).toEqual([
      '2.shard it is one of 4 shards, and not of 3: see 1.shard',
    ]);
    const odd = (index: number, count: number): string | undefined =>
      refused(one, named(file(index, {}, count), 'odd'))[0];
    for (const [index, count] of [
      [1, 0],
      [0, 3],
      [4, 3],
      [1, 10_001],
    ] as const)
      expect(odd(index, count)).toBe(`odd it is shard ${index}/${count}, which cannot be`);
    expect(odd(3, 3)).toBe('missing: 2/3');
    expect(odd(1, 10_000)).toBe('odd it is one of 10000 shards, and not of 3: see 1.shard');
  });

  it('gives what was found in a project, to a merge that judges by the same', () => {
    const gathered = new GatheredShards([one, two, three]);
    const asked = (project: string, identity: Partial<RunIdentity>): readonly string[] =>
      refusal(() => gathered.of(project, { ...IDENTITY, ...identity }));
    expect(asked('.', {})).toEqual([]);
    expect(gathered.of('.', IDENTITY).thumbnails).toEqual(new Map([['1.jpg', null]]));
    expect(asked('a', {})).toEqual(['1.shard there is no project a in it']);
    expect(asked('.', { config: 'x' })).toEqual(['1.shard it was made with another config']);
    expect(asked('.', { selection: 'x' })).toEqual(['1.shard it was made with other paths or another selection']);
    expect(asked('.', { program: 'x', policy: 'x' })).toEqual([
      '1.shard it was made with another version of the program or of a plugin, or with other settings, other rules, or other files that they depend on',
    ]);
  });
});

describe('a shard as a file', () => {
  const bytes = encodeShard(file(2, { projects: [found('.'), found('a')] }));
  const read = (of: Buffer): ShardFile | string => {
    try {
      return openShard(of, 'x.shard');
    } catch (error) {
      return error instanceof ListingLintError ? error.message : String(error);
    }
  };
  it('is read as it was written', () => {
    expect(read(bytes)).toEqual(file(2, { projects: [found('.'), found('a')] }));
  });
  it('says what is wrong with it', () => {
    expect(read(Buffer.from('hello'))).toBe('x.shard cannot be merged: it is no shard');
    expect(read(Buffer.alloc(0))).toBe('x.shard cannot be merged: it is no shard');
    const told = new Set<unknown>();
    for (let end = bytes.length - 1; end > 40; end -= 7) told.add(read(bytes.subarray(0, end)));
    for (let at = 40; at < bytes.length; at += 11) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      told.add(read(changed));
    }
    expect([...told]).toEqual(['x.shard cannot be merged: it is damaged, or not whole']);
  });
});
