// The states of disputes as diagrams, from the tables of packages/disputes/src/case/procedure.
import { importModules } from '../bundle.mjs';

const PAGE = 'docs/dispute-states.md';
const FOLDER = 'packages/disputes/src/case/procedure';
const WHO = { us: 'you', platform: 'the platform', counterparty: 'the other side' };

const node = (id) => id.replaceAll('-', '_');

const untilOf = ({ figures, otherwise }) => {
  const last = { option: 'answerDays', none: 'no day' }[otherwise] ?? 'stated, else unknown';
  return [...figures, last].join(', else ');
};

/** `event` of a transition, with its condition. */
const label = (event, { by, needsTakedown }) =>
  `${event}${by === undefined ? '' : ` by ${WHO[by]}`}${needsTakedown === true ? ' after a takedown' : ''}`;

const edges = (id, { on }) => {
  const events = new Map();
  for (const [event, to] of Object.entries(on)) {
    const target = typeof to === 'string' ? to : to.to;
    events.set(target, [...(events.get(target) ?? []), label(event, to)]);
  }
  return [...events].map(([to, names]) => `  ${node(id)} --> ${node(to)}: ${names.join(', ')}`);
};

const diagram = ({ initial, states }) => [
  '```mermaid',
  'stateDiagram-v2',
  `  [*] --> ${node(initial)}`,
  ...Object.entries(states).flatMap(([id, state]) => [`  state "${state.title}" as ${node(id)}`, ...edges(id, state)]),
  '```',
];

const row = ({ title, step, exit }) =>
  `| ${[title, step === null ? 'nobody' : `${WHO[step.actor]}: ${step.duty}`, step === null ? '–' : untilOf(step), exit].join(' | ')} |`;

const table = ({ states }) => [
  '| state | who has to do what | until | if nobody acts |',
  '|---|---|---|---|',
  ...Object.values(states).map(row),
];

export const disputeStates = async () => {
  const [{ COMPLAINT }, { ACCUSATION }] = await importModules([`${FOLDER}/complaint.ts`, `${FOLDER}/accusation.ts`]);
  const lines = [
    `<!-- Made by \`npm run generate\` from ${FOLDER}. Do not edit. -->`,
    '',
    '# States of a dispute',
    '',
    '```sh',
    'listing-lint case status     # the state of each case, who has to act, and until when',
    '```',
    '',
    'Each listing of a case is in one of these states. Arrows are [events](case-file.md). `withdrawn`, `settled` and an `outcome` lead to the last state. [Figures](disputes.md#figures) set the days; `answerDays` is an option of [`response-due`](rules/response-due.md).',
    '',
    '## You complain',
    '',
    ...diagram(COMPLAINT),
    '',
    ...table(COMPLAINT),
    '',
    '## You are accused',
    '',
    ...diagram(ACCUSATION),
    '',
    ...table(ACCUSATION),
    '',
  ];
  return [{ folder: 'docs', pattern: /\/dispute-states\.md$/, files: new Map([[PAGE, lines.join('\n')]]) }];
};
