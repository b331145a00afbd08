import { grown } from '../growing.ts';
import { emptySlots, hashOfBytes, laySlot, needsSlots } from '../open-slots.ts';

const LAST_ASCII = 0x7f;
/** A name of UTF-16 that is not well formed has no UTF-8: it begins with a byte that no UTF-8 has. */
const NOT_WELL_FORMED = 0xff;
const SURROGATE = /\p{Surrogate}/u;

/** Numbers for paths: of tens of thousands the bytes of their names lie beside V8's heap, folders once for all that they hold. Folders have numbers, too. */
export class PathNumbers {
  #bytes = new Uint8Array(0);
  /** The same bytes, to write texts there and to read them. */
  #texts = Buffer.alloc(0);
  /** Of each where its name begins, and behind the last one where the next one will. */
  #starts = new Uint32Array(1);
  /** Of each the number of its folder, and one; 0 of what lies in none. */
  #folders = new Uint32Array(0);
  /** Numbers, and one, by folder and name. */
  #slots = emptySlots(0);
  #size = 0;
  /** Of the name that was looked for last: where its number is, or would be, and where it ends. */
  #slot = 0;
  #end = 0;
  /** That was asked for last: most that follow lie in it, too. */
  #lately: { readonly folder: string; readonly number: number } | undefined;
  /** The same of the folder whose path was made last. */
  #made: { readonly folder: number; readonly path: string } | undefined;

  get size(): number {
    return this.#size;
  }

  /** The number of a path, which it gets where it has none. */
  numberOf(path: string): number {
    const cut = path.lastIndexOf('/');
    const folder = cut < 0 ? 0 : 1 + this.#folder(path.slice(0, cut));
    const name = path.slice(cut + 1);
    const known = this.#numberIn(folder, name);
    return known < 0 ? this.#add(folder) : known;
  }

  /** The same of one that has a number; -1 of any other. */
  find(path: string): number {
    const cut = path.lastIndexOf('/');
    if (cut < 0) return this.#numberIn(0, path);
    const above = path.slice(0, cut);
    const folder = this.#lately?.folder === above ? this.#lately.number : this.find(above);
    return folder < 0 ? -1 : this.#numberIn(folder + 1, path.slice(cut + 1));
  }

  /** The path of a number. */
  pathOf(number: number): string {
    const start = this.#starts[number] ?? 0;
    const end = this.#starts[number + 1];
    const folder = this.#folders[number] ?? 0;
    const text =
      this.#bytes[start] === NOT_WELL_FORMED
        ? this.#texts.toString('utf16le', start + 1, end)
        : this.#texts.toString('utf8', start, end);
    if (folder === 0) return text;
    if (this.#made?.folder !== folder) this.#made = { folder, path: this.pathOf(folder - 1) };
    return `${this.#made.path}/${text}`;
  }

  #folder(path: string): number {
    if (this.#lately?.folder === path) return this.#lately.number;
    const number = this.numberOf(path);
    this.#lately = { folder: path, number };
    return number;
  }

  /** -1 where it has none: then its name lies behind all others, and `#slot` is where its number goes. */
  #numberIn(folder: number, name: string): number {
    const start = this.#starts[this.#size] ?? 0;
    this.#end = this.#write(name, start);
    if (needsSlots(this.#slots, this.#size)) this.#fillSlots();
    this.#slot = hashOfBytes(this.#bytes, start, this.#end, folder) % this.#slots.length;
    for (let known = this.#slots[this.#slot] ?? 0; known > 0; known = this.#slots[this.#slot] ?? 0) {
      if (this.#folders[known - 1] === folder && this.#isName(known - 1, start, this.#end)) return known - 1;
      this.#slot = (this.#slot + 1) % this.#slots.length;
    }
    return -1;
  }

  /** Gives a number to what was just looked for. */
  #add(folder: number): number {
    const number = this.#size++;
    this.#slots[this.#slot] = this.#size;
    this.#starts = grown(this.#starts, this.#size + 1);
    this.#starts[this.#size] = this.#end;
    this.#folders = grown(this.#folders, this.#size);
    this.#folders[number] = folder;
    return number;
  }

  /** Writes a name behind all others; where it ends. */
  #write(name: string, start: number): number {
    const bytes = grown(this.#bytes, start + 1 + 3 * name.length);
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#texts = Buffer.from(bytes.buffer);
    }
    // Nearly all names are ASCII, and short: a call of Node takes longer than to put them there.
    for (let at = 0; at < name.length; at++) {
      const code = name.charCodeAt(at);
      if (code > LAST_ASCII) return this.#writeOther(name, start);
      bytes[start + at] = code;
    }
    return start + name.length;
  }

  #writeOther(name: string, start: number): number {
    if (!SURROGATE.test(name)) return start + this.#texts.write(name, start, 'utf8');
    this.#bytes[start] = NOT_WELL_FORMED;
    return start + 1 + this.#texts.write(name, start + 1, 'utf16le');
  }

  #isName(number: number, start: number, end: number): boolean {
    const own = this.#starts[number] ?? 0;
    if ((this.#starts[number + 1] ?? 0) - own !== end - start) return false;
    const bytes = this.#bytes;
    for (let at = 0; at < end - start; at++) if (bytes[own + at] !== bytes[start + at]) return false;
    return true;
  }

  /** Makes room for more, and puts all of them in. */
  #fillSlots(): void {
    this.#slots = emptySlots(this.#size);
    for (let number = 0; number < this.#size; number++) {
      const [start = 0, end = 0] = this.#starts.subarray(number, number + 2);
      laySlot(this.#slots, hashOfBytes(this.#bytes, start, end, this.#folders[number]), number + 1);
    }
  }
}
