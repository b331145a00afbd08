import { kindNames, presentKinds } from '../value/kinds.ts';
import { isUnknownStep, type ValueShape } from './shape.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One value that a rule can name by `fact` and `path`. */
export interface ValueDescription {
  /** Empty for the fact's whole value. */
  readonly path: string;
  /** Its kind in words, "a number", "a date". */
  readonly kind: string;
  /** What it can be, where the schema lists it. */
  readonly values: readonly string[];
  /** `true` where it can be missing even though the fact could be had: a condition on it is then unknown. */
  readonly canBeMissing: boolean;
  readonly about: string;
}

export interface FactDescription {
  readonly id: string;
  readonly scope: string;
  readonly title: string;
  /** Computed over the whole set, in the second pass. */
  readonly overSet: boolean;
  readonly params: readonly string[];
  readonly values: readonly ValueDescription[];
}

/** Every fact of the loaded plugins and what a rule can ask of it: for docs and `explain`. Sorted by scope and id. */
export const describeFacts = (vocabulary: Vocabulary): readonly FactDescription[] =>
  vocabulary.factScopes.flatMap((scope) =>
    vocabulary.facts(scope).map(({ id, provider, shape }) => ({
      id,
      scope,
      title: provider.title,
      overSet: provider.needsSet !== undefined,
      params: Object.keys(provider.params?.shape ?? {}),
      values: ['', ...shape.paths()].flatMap((path): ValueDescription[] => {
        const at = shape.at(path);
        if (isUnknownStep(at) || (path === '' && at.keys.length > 0)) return [];
        return [
          {
            path,
            kind: kindOfValue(at),
            values: (at.values ?? []).filter((value) => value !== null).map(String),
            canBeMissing: at.kinds.has('null'),
            about: [at.title, at.description].flatMap((text) => (text ? [capital(text)] : [])).join('. '),
          },
        ];
      }),
    })),
  );

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const kindOfValue = ({ kinds, itemKinds, unit }: ValueShape): string => {
  if (unit !== undefined && kinds.has('number')) return unit === 'share' ? 'a share, 0 to 1' : `a number of ${unit}`;
  const name = kindNames(kinds.has('date') ? ['date'] : presentKinds(kinds));
  const [item, ...more] = presentKinds(itemKinds).filter((kind) => kind !== 'date');
  const items = item === 'string' ? 'texts' : item === 'number' ? 'numbers' : item === 'object' ? 'groups' : undefined;
  return name === 'a list' && items !== undefined && more.length === 0 ? `a list of ${items}` : name;
};
