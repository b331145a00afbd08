import type { Json } from '../model/json.ts';
import type { OperatorContext } from '../model/operator.ts';
import type { BoundLeaf, Formula, PlacedUse, QuantifiedLeaf } from '../rule/formula/formula.ts';
import type { Operand } from './operand.ts';
import type { Member, RelatedSubjects } from './related-subjects.ts';
import type { Range, Truth } from './truth.ts';

interface Judged {
  /** Undefined where it is unknown; `unknown` says why. */
  readonly holds: Truth;
  readonly unknown?: string;
}

/** A comparison with what it saw. */
export interface JudgedComparison extends Judged {
  readonly leaf: BoundLeaf;
  readonly actual: Operand;
  readonly expected: Operand;
}

/** A condition over related subjects with what was derived of them. */
export interface JudgedQuantified extends Judged {
  readonly leaf: QuantifiedLeaf;
  readonly derived: Derived;
}

export type JudgedLeaf = JudgedComparison | JudgedQuantified;

/** A formula's truth: of the whole, and the leaves that make it so, in the order in which they are written. */
export interface FormulaTruth {
  readonly holds: Truth;
  readonly leaves: readonly JudgedLeaf[];
}

/** The day that stands for today, and whether anything that was judged has looked at it. */
export interface WatchedDay extends OperatorContext {
  readonly read: () => void;
  readonly wasRead: () => boolean;
}

/** What a formula is evaluated in: one subject, what is related to it, and the day. */
export interface Frame {
  /** The value at a place of a fact of the subject, or of the one that is related to it. */
  readonly ask: (use: PlacedUse) => Operand | Promise<Operand>;
  readonly related: RelatedSubjects;
  readonly today: WatchedDay;
  /** The same day, unread. */
  readonly asOf: string;
  readonly judge: (formula: Formula, frame: Frame) => FormulaTruth | Promise<FormulaTruth>;
}

/** What a quantifier sees of one member. */
export interface SeenMember {
  readonly member: Member;
  /** Whether `where` holds of it; true without one. */
  readonly isIn: Truth;
  /** It is in, and what is asked holds of it. */
  readonly held: Truth;
  /** It is in, and what is asked does not hold of it. */
  readonly failed: Truth;
  /** The value that is compared. */
  readonly value?: Operand;
  /** What is to blame where something does not hold or is unknown, and where to ask about it. */
  readonly judgement?: FormulaTruth;
  readonly frame: Frame;
}

/** All members of a group as one quantifier sees them. */
export interface Tally {
  readonly seen: readonly SeenMember[];
  readonly byMember: ReadonlyMap<Member, SeenMember>;
  readonly held: Range;
  readonly failed: Range;
  /** Members that are certainly in, up to all that may be. */
  readonly total: Range;
  /** Today's date had a part in it. */
  readonly timed: boolean;
}

/** What a quantifier says of the members of a subject, before a negation. */
export interface Derived {
  readonly truth: Truth;
  /** Why it is unknown. */
  readonly unknown?: string;
  /** Of which that is said, where it is said of a member. */
  readonly open?: SeenMember;
  /** Absent where the members are not known. */
  readonly tally?: Tally;
  /** The number that was compared, or what it can be. */
  readonly number?: Range;
  readonly expected: Json;
  /** `unique`: the subject's own value, and others that have it, too. */
  readonly own?: Json;
  readonly others?: readonly SeenMember[];
  /** How many others there are, of which `others` are the first. */
  readonly otherCount?: number;
  /** What the operands could not be had for. */
  readonly operands: readonly Operand[];
}
