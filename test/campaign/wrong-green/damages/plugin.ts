import { all, cut, type Damage, type DamageGroup, quoted, replace } from './damage.ts';
import { strangeFile } from './strange-files.ts';

const PLUGIN = 'plugin/plugin.mjs';
const FACT = '    return { mean: 128, darkest };';
const RENDER = '  render: (report, { options }) =>\n';

/** The fact of the plugin does something else, for the picture whose name has `02`. */
const fact = (name: string, code: string, more: Partial<Damage> = {}): Damage => ({
  name: `a fact ${name}`,
  damage: replace(PLUGIN, FACT, `    if (subject.path.includes('02')) { ${code} }\n${FACT}`),
  says: /tone|demo/,
  ...more,
});

const reporter = (name: string, code: string, more: Partial<Damage> = {}): Damage => ({
  name: `a reporter ${name}`,
  damage: replace(PLUGIN, RENDER, `${RENDER}    ${code} ||\n`),
  args: ['-f', 'demo/list:list.txt'],
  says: /demo/,
  ...more,
});

/** The same, with a picture that is broken: what the reporter does must not make the run green. */
const forged = (name: string, code: string): Damage => {
  const { damage, ...rest } = reporter(name, code);
  const broken = 'listings/mug/01-front.jpg';
  return { ...rest, damage: all(damage, cut(broken)), says: quoted(broken), red: true };
};

const top = (name: string, code: string, more: Partial<Damage> = {}): Damage => ({
  name: `a plugin ${name}`,
  damage: replace(PLUGIN, 'const settings', `${code}\nconst settings`),
  says: /plugin\.mjs|demo/,
  ...more,
});

const shape = (name: string, from: string, to: string, says: RegExp, more: Partial<Damage> = {}): Damage => ({
  name: `a plugin ${name}`,
  damage: replace(PLUGIN, from, to),
  says,
  ...more,
});

/** The fact has another schema. */
const schema = (name: string, code: string, says: RegExp): Damage =>
  shape(`has a fact with a schema ${name}`, 'z.object({ mean: z.number(), darkest: z.number() })', code, says);

/** As a process of its own, in which a function may take three seconds. */
const apart = { how: 'process', bound: 40, args: ['--plugin-timeout', '3'] } as const;
const apartReporting = { ...apart, args: [...apart.args, '-f', 'demo/list:list.txt'] };

const facts: Damage[] = [
  fact('throws', "throw new Error('out of paint');"),
  fact('throws what is no error', "throw 'paint';"),
  fact('throws nothing', 'throw undefined;'),
  fact('throws an error with control characters', "throw new Error('\\u001b[2J\\u0000 cleared');"),
  fact('gives a value of another kind than its schema', "return { mean: 'bright', darkest };"),
  fact('gives less than its schema', 'return { darkest };'),
  fact('gives nothing', 'return undefined;'),
  fact('gives NaN', 'return { mean: Number.NaN, darkest };'),
  fact('gives what is no data', 'return { mean: 128, darkest, self: globalThis };'),
  fact('gives 20 MB', "return { mean: 128, darkest, more: 'x'.repeat(20e6) };"),
  fact('waits for ever', 'await new Promise(() => {});', apart),
  fact('waits for a timer of an hour', 'await new Promise((resolve) => setTimeout(resolve, 3600e3));', apart),
  fact('counts for ever', 'for (;;);', apart),
  fact('ends the process as if all were well', 'process.exit(0);', apart),
  fact('sets the exit code', 'process.exitCode = 0; throw new Error();', apart),
  fact('lets a promise fail that nobody waits for', "Promise.reject(new Error('unseen'));", apart),
  fact(
    'throws in a timer',
    "setTimeout(() => { throw new Error('later'); }, 0); await new Promise((resolve) => setTimeout(resolve, 50));",
    apart,
  ),
  fact('changes the picture that it is given', "subject.path = 'other.jpg';", apart),
  fact(
    'changes the settings of all',
    'for (const key of Object.keys(context.settings)) delete context.settings[key];',
    { says: 'nothing' },
  ),
  fact('ends the process by its innermost function', 'process.reallyExit(0);', apart),
  fact('adds to every object', "Object.prototype.suppressed = true; Object.prototype.outcome = 'pass';", apart),
  fact('asks for itself', "await context.get('demo/tone');", apart),
];

const reporters: Damage[] = [
  reporter('throws', "(() => { throw new Error('no ink'); })()"),
  reporter('gives what is no text', '({ a: 1 })'),
  reporter('gives a promise that fails', "Promise.reject(new Error('no ink'))"),
  reporter('waits for ever', 'new Promise(() => {})', apartReporting),
  reporter('counts for ever', '(() => { for (;;); })()', apartReporting),
  reporter('ends the process', 'process.exit(0)', apartReporting),
  reporter('ends the process by its innermost function', 'process.reallyExit(0)', apartReporting),
  forged('takes findings out of the report', '(report.findings.splice(0), undefined)'),
  forged('counts nothing', '(Object.assign(report.summary, { errors: 0, warnings: 0 }), undefined)'),
];

const loading: Damage[] = [
  top('throws as it is loaded', "throw new Error('no paint');"),
  top('is no JavaScript', 'const = ;'),
  top('waits for ever as it is loaded', 'await new Promise(() => {});', apart),
  top('counts for ever as it is loaded', 'for (;;);', apart),
  top('ends the process as it is loaded', 'process.exit(0);', apart),
  top('ends the process by its innermost function', 'process.reallyExit(0);', apart),
  top('adds to every object', "Object.prototype.suppressed = true; Object.prototype.severity = 'off';", apart),
  top('loads what there is not', "import './nowhere.mjs';"),
  shape('exports nothing', 'export const plugin', 'const plugin', /plugin\.mjs/),
  shape('has no name', "name: 'demo', ", '', /name/),
  shape('has no version', "version: '1.0.0', ", '', /version/),
  shape('has a key that there is not', 'facts: [tone]', 'fakts: [tone]', /fakts|tone/),
  shape('calls itself as the built-in one', "name: 'demo'", "name: 'builtin'", /builtin|demo/),
  shape('has a fact twice', 'facts: [tone]', 'facts: [tone, tone]', /tone/),
  shape('has a fact of no scope', "scope: 'image',\n  version", "scope: 'imgae',\n  version", /unknown fact "tone"/),
  shape(
    'has a fact without a schema',
    'schema: z.object({ mean: z.number(), darkest: z.number() }),',
    '',
    /tone|schema/,
  ),
  schema(
    'of another library',
    '{ safeParse: (data) => ({ success: true, data }), _def: {} }',
    /facts\.tone\.schema: .*zod 4/,
  ),
  schema(
    'that only looks like one',
    '{ safeParse: (data) => ({ success: true, data }), _zod: { def: {} } }',
    /facts\.tone\.schema/,
  ),
  schema('that throws when it is read', "z.lazy(() => { throw new Error('no paint'); })", /facts\.tone\.schema/),
  schema(
    'that throws when a value comes',
    "z.object({ mean: z.number().refine(() => { throw new Error('no paint'); }) })",
    /no paint/,
  ),
  schema('that answers later', 'z.object({ mean: z.number().refine(async () => true) })', /tone/),
  shape(
    'has settings of another library',
    'z.strictObject({ darkest: z.number().min(0).max(255).default(5) });',
    '{ safeParse: (data) => ({ success: true, data }), parse: (data) => data, _def: {} };',
    /settings: .*zod 4/,
  ),
  shape('has a rule that asserts what there is not', 'path: mean', 'path: maen', /maen/),
  shape('no longer brings its rule', 'rules: [rule]', 'rules: []', /demo\/tone/),
];

export const pluginDamages: DamageGroup = {
  title: 'Plugins and reporters',
  damages: [
    ...facts,
    ...reporters,
    ...loading,
    ...strangeFile(
      PLUGIN,
      [
        'removed',
        'empty',
        'cut',
        'utf16',
        'binary',
        'folder',
        'fifo',
        'socket',
        'broken link',
        'looping link',
        'endless device',
        'unreadable',
      ],
      { says: /plugin\.mjs|demo/ },
    ),
  ],
};
