import { boxesOf } from '@listing-lint/rules/metadata';

const MOST = 100;

/** Labels of the manifests in a store, in order: the last one is the active manifest (C2PA 2.2, 11.1.4.1). */
export const manifestLabels = (store: Buffer): readonly string[] => {
  const labels: string[] = [];
  const visit = (bytes: Buffer, depth: number): void => {
    for (const { type, body } of boxesOf(bytes)) {
      if (type !== 'jumb' || labels.length >= MOST) continue;
      const label = labelIn(body);
      if (label === 'c2pa' && depth < 2) visit(body, depth + 1);
      else if (depth > 0 && label !== '') labels.push(label);
    }
  };
  visit(store, 0);
  return labels;
};

const labelIn = (superbox: Buffer): string => {
  const [first] = boxesOf(superbox);
  if (first?.type !== 'jumd' || ((first.body[16] ?? 0) & 2) === 0) return '';
  const end = first.body.indexOf(0, 17);
  return first.body.toString('utf8', 17, Math.min(end < 0 ? first.body.length : end, 17 + 300));
};
