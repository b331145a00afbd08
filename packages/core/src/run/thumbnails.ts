import type { Finding } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { Registry } from '../registry/registry.ts';
import { compareText } from '../text/compare.ts';
import type { SubjectSet } from './discover.ts';
import type { FactStore } from './fact-store.ts';
import type { Judgement } from './judge.ts';

/** Default number of thumbnails in one report. */
export const THUMBNAIL_LIMIT = 2000;
/** A run of at most so many subjects with a picture gets a thumbnail of every one: about 5 MB in a page. */
export const CONTACT_SHEET_LIMIT = 500;

/** What may still be made for a report; runs that share one report share it. */
export interface ThumbnailBudget {
  left: number;
  /** Every subject that has a picture gets one. */
  readonly isContactSheet: boolean;
}

export interface ThumbnailOptions {
  /** Its kinds of subjects make them. */
  readonly scopes: Registry['scopes'];
  /** `undefined`: no reporter asks for any. */
  readonly budget: ThumbnailBudget | undefined;
  /** What other processes of this run have made or tried, by path. */
  readonly brought?: ReadonlyMap<string, string | null> | undefined;
}

/**
 * Pictures for reports: of subjects with findings, made while the pixels are at hand, and in the end of those whose finding
 * came in the second pass and of those that findings point to. A small run gets all of them, as a contact sheet. Where there are more than may
 * be made, the first ones by path get one, regardless of the order of processing.
 */
export class Thumbnails {
  readonly made = new Map<string, string>();
  readonly #options: ThumbnailOptions;
  /** Paths that one was made or tried for in the first pass, in order; at most so many. */
  readonly #first: string[] = [];
  #most: number | undefined;
  /** How many of them the budget knows of. */
  #counted = 0;
  /** What was made or tried; `null` where nothing could be drawn. */
  readonly #tried = new Map<string, string | null>();

  constructor(options: ThumbnailOptions) {
    this.#options = options;
  }

  /** Whether a report asks for any. */
  get areWanted(): boolean {
    return this.#options.budget !== undefined;
  }

  /** While the subject's pixels are there. */
  async whileDecoded(judgement: Judgement, store: FactStore): Promise<void> {
    const { budget } = this.#options;
    const isBad = judgement.verdicts.some(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
    if (budget === undefined || !(isBad || budget.isContactSheet) || !this.#isDrawn(judgement.subject)) return;
    const { path } = judgement.subject;
    this.#most ??= budget.left;
    if (!this.#reserve(path, this.#most)) return;
    const made = await this.#draw(judgement.subject, store);
    if (this.#isReserved(path)) this.#tried.set(path, made);
  }

  /** The first pass is over: what it made counts. */
  closeFirst(): void {
    const { budget } = this.#options;
    if (budget !== undefined) budget.left -= this.#first.length - this.#counted;
    this.#counted = this.#first.length;
    for (const path of this.#first) {
      const made = this.#tried.get(path);
      if (typeof made === 'string') this.made.set(path, made);
    }
  }

  /** What the first pass made or tried, by path: for the process that goes on with it. */
  get tried(): ReadonlyMap<string, string | null> {
    return this.#tried;
  }

  /** What the findings still lack, in their order. */
  async finish(findings: readonly Finding[], subjects: SubjectSet, store: FactStore): Promise<void> {
    const { scopes, budget } = this.#options;
    if (budget === undefined) return;
    const byPath = new Map(drawable(subjects, scopes).map((subject) => [subject.path, subject]));
    const wanted = findings.flatMap(({ subject, related }) => [
      subject.path,
      ...related.flatMap(({ path, beside: compared }) => (compared === undefined ? [path] : [compared, path])),
    ]);
    for (const path of new Set(wanted)) {
      const subject = byPath.get(path);
      if (subject === undefined || this.#tried.has(path) || budget.left <= 0) continue;
      budget.left--;
      const made = await this.#draw(subject, store);
      this.#tried.set(path, made);
      if (made !== null) this.made.set(path, made);
      store.clear(subject);
    }
  }

  #isDrawn({ scope }: Subject): boolean {
    return this.#options.scopes.get(scope)?.kind.thumbnail !== undefined;
  }

  /** `null`: it cannot be drawn, and has its finding already. */
  async #draw(subject: Subject, store: FactStore): Promise<string | null> {
    const brought = this.#options.brought?.get(subject.path);
    if (brought !== undefined) return brought;
    const scope = this.#options.scopes.get(subject.scope);
    if (scope?.kind.thumbnail === undefined) return null;
    const drawing = scope.kind.thumbnail(subject, store.contextFor(subject, scope.plugin));
    return (await drawing.catch(() => undefined)) ?? null;
  }

  /** Takes a path in among the first `most`; one that thereby is none of them any more is let go. */
  #reserve(path: string, most: number): boolean {
    const at = this.#placeOf(path);
    if (this.#first[at] === path) return false;
    if (at >= most) return false;
    this.#first.splice(at, 0, path);
    const over = this.#first.length > most ? this.#first.pop() : undefined;
    if (over !== undefined) this.#tried.delete(over);
    return true;
  }

  #isReserved(path: string): boolean {
    return this.#first[this.#placeOf(path)] === path;
  }

  /** Where it stands, or would. */
  #placeOf(path: string): number {
    let [low, high] = [0, this.#first.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#first[middle];
      if (other !== undefined && compareText(other, path) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Subjects that have a picture. */
export const drawable = (subjects: SubjectSet, scopes: Registry['scopes']): readonly Subject[] =>
  [...subjects].flatMap(([scope, list]) => (scopes.get(scope)?.kind.thumbnail === undefined ? [] : list));
