import type { ArchivedDocument, ArchivedParent, PictureEntry } from '../entry/entry.ts';
import type { KeptEntry } from '../ledger/read-ledger.ts';

/** An archived picture in a family: what its entries say, taken together. */
export interface FamilyMember {
  /** Of its file. */
  readonly sha256: string;
  /** Where it was archived, the first time first. */
  readonly paths: readonly string[];
  readonly stage: PictureEntry['stage'];
  readonly captured: PictureEntry['captured'];
  /** When it was archived for the first time, and who says so. */
  readonly at: string;
  readonly by: string | null;
  readonly documents: readonly ArchivedDocument[];
}

/** That one picture was made from another; hashes of their files. */
export interface FamilyStep extends Pick<ArchivedParent, 'how' | 'certainty' | 'distance'> {
  readonly parent: string;
  readonly child: string;
}

/** Where a picture comes from and what was made of it, as far as the ledger knows. */
export interface FamilyGraph {
  /** Hash of the picture that was asked for. */
  readonly of: string;
  /** By stage, then by path. */
  readonly members: readonly FamilyMember[];
  readonly steps: readonly FamilyStep[];
}

const STAGES: readonly PictureEntry['stage'][] = ['original', 'edit', 'published'];

/** The family of a picture (hash of its file); without members where the ledger does not have it. Pure. */
export const familyGraph = (kept: readonly KeptEntry[], of: string): FamilyGraph => {
  const inTime = kept.toSorted((a, b) => (a.entry.at < b.entry.at ? -1 : a.entry.at > b.entry.at ? 1 : 0));
  const pictures = inTime.flatMap(({ entry }) => (entry.type === 'picture' ? [entry] : []));
  const known = new Set(pictures.map(({ file }) => file.sha256));
  const steps = [
    ...new Map(
      pictures.flatMap(({ file, parents }) =>
        parents.map(({ sha256: parent, how, certainty, distance }) => {
          const step: FamilyStep = { parent, child: file.sha256, how, certainty, distance };
          return [`${parent} ${file.sha256}`, step] as const;
        }),
      ),
    ).values(),
  ].filter(({ parent }) => known.has(parent));
  const hashes = known.has(of) ? reach(of, steps) : new Set<string>();
  const members = [...hashes].map((hash) => memberOf(hash, pictures, kept));
  return {
    of,
    members: members.sort(
      (a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) || ((a.paths[0] ?? '') < (b.paths[0] ?? '') ? -1 : 1),
    ),
    steps: steps.filter(({ parent, child }) => hashes.has(parent) && hashes.has(child)),
  };
};

/** Its ancestors, and what was made of it: siblings are another's family. */
const reach = (of: string, steps: readonly FamilyStep[]): Set<string> => {
  const found = new Set([of]);
  const follow = (from: 'parent' | 'child', to: 'parent' | 'child'): void => {
    const seen = new Set([of]);
    const open = [of];
    for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
      for (const step of steps) {
        if (step[from] !== hash || seen.has(step[to])) continue;
        seen.add(step[to]);
        found.add(step[to]);
        open.push(step[to]);
      }
    }
  };
  follow('child', 'parent');
  follow('parent', 'child');
  return found;
};

const memberOf = (sha256: string, pictures: readonly PictureEntry[], kept: readonly KeptEntry[]): FamilyMember => {
  const own = pictures.filter(({ file }) => file.sha256 === sha256);
  const [first] = own;
  if (first === undefined) throw new Error(`no entry of ${sha256}`);
  const papers = kept.flatMap(({ entry }) => {
    const about = entry.type === 'picture' ? [entry.file] : entry.about;
    return about.some((each) => each.sha256 === sha256) ? entry.documents : [];
  });
  return {
    sha256,
    paths: [...new Set(own.map(({ file }) => file.path))],
    stage: first.stage,
    captured: own.find(({ captured }) => captured !== null)?.captured ?? null,
    at: first.at,
    by: first.by,
    documents: [...new Map(papers.map((each) => [`${each.kind} ${each.sha256}`, each])).values()],
  };
};
