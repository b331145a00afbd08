import { z } from 'zod';
import type { Json } from '../model/json.ts';
import type { ValueKind } from '../model/operator.ts';
import { ALL_KINDS, kindOf } from '../value/kinds.ts';

/** A JSON Schema node, as far as this file reads it. */
export interface SchemaNode {
  readonly [key: string]: unknown;
}

/** What a fact's schema says about the value at one path. */
export interface ValueShape {
  /** Kinds that the value can have there; every kind where the schema does not say. */
  readonly kinds: ReadonlySet<ValueKind>;
  /** All values that it can take, where the schema lists them. */
  readonly values?: readonly Json[];
  /** Kinds of a list's elements. */
  readonly itemKinds: ReadonlySet<ValueKind>;
  readonly itemValues?: readonly Json[];
  /** A name for people, where the schema gives one (`z.….meta({ title })`). */
  readonly title?: string;
  /** What a number counts (`z.….meta({ unit })`): `px`, `bytes`, `USD`, `share` of 1, … */
  readonly unit?: string;
  /** More about it (`z.….meta({ description })`). */
  readonly description?: string;
  /** Names of the parts that a path can go on to. */
  readonly keys: readonly string[];
  /** Whether a path can go on to parts that `keys` does not name. */
  readonly open: boolean;
}

/** The step of a path that does not exist. */
export interface UnknownStep {
  readonly unknownStep: string;
  readonly known: readonly string[];
}

/** The shape of a fact, read once from its zod schema. */
export interface FactShape {
  readonly schema: SchemaNode;
  /** The shape at a dotted path (`tags.Make`, `events.0.type`); the whole value for an empty path. */
  readonly at: (path: string) => ValueShape | UnknownStep;
  /** Every path that can be named, up to four steps deep, in the schema's order. */
  readonly paths: () => readonly string[];
  /** Paths below which any step may follow (records, lists, values that the schema does not say). */
  readonly openPaths: () => readonly string[];
}

export const isUnknownStep = (shape: ValueShape | UnknownStep): shape is UnknownStep => 'unknownStep' in shape;

/** Dates are marked so that `z.iso.datetime({ local: true })`, which JSON Schema has no format for, is known as one too. */
const DATE_MARK = 'x-date';

/** The JSON Schema of a fact's values. */
const jsonSchemaOf = (schema: z.ZodType): SchemaNode =>
  z.toJSONSchema(schema, {
    io: 'output',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      if ('format' in def && (def.format === 'date' || def.format === 'datetime')) jsonSchema[DATE_MARK] = true;
    },
  });

/** Where the bundle has a schema that is loaded late, this member of it is its JSON Schema, made beforehand. */
const MADE_BEFORE = Symbol.for('listing-lint.json-schema');

const madeBefore = (schema: z.ZodType): SchemaNode | undefined => {
  const made: unknown = Reflect.get(schema, MADE_BEFORE);
  return isNode(made) ? made : undefined;
};

export const factShape = (zodSchema: z.ZodType): FactShape => {
  const schema = madeBefore(zodSchema) ?? jsonSchemaOf(zodSchema);
  const seen = new Map<string, ValueShape | UnknownStep>();
  const at = (path: string): ValueShape | UnknownStep => {
    const known = seen.get(path) ?? shapeAt(path);
    seen.set(path, known);
    return known;
  };
  const shapeAt = (path: string): ValueShape | UnknownStep => {
    let nodes = expand(schema, schema);
    for (const step of path === '' ? [] : path.split('.')) {
      const next = nodes.flatMap((node) => stepInto(node, step)).flatMap((node) => expand(node, schema));
      if (next.length === 0) return { unknownStep: step, known: keysOf(nodes) };
      nodes = next;
    }
    return shapeOf(nodes, schema);
  };
  const paths = (): readonly string[] => listPaths(at, '', 4);
  const openPaths = (): readonly string[] =>
    ['', ...paths()].filter((path) => {
      const shape = at(path);
      return !isUnknownStep(shape) && shape.open;
    });
  return { schema, at, paths, openPaths };
};

const listPaths = (at: FactShape['at'], prefix: string, depth: number): string[] => {
  const shape = at(prefix);
  if (isUnknownStep(shape) || depth === 0) return [];
  return shape.keys.flatMap((key) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [path, ...listPaths(at, path, depth - 1)];
  });
};

const isNode = (value: unknown): value is SchemaNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nodesIn = (value: unknown): SchemaNode[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** Follows `$ref` and unions down to nodes that say one thing each; null is dropped, as a path cannot go through it. */
const expand = (node: SchemaNode, root: SchemaNode, depth = 0): SchemaNode[] => {
  if (depth > 16) return [];
  if (typeof node.$ref === 'string') {
    const name = node.$ref.replace(/^#\/\$defs\//, '');
    const target = node.$ref === '#' ? root : isNode(root.$defs) ? root.$defs[name] : undefined;
    return isNode(target) ? expand(named(target, node), root, depth + 1) : [{}];
  }
  const union = [...nodesIn(node.anyOf), ...nodesIn(node.oneOf), ...nodesIn(node.allOf)];
  if (union.length > 0) return union.flatMap((branch) => expand(named(branch, node), root, depth + 1));
  return [node];
};

/** What a union or reference is called, its branches are called too, unless they have names of their own. */
const named = (node: SchemaNode, { title, description, unit }: SchemaNode): SchemaNode => ({
  ...(title === undefined ? {} : { title }),
  ...(description === undefined ? {} : { description }),
  ...(unit === undefined ? {} : { unit }),
  ...node,
});

const saysNothing = (node: SchemaNode): boolean =>
  node.type === undefined && node.enum === undefined && node.const === undefined;

const stepInto = (node: SchemaNode, step: string): SchemaNode[] => {
  if (saysNothing(node)) return [{}];
  if (/^\d+$/.test(step) && typesOf(node).includes('array')) {
    const fixed = nodesIn(node.prefixItems)[Number(step)];
    if (fixed) return [fixed];
    return isNode(node.items) ? [node.items] : [];
  }
  if (isNode(node.properties) && Object.hasOwn(node.properties, step)) {
    const property = node.properties[step];
    return isNode(property) ? [property] : [];
  }
  if (!isNode(node.additionalProperties)) return [];
  const names =
    isNode(node.propertyNames) && Array.isArray(node.propertyNames.enum) ? node.propertyNames.enum : undefined;
  return names === undefined || names.includes(step) ? [node.additionalProperties] : [];
};

const keysOf = (nodes: readonly SchemaNode[]): string[] => [
  ...new Set(
    nodes.flatMap((node) => {
      const names = isNode(node.propertyNames) && Array.isArray(node.propertyNames.enum) ? node.propertyNames.enum : [];
      return [...(isNode(node.properties) ? Object.keys(node.properties) : []), ...names.map(String)];
    }),
  ),
];

const isOpenObject = (node: SchemaNode): boolean =>
  isNode(node.additionalProperties) && !(isNode(node.propertyNames) && Array.isArray(node.propertyNames.enum));

const typesOf = (node: SchemaNode): string[] =>
  Array.isArray(node.type) ? node.type.map(String) : typeof node.type === 'string' ? [node.type] : [];

const kindsOfNode = (node: SchemaNode): ValueKind[] => {
  const values = valuesOf(node);
  if (values && typesOf(node).length === 0) return values.map(kindOf);
  if (saysNothing(node)) return [...ALL_KINDS];
  return typesOf(node).flatMap((type): ValueKind[] => {
    if (type === 'string') return node[DATE_MARK] === true ? ['string', 'date'] : ['string'];
    if (type === 'integer' || type === 'number') return ['number'];
    return type === 'boolean' || type === 'null' || type === 'array' || type === 'object' ? [type] : [];
  });
};

const isJson = (value: unknown): value is Json => value !== undefined;
const valuesOf = (node: SchemaNode): Json[] | undefined => {
  if (Array.isArray(node.enum)) return node.enum.filter(isJson);
  return node.const !== undefined && isJson(node.const) ? [node.const] : undefined;
};

/** The values of a union when every branch but null lists its own. */
const allValues = (nodes: readonly SchemaNode[]): Json[] | undefined => {
  const lists = nodes
    .filter((node) => !typesOf(node).every((type) => type === 'null') || saysNothing(node))
    .map(valuesOf);
  return lists.length > 0 && lists.every((list) => list !== undefined) ? [...new Set(lists.flat())] : undefined;
};

const shapeOf = (nodes: readonly SchemaNode[], root: SchemaNode): ValueShape => {
  const arrays = nodes.filter((node) => typesOf(node).includes('array') || saysNothing(node));
  const items = arrays
    .flatMap((node) => [
      ...nodesIn(node.prefixItems),
      ...(isNode(node.items) ? [node.items] : saysNothing(node) ? [{}] : []),
    ])
    .flatMap((node) => expand(node, root));
  const values = allValues(nodes);
  const itemValues = allValues(items);
  const textOf = (key: string): string | undefined =>
    nodes.map((node) => node[key]).find((text) => typeof text === 'string');
  const title = textOf('title');
  const description = textOf('description');
  const unit = textOf('unit');
  return {
    kinds: new Set(nodes.flatMap(kindsOfNode)),
    ...(values ? { values } : {}),
    itemKinds: new Set(items.flatMap(kindsOfNode)),
    ...(itemValues ? { itemValues } : {}),
    ...(title ? { title } : {}),
    ...(description ? { description } : {}),
    ...(unit ? { unit } : {}),
    keys: keysOf(nodes),
    open: nodes.some((node) => saysNothing(node) || isNode(node.items) || isOpenObject(node)),
  };
};
