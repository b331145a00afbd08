import type { Extension, FactContext, FactProvider, Resource, RunResource } from '../model/fact.ts';
import type { Deadline } from './deadline.ts';
import { FrozenMap, frozen } from './frozen.ts';
import type { Owner } from './owner.ts';
import { checkedResult, results } from './results.ts';

/** A fact of somebody else's under guard: its value is plain data that fits its own schema, or cannot be had. */
export const guardFact = (fact: FactProvider, id: string, owner: Owner): FactProvider => {
  const { scope, version, title, schema, params, needsSet, ofGroup, touchedBy, caveats, boxes, region, related } = fact;
  const what = `fact "${id}"`;
  return {
    id: fact.id,
    scope,
    version,
    title,
    schema,
    ...(params && { params: owner.schema(`${what} (schema of its params)`, params) }),
    ...(needsSet && { needsSet: [...needsSet] }),
    ...(ofGroup === true && { ofGroup }),
    compute: (subject, given, context) =>
      owner.measure(what, subject, async (deadline) =>
        checkedResult(await fact.compute(frozen(subject), given, guardContext(context, owner, deadline)), schema),
      ),
    ...(touchedBy && {
      touchedBy: (changes, context) =>
        owner.measure(`${what} (touchedBy)`, undefined, async (deadline) => {
          const touched = await touchedBy.call(fact, frozen(changes), guardContext(context, owner, deadline));
          return touched === 'all' ? touched : new Set(checkedResult([...touched], results.texts));
        }),
    }),
    ...(caveats && {
      caveats: owner.beside(`${what} (caveats)`, results.texts, [], (value) => caveats.call(fact, value)),
    }),
    ...(boxes && { boxes: owner.beside(`${what} (boxes)`, results.boxes, [], (value) => boxes.call(fact, value)) }),
    ...(region && {
      region: owner.beside(`${what} (region)`, results.region, undefined, (value) => region.call(fact, value)),
    }),
    ...(related && {
      related: owner.beside(`${what} (related)`, results.related, [], (value, causes) =>
        related.call(fact, value, causes),
      ),
    }),
  };
};

/** What stands behind a guarded resource: the object that its author knows it by. */
const originals = new WeakMap<Resource<unknown>, Resource<unknown>>();

/** What a shared resource is known by: its name across copies of the plugin that defines it, or the object that its author has defined. */
export const sharedKeyOf = (resource: Resource<unknown>): string | Resource<unknown> =>
  resource.sharedAs ?? originals.get(resource) ?? resource;

/** What somebody else's code is given: it cannot change what others see, and no time passes while it waits for ours. */
const guardContext = (context: FactContext, owner: Owner, deadline: Deadline): FactContext => ({
  root: context.root,
  settings: context.settings,
  get asOf() {
    return context.asOf;
  },
  get: async (id, subject, params) => frozen(await deadline.during(context.get(id, subject, params))),
  use: (resource) => deadline.during(context.use(guardResource(resource, owner))),
  useRun: (resource) => deadline.during(context.useRun(guardRunResource(resource, owner))),
  extensions: (point) => context.extensions(point).map((run) => (input) => deadline.during(run(input))),
  subjects: (scope) => frozen(context.subjects(scope)),
  set: (id) => new FrozenMap(context.set(id)),
  say: (message) => context.say(message),
});

/** An extension of somebody else's under guard: bounded in time, its result checked by the schema of the point. */
export const guardExtension = <Input, Result>(
  { point, version, run }: Extension<Input, Result>,
  owner: Owner,
): Extension<Input, Result> => ({
  point,
  version,
  run: (input, context) =>
    owner.measure(`extension of "${point.id}"`, undefined, async (deadline) =>
      checkedResult(await run(frozen(input), guardContext(context, owner, deadline)), point.result),
    ),
});

export const guardResource = <T>(resource: Resource<T>, owner: Owner): Resource<T> => {
  const what = `resource "${resource.id}"`;
  const guarded: Resource<T> = {
    id: resource.id,
    ...(resource.sharedAs === undefined ? {} : { sharedAs: resource.sharedAs }),
    create: (subject, context) =>
      owner.measure(what, subject, (deadline) =>
        resource.create(frozen(subject), guardContext(context, owner, deadline)),
      ),
    ...(resource.isEarly === true && { isEarly: true }),
    ...(resource.dispose && {
      dispose: (value) => {
        owner.run(`${what} (dispose)`, () => resource.dispose?.(value)).catch((error) => owner.addFault(error));
      },
    }),
  };
  originals.set(guarded, resource);
  return guarded;
};

const guardRunResource = <T>(resource: RunResource<T>, owner: Owner): RunResource<T> => {
  const what = `resource "${resource.id}"`;
  return {
    id: resource.id,
    create: (context, remembered) =>
      owner.measure(what, undefined, (deadline) => resource.create(guardContext(context, owner, deadline), remembered)),
    ...(resource.remember && {
      remember: owner.beside(`${what} (remember)`, results.memory, undefined, (value: T) => resource.remember?.(value)),
    }),
    dispose: async (value) => {
      try {
        await owner.run(`${what} (dispose)`, () => resource.dispose?.(value));
      } catch (error) {
        owner.addFault(error);
      }
    },
  };
};
