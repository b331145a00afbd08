import type { FactContext } from '../model/fact.ts';
import type { Finding } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { SubjectSet } from './discover.ts';
import type { FactStore } from './fact-store.ts';
import type { Judgement } from './judge.ts';

/** Makes a `data:` address of a subject's picture; undefined where it has none. */
export type MakeThumbnail = (subject: Subject, context: FactContext) => Promise<string | undefined>;

const DEFAULT_LIMIT = 2000;
/** A run of at most so many pictures gets a thumbnail of every one: about 5 MB in a page. */
export const CONTACT_SHEET_LIMIT = 500;

/**
 * Pictures for reports: of subjects with findings, made in the lane where the pixels are at hand, and in the end of those whose finding
 * came in the second pass and of those that findings point to. A small run gets all of them, as a contact sheet.
 */
export class Thumbnails {
  readonly made = new Map<string, string>();
  readonly #make: MakeThumbnail | undefined;
  readonly #limit: number;
  readonly #store: FactStore;
  readonly #plugin: string;
  readonly #isContactSheet: boolean;
  #asked = 0;

  constructor(
    store: FactStore,
    plugin: string,
    make: MakeThumbnail | undefined,
    isContactSheet: boolean,
    limit = DEFAULT_LIMIT,
  ) {
    this.#store = store;
    this.#plugin = plugin;
    this.#make = make;
    this.#isContactSheet = isContactSheet;
    this.#limit = limit;
  }

  /** While the subject's pixels are there. */
  async inLane(judgement: Judgement): Promise<void> {
    const isBad = judgement.verdicts.some(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
    if (isBad || (this.#isContactSheet && judgement.subject.scope === 'image')) await this.#of(judgement.subject);
  }

  /** What the findings still lack, in their order. */
  async finish(findings: readonly Finding[], subjects: SubjectSet): Promise<void> {
    if (this.#make === undefined) return;
    const byPath = new Map((subjects.get('image') ?? []).map((subject) => [subject.path, subject]));
    const wanted = findings.flatMap(({ subject, related }) => [
      subject.path,
      ...related.flatMap(({ path, beside }) => (beside === undefined ? [path] : [beside, path])),
    ]);
    for (const path of new Set(wanted)) {
      const subject = byPath.get(path);
      if (subject === undefined || this.made.has(path)) continue;
      await this.#of(subject);
      this.#store.clear(subject, 'all');
    }
  }

  async #of(subject: Subject): Promise<void> {
    if (this.#make === undefined || this.#asked >= this.#limit) return;
    this.#asked++;
    // A picture that cannot be drawn has its finding already.
    const made = await this.#make(subject, this.#store.contextFor(subject, this.#plugin)).catch(() => undefined);
    if (made !== undefined) this.made.set(subject.path, made);
  }
}
