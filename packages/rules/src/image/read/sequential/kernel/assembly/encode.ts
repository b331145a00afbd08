// Coefficients as the one scan of a sequential JPEG (ITU-T T.81, F.1.2).
import { BLOCK, DC, MASK, PART, STEP, startRow, UNIT_BYTES } from './component';

/** The room that a block needs at most: 64 codes of 26 bits, each byte stuffed. */
const MOST_OF_BLOCK: usize = 512;

/** Writes 32 bits, behind each byte 0xff a 0; the address behind them. */
function putWord(out: usize, word: u32): usize {
  const inverse = ~word;
  if (((inverse - 0x01010101) & ~inverse & 0x80808080) !== 0) return putStuffed(out, word, 24);
  store<u32>(out, bswap<u32>(word));
  return out + 4;
}

/** The bytes of a word from a bit on downwards. */
function putStuffed(out: usize, word: u32, from: i32): usize {
  let next = out;
  for (let shift = from; shift >= 0; shift -= 8) {
    const byte = (word >> shift) & 255;
    store<u8>(next++, <u8>byte);
    if (byte === 255) store<u8>(next++, 0);
  }
  return next;
}

function sizeOf(value: i32): i32 {
  return 32 - <i32>clz<u32>(<u32>abs(value));
}

/** The bits of a value that has a size (F.1.2.1). */
function bitsOf(value: i32, size: i32): u64 {
  return <u64>(<u32>(value + (value >> 31)) & ((1 << size) - 1));
}

/**
 * Writes all blocks, which become 0, by the units of `decodeDc`. `dcs`, `acs`: i32 of tables of each component: u32 of each symbol, length << 16 | code. Gives the address behind the last byte; 0 where there is no
 * room up to `most`, or values do not fit into eight bits a sample.
 */
export function encodeScan(
  unit: usize,
  number: i32,
  dcs: usize,
  acs: usize,
  predicted: usize,
  across: i32,
  down: i32,
  target: usize,
  most: usize,
): usize {
  // Bits that wait, the last one in front; fewer than 32 between codes, of which one has 27 at most.
  let waiting: u64 = 0;
  let count: i32 = 0;
  let out = target;
  const end = unit + UNIT_BYTES * <usize>number;
  for (let v = 0; v < down; v++) {
    startRow(unit, end, v);
    for (let u = 0; u < across; u++) {
      for (let one = unit; one < end; one += UNIT_BYTES) {
        if (out + MOST_OF_BLOCK > most) return 0;
        const dc = <usize>load<i32>(one, DC);
        const block = <usize>load<i32>(one, BLOCK);
        const masks = <usize>load<i32>(one, MASK);
        const step = load<i32>(one, STEP);
        const own = 4 * <usize>load<i32>(one, PART);
        store<i32>(one, <i32>dc + 2 * step, DC);
        store<i32>(one, <i32>block + 128 * step, BLOCK);
        store<i32>(one, <i32>masks + 8 * step, MASK);
        const value = <i32>load<i16>(dc);
        const difference = value - load<i32>(predicted + own);
        store<i32>(predicted + own, value);
        store<i16>(dc, 0);
        const dcSize = sizeOf(difference);
        if (dcSize > 11) return 0;
        const dcCode = load<u32>(<usize>load<i32>(dcs + own) + 4 * <usize>dcSize);
        waiting =
          (((waiting << (<u64>(dcCode >> 16))) | <u64>(dcCode & 0xffff)) << (<u64>dcSize)) | bitsOf(difference, dcSize);
        count += <i32>(dcCode >> 16) + dcSize;
        if (count >= 32) {
          count -= 32;
          out = putWord(out, <u32>(waiting >> <u64>count));
        }
        const ac = <usize>load<i32>(acs + own);
        let left = load<u64>(masks);
        let before = 0;
        if (left !== 0) {
          store<u64>(masks, 0);
          do {
            const k = <i32>ctz(left);
            left &= left - 1;
            let run = k - before - 1;
            before = k;
            while (run > 15) {
              run -= 16;
              const code = load<u32>(ac, 4 * 0xf0);
              waiting = (waiting << (<u64>(code >> 16))) | <u64>(code & 0xffff);
              count += <i32>(code >> 16);
              if (count >= 32) {
                count -= 32;
                out = putWord(out, <u32>(waiting >> <u64>count));
              }
            }
            const at = block + 2 * <usize>k;
            const coefficient = <i32>load<i16>(at);
            store<i16>(at, 0);
            const size = sizeOf(coefficient);
            if (size === 0 || size > 10) return 0;
            const code = load<u32>(ac + 4 * <usize>((run << 4) | size));
            waiting =
              (((waiting << (<u64>(code >> 16))) | <u64>(code & 0xffff)) << (<u64>size)) | bitsOf(coefficient, size);
            count += <i32>(code >> 16) + size;
            if (count >= 32) {
              count -= 32;
              out = putWord(out, <u32>(waiting >> <u64>count));
            }
          } while (left !== 0);
        }
        if (before < 63) {
          const code = load<u32>(ac);
          waiting = (waiting << (<u64>(code >> 16))) | <u64>(code & 0xffff);
          count += <i32>(code >> 16);
          if (count >= 32) {
            count -= 32;
            out = putWord(out, <u32>(waiting >> <u64>count));
          }
        }
      }
    }
  }
  // Filled up with ones (F.1.2.3).
  const spare = (8 - (count & 7)) & 7;
  const last = <u32>((waiting << (<u64>spare)) | ((1 << spare) - 1));
  return count > 0 ? putStuffed(out, last, count + spare - 8) : out;
}
