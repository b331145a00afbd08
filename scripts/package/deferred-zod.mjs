// In the bundle `z` of zod stands for itself until a schema is needed: what is said at the start of modules (`z.object({ … }).optional()`) is
// noted, and done when somebody looks at it (parses by it, asks for its shape). A run that validates nothing does not load zod.
// Functions that give a schema are noted; all others, and all that no list here names, are zod's own, and load it.

/** Members of `z` that make a schema, those of namespaces after a dot. */
const MAKERS = [
  ...[
    'any',
    'array',
    'bigint',
    'boolean',
    'custom',
    'date',
    'discriminatedUnion',
    'email',
    'enum',
    'hex',
    'instanceof',
  ],
  ...[
    'int',
    'intersection',
    'json',
    'lazy',
    'literal',
    'looseObject',
    'map',
    'nativeEnum',
    'never',
    'null',
    'nullable',
  ],
  ...[
    'number',
    'object',
    'optional',
    'partialRecord',
    'preprocess',
    'record',
    'registry',
    'set',
    'strictObject',
    'string',
  ],
  ...['templateLiteral', 'tuple', 'undefined', 'union', 'unknown', 'url', 'uuid'],
  ...['iso.date', 'iso.datetime', 'iso.time', 'iso.duration'],
];

/** Methods that give a schema when they are given something, or always. */
const METHODS = [
  ...['optional', 'nullable', 'nullish', 'array', 'or', 'and', 'default', 'prefault', 'catch', 'pipe', 'transform'],
  ...['readonly', 'describe', 'register', 'refine', 'superRefine', 'check', 'brand', 'nonoptional'],
  ...['min', 'max', 'length', 'nonempty', 'regex', 'startsWith', 'endsWith', 'includes', 'trim', 'toLowerCase'],
  ...['int', 'gt', 'gte', 'lt', 'lte', 'positive', 'negative', 'nonnegative', 'nonpositive', 'multipleOf'],
  ...['extend', 'safeExtend', 'strict', 'loose', 'strip', 'catchall', 'partial', 'required', 'pick', 'omit'],
  ...['exclude', 'extract'],
];

/** The module: `give` gives zod's own `z`. */
export const deferredZod = (give) => `
const real = Symbol('zod');
const MAKERS = new Set(${JSON.stringify(MAKERS)});
const METHODS = new Set(${JSON.stringify(METHODS)});
const OBJECTS = new Set(['object', 'strictObject', 'looseObject']);
const ITSELF = Symbol.for('listing-lint.late');
/** Schemas that were noted, or stand for those of a late module, in what a maker is given, by themselves. */
const made = (given) => {
  if (typeof given === 'function') return given[ITSELF] === undefined ? given : made(given[ITSELF]);
  if (typeof given !== 'object' || given === null) return given;
  const noted = given[real];
  if (noted !== undefined) return noted;
  if (Array.isArray(given)) return given.map(made);
  if (Object.getPrototypeOf(given) !== Object.prototype) return given;
  const whole = {};
  for (const key of Object.keys(given)) whole[key] = made(given[key]);
  return whole;
};
const deferred = (make, shape) => {
  let schema;
  const self = () => (schema ??= make());
  return new Proxy(Object.create(null), {
    get: (_, key) => {
      if (key === real) return self();
      if (schema === undefined) {
        if (METHODS.has(key)) return (...given) => deferred(() => self()[key](...given.map(made)));
        if (key === 'meta') return (...given) => given.length > 0 ? deferred(() => self().meta(...given)) : self().meta();
        if (key === 'shape' && shape !== undefined) return shape;
      }
      return self()[key];
    },
    has: (_, key) => key === real || key in self(),
    getPrototypeOf: () => Object.getPrototypeOf(self()),
  });
};
const namespace = (path) => new Proxy(Object.create(null), {
  get: (_, key) => {
    const name = path === '' ? key : path + '.' + String(key);
    const own = () => (path === '' ? ${give}[key] : ${give}[path][key]);
    if (name === 'iso') return namespace('iso');
    if (!MAKERS.has(name)) return own();
    return (...given) => deferred(() => own()(...given.map(made)), OBJECTS.has(name) ? given[0] : undefined);
  },
  has: (_, key) => key in (path === '' ? ${give} : ${give}[path]),
});
export const z = namespace('');
`;
