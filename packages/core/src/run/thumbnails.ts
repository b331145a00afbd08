import type { Finding } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { Registry } from '../registry/registry.ts';
import type { SubjectSet } from './discover.ts';
import type { FactStore } from './fact-store.ts';
import type { Judgement } from './judge.ts';

/** Thumbnails of one report, unless told. */
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
}

/**
 * Pictures for reports: of subjects with findings, made while the pixels are at hand, and in the end of those whose finding
 * came in the second pass and of those that findings point to. A small run gets all of them, as a contact sheet.
 */
export class Thumbnails {
  readonly made = new Map<string, string>();
  readonly #options: ThumbnailOptions;

  constructor(options: ThumbnailOptions) {
    this.#options = options;
  }

  /** While the subject's pixels are there. */
  async whileDecoded(judgement: Judgement, store: FactStore): Promise<void> {
    const isBad = judgement.verdicts.some(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
    if (isBad || this.#options.budget?.isContactSheet === true) await this.#of(judgement.subject, store);
  }

  /** What the findings still lack, in their order. */
  async finish(findings: readonly Finding[], subjects: SubjectSet, store: FactStore): Promise<void> {
    const { scopes, budget } = this.#options;
    if (budget === undefined) return;
    const byPath = new Map(drawable(subjects, scopes).map((subject) => [subject.path, subject]));
    const wanted = findings.flatMap(({ subject, related }) => [
      subject.path,
      ...related.flatMap(({ path, beside }) => (beside === undefined ? [path] : [beside, path])),
    ]);
    for (const path of new Set(wanted)) {
      const subject = byPath.get(path);
      if (subject === undefined || this.made.has(path)) continue;
      await this.#of(subject, store);
      store.clear(subject, 'all');
    }
  }

  async #of(subject: Subject, store: FactStore): Promise<void> {
    const { scopes, budget } = this.#options;
    const scope = scopes.get(subject.scope);
    if (scope?.kind.thumbnail === undefined || budget === undefined || budget.left <= 0) return;
    budget.left--;
    // What cannot be drawn has its finding already.
    const made = await scope.kind.thumbnail(subject, store.contextFor(subject, scope.plugin)).catch(() => undefined);
    if (made !== undefined) this.made.set(subject.path, made);
  }
}

/** Subjects that have a picture. */
export const drawable = (subjects: SubjectSet, scopes: Registry['scopes']): readonly Subject[] =>
  [...subjects].flatMap(([scope, list]) => (scopes.get(scope)?.kind.thumbnail === undefined ? [] : list));
