import { byId } from './dom.ts';
import { applyFilter, applyToRollUps, type Query } from './filter.ts';
import { readGroups, readRollUps } from './items.ts';
import { makeViewer, sideBySide } from './viewer.ts';

const groups = readGroups();
const rollUps = readRollUps();
const form = byId('filters', HTMLFormElement);
const search = byId('search', HTMLInputElement);
const status = byId('status', HTMLParagraphElement);
const empty = byId('empty', HTMLParagraphElement);
const all = groups.flatMap(({ items }) => items).reduce((sum, { findings }) => sum + findings.length, 0);

const checked = (name: string): ReadonlySet<string> =>
  new Set([...form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]:checked`)].map(({ value }) => value));

const readQuery = (): Query => ({
  words: search.value
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== ''),
  severities: checked('severity'),
  rules: checked('rule'),
  onlyFindings: form.querySelector<HTMLInputElement>('#only-findings')?.checked ?? false,
  onlyUnknown: form.querySelector<HTMLInputElement>('#unknown')?.checked ?? false,
});

const number = (n: number): string => n.toLocaleString('en');

const update = (): void => {
  const query = readQuery();
  const visible = applyFilter(groups, query);
  applyToRollUps(rollUps, query);
  const some = groups.some(({ element }) => !element.hidden);
  status.textContent =
    visible.findings === all ? `${number(all)} findings` : `${number(visible.findings)} of ${number(all)} findings`;
  empty.hidden = some;
};

const reset = (): void => {
  form.reset();
  update();
};

const cards = (): readonly HTMLElement[] =>
  groups.flatMap(({ element, items }) =>
    element.hidden
      ? []
      : items
          .filter((item) => item.element.classList.contains('card') && !item.element.hidden)
          .map((item) => item.element),
  );

const viewer = makeViewer(cards);

const stepCard = (by: number): void => {
  const list = cards();
  const at = list.findIndex((card) => card.contains(document.activeElement));
  const next = list[at < 0 ? 0 : at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
};

const toggleSeverity = (index: number): void => {
  const box = form.querySelectorAll<HTMLInputElement>('input[name="severity"]')[index];
  if (box) {
    box.checked = !box.checked;
    update();
  }
};

const keys: Readonly<Record<string, () => void>> = {
  '/': () => search.focus(),
  j: () => stepCard(1),
  k: () => stepCard(-1),
  '1': () => toggleSeverity(0),
  '2': () => toggleSeverity(1),
  '3': () => toggleSeverity(2),
  '0': reset,
  '?': () => help.showModal(),
};

const help = byId('help', HTMLDialogElement);
byId('keys', HTMLButtonElement).addEventListener('click', () => help.showModal());
byId('help-close', HTMLButtonElement).addEventListener('click', () => help.close());

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  const target = event.target;
  if (target === search) {
    if (event.key === 'Escape') search.blur();
    return;
  }
  if (event.key === 'Enter' && target instanceof HTMLElement && target.classList.contains('card')) {
    // Else the key goes on to the button that the dialog focuses.
    event.preventDefault();
    viewer.open(target);
    return;
  }
  const action = keys[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target.closest('.card .open, .card .picture') : null;
  const card = target?.closest<HTMLElement>('.card');
  if (card) viewer.open(card);
});

form.addEventListener('input', update);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => setTimeout(update));
byId('reset-empty', HTMLButtonElement).addEventListener('click', reset);

// A small screen shows pictures first; the filters are one tap away.
if (matchMedia('(max-width: 60rem)').matches) byId('more', HTMLDetailsElement).open = false;

const theme = byId('theme', HTMLButtonElement);
const root = document.documentElement;
const isDark = (): boolean =>
  root.dataset['theme'] === undefined
    ? matchMedia('(prefers-color-scheme: dark)').matches
    : root.dataset['theme'] === 'dark';
const nameTheme = (): void => {
  theme.textContent = isDark() ? 'Light' : 'Dark';
};
theme.addEventListener('click', () => {
  root.dataset['theme'] = isDark() ? 'light' : 'dark';
  nameTheme();
});
nameTheme();
update();

/** On paper nobody can open a dialog: copies stand side by side with their findings. */
let pairs: readonly Element[] = [];
addEventListener('beforeprint', () => {
  const rows = [...document.querySelectorAll<HTMLElement>('.row:not([hidden])')];
  pairs = [...rows, ...cards()].flatMap((item) =>
    [...item.querySelectorAll<HTMLElement>('.related li')].slice(0, 2).flatMap((related) => {
      const pair = sideBySide(item, related);
      if (!pair) return [];
      related.append(pair);
      return [pair];
    }),
  );
});
addEventListener('afterprint', () => {
  for (const pair of pairs) pair.remove();
});
