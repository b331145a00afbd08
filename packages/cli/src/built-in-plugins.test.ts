import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRegistry, joinPlugins, loadConfig, type Plugin } from '@listing-lint/core';
import { afterAll, describe, expect, it } from 'vitest';
import { builtInPlugins, builtinPlugin, settingsByPlugin } from './built-in-plugins.ts';

const cwd = mkdtempSync(join(tmpdir(), 'presets-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const load = (preset: string) => {
  writeFileSync(join(cwd, 'listing-lint.config.yaml'), `extends: ${preset}\n`);
  return loadConfig({ builtin: builtinPlugin, cwd });
};
const presets = (builtinPlugin.presets ?? []).map(({ path }) => path.replace(/\.yaml$/, ''));

describe('the built-in presets', () => {
  it.each(presets)('%s loads, and every rule that it names is known', async (preset) => {
    const { layers, registry } = await load(preset);
    expect(registry.problems).toEqual([]);
    expect(layers.length).toBeGreaterThan(0);
  });

  it('leave no built-in rule that none of them turns on', async () => {
    const named = new Set<string>();
    for (const preset of presets) {
      const { layers, notChecked } = await load(preset);
      for (const { entries } of layers) for (const id of entries.keys()) named.add(id);
      for (const { ruleId } of notChecked) named.add(ruleId);
    }
    const { rules } = await load('recommended');
    // For sellers whose marketplace asks for it (the presets of those have rules of their own), or who want it though it protects little, or who cut no picture by intent.
    const onlyByHand = ['main-background-white', 'page-right-click', 'product-cut'];
    expect([...rules.keys()].filter((id) => !named.has(id) && !onlyByHand.includes(id))).toEqual([]);
  });
});

describe('without an optional plugin', () => {
  const optional = builtInPlugins.map(({ name }) => name).filter((name) => name !== 'rules');

  it.each(optional)('%s, all presets load, with the rules of the other plugins', async (left) => {
    const builtin = joinPlugins(
      'builtin',
      '1',
      builtInPlugins.filter(({ name }) => name !== left),
    );
    const removed = builtInPlugins.find(({ name }) => name === left)?.rules?.length ?? 0;
    for (const preset of presets) {
      writeFileSync(join(cwd, 'listing-lint.config.yaml'), `extends: ${preset}\n`);
      // A preset of the removed plugin's rules alone turns none on, which only a command that judges refuses.
      const { registry } = await loadConfig({ builtin, cwd, judges: false });
      expect(registry.problems).toEqual([]);
      expect(registry.rules.size).toBe((builtinPlugin.rules?.length ?? 0) - removed);
    }
  });

  it('lists the settings of each, and of no other', () => {
    const declared = builtInPlugins.flatMap((plugin: Plugin) =>
      plugin.name === 'rules' || plugin.settings === undefined
        ? []
        : [[plugin.name, Object.keys(plugin.settings.shape)]],
    );
    expect(settingsByPlugin).toEqual(Object.fromEntries(declared));
  });

  it.each(Object.entries(settingsByPlugin).flatMap(([owner, keys]) => keys.map((key) => [owner, key])))(
    '%s, a config that sets its key "%s" is told that it is not loaded',
    async (owner = '', key = '') => {
      const others = builtInPlugins.filter(({ name }) => name !== owner);
      const builtin = joinPlugins('builtin', '1', others, settingsByPlugin);
      writeFileSync(join(cwd, 'listing-lint.config.yaml'), `extends: recommended\n${key}: {}\n`);
      await expect(loadConfig({ builtin, cwd })).rejects.toMatchObject({
        problems: [{ message: `"${key}" belongs to the package "${owner}", which is not loaded`, line: 2 }],
      });
    },
  );
});

describe('the built-in rules', () => {
  const registries = [false, true].map((trustBuiltIn) =>
    createRegistry([builtinPlugin], { builtIn: builtinPlugin.name, trustBuiltIn }),
  );

  it('pass every check, and are the same where a run takes them without', () => {
    const [checked, taken] = registries;
    expect(checked?.problems).toEqual([]);
    expect([...(checked?.rules.keys() ?? [])]).toHaveLength(builtinPlugin.rules?.length ?? 0);
    for (const [id, { rule }] of checked?.rules ?? []) expect(taken?.rules.get(id)?.rule).toEqual(rule);
  });

  it('ask for no role and no channel that the config would take for a slip', () => {
    const texts = (builtinPlugin.rules ?? []).map(({ text }) => text).join('\n');
    const asked = [...texts.matchAll(/path: (roles?|channels?), operator: \w+, value: (?:\[([^\]]*)\]|([\w-]+))/g)];
    const wordsOf = (kind: string): string[] => [
      ...new Set(
        asked
          .filter(([, path = '']) => path.startsWith(kind))
          .flatMap(([, , list, one]) => (list ?? one ?? '').split(/, */)),
      ),
    ];
    const roles = builtinPlugin.terms?.({}).roles?.map(({ term }) => term);
    expect(roles).toEqual(expect.arrayContaining(wordsOf('role')));
    expect(presets).toEqual(expect.arrayContaining(wordsOf('channel').map((channel) => `channels/${channel}`)));
    expect(wordsOf('role').length * wordsOf('channel').length).toBeGreaterThan(50);
  });
});
