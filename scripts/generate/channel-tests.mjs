// Tests of the rules of marketplaces: a picture in order, and each bound from both sides.
import { dayBefore } from './channel-rules.mjs';

const STEPS = { aspectRatio: 0.01, frame: 0.01, megapixels: 0.01 };
const step = (path) => STEPS[path] ?? 1;
const near = (value) => Number(value.toFixed(4));

const LABELS = {
  shortSide: 'shorter side',
  longSide: 'longer side',
  aspectRatio: 'width / height',
  bytes: 'file size',
  frame: 'white of the frame',
  imageCount: 'number of pictures',
};

const flat = (leaf) => leaf.any ?? [leaf];
const limitOf = ({ value }, options) => (value?.option === undefined ? value : options[value.option].default);
const isLower = ({ operator }) => operator === 'greaterThanInclusive';
const isUpper = ({ operator }) => operator === 'lessThanInclusive';

/** A value that a path may have, of all its bounds. */
const soundValue = (leaves, options) => {
  const [first] = leaves;
  const limit = (test) => leaves.filter(test).map((leaf) => limitOf(leaf, options));
  if (first.operator === 'in') return limitOf(first, options).includes('jpeg') ? 'jpeg' : limitOf(first, options)[0];
  if (first.operator === 'equal') return first.value;
  if (first.operator === 'between') return near((first.value[0] + first.value[1]) / 2);
  const [least, most] = [Math.max(...limit(isLower)), Math.min(...limit(isUpper))];
  if (Number.isFinite(least) && Number.isFinite(most)) {
    const middle = (least + most) / 2;
    return first.path === 'aspectRatio' ? near(middle) : Math.round(middle);
  }
  if (first.path === 'frame') return 1;
  return Number.isFinite(least) ? 2 * least : first.path === 'bitDepth' ? most : Math.round(most / 2);
};

/** What messages show beside the value that they judge. */
const SHOWN = { aspectRatio: ['width', 'height', 'longSide'], extensionMatches: ['extension', 'format'] };
const SHOWN_VALUES = { width: 2000, height: 2000, longSide: 2000, extension: 'jpg', format: 'jpeg' };

const bySize = (ratio) => ({
  width: Math.round(2000 * ratio),
  height: 2000,
  longSide: Math.max(2000, Math.round(2000 * ratio)),
});

const boundCases = (leaf, options) => {
  const { path, operator } = leaf;
  const label = LABELS[path] ?? path;
  const limit = limitOf(leaf, options);
  const at = (name, value, outcome) => ({ name, path, value, outcome });
  if (operator === 'in')
    return [at(`another ${path === 'format' ? 'format' : 'colour model'}`, path === 'format' ? 'psd' : 'lab', 'fail')];
  if (operator === 'equal')
    return [at(path === 'animated' ? 'an animation' : 'a name that does not fit', !leaf.value, 'fail')];
  if (operator === 'between') {
    const [least, most] = leaf.value;
    return [
      at(`${least} wide to 1 high is still taken`, least, 'pass'),
      at(`${most} wide to 1 high is still taken`, most, 'pass'),
      at(`${near(least - 0.01)} wide to 1 high is another shape`, near(least - 0.01), 'fail'),
      at(`${near(most + 0.01)} wide to 1 high is another shape`, near(most + 0.01), 'fail'),
    ];
  }
  const [word, beyond] = isLower(leaf) ? ['least', 'below'] : ['most', 'above'];
  const off = near(limit + (isLower(leaf) ? -1 : 1) * step(path));
  return [
    at(`${label} at the ${word} that is taken`, limit, 'pass'),
    at(`${label} ${beyond} the ${word} that is taken`, off, 'fail'),
  ];
};

/** Facts of paths that are none of the picture's header. */
const FACT_OF = { frame: 'background', imageCount: 'listing' };

const nextDay = (day) => dayBefore(new Date(Date.parse(day) + 2 * 86_400_000).toISOString().slice(0, 10));

/** What the cases of a rule are made from: `factsOf` lays values by path into their facts. */
const groundOf = ({ scope, when }, channel) => {
  const dated = when.all.find(({ fact }) => fact === 'calendar');
  const role = scope === 'image' ? { role: 'main' } : {};
  const calendar = dated === undefined ? {} : { calendar: { today: '2027-12-31' } };
  const factsOf = (values, more = {}) => {
    const facts = { [scope]: { channels: [channel.id], ...role }, ...calendar, ...more };
    for (const [path, value] of Object.entries(values)) {
      const fact = FACT_OF[path] ?? 'image';
      facts[fact] = { ...facts[fact], [path]: value };
    }
    return facts;
  };
  return { dated, role, calendar, factsOf };
};

const skipCases = ({ id, scope }, channel, { role, calendar }) => {
  const elsewhere = { [scope]: { channels: ['elsewhere'], ...role }, ...calendar };
  const other = (name, otherRole) => ({
    name,
    facts: { image: { channels: [channel.id], role: otherRole }, ...calendar },
    outcome: 'skip',
  });
  return [
    { name: `a ${scope === 'listing' ? 'listing' : 'picture'} that goes elsewhere`, facts: elsewhere, outcome: 'skip' },
    ...(scope === 'listing'
      ? []
      : [
          id.endsWith('-main-image')
            ? other('a picture that is not the main one', 'gallery')
            : other('an archived original', 'original'),
        ]),
  ];
};

/** Around the day from which a figure holds. */
const dayCases = (rule, { dated, factsOf }, base, first) => {
  if (dated === undefined) return [];
  const [{ default: least }] = Object.values(rule.options);
  const on = (today, value) => factsOf({ ...base, [first]: value }, { calendar: { today } });
  return [
    { name: 'too small on the first day', facts: on(nextDay(dated.value), least - 1), outcome: 'fail' },
    { name: 'the day before', facts: on(dated.value, 1), outcome: 'skip' },
  ];
};

const unknownCase = ({ scope }, { factsOf }, base, first) => {
  const outcome = 'inconclusive';
  if (FACT_OF[first] === undefined) {
    return { name: 'a header that does not tell', facts: factsOf({ ...base, [first]: null }), outcome };
  }
  const unknown = (why) => ({ $unknown: why });
  return scope === 'listing'
    ? { name: 'a listing that is not known', facts: { listing: unknown('the folder cannot be read') }, outcome }
    : {
        name: 'pixels that cannot be read',
        facts: factsOf({}, { background: unknown('the pixels cannot be read') }),
        outcome,
      };
};

export const testsOfRule = (rule, channel) => {
  const { id, options = {}, assert } = rule;
  const leaves = assert.all.flatMap(flat);
  const paths = [...new Set(leaves.map(({ path }) => path))];
  const sound = Object.fromEntries(
    paths.map((path) => [
      path,
      soundValue(
        leaves.filter((leaf) => leaf.path === path),
        options,
      ),
    ]),
  );
  const shown = Object.fromEntries(
    paths.flatMap((path) => SHOWN[path] ?? []).flatMap((path) => (path in sound ? [] : [[path, SHOWN_VALUES[path]]])),
  );
  const ground = groundOf(rule, channel);
  const base = { ...sound, ...shown };
  const vary = ({ name, path, value, outcome }) => {
    const sizes = path === 'aspectRatio' ? bySize(value) : {};
    const fitting = Object.fromEntries(Object.entries(sizes).filter(([key]) => !(key in sound)));
    return { name, facts: ground.factsOf({ ...base, ...fitting, [path]: value }), outcome };
  };
  const [first] = paths;
  return {
    rule: id,
    cases: [
      { name: 'all is as it should be', facts: ground.factsOf(base), outcome: 'pass' },
      ...leaves.flatMap((leaf) => boundCases(leaf, options)).map(vary),
      ...skipCases(rule, channel, ground),
      ...dayCases(rule, ground, base, first),
      unknownCase(rule, ground, base, first),
    ],
  };
};
