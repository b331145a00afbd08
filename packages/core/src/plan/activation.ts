import type { Layer } from '../config/layers.ts';
import type { ResolvedConfig } from '../config/load.ts';
import type { SettableSeverity } from '../config/schema.ts';
import type { Selector } from '../config/validate.ts';
import { type Attribute, valuesOf } from '../model/attribute.ts';
import type { Json } from '../model/json.ts';
import type { Subject } from '../model/subject.ts';
import { compareText } from '../text/compare.ts';
import { selectorOf } from '../text/glob/glob-matcher.ts';

/** A rule's severity and options for one subject, each with the place of the config that it came from. */
export interface Activation {
  readonly severity: SettableSeverity;
  readonly severityFrom: () => string;
  /** Only those that the config gives; the rest are the rule's defaults. */
  readonly options: { readonly [name: string]: Json };
  readonly optionsFrom: { readonly [name: string]: () => string };
}

/** `true` for an override that holds for a subject. */
export type Selects = (select: Selector) => boolean;

/**
 * Every rule that the layers speak of. A severity alone keeps inherited options; options merge key by key, later layers win; options
 * for a rule that nothing has turned on or off turn it on at its own severity.
 */
export const activationsOf = (
  layers: readonly Layer[],
  selects: Selects,
  ownSeverity: (id: string) => SettableSeverity,
): ReadonlyMap<string, Activation> => {
  const activations = new Map<string, Activation>();
  for (const { select, entries } of layers) {
    if (select !== undefined && !selects(select)) continue;
    for (const [id, { severity, options, from }] of entries) {
      const inherited = activations.get(id);
      const optionsFrom = Object.fromEntries(Object.keys(options).map((name) => [name, from]));
      activations.set(id, {
        severity: severity ?? inherited?.severity ?? ownSeverity(id),
        severityFrom: severity === undefined ? (inherited?.severityFrom ?? from) : from,
        options: { ...inherited?.options, ...options },
        optionsFrom: { ...inherited?.optionsFrom, ...optionsFrom },
      });
    }
  }
  return activations;
};

/** Matches selectors against subjects; globs are compiled once. */
export const selectorMatcher = (attributes: readonly Attribute[]): ((subject: Subject) => Selects) => {
  const selecting = attributes.flatMap((attribute) => {
    const { select } = attribute;
    return select === undefined ? [] : [{ key: select.key, attribute }];
  });
  const compiled = new Map<readonly string[], (path: string) => boolean>();
  const matches = (globs: readonly string[], path: string): boolean => {
    const test = compiled.get(globs) ?? selectorOf(globs);
    compiled.set(globs, test);
    return test(path);
  };
  return (subject) => (selector) =>
    (selector.files === undefined || matches(selector.files, subject.path)) &&
    selecting.every(({ key, attribute }) => {
      const wanted = selector[key];
      return wanted === undefined || valuesOf(subject, attribute).some((value) => wanted.includes(value));
    });
};

/** Rules and their settings where no override holds. */
export const plainActivations = ({ layers, rules }: ResolvedConfig): ReadonlyMap<string, Activation> =>
  new Map(
    [
      ...activationsOf(
        layers,
        () => false,
        (id) => rules.get(id)?.rule.severity ?? 'error',
      ),
    ].sort(([a], [b]) => compareText(a, b)),
  );
