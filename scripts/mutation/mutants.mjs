// Faults that a test must notice, planted into a source: each a place and two texts. Only decisions: logic, truth, comparison, some and every.
import ts from '@typescript/typescript6';

const { SyntaxKind } = ts;

const OPERATORS = new Map([
  [SyntaxKind.AmpersandAmpersandToken, ['||', 'logic']],
  [SyntaxKind.BarBarToken, ['&&', 'logic']],
  [SyntaxKind.EqualsEqualsEqualsToken, ['!==', 'comparison']],
  [SyntaxKind.ExclamationEqualsEqualsToken, ['===', 'comparison']],
  [SyntaxKind.LessThanToken, ['<=', 'comparison']],
  [SyntaxKind.LessThanEqualsToken, ['<', 'comparison']],
  [SyntaxKind.GreaterThanToken, ['>=', 'comparison']],
  [SyntaxKind.GreaterThanEqualsToken, ['>', 'comparison']],
]);

const QUANTIFIERS = new Map([
  ['some', 'every'],
  ['every', 'some'],
]);

/** What may be changed in a node: the kind of fault, and where in its text which text stands instead; undefined where nothing may. */
const faultOf = (node, source) => {
  if (ts.isBinaryExpression(node)) {
    const [text, kind] = OPERATORS.get(node.operatorToken.kind) ?? [];
    if (text === undefined) return undefined;
    return { kind, start: node.operatorToken.getStart(source), end: node.operatorToken.getEnd(), text };
  }
  if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword) {
    if (ts.isLiteralTypeNode(node.parent)) return undefined;
    const text = node.kind === SyntaxKind.TrueKeyword ? 'false' : 'true';
    return { kind: 'truth', start: node.getStart(source), end: node.getEnd(), text };
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
    return { kind: 'truth', start: node.getStart(source), end: node.operand.getStart(source), text: '!!' };
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name } = node.expression;
    const other = QUANTIFIERS.get(name.text);
    if (other !== undefined)
      return { kind: 'some/every', start: name.getStart(source), end: name.getEnd(), text: other };
  }
  return undefined;
};

/** Types hold no decisions, and what stands in them does not run. */
const isType = (node) =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node);

/** Every fault of a source: `{ id, file, line, column, kind, before, after }`; ids count from `first`. */
export const mutantsOf = (file, code, first) => {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  const mutants = [];
  const walk = (node) => {
    if (isType(node)) return;
    const fault = faultOf(node, source);
    if (fault !== undefined) {
      const { line, character } = source.getLineAndCharacterOfPosition(fault.start);
      const [start, end] = [node.getStart(source), node.getEnd()];
      const after = code.slice(start, fault.start) + fault.text + code.slice(fault.end, end);
      mutants.push({
        id: first + mutants.length,
        file,
        line: line + 1,
        column: character + 1,
        kind: fault.kind,
        start,
        end,
        text: code.split('\n')[line]?.trim() ?? '',
        before: code.slice(start, end),
        after,
      });
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return mutants;
};

/**
 * The source with every fault of `mutants` in it, each asleep until `globalThis.__mutant.awake` is its number; that a place is passed by is noted in
 * `hits`, a byte a place, as loops over pixels have such places, too.
 */
export const withMutants = (file, code, mutants) => {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  const byPlace = new Map(mutants.map((mutant) => [`${mutant.start}:${mutant.end}:${mutant.kind}`, mutant]));
  const write = (node) => {
    const [start, end] = [node.getStart(source), node.getEnd()];
    let text = '';
    let at = start;
    ts.forEachChild(node, (child) => {
      const from = child.getStart(source);
      if (from < at) return;
      text += code.slice(at, from) + write(child);
      at = child.getEnd();
    });
    text += code.slice(at, end);
    const fault = isType(node) ? undefined : faultOf(node, source);
    const mutant = fault && byPlace.get(`${start}:${end}:${fault.kind}`);
    return mutant === undefined
      ? text
      : `((mutant$.hits[${mutant.id}] = 1, mutant$.awake === ${mutant.id}) ? (${mutant.after}) : (${text}))`;
  };
  const head = mutants.length === 0 ? '' : 'const mutant$ = globalThis.__mutant; ';
  return head + code.slice(0, source.getStart(source)) + write(source) + code.slice(source.getEnd());
};
