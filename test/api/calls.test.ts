import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as api from 'listing-lint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { type Called, FUNCTIONS, NO_FUNCTION, NO_TEXT, nothing, renderOptions, run } from './functions.ts';

let shop: string;
beforeAll(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-calls-')));
  await writePicture(shop, 'a/1.jpg', pictureSchema.parse({ seed: 1, width: 300, height: 300 }));
});
afterAll(() => rmSync(shop, { recursive: true, force: true }));

/** The error of a call that must be refused. */
const refusal = async (promise: Promise<unknown>): Promise<api.ListingLintError> => {
  const error = await promise.then(
    () => 'it was answered',
    (thrown: unknown) => thrown,
  );
  if (api.isKnownError(error, 'usage')) return error;
  throw new Error(`not refused as it should be: ${error instanceof Error ? error.stack : String(error)}`);
};
const sentences = ({ message, problems }: api.ListingLintError): string =>
  [message, ...problems.map((problem) => problem.message)].join('\n');

it('every function that is exported is tried', () => {
  const exported = Object.entries(api).flatMap(([name, value]) =>
    name === 'isKnownError' || name === 'ListingLintError'
      ? []
      : typeof value === 'function'
        ? [name]
        : Object.keys(value).map((method) => `${name}.${method}`),
  );
  expect(Object.keys(FUNCTIONS).sort()).toEqual(exported.sort());
});

it('every function stands in the docs, with each option that is its own', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/node-api.md'), 'utf8');
  const shared = Object.keys({ ...run, onResult: NO_FUNCTION });
  const missing = Object.entries(FUNCTIONS).flatMap(([name, { options, argument }]) => {
    const [call] = /[^`]*/.exec(page.split(`\`${name}(`)[1] ?? '') ?? [''];
    // Those of `lint` have a table of their own.
    const told = name === 'lint' ? page : call;
    const own = argument === undefined ? Object.keys(options).filter((option) => !shared.includes(option)) : [];
    const untold = own.filter((option) => !new RegExp(`\\b${option}\\b`).test(told));
    return call === '' ? [name] : untold.map((option) => `${name} ${option}`);
  });
  expect(missing).toEqual([]);
});

describe.each(Object.entries(FUNCTIONS))('%s', (name, { call, options, argument, needs = {} }) => {
  const given = (more: unknown): Promise<unknown> => (argument === undefined ? call(more) : call(argument.right, more));

  it('names the option that is of another kind, and what it must be', async () => {
    for (const [option, values] of Object.entries(options)) {
      for (const value of values) {
        const error = await refusal(given({ cwd: shop, ...needs, [option]: value }));
        expect(sentences(error)).toMatch(new RegExp(`(^|\\n)${option} must be .*, and is `));
      }
    }
  });

  it('refuses an option that there is not, with the nearest name, and options that are none', async () => {
    for (const option of Object.keys(options)) {
      const slip = `${option}x`;
      const { message, problems } = await refusal(given({ cwd: shop, ...needs, [slip]: 'a' }));
      expect(message).toBe(`${name} cannot be called so`);
      expect(problems).toEqual([
        { message: `there is no option "${slip}"`, hint: expect.stringContaining(`"${option}"`) },
      ]);
    }
    for (const value of [null, 1, 'a', true, [], [{}], nothing]) {
      expect(sentences(await refusal(given(value)))).toContain('its options must be an object, and are ');
    }
  });

  it('says what is missing, or what its argument must be', async () => {
    for (const [option] of Object.entries(needs)) {
      for (const value of [{ cwd: shop }, undefined])
        expect(sentences(await refusal(given(value)))).toContain(`${option} is missing: it must be a `);
    }
    for (const value of [undefined, ...(argument?.wrong ?? [])]) {
      if (argument === undefined) continue;
      expect(sentences(await refusal(call(value, { cwd: shop })))).toContain(`${argument.name} must be `);
    }
    // And nothing was written on the way.
    expect(readdirSync(shop)).toEqual(['a']);
  });
});

it('tells all at once', async () => {
  // @ts-expect-error no compiler has looked at it
  const { problems } = await refusal(api.lint({ paths: 'a', format: ['json'], cwd: shop }));
  expect(problems).toEqual([
    { message: 'paths must be a list of texts, and is "a"' },
    { message: 'there is no option "format"', hint: 'did you mean "formats"?' },
  ]);
});

describe('what a result renders', () => {
  it('is checked as well', async () => {
    const { render } = await api.lint({ cwd: shop, rules: ['image-readable: error'] });
    const called: Called['call'] = render;
    for (const [option, values] of Object.entries(renderOptions)) {
      for (const value of values)
        expect(sentences(await refusal(called('text', { [option]: value })))).toContain(`${option} must be `);
    }
    expect((await refusal(called('text', { colour: true }))).problems).toEqual([
      { message: 'there is no option "colour"', hint: 'did you mean "color"?' },
    ]);
    for (const value of NO_TEXT) expect(sentences(await refusal(called(value)))).toContain('format must be a text');
    expect(sentences(await refusal(called('jsn')))).toContain('unknown format "jsn"');
  });

  it('is no other format than the one that is named, of a match too', async () => {
    const { render } = await api.match({ cwd: shop, suspects: ['a'], against: ['a'] });
    const called: Called['call'] = render;
    for (const value of ['jsn', '', null, undefined, 1, {}])
      expect(sentences(await refusal(called(value)))).toContain('format');
    expect(JSON.parse(await render('json'))).toMatchObject({ compared: 1 });
  });
});
