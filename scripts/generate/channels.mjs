// Rules, their tests, presets and the page of marketplaces, all from config/figures/channels: one source for every figure.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document, isMap, isSeq, parse, stringify } from 'yaml';
import { listFiles, root } from '../files.mjs';
import { channelPage } from './channel-page.mjs';
import { presetOfChannel, rulesOfChannel } from './channel-rules.mjs';
import { testsOfRule } from './channel-tests.mjs';

const FIGURES = 'config/figures/channels';
const RULES = 'packages/publish/src/channel';
const OWN_RULE = /^packages\/publish\/src\/channel\/(?!profile\/)[^/]+\/[^/]+\.yaml$/;

const yaml = (value) => stringify(value, { lineWidth: 150, aliasDuplicateObjects: false });
const madeFrom = (path) => `# Made by \`npm run generate\` from ${path}. Do not edit.\n`;

const inFlow = (collection) => {
  if (!isSeq(collection) && !isMap(collection)) return;
  for (const item of collection.items) {
    const node = isMap(collection) ? item.value : item;
    if (isMap(node)) node.flow = true;
  }
};

/** A rule as people write them: a condition and an option on a line of its own. */
const ruleText = (rule) => {
  const document = new Document(rule, { aliasDuplicateObjects: false });
  inFlow(document.get('options'));
  inFlow(document.getIn(['when', 'all']));
  return document.toString({ lineWidth: 150, flowCollectionPadding: true });
};

/** An override with the comment that says why above it. */
const overridesText = (overrides) =>
  overrides.length === 0
    ? ''
    : `overrides:\n${overrides
        .map(({ comment, select, rules }) => {
          const body = yaml({ ...select, rules })
            .trimEnd()
            .split('\n');
          return `  #${comment}\n  - ${body.join('\n    ')}\n`;
        })
        .join('')}`;

const presetText = ({ title, rules, overrides }) =>
  `${yaml({ title, ...(Object.keys(rules).length === 0 ? {} : { rules }) })}${overridesText(overrides)}`;

const readChannels = () =>
  listFiles(FIGURES, /\.yaml$/).map((path) => ({ path, channel: parse(readFileSync(join(root, path), 'utf8')) }));

export const channels = () => {
  const all = readChannels();
  const rules = new Map();
  const presets = new Map();
  for (const { path, channel } of all) {
    for (const rule of rulesOfChannel(channel)) {
      const file = `${RULES}/${channel.id}/${rule.id}`;
      rules.set(`${file}.yaml`, `${madeFrom(path)}${ruleText(rule)}`);
      rules.set(`${file}.test.yaml`, `${madeFrom(path)}${yaml(testsOfRule(rule, channel))}`);
    }
    presets.set(`config/channels/${channel.id}.yaml`, `${madeFrom(path)}${presetText(presetOfChannel(channel))}`);
  }
  const page = channelPage(all.map(({ channel }) => channel));
  return [
    { folder: RULES, pattern: OWN_RULE, files: rules },
    { folder: 'config/channels', pattern: /\.yaml$/, files: presets },
    { folder: 'docs', pattern: /^docs\/channels\.md$/, files: new Map([['docs/channels.md', page]]) },
  ];
};
