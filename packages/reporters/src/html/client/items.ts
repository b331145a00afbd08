/** One finding on the page. */
export interface PageFinding {
  readonly element: HTMLElement;
  readonly rule: string;
  readonly severity: string;
  readonly unknown: boolean;
}

/** A card, a row or a list of pictures that passed. */
export interface Item {
  readonly element: HTMLElement;
  readonly findings: readonly PageFinding[];
  /** All of its words in lower case. */
  readonly text: string;
}

export interface Group {
  readonly element: HTMLElement;
  readonly text: string;
  readonly items: readonly Item[];
}

const severityOf = (element: Element): string =>
  ['error', 'warn', 'info'].find((name) => element.classList.contains(name)) ?? '';

const itemOf = (element: HTMLElement): Item => ({
  element,
  findings: [...element.querySelectorAll<HTMLElement>('.finding')].map((finding) => ({
    element: finding,
    rule: finding.dataset['rule'] ?? '',
    severity: severityOf(finding),
    unknown: finding.classList.contains('is-unknown'),
  })),
  text: `${element.dataset['path'] ?? ''} ${element.textContent}`.toLowerCase(),
});

/** Reads the page once; filters work on this, not on the document. */
export const readGroups = (): readonly Group[] =>
  [...document.querySelectorAll<HTMLElement>('.group')].map((element) => ({
    element,
    text: (element.querySelector('header')?.textContent ?? '').toLowerCase(),
    items: [...element.querySelectorAll<HTMLElement>('.item')].map(itemOf),
  }));
