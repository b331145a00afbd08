import type { Problem } from '../model/error.ts';
import type { SubjectRelation } from '../model/relation.ts';
import type { SubjectKind } from '../model/subject-kind.ts';
import { withArticle } from '../value/kinds.ts';

/** A relation as rules of its scope name it. */
export interface RelationEntry {
  readonly name: string;
  /** Kind of the subjects that have it. */
  readonly from: string;
  /** Plugin of that kind. */
  readonly plugin: string;
  readonly relation: SubjectRelation;
  /** What one member is called in sentences. */
  readonly noun: string;
}

type Kinds = ReadonlyMap<string, { readonly kind: SubjectKind; readonly plugin: string }>;

const NAME = /^[a-z][A-Za-z0-9]*$/;

/** The relations that kinds declare, by scope and name. One whose members are of no kind that is loaded is a problem. */
export const collectRelations = (
  kinds: Kinds,
): {
  readonly of: ReadonlyMap<string, ReadonlyMap<string, RelationEntry>>;
  readonly problems: readonly Problem[];
} => {
  const problems: Problem[] = [];
  const of = new Map<string, ReadonlyMap<string, RelationEntry>>();
  for (const [scope, { kind, plugin }] of kinds) {
    const own = new Map<string, RelationEntry>();
    for (const [name, relation] of Object.entries(kind.related ?? {})) {
      const members = kinds.get(relation.scope);
      const wrong = problemOf(name, relation, members !== undefined);
      if (wrong !== undefined || members === undefined) {
        problems.push({
          message: `plugin "${plugin}": the relation "${name}" of ${withArticle(scope)} ${wrong ?? ''}`,
        });
        continue;
      }
      const noun = relation.noun ?? members.kind.noun ?? relation.scope;
      own.set(name, { name, from: scope, plugin, relation, noun });
    }
    of.set(scope, own);
  }
  return { of, problems };
};

const problemOf = (name: string, { scope, keysOf, names }: SubjectRelation, isLoaded: boolean): string | undefined => {
  if (!NAME.test(name)) return 'is not named by letters and digits, a small letter first';
  if (!isLoaded) return `has members of a kind "${scope}", which no plugin brings`;
  return (keysOf === undefined) === (names === undefined) ? 'has to say either keysOf or names' : undefined;
};
