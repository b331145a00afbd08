import type { Json } from '../model/json.ts';

/** The values that the table tries, one a column. `undefined` is a path that the fact's value does not have. */
export const VALUE_COLUMNS: readonly { readonly title: string; readonly value: unknown }[] = [
  { title: 'missing', value: undefined },
  { title: 'null', value: null },
  { title: 'yes/no `true`', value: true },
  { title: 'number `5`', value: 5 },
  { title: 'not a number (NaN)', value: Number.NaN },
  { title: 'text `main`', value: 'main' },
  { title: 'empty text', value: '' },
  { title: 'date `2026-03-01`', value: '2026-03-01' },
  { title: 'list `[main, chart]`', value: ['main', 'chart'] },
  { title: 'empty list', value: [] },
  { title: 'list with a hole `[main, null]`', value: ['main', null] },
  { title: 'group `{ a: 1 }`', value: { a: 1 } },
  { title: 'empty group', value: {} },
];

/** What a fact's schema can declare, one a column: `ok` or a load error. */
export const SHAPE_COLUMNS = ['yes/no', 'number', 'text', 'date', 'list of texts', 'list of numbers', 'group'] as const;

export interface OperatorRow {
  readonly operator: string;
  readonly expected: Json;
  /** One cell a value column: `P` the condition holds, `F` it does not, `?` it cannot be judged. */
  readonly cells: string;
  /** One mark a shape column: `.` accepted, `x` load error. */
  readonly load: string;
}

/**
 * What every operator says of every kind of value. The day that stands for today is 2026-04-01. The docs are made from this table and the
 * tests hold it.
 */
export const OPERATOR_TABLE: readonly OperatorRow[] = [
  //                                                            m n t 5 N M e d L E H G g          b n t d T N g
  { operator: 'equal', expected: 'main', cells: '?????PFF?????', load: 'xx..xxx' },
  { operator: 'equal', expected: 5, cells: '???P?????????', load: 'x.xxxxx' },
  { operator: 'equal', expected: true, cells: '??P??????????', load: '.xxxxxx' },
  { operator: 'notEqual', expected: 'main', cells: '?????FPP?????', load: 'xx..xxx' },
  { operator: 'notEqual', expected: 4, cells: '???P?????????', load: 'x.xxxxx' },
  { operator: 'greaterThan', expected: 5, cells: '???F?????????', load: 'x.xxxxx' },
  { operator: 'greaterThanInclusive', expected: 5, cells: '???P?????????', load: 'x.xxxxx' },
  { operator: 'lessThan', expected: 5, cells: '???F?????????', load: 'x.xxxxx' },
  { operator: 'lessThanInclusive', expected: 5, cells: '???P?????????', load: 'x.xxxxx' },
  { operator: 'in', expected: ['main', 'gallery'], cells: '?????PFF?????', load: 'xx..xxx' },
  { operator: 'in', expected: [4, 5], cells: '???P?????????', load: 'x.xxxxx' },
  { operator: 'notIn', expected: ['main', 'gallery'], cells: '?????FPP?????', load: 'xx..xxx' },
  { operator: 'contains', expected: 'main', cells: '?????PFFPFP??', load: 'xx...xx' },
  { operator: 'contains', expected: 'gallery', cells: '?????FFFFF???', load: 'xx...xx' },
  { operator: 'doesNotContain', expected: 'main', cells: '?????FPPFPF??', load: 'xx...xx' },
  { operator: 'doesNotContain', expected: 'gallery', cells: '?????PPPPP???', load: 'xx...xx' },
  { operator: 'containsAll', expected: ['main', 'chart'], cells: '????????PF???', load: 'xxxx.xx' },
  { operator: 'containsAny', expected: ['main', 'gallery'], cells: '????????PFP??', load: 'xxxx.xx' },
  { operator: 'containsNone', expected: ['gallery'], cells: '????????PP???', load: 'xxxx.xx' },
  { operator: 'matches', expected: '^ma', cells: '?????PFF?????', load: 'xx..xxx' },
  { operator: 'doesNotMatch', expected: '^ma', cells: '?????FPP?????', load: 'xx..xxx' },
  { operator: 'startsWith', expected: 'ma', cells: '?????PFF?????', load: 'xx..xxx' },
  { operator: 'endsWith', expected: ['in', 'art'], cells: '?????PFF?????', load: 'xx..xxx' },
  { operator: 'isEmpty', expected: true, cells: '?????FPFFPFFP', load: 'xx.....' },
  { operator: 'isEmpty', expected: false, cells: '?????PFPPFPPF', load: 'xx.....' },
  { operator: 'between', expected: [5, 9], cells: '???P?????????', load: 'x.xxxxx' },
  { operator: 'between', expected: ['2026-03-01', 'today'], cells: '???????P?????', load: 'xxx.xxx' },
  { operator: 'before', expected: '2026-03-01', cells: '???????F?????', load: 'xxx.xxx' },
  { operator: 'after', expected: '2026-02-28', cells: '???????P?????', load: 'xxx.xxx' },
  { operator: 'olderThan', expected: '30 days', cells: '???????P?????', load: 'xxx.xxx' },
  { operator: 'newerThan', expected: '1 month', cells: '???????F?????', load: 'xxx.xxx' },
  { operator: 'withinLast', expected: '31 days', cells: '???????P?????', load: 'xxx.xxx' },
  { operator: 'withinLast', expected: '30 days', cells: '???????F?????', load: 'xxx.xxx' },
  { operator: 'exists', expected: true, cells: 'FFPP?PPPPPPPP', load: '.......' },
  { operator: 'exists', expected: false, cells: 'PPFF?FFFFFFFF', load: '.......' },
];
