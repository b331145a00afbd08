import type { Attribute } from '../model/attribute.ts';
import type { Operator } from '../model/operator.ts';
import type { LineFile, Plugin } from '../model/plugin.ts';
import type { SubjectRelation } from '../model/relation.ts';
import type { ReportContext, Reporter } from '../model/reporter.ts';
import type { Subject } from '../model/subject.ts';
import type { DiscoverContext, SubjectKind } from '../model/subject-kind.ts';
import { oneLine, WrongResult } from './call.ts';
import { frozen } from './frozen.ts';
import type { Guard } from './guard.ts';
import { guardCommand } from './guarded-command.ts';
import { guardExtension, guardFact, guardResource } from './guarded-fact.ts';
import { guardFix, guardFixing } from './guarded-fix.ts';
import { Owner } from './owner.ts';
import { checkedResult, checkedSubject, results, subjectSchema } from './results.ts';

/**
 * A plugin of somebody else's with each of its functions under guard: bounded in time, its result checked, its faults told with its name.
 * The engine calls it as it calls the built-in one. `module` is the absolute path that it comes from, `attributes` are what its subjects may carry. May throw what a getter of it throws.
 */
export const guardPlugin = (
  plugin: Plugin,
  guard: Guard,
  { module, attributes }: { readonly module: string; readonly attributes: readonly Attribute[] },
): Plugin => {
  const { name, version, settings, checkSettings, terms, ignores, files, lineFiles, rules, presets } = plugin;
  const owner = new Owner(guard, `the plugin "${name}"`, module);
  const full = (id: string): string => `${name}/${id}`;
  return {
    name,
    version,
    ...(settings && { settings: owner.schema('settings schema', settings) }),
    ...(checkSettings && {
      checkSettings: owner.sync('checkSettings', results.settingsProblem.array(), (...given) =>
        checkSettings.apply(plugin, given),
      ),
    }),
    ...(terms && { terms: owner.sync('terms', results.terms, (value) => terms.call(plugin, value)) }),
    ...(ignores && { ignores: owner.sync('ignores', results.texts, (value) => ignores.call(plugin, value)) }),
    ...(files && { files: owner.sync('files', results.texts, (...given) => files.apply(plugin, given)) }),
    ...(lineFiles && { lineFiles: (value) => guardLineFiles(() => lineFiles.call(plugin, value), owner) }),
    ...(plugin.subjects && { subjects: plugin.subjects.map((kind) => guardKind(kind, attributes, owner)) }),
    ...(plugin.factsFor && {
      factsFor: (value) =>
        owner
          .runSync('factsFor', () => [...(plugin.factsFor?.(value) ?? [])])
          .map((fact) => guardFact(fact, full(fact.id), owner)),
    }),
    ...(plugin.facts && { facts: plugin.facts.map((fact) => guardFact(fact, full(fact.id), owner)) }),
    ...(plugin.resources && { resources: plugin.resources.map((each) => guardResource(each, owner)) }),
    ...(plugin.extensions && { extensions: plugin.extensions.map((each) => guardExtension(each, owner)) }),
    ...(plugin.operators && { operators: plugin.operators.map((each) => guardOperator(each, full(each.id), owner)) }),
    ...(rules && { rules: [...rules] }),
    ...(presets && { presets: [...presets] }),
    ...(plugin.fixes && { fixes: plugin.fixes.map((each) => guardFix(each, full(each.id), owner)) }),
    ...(plugin.commands && { commands: plugin.commands.map((each) => guardCommand(each, owner)) }),
    ...(plugin.reporters && { reporters: plugin.reporters.map((each) => guardReporter(each, full(each.id), owner)) }),
  };
};

const guardLineFiles = (give: () => readonly LineFile[], owner: Owner): readonly LineFile[] => {
  const files = owner.runSync('lineFiles', () => [...give()].map(({ file, subjectsOf }) => ({ file, subjectsOf })));
  return files.map(({ file, subjectsOf }) => ({
    file: owner.sync('lineFiles', results.text, () => file)(),
    subjectsOf: owner.sync('lineFiles (subjectsOf)', results.someTexts, (line) => subjectsOf(line)),
  }));
};

/** What somebody else's discoverer is given: it shares the walk with all others, and what it says is a sentence and a place. */
export const guardDiscovery = (context: DiscoverContext): DiscoverContext => ({
  ...context,
  entries: frozen(context.entries),
  passedOver: frozen(context.passedOver),
  warn: (message, at, code, path) =>
    context.warn(
      oneLine(message),
      checkedResult(at, results.place.optional()),
      code === undefined ? undefined : oneLine(code),
      checkedResult(path, results.text.optional()),
    ),
  refuse: (problem) => context.refuse(checkedResult(problem, results.settingsProblem)),
});

const MOST_SUBJECTS = 1_000_000;
/** After so many subjects other work has its turn, that of the clock too. */
const AT_ONCE = 1000;

const guardKind = (kind: SubjectKind, attributes: readonly Attribute[], owner: Owner): SubjectKind => {
  const { scope, gate, problemsOf, noun, settings, content, knownAsSaid, thumbnail, related, fixing } = kind;
  const { particulars, particularsOptions } = kind;
  const schema = subjectSchema(attributes);
  return {
    scope,
    ...(gate === undefined ? {} : { gate }),
    ...(problemsOf && {
      problemsOf: owner.sync(`problemsOf of "${scope}"`, results.texts, (subject) => problemsOf.call(kind, subject)),
    }),
    ...(noun === undefined ? {} : { noun }),
    ...(settings && { settings: [...settings] }),
    ...(content === undefined ? {} : { content }),
    ...(particulars === undefined ? {} : { particulars }),
    ...(particularsOptions && { particularsOptions: { ...particularsOptions } }),
    ...(knownAsSaid === undefined ? {} : { knownAsSaid }),
    ...(related && { related: guardRelations(related, scope, owner) }),
    ...(thumbnail && {
      thumbnail: (subject, context) =>
        owner.measure(`thumbnail of "${scope}"`, subject, async () =>
          checkedResult(await thumbnail.call(kind, subject, context), results.picture),
        ),
    }),
    ...(fixing && { fixing: guardFixing(fixing, scope, owner) }),
    async *discover(context) {
      yield* await owner.run(`discovery of "${scope}"`, async () => {
        const subjects: Subject[] = [];
        for await (const subject of kind.discover(context)) {
          subjects.push(checkedSubject(subject, scope, schema));
          if (subjects.length > MOST_SUBJECTS) throw new WrongResult(`more than ${MOST_SUBJECTS} subjects`);
          if (subjects.length % AT_ONCE === 0) await new Promise(setImmediate);
        }
        return subjects;
      });
    },
  };
};

const guardRelations = (
  relations: NonNullable<SubjectKind['related']>,
  scope: string,
  owner: Owner,
): NonNullable<SubjectKind['related']> =>
  Object.fromEntries(
    Object.entries(relations).map(([name, relation]): [string, SubjectRelation] => {
      const what = `relation "${name}" of "${scope}"`;
      const { title, noun, one, inGroup, keysOf, names, keysOfMember } = relation;
      return [
        name,
        {
          scope: relation.scope,
          title,
          ...(noun === undefined ? {} : { noun }),
          ...(one === undefined ? {} : { one }),
          ...(inGroup === undefined ? {} : { inGroup }),
          ...(names && { names: { ...names } }),
          ...(keysOf && {
            keysOf: owner.sync(what, results.texts, (subject: Subject) => keysOf.call(relation, frozen(subject))),
          }),
          keysOfMember: owner.sync(what, results.texts, (subject: Subject) =>
            keysOfMember.call(relation, frozen(subject)),
          ),
        },
      ];
    }),
  );

const guardOperator = (operator: Operator, id: string, owner: Owner): Operator => {
  const { title, accepts, expects, sameKind, placeholders, phrase, check, explain } = operator;
  const what = `operator "${id}"`;
  return {
    id: operator.id,
    title,
    accepts: [...accepts],
    expects: [...expects],
    ...(sameKind === undefined ? {} : { sameKind }),
    ...(placeholders && { placeholders: [...placeholders] }),
    ...(typeof phrase === 'string' ? { phrase } : {}),
    ...(typeof phrase === 'function' && {
      phrase: owner.beside(`${what} (phrase)`, results.text, `satisfy ${id} {{expected}}`, (expected) =>
        phrase.call(operator, expected),
      ),
    }),
    ...(check && {
      check: owner.sync(`${what} (check)`, results.complaint, (expected) => check.call(operator, expected)),
    }),
    test: owner.sync(what, results.answer, (actual, expected, context) =>
      operator.test(frozen(actual), frozen(expected), context),
    ),
    ...(explain && {
      explain: owner.beside(`${what} (explain)`, results.placeholders, {}, (actual, expected) =>
        explain.call(operator, frozen(actual), frozen(expected)),
      ),
    }),
  };
};

const guardReporter = (reporter: Reporter, id: string, owner: Owner): Reporter => {
  const { title, needs, options } = reporter;
  const what = `reporter "${id}"`;
  return {
    id: reporter.id,
    title,
    ...(needs && { needs: [...needs] }),
    ...(options && { options: owner.schema(`${what} (schema of its options)`, options) }),
    // It gets a report of its own: what it does to it, no other report says.
    render: (report, context) =>
      owner.measure(what, undefined, async () => {
        const text: unknown = await reporter.render(structuredClone(report), ownContext(context));
        if (typeof text !== 'string') throw new WrongResult(`no text, but ${kindOfValue(text)}`);
        return text;
      }),
  };
};

const kindOfValue = (value: unknown): string => {
  if (value === null || value === undefined) return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};

const ownContext = (context: ReportContext): ReportContext => ({
  ...context,
  options: structuredClone(context.options),
  thumbnails: new Map(context.thumbnails),
  ...(context.policyTexts === undefined ? {} : { policyTexts: new Map(context.policyTexts) }),
  ...(context.circumstances === undefined ? {} : { circumstances: structuredClone(context.circumstances) }),
});
