import type { MatchReport, OurPicture, SuspectResult } from './match.ts';
import { SURENESS } from './match-text.ts';
import { turnOf } from './turn.ts';

const ESCAPES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/**
 * One self-contained page: each suspect beside ours, ours turned to lie as the suspect does. `thumbnail` gives a `data:` address of a
 * picture, or null where it has none.
 */
export const matchHtml = (report: MatchReport, thumbnail: (path: string) => string | null): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Copies of our pictures</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid #8886; padding: 1rem 0; }
h2 { font-size: 1.1rem; overflow-wrap: anywhere; }
ul { list-style: none; padding: 0; }
.pair { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0; flex: 1 1 16rem; }
.frame { aspect-ratio: 1; display: grid; place-items: center; overflow: hidden; background: #8882; }
.frame img { max-width: 100%; max-height: 100%; }
.q1 { rotate: 90deg; } .q2 { rotate: 180deg; } .q3 { rotate: 270deg; } .mirror { scale: -1 1; }
figcaption { overflow-wrap: anywhere; font-size: .9rem; }
</style>
<h1>Copies of our pictures</h1>
<p>${report.suspects.length} suspects against ${report.compared} of ours.</p>
${report.suspects.map((suspect) => section(suspect, thumbnail)).join('\n')}
${unreadable(report)}
</html>
`;

const section = (suspect: SuspectResult, thumbnail: (path: string) => string | null): string => {
  const body =
    suspect.problem !== null
      ? `<p>Not compared: ${escapeHtml(suspect.problem)}</p>`
      : suspect.matches.length === 0
        ? '<p>None of ours.</p>'
        : `<ul>${suspect.matches.map((match) => pair(suspect, match, thumbnail)).join('')}</ul>`;
  return `<section><h2>${escapeHtml(suspect.path)}</h2>${body}</section>`;
};

const pair = (suspect: SuspectResult, match: OurPicture, thumbnail: (path: string) => string | null): string => {
  const { mirror, quarterTurns } = turnOf(match.turn);
  const turn = `${mirror ? 'mirror ' : ''}q${quarterTurns}`;
  // CSS applies rotate before scale in its own order (translate, rotate, scale): the mirror comes first on the picture, as it should.
  return `<li><p>${escapeHtml(match.description)} — <strong>${escapeHtml(SURENESS[match.verdict])}</strong></p>
<div class="pair">${picture(suspect.path, 'found', 'q0', thumbnail)}${picture(match.path, 'ours, turned to lie the same way', turn, thumbnail)}</div></li>`;
};

const picture = (path: string, label: string, turn: string, thumbnail: (path: string) => string | null): string => {
  const address = thumbnail(path);
  const image =
    address === null
      ? 'no preview'
      : `<img class="${turn}" src="${escapeHtml(address)}" alt="${escapeHtml(`${label}: ${path}`)}">`;
  return `<figure><div class="frame">${image}</div><figcaption>${label}: ${escapeHtml(path)}</figcaption></figure>`;
};

const unreadable = ({ unreadable: list }: MatchReport): string =>
  list.length === 0
    ? ''
    : `<section><h2>Ours that could not be read</h2><ul>${list.map(({ problem }) => `<li>${escapeHtml(problem)}</li>`).join('')}</ul></section>`;
