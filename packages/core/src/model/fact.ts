import type { z } from 'zod';
import type { ErrorCode } from './error.ts';
import type { JsonObject } from './json.ts';
import type { Box, Cause, Region, Related } from './report.ts';
import type { Subject } from './subject.ts';

/** A fact's name that remembers the type of its value: `context.get(imageFact.id)` is typed. */
export type FactId<T = unknown> = string & { readonly __value?: T };

/**
 * A named, typed, small, plain-data measurement of a subject, computed lazily and once.
 * `compute` throws a `ListingLintError` (or anything) when the value cannot be had: rules that need it become `inconclusive`.
 */
export interface FactProvider<T = unknown> {
  readonly id: FactId<T>;
  readonly scope: string;
  /** Raised when the value for the same input changes: part of every cache key. */
  readonly version: number;
  /** One sentence for `explain`, docs and editors. */
  readonly title: string;
  /** The one declaration of its shape: type, load-time checks, docs and JSON Schema come from it. */
  readonly schema: z.ZodType<T>;
  /** Accepted `params` of a leaf, if any. */
  readonly params?: z.ZodObject;
  /** Ids of facts of the same scope that are kept for the whole set; makes this a set fact, computed in the second pass. */
  readonly needsSet?: readonly string[];
  /**
   * The value is plain data and follows from what the discoverers say of the subject and of the other subjects of its `group`, and from settings: from no file, no day and
   * no other fact but such ones. What has no content of its own is judged again only where that has changed.
   */
  readonly ofGroup?: true;
  readonly compute: (subject: Subject, params: JsonObject, context: FactContext) => T | Promise<T>;
  /**
   * Set facts only: paths of the subjects of its scope whose value (or why there is none) may be another one, whatever the params, since the
   * set has changed so; `'all'` where that cannot be said. Subjects that have changed themselves need not be named. Verdicts on all others
   * are taken over from the run before, so a fact may say this only where its value follows from attributes and kept facts of the scopes of
   * `needsSet`, from its own subject, from settings and from files that its plugin names, or it says `'all'`: it is asked where no subject
   * has changed, too. Without it each change may change every value.
   */
  readonly touchedBy?: (changes: readonly SetChange[], context: FactContext) => Touched | Promise<Touched>;
  /** What the value leaves open, in words that are true of the whole run: told once, however many subjects say it. */
  readonly caveats?: (value: T) => readonly string[];
  /** Places on the picture that a report can draw. */
  readonly boxes?: (value: T) => readonly Box[];
  /** The place in a text subject (case, listing.yaml) that the value speaks of. */
  readonly region?: (value: T) => Region | undefined;
  /** Other subjects that the value speaks of (the copies of a picture, say); `causes` are the rule's conditions on it that did not hold. */
  readonly related?: (value: T, causes: readonly Cause[]) => readonly Related[];
}

/** Something large or unserialisable that facts share while one subject is judged: its bytes, its decoded pixels. */
export interface Resource<T> {
  readonly id: string;
  /**
   * Name of a resource that its plugin shares, with the version of its value's shape: `acme/pages@1`. Other copies of the plugin know it by this name.
   * Without it a shared resource is known by its object alone.
   */
  readonly sharedAs?: string;
  readonly create: (subject: Subject, context: FactContext) => T | Promise<T>;
  /**
   * May be made while subjects before this one are judged, once one of its scope has asked for it: what waits for a disk, and takes little memory. Whoever is
   * judged next need not ask for it then.
   */
  readonly isEarly?: boolean;
  /**
   * Called once when the subject has been judged and all that was asked of it has come to its end: nobody uses the value any more. Not called where something of
   * the subject never ends.
   */
  dispose?(value: T): void;
}

/** Something that all facts of a run share: a compiled watermark template, an index over the set. */
export interface RunResource<T> {
  readonly id: string;
  /** `remembered`: what `remember` made of it in an earlier run, where nothing but subjects has changed since. */
  readonly create: (context: FactContext, remembered?: string) => T | Promise<T>;
  /** What is to be kept for the next run (`--cache`): worked out by content, as subjects come, change and go. */
  readonly remember?: (value: T) => string | undefined;
  /** Called once at the end of the run. */
  readonly dispose?: (value: T) => void | Promise<void>;
}

/** A kept fact of another subject: its value, or why it could not be had. */
export type Kept<T> = { readonly value: T } | { readonly error: string; readonly code?: ErrorCode };

/** A subject that has come, gone, or changed (what is kept of it, or an attribute) since the run before. */
export interface SetChange {
  readonly path: string;
  /** What was kept of it then, by the ids of `needsSet`; undefined where it was not there. */
  readonly before?: { readonly [id: string]: Kept<unknown> };
  /** What is kept of it now; undefined where it is there no more. */
  readonly after?: { readonly [id: string]: Kept<unknown> };
}

/** Paths of the subjects that a change of the set may concern. */
export type Touched = ReadonlySet<string> | 'all';

export interface FactContext {
  readonly root: string;
  /** The validated settings of the plugin that provides the fact. */
  readonly settings: unknown;
  /** ISO date (`YYYY-MM-DD`) that stands for today. Reading it makes the value, and all that is made from it, one of that day. */
  readonly asOf: string;
  /** The value of another fact, of this subject unless told; memoised. Rejects when it cannot be had. */
  readonly get: <T>(id: FactId<T>, subject?: Subject, params?: JsonObject) => Promise<T>;
  /** A resource of this subject; made once, dropped when the subject has been judged. */
  readonly use: <T>(resource: Resource<T>) => Promise<T>;
  /** A resource of the run; made once. */
  readonly useRun: <T>(resource: RunResource<T>) => Promise<T>;
  /** What plugins bring for an extension point, in the order of the plugins; each call runs with the settings of the plugin that brings it. */
  readonly extensions: <Input, Result>(
    point: ExtensionPoint<Input, Result>,
  ) => readonly ((input: Input) => Promise<Result>)[];
  /** All configured subjects of a scope, sorted by path. */
  readonly subjects: (scope: string) => readonly Subject[];
  /** Set facts only: the kept values of a fact named in `needsSet`, by subject path, over the whole set. */
  readonly set: <T>(id: FactId<T>) => ReadonlyMap<string, Kept<T>>;
  /** Tells the user at once, on stderr and once a run, what takes long: it is no finding, and in no report. */
  readonly say: (message: string) => void;
}

/** A step of a plugin's facts that other plugins can take part in, such as "verify a duplicate". Whoever extends it imports it. */
export interface ExtensionPoint<Input, Result> {
  readonly id: string;
  /** As of a resource: other copies of the plugin know the point by this name. Without it the point is known by its object alone. */
  readonly sharedAs?: string;
  /** One sentence: what an extension is given and returns. */
  readonly title: string;
  /** Checks what extensions of third-party plugins return. */
  readonly result: z.ZodType<Result>;
  /** Never set: carries the type of the input. */
  readonly __input?: Input;
}

/** What a plugin adds at an extension point. */
export interface Extension<Input, Result> {
  readonly point: ExtensionPoint<Input, Result>;
  /** Raised when the result for the same input changes: part of every cache key. */
  readonly version: number;
  /** `context` has the settings of the plugin that brings the extension. A `ListingLintError` is the reason why there is no result. */
  readonly run: (input: Input, context: FactContext) => Result | Promise<Result>;
}

/** Identity with inference: `schema` gives `compute` its return type. */
export const defineFact = <T>(fact: FactProvider<T>): FactProvider<T> => fact;
export const defineResource = <T>(resource: Resource<T>): Resource<T> => resource;
export const defineRunResource = <T>(resource: RunResource<T>): RunResource<T> => resource;

/** Identity with inference: `result` gives extensions their return type. */
export const defineExtensionPoint = <Input, Result>(
  point: ExtensionPoint<Input, Result>,
): ExtensionPoint<Input, Result> => point;

/** Pairs an extension point with a function of its types. */
export const defineExtension = <Input, Result>(extension: Extension<Input, Result>): Extension<Input, Result> =>
  extension;
