import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Allowance } from '../greener.ts';
import type { RunOptions } from '../observe.ts';

/** One thing that can go wrong with a shop, and what a run must then say. */
export interface Damage
  extends Omit<Allowance, 'says'>,
    Pick<RunOptions, 'args' | 'bound' | 'cache' | 'command' | 'cwd' | 'streams' | 'uid'> {
  /** Unique; docs/wrong-green.md shows one of each group. */
  readonly name: string;
  /** Damages the folder (absolute). */
  readonly damage: (root: string) => void | Promise<void>;
  /** Takes back what would stand in the way of removing the folder. */
  readonly undo?: (root: string) => void;
  /**
   * What the run must say of it; the healthy run does not. `nothing`: it harms nobody, and the report is that of the healthy shop.
   * `exit code`: nobody can be told, but by exit code 2.
   */
  readonly says: RegExp | 'nothing' | 'exit code';
  /** The run must end with findings or a fault: exit code 1 or 2. Holds for every damage with a `command`. */
  readonly red?: true;
  /** Paths that a `command` may write. */
  readonly writes?: readonly string[];
  /** `process`: it could end, block or starve the process that it runs in. */
  readonly how?: 'process';
  /** Why this machine cannot try it; undefined where it can. */
  readonly lacking?: () => string | undefined;
}

export interface DamageGroup {
  readonly title: string;
  readonly damages: readonly Damage[];
}

/** The contents of files outside the shop, which no output may repeat. */
export const SECRET = 'swordfish-7c1f90';

type Edit = (root: string) => void;

/** The path of a file, absolute. Throws for what an earlier damage has put in its place: a pipe is waited for, and a device read, for ever. */
const fileAt = (root: string, path: string): string => {
  const file = join(root, path);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) throw new Error(`${path} is no file`);
  return file;
};

export const read = (root: string, path: string): Buffer => readFileSync(fileAt(root, path));

export const write =
  (path: string, content: string | Buffer): Edit =>
  (root) =>
    writeFileSync(fileAt(root, path), content);

/** Replaces a text that must be there: a damage that does nothing is a mistake of the campaign. */
export const replace =
  (path: string, from: string, to: string): Edit =>
  (root) => {
    const text = read(root, path).toString('utf8');
    if (!text.includes(from)) throw new Error(`${path} has no ${JSON.stringify(from)}`);
    writeFileSync(join(root, path), text.replace(from, to));
  };

export const append =
  (path: string, more: string | Buffer): Edit =>
  (root) =>
    writeFileSync(join(root, path), Buffer.concat([read(root, path), Buffer.from(more)]));

export const remove =
  (path: string): Edit =>
  (root) =>
    rmSync(join(root, path), { recursive: true });

export const move =
  (from: string, to: string): Edit =>
  (root) =>
    renameSync(join(root, from), join(root, to));

/** Keeps the first part of a file. */
export const cut =
  (path: string, share = 0.5): Edit =>
  (root) => {
    const bytes = read(root, path);
    writeFileSync(join(root, path), bytes.subarray(0, Math.floor(bytes.length * share)));
  };

/** Cuts a YAML text within the last entry that has braces, so that what is left is no YAML. */
export const cutWithin =
  (path: string): Edit =>
  (root) => {
    const text = read(root, path).toString('utf8');
    const brace = text.lastIndexOf('{');
    writeFileSync(join(root, path), brace < 0 ? text.slice(0, text.length >> 1) : text.slice(0, brace + 4));
  };

/** Removes the file and puts something in its place. */
export const instead =
  (path: string, put: (file: string, root: string) => void | Promise<void>) =>
  async (root: string): Promise<void> => {
    rmSync(join(root, path), { recursive: true });
    await put(join(root, path), root);
  };

export const all =
  (...edits: readonly ((root: string) => void | Promise<void>)[]) =>
  async (root: string): Promise<void> => {
    for (const edit of edits) await edit(root);
  };

/** A pattern for a text as it stands. */
export const quoted = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
