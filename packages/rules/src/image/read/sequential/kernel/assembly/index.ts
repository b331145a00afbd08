// Coefficients of a progressive JPEG (ITU-T T.81, annex G) out of its scans, and into the one scan of a sequential JPEG (annex F). Coefficients are in zigzag order, i16, 64 a block,
// with a word of 64 bits a block that marks which of them are not 0, except for DC, which is separate. Addresses are bytes.
import { bitsAt, symbolAt } from './coded';
import { COEFFICIENTS, DC, MASKS, OWN_HEIGHT, OWN_WIDTH, PART, STEP, STRIDE, startRow, UNIT_BYTES } from './component';

export { bufferScan, buildTable } from './coded';
export { layUnit } from './component';
export { encodeScan } from './encode';

/** Two's complement of `size` bits as T.81, F.2.2.1 has it: what begins with 0 is negative. */
function extended(value: i32, size: i32): i32 {
  return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
}

/**
 * The first scan of DC (G.1.2.1). `unit`: the blocks of a unit (`layUnit`), `number` of them; `tables`: i32 of tables, `predicted`: i32 of components, in the order of the components of the scan. Gives the bit
 * behind the last one, −1 where the data are out of order or end before.
 */
export function decodeDc(
  stream: usize,
  bits: i32,
  unit: usize,
  number: i32,
  tables: usize,
  predicted: usize,
  across: i32,
  down: i32,
  low: i32,
): i32 {
  let at = 0;
  const end = unit + UNIT_BYTES * <usize>number;
  for (let v = 0; v < down; v++) {
    startRow(unit, end, v);
    for (let u = 0; u < across; u++) {
      for (let one = unit; one < end; one += UNIT_BYTES) {
        const dc = <usize>load<i32>(one, DC);
        const own = 4 * <usize>load<i32>(one, PART);
        store<i32>(one, <i32>dc + 2 * load<i32>(one, STEP), DC);
        const word = bitsAt(stream, at);
        const code = symbolAt(<usize>load<i32>(tables + own), word);
        const size = code & 255;
        if (code < 0 || size > 11) return -1;
        const length = code >> 8;
        let value = load<i32>(predicted + own);
        if (size > 0) value += extended(<i32>((word << length) >> (64 - size)), size);
        // What does not fit is not what an encoder wrote.
        if (value < -2048 || value > 2047) return -1;
        store<i32>(predicted + own, value);
        store<i16>(dc, <i16>(value << low));
        at += length + size;
      }
      if (at > bits) return -1;
    }
  }
  return at;
}

/** One bit more of DC; as `decodeDc`. */
export function refineDc(stream: usize, bits: i32, unit: usize, number: i32, across: i32, down: i32, low: i32): i32 {
  let at = 0;
  if (across * down * number > bits) return -1;
  const end = unit + UNIT_BYTES * <usize>number;
  for (let v = 0; v < down; v++) {
    startRow(unit, end, v);
    for (let u = 0; u < across; u++) {
      let word = bitsAt(stream, at);
      for (let one = unit; one < end; one += UNIT_BYTES) {
        const dc = <usize>load<i32>(one, DC);
        store<i32>(one, <i32>dc + 2 * load<i32>(one, STEP), DC);
        store<i16>(dc, <i16>(<i32>load<i16>(dc) | ((<i32>(word >> 63)) << low)));
        word <<= 1;
      }
      at += number;
    }
  }
  return at;
}

/** A scan of AC of one component, the first time (G.1.2.2); as `decodeDc` else. */
export function decodeAc(
  stream: usize,
  bits: i32,
  component: usize,
  table: usize,
  first: i32,
  last: i32,
  low: i32,
): i32 {
  const stride = load<i32>(component, STRIDE);
  const wide = load<i32>(component, OWN_WIDTH);
  const high = load<i32>(component, OWN_HEIGHT);
  let at = 0;
  let emptyBlocks = 0;
  for (let y = 0; y < high; y++) {
    let block = <usize>load<i32>(component, COEFFICIENTS) + 128 * <usize>(y * stride);
    let masks = <usize>load<i32>(component, MASKS) + 8 * <usize>(y * stride);
    for (let x = 0; x < wide; x++) {
      if (emptyBlocks > 0) {
        // A run of them goes on in the next row.
        const skipped = min(emptyBlocks, wide - x);
        emptyBlocks -= skipped;
        x += skipped - 1;
        block += 128 * <usize>skipped;
        masks += 8 * <usize>skipped;
        continue;
      }
      let mask = load<u64>(masks);
      for (let k = first; k <= last; k++) {
        const word = bitsAt(stream, at);
        const code = symbolAt(table, word);
        if (code < 0) return -1;
        const length = code >> 8;
        const run = (code >> 4) & 15;
        const size = code & 15;
        if (size === 0) {
          if (run === 15) {
            at += length;
            k += 15;
            continue;
          }
          emptyBlocks = (1 << run) - 1;
          if (run > 0) emptyBlocks += <i32>((word << length) >> (64 - run));
          at += length + run;
          break;
        }
        k += run;
        // A value that does not fit into sixteen bits would be 0 again, contrary to the word of the block; eight bits a sample need ten.
        if (k > last || size + low > 10) return -1;
        store<i16>(block + 2 * <usize>k, <i16>(extended(<i32>((word << length) >> (64 - size)), size) << low));
        mask |= (<u64>1) << k;
        at += length + size;
      }
      if (at > bits) return -1;
      store<u64>(masks, mask);
      block += 128;
      masks += 8;
    }
  }
  return emptyBlocks === 0 ? at : -1;
}

/**
 * One bit more of those that `which` says, in their order; the bit behind them. All have been some value before, of which this bit is 0: the magnitude grows by it where the stream says so,
 * without a branch, which nobody could foretell.
 */
function refineAll(stream: usize, from: i32, block: usize, which: u64, low: i32): i32 {
  let at = from;
  let left = which;
  while (left !== 0) {
    let word = bitsAt(stream, at);
    // A word has 33 bits at least.
    let used = 0;
    for (; left !== 0 && used < 32; used++) {
      const coefficient = block + 2 * <usize>ctz(left);
      left &= left - 1;
      const value = <i32>load<i16>(coefficient);
      const more = (<i32>(word >> 63)) << low;
      const sign = value >> 31;
      store<i16>(coefficient, <i16>(value + ((more ^ sign) - sign)));
      word <<= 1;
    }
    at += used;
  }
  return at;
}

/** A scan of AC of one component, one bit more of it (G.1.2.3); as `decodeDc` else. */
export function refineAc(
  stream: usize,
  bits: i32,
  component: usize,
  table: usize,
  first: i32,
  last: i32,
  low: i32,
): i32 {
  const stride = load<i32>(component, STRIDE);
  const wide = load<i32>(component, OWN_WIDTH);
  const high = load<i32>(component, OWN_HEIGHT);
  const bit = 1 << low;
  const upTo: u64 = last === 63 ? ~(<u64>0) : ((<u64>1) << (last + 1)) - 1;
  const range = upTo & (~(<u64>0) << first);
  let at = 0;
  let emptyBlocks = 0;
  for (let y = 0; y < high; y++) {
    let block = <usize>load<i32>(component, COEFFICIENTS) + 128 * <usize>(y * stride);
    let masks = <usize>load<i32>(component, MASKS) + 8 * <usize>(y * stride);
    for (let x = 0; x < wide; x++, block += 128, masks += 8) {
      const known = load<u64>(masks);
      if (emptyBlocks > 0) {
        const all = known & range;
        emptyBlocks--;
        if (all === 0) continue;
        at = refineAll(stream, at, block, all, low);
        if (at > bits) return -1;
        continue;
      }
      let mask = known;
      let k = first;
      for (; k <= last; k++) {
        const word = bitsAt(stream, at);
        const code = symbolAt(table, word);
        if (code < 0) return -1;
        const length = code >> 8;
        let run = (code >> 4) & 15;
        const size = code & 15;
        let value = 0;
        at += length;
        if (size === 0) {
          if (run < 15) {
            // This block is one of them.
            emptyBlocks = 1 << run;
            if (run > 0) emptyBlocks += <i32>((word << length) >> (64 - run));
            at += run;
            break;
          }
        } else {
          if (size !== 1) return -1;
          value = (word << length) >> 63 !== 0 ? bit : -bit;
          at++;
        }
        // Past so many that are 0; those between that are not have one bit more each.
        let passed: u64 = 0;
        let left = known & upTo & (~(<u64>0) << k);
        while (left !== 0) {
          const next = <i32>ctz(left);
          if (next - k > run) break;
          run -= next - k;
          passed |= (<u64>1) << next;
          left &= left - 1;
          k = next + 1;
        }
        k += run;
        if (passed !== 0) at = refineAll(stream, at, block, passed, low);
        if (at > bits) return -1;
        if (value !== 0) {
          if (k > last) return -1;
          store<i16>(block + 2 * <usize>k, <i16>value);
          mask |= (<u64>1) << k;
        }
      }
      store<u64>(masks, mask);
      if (emptyBlocks > 0) {
        const left = k > last ? 0 : known & upTo & (~(<u64>0) << k);
        if (left !== 0) at = refineAll(stream, at, block, left, low);
        emptyBlocks--;
      }
      if (at > bits) return -1;
    }
  }
  return emptyBlocks === 0 ? at : -1;
}
