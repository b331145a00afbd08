/** What stands at the beginning of a short text; JSON begins with no control character. */
const HEX = 1;
const TWO_HEX = 2;
const BASE64 = 3;
const LIKE = 4;

const HEX_TEXT = /^(?:[0-9a-f]{2}){16,}$/;
const TWO_HEX_TEXT = /^[0-9a-f]{32} [0-9a-f]{32}$/;
const BASE64_TEXT = /^[\w-]{64,}$/;

/** Lengths, in characters, of the texts that are shortened. */
const LEAST = 34;
const MOST = 20_000;
const MOST_TEMPLATES = 256;
const MOST_KEYS = 255;

/** Bytes before the text of a member. */
const MEMBER = 3;
/** Stands in the length of a member that is a part of another one: no text is as long. */
const PART = 0x8000;
/** Shorter ones take less as they are. */
const LEAST_PART = 6;

/** A member that is another than the template's, and its JSON. */
interface OwnMember {
  readonly position: number;
  readonly text: string;
}

/** The first object with these keys, in their order: of what came later with the same ones that alone is written which is another. */
interface Template {
  readonly keys: readonly string[];
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
}

/**
 * JSON in fewer bytes: what of thousands of pictures has one shape (hashes, records that differ in a few members) takes a half of its text. The same text gives the same bytes as
 * long as this lives, and they give it back.
 */
export class ShortTexts {
  readonly #templates: Template[] = [];
  readonly #byKeys = new Map<string, number>();
  readonly #scratch = Buffer.allocUnsafeSlow(MOST);

  /** Of a value and its JSON, valid until the next call; undefined where it does not get shorter. */
  of(value: unknown, text: string): Buffer | undefined {
    if (text.length < LEAST || text.length > MOST) return undefined;
    const end = typeof value === 'string' ? this.#writeString(value, 0) : this.#writeLike(value);
    return end > 0 && end < text.length ? this.#scratch.subarray(0, end) : undefined;
  }

  /** Adds a template for later texts with the same keys, if there is none yet. */
  learn(value: unknown, text: string): void {
    if (text.length < LEAST || text.length > MOST || this.#templates.length >= MOST_TEMPLATES) return;
    const members = membersOf(value);
    if (members === undefined || this.#byKeys.has(members.name)) return;
    const { name, keys, texts } = members;
    this.#byKeys.set(name, this.#templates.length);
    this.#templates.push({ keys, texts, values: texts.map((each) => JSON.parse(each)) });
  }

  /** The JSON of what `of` gave. */
  textOf(bytes: Buffer): string {
    if (bytes[0] !== LIKE) return `"${stringOf(bytes)}"`;
    const { template, own } = this.#read(bytes);
    const members = template.keys.map((key, k) => `${JSON.stringify(key)}:${own.get(k) ?? template.texts[k]}`);
    return `{${members.join(',')}}`;
  }

  /** How many bytes that JSON has. */
  lengthOf(bytes: Buffer): number {
    const digits = bytes.length - 1;
    if (bytes[0] === HEX) return 2 * digits + 2;
    if (bytes[0] === TWO_HEX) return 2 * digits + 3;
    return bytes[0] === BASE64 ? Math.ceil((4 * digits) / 3) + 2 : Buffer.byteLength(this.textOf(bytes));
  }

  /** The value of what `of` gave, as JSON would give it. */
  valueOf(bytes: Buffer): unknown {
    if (bytes[0] !== LIKE) return stringOf(bytes);
    const { template, own } = this.#read(bytes);
    return Object.fromEntries(
      template.keys.map((key, k) => {
        const text = own.get(k);
        return [key, text === undefined ? template.values[k] : JSON.parse(text)];
      }),
    );
  }

  /** Writes a text of hex digits or base64; 0 where it is none. */
  #writeString(value: string, at: number): number {
    const put = (kind: number, digits: string, encoding: 'hex' | 'base64url'): number => {
      this.#scratch[at] = kind;
      return at + 1 + this.#scratch.write(digits, at + 1, encoding);
    };
    if (HEX_TEXT.test(value)) return put(HEX, value, 'hex');
    if (TWO_HEX_TEXT.test(value)) return put(TWO_HEX, value.replace(' ', ''), 'hex');
    if (!BASE64_TEXT.test(value)) return 0;
    const end = put(BASE64, value, 'base64url');
    return this.#scratch.toString('base64url', at + 1, end) === value ? end : 0;
  }

  /** Writes number of a template and, one behind the other, the members that are others than its; 0 where it is like none. */
  #writeLike(value: unknown): number {
    const members = membersOf(value);
    const number = members && this.#byKeys.get(members.name);
    const template = number === undefined ? undefined : this.#templates[number];
    if (members === undefined || number === undefined || template === undefined) return 0;
    let at = this.#scratch.writeUInt16LE(number, this.#scratch.writeUInt8(LIKE, 0));
    const before: OwnMember[] = [];
    for (const [position, text] of members.texts.entries()) {
      if (text === template.texts[position]) continue;
      if (at + MEMBER + 3 * text.length > MOST) return 0;
      const member = { position, text };
      at = this.#writePart(member, before, at) || this.#writeMember(member, at);
      before.push(member);
    }
    return at;
  }

  /** Position (one byte), length (two), and the text or short text. */
  #writeMember({ position, text }: OwnMember, at: number): number {
    const start = at + MEMBER;
    const short = text.length < LEAST || text[0] !== '"' ? 0 : this.#writeString(text.slice(1, -1), start);
    const end = short > 0 ? short : start + this.#scratch.write(text, start, 'utf8');
    this.#scratch.writeUInt16LE(end - start, this.#scratch.writeUInt8(position, at));
    return end;
  }

  /**
   * Of a string that is a part of one before it, as a name is of a path: position, `PART` and how long it is, position of the other one, and where it begins in its text (two bytes).
   * 0 where there is none.
   */
  #writePart({ position, text }: OwnMember, before: readonly OwnMember[], at: number): number {
    if (text.length < LEAST_PART || text[0] !== '"') return 0;
    const part = text.slice(1, -1);
    for (const other of before) {
      const start = other.text[0] === '"' ? other.text.indexOf(part) : -1;
      if (start < 0) continue;
      const end = this.#scratch.writeUInt16LE(PART | part.length, this.#scratch.writeUInt8(position, at));
      return this.#scratch.writeUInt16LE(start, this.#scratch.writeUInt8(other.position, end));
    }
    return 0;
  }

  #read(bytes: Buffer): { readonly template: Template; readonly own: ReadonlyMap<number, string> } {
    const template = this.#templates[bytes.readUInt16LE(1)];
    if (template === undefined) throw new RangeError('a text is like none');
    const own = new Map<number, string>();
    for (let at = 3; at < bytes.length; ) {
      const [position, length] = [bytes[at] ?? 0, bytes.readUInt16LE(at + 1)];
      at += MEMBER;
      if ((length & PART) === 0) {
        const text = bytes.subarray(at, at + length);
        own.set(position, (text[0] ?? LIKE) < LIKE ? `"${stringOf(text)}"` : text.toString('utf8'));
        at += length;
      } else {
        const start = bytes.readUInt16LE(at + 1);
        own.set(position, `"${own.get(bytes[at] ?? 0)?.slice(start, start + length - PART)}"`);
        at += MEMBER;
      }
    }
    return { template, own };
  }
}

const stringOf = (bytes: Buffer): string => {
  if (bytes[0] === BASE64) return bytes.toString('base64url', 1);
  const hex = bytes.toString('hex', 1);
  return bytes[0] === HEX ? hex : `${hex.slice(0, 32)} ${hex.slice(32)}`;
};

/** Keys of a plain object, and the JSON of each member; undefined for anything else, and where JSON leaves a member out. */
const membersOf = (
  value: unknown,
): { readonly name: string; readonly keys: readonly string[]; readonly texts: readonly string[] } | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'toJSON' in value) return undefined;
  const keys = Object.keys(value);
  if (keys.length < 2 || keys.length > MOST_KEYS) return undefined;
  const texts: string[] = [];
  for (const member of Object.values(value)) {
    const text: string | undefined = JSON.stringify(member);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return { name: JSON.stringify(keys), keys, texts };
};
