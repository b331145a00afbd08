import type { Report, Reporter } from 'listing-lint/plugin';

/** `-f licences/renewals`: what to ask of whom, as a list to tick off. */
export const renewals: Reporter = {
  id: 'renewals',
  title: 'A Markdown list of the licences to renew',
  render: (report) => `# Licences to see to\n\n${lines(report).join('\n') || 'Nothing to do.'}\n`,
};

const lines = ({ findings }: Report): readonly string[] =>
  findings
    .filter(({ ruleId }) => ruleId.startsWith('licences/'))
    .map(({ subject, message }) => `- [ ] ${plain(subject.path)}: ${plain(message)}`);

/** File names and messages come from outside: nothing in them may end the line or be taken for Markdown. */
const plain = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').replace(/[\\`*_[\]<>&#|~]/g, '\\$&');
