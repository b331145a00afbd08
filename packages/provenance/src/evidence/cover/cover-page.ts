import { type CaseFile, historyOf } from '@listing-lint/disputes';
import { escapeHtml } from '@listing-lint/rules/view';
import type { ChecklistLine } from '../checklist.ts';
import type { EvidenceCover } from '../evidence-cover.ts';
import { hrefTo, plural } from './cover-parts.ts';
import { COVER_STYLE } from './cover-style.ts';
import { partiesSection } from './parties.ts';
import { theirsSection } from './theirs.ts';
import { worksSection } from './works.ts';

/** The cover of a bundle, for somebody who has to decide: who and what, how old, what is missing, and how to check it. One page of HTML that loads nothing. Pure. */
export const coverPage = (cover: EvidenceCover): string => {
  const { title, asOf, party, checklist, files } = cover;
  const open = checklist.filter(({ state }) => state !== 'there').length;
  const sections = [
    ...(cover.case === null ? [] : [partiesSection(cover.case, checklist)]),
    worksSection(cover),
    ...(cover.case === null ? [] : [theirsSection(cover.case, cover), timelineSection(cover.case, cover)]),
    ledgerSection(cover),
    checklistSection(checklist),
    filesSection(cover),
    CHECKING,
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>
${COVER_STYLE}</style>
<main>
<p class="kind">${cover.case === null ? 'Evidence for a picture' : 'Evidence in a dispute'}</p>
<h1>${escapeHtml(title)}</h1>
<p class="soft">${party === null ? 'Put together' : `Put together by ${escapeHtml(party)},`} as of ${escapeHtml(asOf)}. ${plural(files.length, 'file', 'files')}; ${open === 0 ? 'nothing on the checklist is open' : `${plural(open, 'point', 'points')} of the checklist open`}. This page tells what is in the bundle; it decides nothing.</p>
${sections.join('\n')}
<p class="sign">Place, date and signature of who hands this over:</p>
</main>
</html>
`;
};

const SIDES = { us: 'party of this bundle', platform: 'platform', counterparty: 'other side', unknown: '' } as const;

const timelineSection = (file: CaseFile, { due, asOf }: EvidenceCover): string => {
  const rows = historyOf(file).map(
    ({ on, by, what, listing }) =>
      `<tr><td>${escapeHtml(on)}</td><td class="soft">${SIDES[by]}</td><td>${escapeHtml(what)}${listing === null ? '' : `<br><span class="small soft">${escapeHtml(listing)}</span>`}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? '<p class="soft">The case tells of nothing that happened.</p>'
      : `<table class="events"><thead><tr><th>Day</th><th>Who</th><th>What happened, as the case states it</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const list = due.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('');
  return `<h2>What happened</h2>${table}${due.length === 0 ? '' : `<h3>What is due, as of ${escapeHtml(asOf)}</h3><ul>${list}</ul>`}`;
};

const ledgerSection = ({ ledger }: EvidenceCover): string => {
  if (ledger === null || ledger.entryCount === 0) {
    return '<h2>The ledger and its seals</h2><p class="bad">No ledger speaks of these files: nothing outside of them says since when they are as they are.</p>';
  }
  const { entryCount, unsealedCount, seals } = ledger;
  const rows = seals.flatMap(({ id, tokens }) =>
    tokens.map(
      ({ time, authority, isTrusted, message }) =>
        `<tr><td>${escapeHtml(time === null ? 'no time' : time.replace('T', ' ').replace(/(?:\.0+)?Z$/, ' UTC'))}</td><td>${escapeHtml(authority ?? 'nobody')}<br><code>seal ${id.slice(0, 16)}</code></td><td>${isTrusted === true ? 'verified' : `<span class="bad">${escapeHtml(message ?? 'no certificate is given that vouches for it')}</span>`}</td></tr>`,
    ),
  );
  const unsealed =
    unsealedCount === 0
      ? ''
      : `<p class="bad">${plural(unsealedCount, 'entry is', 'entries are')} under no seal: the days there are the word of whoever wrote them.</p>`;
  return `<h2>The ledger and its seals</h2>
<p>A ledger holds the hash of each picture and paper, in entries that never change; ${plural(entryCount, 'entry is', 'entries are')} about what is shown here. A seal is the signature of a time-stamp authority (RFC 3161) over all entries of its time: who signed saw a number that stands for them, and nothing of the pictures. <span class="soft">It shows that these bytes were there by its time. It does not show who made them.</span></p>
${unsealed}${rows.length === 0 ? '' : `<table><thead><tr><th>Time signed</th><th>By</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`}`;
};

const checklistSection = (lines: readonly ChecklistLine[]): string => {
  const order = { missing: 0, unknown: 1, there: 2 } as const;
  const items = lines
    .toSorted((a, b) => order[a.state] - order[b.state])
    .map(
      ({ state, what, details, rule }) =>
        `<li class="${state}">${escapeHtml(what)}${rule === null ? '' : ` <code class="soft">${escapeHtml(rule)}</code>`}${details.length === 0 ? '' : `<ul>${details.map((detail) => `<li>${escapeHtml(detail)}</li>`).join('')}</ul>`}</li>`,
    );
  return `<h2>What is there, and what is missing</h2><ul class="check">${items.join('')}</ul>`;
};

const filesSection = ({ files }: EvidenceCover): string => {
  const rows = files.map(
    ({ path, place, what, sha256 }) =>
      `<tr><td><a href="${hrefTo(place)}">${escapeHtml(path)}</a><code>${sha256}</code></td><td class="small soft">${escapeHtml(what)}</td></tr>`,
  );
  return `<h2>All files</h2><table class="files"><thead><tr><th>File, and its SHA-256</th><th>What it is</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
};

const CHECKING = `<h2>How to check this</h2>
<p>In the folder of the bundle, with a shell, sha256sum and openssl; nothing is contacted:</p>
<pre>sh data/verify.sh roots.pem</pre>
<p>It holds every file against its hash, every entry of the ledger against its name and the file that it names, its way to the root of a seal, and every seal against the
signature of its time-stamp authority. <b>roots.pem</b> holds the certificates of those authorities: have them from them, not from this bundle. README.txt says how to do the same by hand.</p>
<h2>What none of this shows</h2>
<p>Hashes and seals show that files are what they were at a time. They do not show who made a picture, and what files state of themselves anyone can write. What is marked as the
word of the party is that. Nothing here says that a file is forged or that anybody stole: that is for whoever decides.</p>`;
