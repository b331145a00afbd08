import type { Kept } from '../model/fact.ts';
import type { CacheEntry } from '../run/judgement-cache.ts';
import type { FactSnapshot, Snapshot } from '../run/memory/fact-memo.ts';

/**
 * Entries as bytes: pictures of a shop have most of their verdicts and many values in common, and each text stands once. `"LLCE"`, number of
 * texts, of numbers, of entries (u32, little-endian), the lengths of the texts (u32 each), the numbers (u32 each), the states (four f64 an
 * entry), then the texts (JSON, UTF-8). An entry is a run of numbers, most of them texts by their position.
 */
export const encodeEntries = (entries: { readonly [subject: string]: CacheEntry }): Buffer => {
  const texts = new Texts();
  const numbers: number[] = [];
  const states: number[] = [];
  for (const [subject, entry] of Object.entries(entries)) {
    states.push(...entry.stat);
    writeEntry(subject, entry, texts, numbers);
  }
  const encoded = texts.all.map((text) => Buffer.from(text, 'utf8'));
  const head = [encoded.length, numbers.length, states.length / 4];
  const bytes = Buffer.allocUnsafe(
    MAGIC.length + 4 * (head.length + encoded.length + numbers.length) + 8 * states.length,
  );
  let at = bytes.write(MAGIC, 'latin1');
  for (const number of [...head, ...encoded.map(({ length }) => length), ...numbers])
    at = bytes.writeUInt32LE(number, at);
  for (const number of states) at = bytes.writeDoubleLE(number, at);
  return Buffer.concat([bytes, ...encoded]);
};

const MAGIC = 'LLCE';

/** Reads what `encodeEntries` wrote. Throws a `RangeError` or `SyntaxError` for anything else. */
export const decodeEntries = (bytes: Buffer): { readonly [subject: string]: CacheEntry } => {
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new RangeError('it is no list of entries');
  const word = (index: number): number => bytes.readUInt32LE(MAGIC.length + 4 * index);
  const [textCount, numberCount, entryCount] = [word(0), word(1), word(2)];
  const numbersAt = 3 + textCount;
  const statesAt = MAGIC.length + 4 * (numbersAt + numberCount);
  const texts = new TextReader(
    bytes,
    Array.from({ length: textCount }, (_, k) => word(3 + k)),
    statesAt + 32 * entryCount,
  );
  let next = 0;
  const number = (): number => {
    if (next >= numberCount) throw new RangeError('an entry is cut');
    return word(numbersAt + next++);
  };
  const entries: { [subject: string]: CacheEntry } = Object.create(null);
  for (let k = 0; k < entryCount; k++) {
    const state = (part: number): number => bytes.readDoubleLE(statesAt + 8 * (4 * k + part));
    const [subject, entry] = readEntry([state(0), state(1), state(2), state(3)], texts, number);
    entries[subject] = entry;
  }
  if (next !== numberCount) throw new RangeError('something is left over');
  return entries;
};

/** Texts, each once. */
class Texts {
  readonly all: string[] = [];
  readonly #ids = new Map<string, number>();

  id(value: unknown): number {
    const text = JSON.stringify(value) ?? 'null';
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#ids.set(text, this.all.length);
    this.all.push(text);
    return this.all.length - 1;
  }
}

type Parsed = ReturnType<typeof JSON.parse>;

/** Values of the texts, each made when it is first asked for, and one for all who ask: nobody changes them. */
class TextReader {
  readonly #bytes: Buffer;
  readonly #ends: Float64Array;
  readonly #start: number;
  readonly #values: Parsed[];

  constructor(bytes: Buffer, lengths: readonly number[], start: number) {
    this.#bytes = bytes;
    this.#start = start;
    this.#values = new Array(lengths.length);
    let end = start;
    this.#ends = Float64Array.from(lengths, (length) => {
      end += length;
      return end;
    });
    if (end !== bytes.length) throw new RangeError('the texts are cut');
  }

  value(id: number): Parsed {
    const end = this.#ends[id];
    if (end === undefined) throw new RangeError('a text is missing');
    this.#values[id] ??= JSON.parse(this.#bytes.toString('utf8', id === 0 ? this.#start : this.#ends[id - 1], end));
    return this.#values[id];
  }
}

const writeEntry = (subject: string, entry: CacheEntry, texts: Texts, numbers: number[]): void => {
  const { sha256, key, asOf = null, judgement, kept, snapshot } = entry;
  numbers.push(texts.id(subject), texts.id(sha256), texts.id(key), texts.id(asOf));
  numbers.push(judgement === undefined ? 0 : 1);
  if (judgement !== undefined) {
    const { verdicts, file = null, ...rest } = judgement;
    numbers.push(texts.id(rest), texts.id(file), verdicts.length, ...verdicts.map((verdict) => texts.id(verdict)));
  }
  const values = Object.entries(kept);
  numbers.push(values.length);
  for (const [id, value] of values) numbers.push(texts.id(id), ...outcome(value, texts));
  numbers.push(snapshot === undefined ? 0 : 1);
  if (snapshot === undefined) return;
  numbers.push(snapshot.facts.length);
  for (const { id, params, timed, ...value } of snapshot.facts)
    numbers.push(texts.id({ id, params, timed }), ...outcome(value, texts));
};

/** A value stands by itself, so that it is one text wherever it is kept. */
const outcome = (value: Kept<unknown>, texts: Texts): readonly number[] =>
  'value' in value ? [1, texts.id(value.value)] : [0, texts.id(value)];

const readEntry = (
  stat: CacheEntry['stat'],
  texts: TextReader,
  number: () => number,
): readonly [string, CacheEntry] => {
  const text = (): Parsed => texts.value(number());
  const list = <T>(each: () => T): readonly T[] => Array.from({ length: number() }, each);
  const subject: string = text();
  const about = { stat, sha256: text(), key: text(), ...present('asOf', text()) };
  const judgement = (): CacheEntry['judgement'] => {
    const rest = text();
    return { ...rest, ...present('file', text()), verdicts: list(text) };
  };
  const value = (): Kept<unknown> => (number() === 1 ? { value: text() } : text());
  const judged = number() === 1 ? { judgement: judgement() } : {};
  const kept = Object.fromEntries(list((): [string, Kept<unknown>] => [text(), value()]));
  const facts = (): Snapshot => ({ facts: list((): FactSnapshot => ({ ...text(), ...value() })) });
  return [subject, { ...about, ...judged, kept, ...(number() === 1 ? { snapshot: facts() } : {}) }];
};

const present = (name: string, value: Parsed): Parsed => (value === null ? {} : { [name]: value });
