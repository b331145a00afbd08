// The rules of a marketplace and the preset that turns them on, from its figures (config/figures/channels).
import { ASKS, ratioLeaves } from './channel-asks.mjs';

const isOfficial = ({ sources }, { source }) => sources[source].certainty !== 'C';
/** What a marketplace refuses, by a source that is its own: everything else warns. */
const refuses = (channel, figure) => figure.level === 'required' && isOfficial(channel, figure);
const judged = ({ figures }) => figures.filter((figure) => figure.judged !== false);
const isForMain = ({ roles }) => roles?.length === 1 && roles[0] === 'main';

export const dayBefore = (day) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** The figures of each rule, by its id. A figure that begins later has a rule of its own, and is told ahead by the advice. */
const figuresByRule = (channel) => {
  const rules = new Map();
  const add = (id, figure) => rules.set(id, [...(rules.get(id) ?? []), figure]);
  for (const figure of judged(channel)) {
    const { asks, from } = figure;
    if (asks === 'marks' || asks === 'duplicates' || (asks === 'ratio' && isForMain(figure))) continue;
    const group = ASKS[asks]?.group ?? 'image';
    if (group !== 'image') add(`${channel.id}-${group}`, figure);
    else if (from !== undefined) {
      add(figure.rule, figure);
      add(`${channel.id}-image-advice`, { ...figure, ahead: true });
    } else add(`${channel.id}-image${refuses(channel, figure) ? '' : '-advice'}`, figure);
  }
  return rules;
};

const leavesOf = (figure, of) => {
  const { asks, value, ahead, from } = figure;
  if (asks === 'ratio') return ratioLeaves(figure, of);
  const { fact = 'image', path, operator, option, optionName = asks, values, message } = ASKS[asks];
  const own = values?.[value] ?? value;
  const text = message(of, ahead === true ? from : undefined);
  if (option === undefined) return { leaves: [{ fact, path, operator, value: own, message: text }], options: {} };
  const { type, ...rest } = option;
  return {
    leaves: [{ fact, path, operator, value: { option: optionName }, message: text }],
    options: { [optionName]: { type, default: own, ...rest } },
  };
};

const SAID = (of) =>
  `These figures come from secondary sources only: ${of}'s own page could not be read. Take them for a hint.`;
const ADVISED = (of) =>
  `${of} takes the picture, but shows it smaller, later or not in search; or the figures come from sources that are not official (see the certainty of each reference).`;
const REFUSED = (of) => `${of} refuses pictures that do not keep these, or takes the listing down.`;
const exportFix = (id) =>
  `\`listing-lint export ${id}\` writes a copy that keeps them as far as the picture allows, and says what it cannot.`;

/** What a rule is called, why it is there, and what to do. */
const wordsOf = (channel, id, figures) => {
  const { title: of } = channel;
  const hint = figures.every((figure) => !isOfficial(channel, figure)) ? SAID(of) : ADVISED(of);
  const firm = figures.every((figure) => refuses(channel, figure));
  if (id.endsWith('-image-count')) {
    return {
      severity: firm ? 'error' : 'warn',
      title: `A listing for ${of} has the right number of pictures`,
      why: firm ? REFUSED(of) : hint,
      fix: 'Add pictures from other angles and in use, or remove those beyond the limit.',
    };
  }
  if (id.endsWith('-main-image')) {
    return {
      severity: 'warn',
      title: `The main picture for ${of} stands on white`,
      why: hint,
      fix: 'Cut the product out and put it on pure white (255, 255, 255).',
    };
  }
  const [figure] = figures;
  if (figure.from !== undefined && figure.ahead !== true) {
    return {
      severity: 'error',
      title: `A picture for ${of} is as large as it asks for, from ${figure.from} on`,
      why: `${of} refuses smaller pictures from that day on; until then \`${channel.id}-image-advice\` warns.`,
      fix: 'Export the picture anew from the original; do not enlarge a small one.',
    };
  }
  const advised = figures.every((each) => !isOfficial(channel, each)) ? 'is said to ask for' : 'advises';
  return id.endsWith('-advice')
    ? {
        severity: 'warn',
        title: `A picture for ${of} is as it ${advised}`,
        why: hint,
        fix: `Export the picture anew from the original; do not enlarge a small one. ${exportFix(channel.id)}`,
      }
    : {
        severity: 'error',
        title: `A picture for ${of} is one that it takes`,
        why: REFUSED(of),
        fix: `Export the picture anew from the original within the limits that the finding names. ${exportFix(channel.id)}`,
      };
};

const conditionsOf = (channel, id, figures) => {
  const goesThere = (fact) => ({ fact, path: 'channels', operator: 'contains', value: channel.id });
  if (id.endsWith('-image-count')) return [goesThere('listing')];
  const role = id.endsWith('-main-image') ? ['equal', 'main'] : ['notEqual', 'original'];
  const [operator, value] = role;
  const { from, ahead } = figures[0];
  return [
    goesThere('image'),
    { fact: 'image', path: 'role', operator, value },
    ...(from === undefined || ahead === true
      ? []
      : [{ fact: 'calendar', path: 'today', operator: 'after', value: dayBefore(from) }]),
  ];
};

const referencesOf = ({ sources }, figures) =>
  [...new Set(figures.map(({ source }) => source))].map((key) => {
    const { title, url, read, certainty } = sources[key];
    return { title, url, read, certainty };
  });

/** Every rule of a channel as a document, in the order of its figures. */
export const rulesOfChannel = (channel) =>
  [...figuresByRule(channel)].map(([id, figures]) => {
    const parts = figures.map((figure) => leavesOf(figure, channel.title));
    const options = Object.assign({}, ...parts.map((part) => part.options));
    const { severity, title, why, fix } = wordsOf(channel, id, figures);
    return {
      id,
      scope: id.endsWith('-image-count') ? 'listing' : 'image',
      severity,
      title,
      why,
      fix,
      references: referencesOf(channel, figures),
      ...(Object.keys(options).length === 0 ? {} : { options }),
      when: { all: conditionsOf(channel, id, figures) },
      assert: { all: parts.flatMap((part) => part.leaves) },
    };
  });

const RANK = { error: 0, warn: 1 };

/** What holds of marks and of the main picture is no rule of its own: others are turned off or on where the listing goes there. */
const overridesOf = (channel) =>
  judged(channel).flatMap((figure) => {
    const { asks, roles, within } = figure;
    const select = { channels: [channel.id], ...(roles === undefined ? {} : { roles }) };
    const { title, certainty } = channel.sources[figure.source];
    const because = (what) => ` ${what} (${certainty}: ${title}).`;
    if (asks === 'marks') {
      const rules = { 'watermark-present': 'off', 'watermark-legible': 'off', 'overlay-absent': 'warn' };
      return [{ comment: because('No mark and no text laid over the picture'), select, rules }];
    }
    if (asks !== 'ratio' || !isForMain(figure)) return [];
    const [minRatio, maxRatio] = within;
    const own = minRatio === 0.99 && maxRatio === 1.01 ? {} : { minRatio, maxRatio };
    const rules = { 'main-image-square': { severity: 'warn', minSide: 1, ...own } };
    return [{ comment: because('A square; its pixels are asked for by the rules above'), select, rules }];
  });

/** The preset of a channel: `{ title, rules, overrides }`, an override with the comment that stands above it. */
export const presetOfChannel = (channel) => ({
  title: `What ${channel.title} asks of listings that go there; sources, date of reading and certainty stand with each rule.`,
  rules: Object.fromEntries([
    ...rulesOfChannel(channel)
      .map(({ id, severity }) => [id, severity])
      .sort(([, a], [, b]) => RANK[a] - RANK[b]),
    ...(judged(channel).some(({ asks }) => asks === 'duplicates') ? [['hash-unique', 'error']] : []),
    ['channel-profile-stale', 'warn'],
  ]),
  overrides: overridesOf(channel),
});
