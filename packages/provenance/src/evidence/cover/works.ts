import { escapeHtml } from '@listing-lint/rules/view';
import type { AgeProof, AgeWord } from '../ages.ts';
import type { EvidenceCover, EvidenceWork } from '../evidence-cover.ts';
import { figures, fileLink } from './cover-parts.ts';

const WORDS: { readonly [word in AgeWord]: string } = {
  signed: 'a time-stamp authority: signed, and verified',
  attested: 'a record of somebody outside, who can confirm it',
  git: 'git: the clock of whoever committed',
  written: 'the party of this bundle',
  stated: 'the file itself: anyone who has it can write that',
};

/** Each work: its pictures, and what says how old it is, on whose word. */
export const worksSection = (cover: EvidenceCover): string => {
  const title = cover.case === null ? 'The picture, and how old it is' : 'The works, and how old they are';
  const parts = cover.works.map((work) => workPart(work, cover));
  return `<h2>${title}</h2>${parts.length === 0 ? '<p class="bad">The case names no work.</p>' : parts.join('')}`;
};

const workPart = (work: EvidenceWork, cover: EvidenceCover): string => {
  const { title, author, pictures, ages, disputedSince } = work;
  const said =
    ages.length === 0
      ? '<p class="bad">Nothing says how old it is.</p>'
      : `<div class="box"><p>${escapeHtml(oldestSentence(ages, disputedSince))}</p></div><table class="grounds"><thead><tr><th>Day</th><th>What was there</th><th>On whose word</th></tr></thead><tbody>${ages.map((age) => ageRow(age, cover)).join('')}</tbody></table>`;
  return `<h3>${escapeHtml(title)}</h3>${author === null ? '' : `<p class="soft">By ${escapeHtml(author)}, as the case says</p>`}${figures(pictures, cover)}${said}`;
};

const ageRow = ({ day, what, word, path }: AgeProof, cover: EvidenceCover): string =>
  `<tr class="${word}"><td>${escapeHtml(day)}</td><td>${path === null ? '' : `<span class="small">${fileLink(path, cover)}</span><br>`}${escapeHtml(what)}</td><td class="soft small">${WORDS[word]}</td></tr>`;

/** How old a work is, by the best of what shows it: a signature before a record, both before words. Pure. */
export const oldestSentence = (ages: readonly AgeProof[], disputedSince: string | null): string => {
  const by = (word: AgeWord): AgeProof | undefined => ages.find((each) => each.word === word);
  const outside = [by('signed'), by('attested')]
    .filter((each) => each !== undefined)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))[0];
  if (outside === undefined) {
    return 'Nobody outside vouches for its age: the days below are the word of the party, of git, and of the files themselves.';
  }
  const how =
    outside.word === 'signed'
      ? 'by the signature of a time-stamp authority'
      : 'by a record that its issuer can confirm';
  const lead = `The oldest day for which somebody outside vouches is ${outside.day}, ${how}`;
  if (disputedSince === null) return `${lead}.`;
  return outside.day < disputedSince
    ? `${lead}; what is in dispute was first seen on ${disputedSince}, later than that.`
    : `${lead}; that is not before ${disputedSince}, when what is in dispute was first seen.`;
};
