import type { LetterFacts } from './letter-facts.ts';
import type { Language, Letter } from './letter-schema.ts';

const WORDS = {
  en: {
    draft: 'DRAFT FOR COUNSEL',
    ask: 'Have counsel look at it before it goes out. No legal advice.',
    from: 'From',
    actingFor: (agent: string, name: string) => `${agent}, for ${name}`,
    to: 'To',
    desk: (platform: string) => `${platform}, intellectual property desk`,
    date: 'Date',
    about: 'Re',
    ours: 'Our reference',
    theirs: 'Your reference',
    colon: ': ',
  },
  zh: {
    draft: '供律师审阅的草稿',
    ask: '发出前请由律师审阅。本稿不构成法律意见。',
    from: '发函人',
    actingFor: (agent: string, name: string) => `${agent}（代表 ${name}）`,
    to: '收函人',
    desk: (platform: string) => `${platform} 知识产权受理部门`,
    date: '日期',
    about: '事由',
    ours: '我方编号',
    theirs: '贵方编号',
    colon: '：',
  },
} as const;

/** The letter around its paragraphs: who writes to whom, when and about what; a draft for counsel says so first. */
export const frameOf = ({
  letter,
  facts: { values },
  language,
  paragraphs,
  counsel,
}: {
  readonly letter: Letter;
  readonly facts: LetterFacts;
  readonly language: Language;
  readonly paragraphs: readonly string[];
  readonly counsel: string | null;
}): string => {
  const words = WORDS[language];
  const line = (label: string, ...parts: readonly (string | undefined)[]): string[] => {
    const said = parts.filter((part) => part !== undefined);
    return said.length === 0 ? [] : [`${label}${words.colon}${said.join(', ')}`];
  };
  const { 'us.name': name = '', 'us.agent': agent, platform } = values;
  const theirs = values['accusation.reference'] ?? values['notice.reference'];
  const to =
    letter.addressee === 'platform'
      ? [platform === undefined ? undefined : words.desk(platform)]
      : [values['them.name'], values['them.address'], values['them.email']];
  const head = [
    ...line(
      words.from,
      agent === undefined ? name : words.actingFor(agent, name),
      values['us.address'],
      values['us.phone'],
      values['us.email'],
    ),
    ...line(words.to, ...to),
    ...line(words.date, values['today']),
    ...line(words.about, letter.title[language]),
    ...line(words.ours, values['case.id']),
    ...line(words.theirs, theirs),
  ];
  const draft = counsel === null ? [] : [`${words.draft}${words.colon}${counsel}\n${words.ask}`];
  const blocks = [...draft, head.join('\n'), ...paragraphs, values['signer'] ?? agent ?? name];
  // Items of one list stand together, whichever part of the letter they come from.
  return `${blocks.reduce((text, block) => `${text}${block.startsWith('- ') && /\n- .*$|[:：]$/.test(text) ? '\n' : '\n\n'}${block}`)}\n`;
};
