// Coded data of a scan: bits, and codes of variable length (ITU-T T.81, annex C and F.2.2.3).

/** Bits of a code per table lookup. */
const QUICK: i32 = 9;
/** Where parts of a table stand: u16 of each beginning (length, symbol), i32 of each length: its last code, and where its symbols begin, less its first code; symbols. */
const LAST_CODES: usize = 1024;
const BEGINS: usize = 1104;
const SYMBOLS: usize = 1184;

/**
 * A table of codes from how many there are of each length (16 bytes) and their symbols. 0 where they are more than lengths have room for, or have other symbols than `most`.
 */
export function buildTable(counts: usize, symbols: usize, most: i32, table: usize): i32 {
  memory.fill(table, 0, 1024);
  let code = 0;
  let k = 0;
  for (let length = 1; length <= 16; length++) {
    const count = <i32>load<u8>(counts + length - 1);
    store<i32>(table + 4 * <usize>length, k - code, BEGINS);
    for (let i = 0; i < count; i++, k++, code++) {
      const symbol = <i32>load<u8>(symbols + k);
      // All ones is no code.
      if (k > 255 || symbol > most || code >= (1 << length) - 1) return 0;
      store<u8>(table + k, symbol, SYMBOLS);
      if (length > QUICK) continue;
      const spare = QUICK - length;
      const entry = <u16>((length << 8) | symbol);
      for (let j = 0; j < 1 << spare; j++) store<u16>(table + 2 * <usize>((code << spare) + j), entry);
    }
    store<i32>(table + 4 * <usize>length, count > 0 ? code - 1 : -1, LAST_CODES);
    code <<= 1;
  }
  return 1;
}

/** At least 33 bits from a bit on, in the upper part of a word. */
export function bitsAt(stream: usize, at: i32): u64 {
  return rotl(load<u64>(stream + ((<usize>at >> 5) << 2)), 32) << (<u64>(at & 31));
}

/** Length << 8 | symbol of the code that a word begins with, −1 where it is none. */
export function symbolAt(table: usize, word: u64): i32 {
  const entry = <i32>load<u16>(table + ((<usize>(word >> <u64>(64 - QUICK))) << 1));
  return entry !== 0 ? entry : longSymbolAt(table, word);
}

function longSymbolAt(table: usize, word: u64): i32 {
  for (let length = QUICK + 1; length <= 16; length++) {
    const code = <i32>(word >> <u64>(64 - length));
    if (code > load<i32>(table + 4 * <usize>length, LAST_CODES)) continue;
    return (length << 8) | <i32>load<u8>(table + <usize>(load<i32>(table + 4 * <usize>length, BEGINS) + code), SYMBOLS);
  }
  return -1;
}

/**
 * Coded data without their stuffing (B.1.1.5), as words of 32 bits from the upper one on, up to the first marker; behind them 1,024 bytes of 0. Gives how many bytes they are; where the
 * marker stands is written to `marker`, i32: −1 where none follows. Up to 16 bytes behind the source are read, and written behind the target.
 */
export function bufferScan(source: usize, bytes: i32, target: usize, marker: usize): i32 {
  const full = i8x16.splat(-1);
  let out = 0;
  let at = 0;
  store<i32>(marker, -1);
  while (at < bytes) {
    const some = v128.load(source + at);
    v128.store(target + out, some);
    const fulls = i8x16.bitmask(i8x16.eq(some, full));
    const plain = min(fulls === 0 ? 16 : ctz(fulls), bytes - at);
    at += plain;
    out += plain;
    if (at >= bytes || plain === 16) continue;
    if (at + 1 < bytes && load<u8>(source + at, 1) !== 0) {
      store<i32>(marker, at);
      break;
    }
    store<u8>(target + out, 255);
    out++;
    at += 2;
  }
  memory.fill(target + out, 0, 1024);
  const upperFirst = i8x16(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
  for (let word = target; word < target + out; word += 16) {
    v128.store(word, v128.swizzle(v128.load(word), upperFirst));
  }
  return out;
}
