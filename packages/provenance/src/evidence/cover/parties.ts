import { type CaseFile, counterpartyOf } from '@listing-lint/disputes';
import { escapeHtml } from '@listing-lint/rules/view';
import type { ChecklistLine } from '../checklist.ts';
import { factsTable } from './cover-parts.ts';

const joined = (values: readonly (string | number | null | undefined)[]): string | null =>
  wordsOrNull(values.filter((value) => value !== undefined && value !== null && value !== '').join(', '));

const wordsOrNull = (text: string): string | null => (text === '' ? null : escapeHtml(text));

/** Who the parties are, and what the dispute is about, as the case states it. */
export const partiesSection = (file: CaseFile, checklist: readonly ChecklistLine[]): string => {
  const { rightsHolder: holder, counterparty, accusation, platform, jurisdiction, notice, direction, damages } = file;
  const sellers = [...new Set((file.infringements ?? []).flatMap(({ seller }) => (seller ? [String(seller)] : [])))];
  const other = counterparty?.name ?? accusation?.by ?? null;
  const rows = factsTable([
    [
      'Party of this bundle',
      joined([holder?.name ?? file.owner, holder?.type, holder?.address, holder?.email, holder?.jurisdiction]),
    ],
    ['Acting for it', joined([holder?.agent?.name])],
    [
      'Other side',
      joined([
        other,
        counterparty?.seller,
        ...sellers.filter((each) => each !== counterparty?.seller),
        counterparty?.address,
        counterparty?.email,
        counterparty?.jurisdiction,
      ]),
    ],
    ['Platform', joined([platform])],
    ['Jurisdiction', joined([jurisdiction].flat())],
    [
      'Notice',
      joined([notice?.to, notice?.reference, notice?.filedAt ? `filed ${notice.filedAt.slice(0, 10)}` : null]),
    ],
    [
      'Accusation',
      joined([accusation?.reference, accusation ? `received ${accusation.receivedAt.slice(0, 10)}` : null]),
    ],
    [
      'At stake',
      damages && damages.amount > 0
        ? `${escapeHtml(`${damages.amount} ${damages.currency}`)}${damages.method ? ` <span class="soft">(${escapeHtml(damages.method)})</span>` : ''}`
        : null,
    ],
  ]);
  const claims = direction === 'accused' ? accusedClaims(file) : ourClaims(file, checklist);
  return `<h2>The parties</h2>${rows}<h2>What is in dispute</h2>${claims}`;
};

const accusedClaims = ({ accusation, defence }: CaseFile): string =>
  [
    `<p>${escapeHtml(accusation?.grounds ?? 'The case does not say on what grounds the accusation stands.')}</p>`,
    ...(defence?.independentCreation ? [`<p>Answer: ${escapeHtml(defence.independentCreation)}</p>`] : []),
  ].join('');

/** What the case says of the mark, and what its pictures say to that, as the checklist has it. */
const removalClaim = (index: number, checklist: readonly ChecklistLine[]): string => {
  const claim = 'The mark is said to have been taken off';
  const said = checklist
    .filter(({ rule }) => rule === 'mark-removal-shown')
    .flatMap(({ details }) => details)
    .find((detail) => detail.includes(`infringements #${index + 1}.watermarkRemoved`));
  return said === undefined ? `${claim}.` : `${claim}; the pictures do not show that: ${said}.`;
};

const ourClaims = (file: CaseFile, checklist: readonly ChecklistLine[]): string => {
  const rows = (file.infringements ?? []).map(
    ({ listing, seller, firstSeen, lastSeen, explanation, counterfeit, watermarkRemoved }, index) => {
      const more = [
        ...(explanation ? [explanation] : []),
        ...(watermarkRemoved ? [removalClaim(index, checklist)] : []),
        ...(counterfeit ? ['The goods themselves are said to be fakes.'] : []),
      ];
      const seen = lastSeen ? `${firstSeen.slice(0, 10)} to ${lastSeen.slice(0, 10)}` : firstSeen.slice(0, 10);
      return `<tr><td>${escapeHtml(seen)}</td><td>${escapeHtml(String(listing))}${seller ? `<br><span class="soft">seller ${escapeHtml(String(seller))}</span>` : ''}</td><td>${escapeHtml(more.join(' '))}</td></tr>`;
    },
  );
  if (rows.length === 0)
    return `<p class="soft">The case names no listing of ${escapeHtml(counterpartyOf(file) ?? 'the other side')}.</p>`;
  return `<table><thead><tr><th>Seen</th><th>Listing</th><th>What is said of it</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
};
