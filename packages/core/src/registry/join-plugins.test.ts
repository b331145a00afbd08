import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineSettings } from '../model/settings.ts';
import { joinPlugins } from './join-plugins.ts';

const settings = defineSettings(z.object({ pages: z.string().optional() }));
const pages = {
  name: 'pages',
  version: '1',
  settings: settings.schema,
  ignores: (given: unknown) => [settings.of({ settings: given }).pages ?? 'none'],
  rules: [{ path: 'a.yaml', text: '', value: { id: 'page-title' } }],
};
const marks = {
  name: 'marks',
  version: '1',
  settings: z.object({ marks: z.string().optional() }),
  ignores: () => ['marks'],
};

it('joins what plugins bring; each reads its own keys of the top level, and no other key passes', () => {
  const joined = joinPlugins('builtin', '1', [pages, marks]);
  const given = { pages: 'site', marks: 'm' };
  expect(joined.settings?.parse(given)).toEqual(given);
  expect(joined.settings?.safeParse({ other: 1 }).success).toBe(false);
  expect(joined.ignores?.(given)).toEqual(['site', 'marks']);
});

it('refuses two plugins that declare one key', () => {
  expect(() => joinPlugins('builtin', '1', [pages, { ...pages, name: 'again' }]).settings).toThrow(
    'the setting "pages" is declared by the plugins "pages" and "again"',
  );
});

it('leaves out of presets what they say of rules that no plugin brings, and does not read their texts for that', () => {
  const preset = {
    path: 'recommended.yaml',
    get text(): string {
      throw new Error('read');
    },
    value: {
      title: 'all',
      rules: { 'page-title': 'error', 'mark-there': 'warn' },
      overrides: [{ files: ['*'], rules: { 'mark-there': 'off' } }],
    },
  };
  const [joined] =
    joinPlugins('builtin', '1', [pages, { name: 'presets', version: '1', presets: [preset] }]).presets ?? [];
  expect(joined?.value).toEqual({
    title: 'all',
    rules: { 'page-title': 'error' },
    overrides: [{ files: ['*'], rules: {} }],
  });
  expect(joined?.path).toBe('recommended.yaml');
});

it('adds to kinds of subjects what other plugins bring for them, once', () => {
  const kind = { scope: 'page', async *discover() {} };
  const kinds = { ...pages, subjects: [kind] };
  const told = {
    name: 'told',
    version: '1',
    kindAdditions: { page: { particulars: 'text' }, other: { particulars: 'x' } },
  };
  expect(joinPlugins('builtin', '1', [told, kinds]).subjects).toEqual([{ ...kind, particulars: 'text' }]);
  expect(() => joinPlugins('builtin', '1', [told, { ...told, name: 'again' }, kinds])).toThrow(
    'the plugin "again" adds "particulars" to the scope "page", which has it already',
  );
});

it('leaves out of fixes the rules that no plugin brings, and fixes that have no other', () => {
  const fix = { scope: 'page', title: 'mends it', apply: () => ({ bytes: new Uint8Array(), changed: [] }) };
  const fixes = [
    { ...fix, id: 'both', rules: ['page-title', 'mark-there'] },
    { ...fix, id: 'other', rules: ['mark-there'] },
  ];
  const joined = joinPlugins('builtin', '1', [pages, { name: 'fixes', version: '1', fixes }]);
  expect(joined.fixes?.map(({ id, rules }) => [id, rules])).toEqual([['both', ['page-title']]]);
});
