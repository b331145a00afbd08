// Pieces of a kernel's memory.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelMemory, type LinearMemory } from './memory.ts';

const opened = (): KernelMemory => {
  let buffer = new ArrayBuffer(0);
  const memory: LinearMemory = {
    get buffer() {
      return buffer;
    },
    grow: (bytes) => {
      buffer = new ArrayBuffer(bytes);
    },
  };
  return new KernelMemory(memory);
};

describe('pieces of memory', () => {
  it('never overlap while they are handed out, and have 64 bytes behind them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 9000 }), fc.nat(5)), { maxLength: 80 }), (steps) => {
        const memory = opened();
        const lent: { readonly address: number; readonly bytes: number }[] = [];
        for (const [bytes, action] of steps) {
          if (action > 2 && lent.length > 0) {
            const [taken] = lent.splice(bytes % lent.length, 1);
            if (taken !== undefined) memory.release(taken.address, taken.bytes);
            continue;
          }
          const address = memory.allocate(bytes);
          for (const other of lent) {
            const isApart = address >= other.address + other.bytes + 64 || other.address >= address + bytes + 64;
            expect(isApart).toBe(true);
          }
          expect(address + bytes + 64).toBeLessThanOrEqual(memory.size);
          lent.push({ address, bytes });
        }
      }),
    );
  });
  it('are used again for what is smaller, up to a quarter, and are as large as before after that', () => {
    const memory = opened();
    const large = memory.allocate(40_000);
    memory.release(large, 40_000);
    const before = memory.size;
    for (let bytes = 40_000; bytes > 11_000; bytes -= 500) {
      expect(memory.allocate(bytes)).toBe(large);
      memory.release(large, bytes);
    }
    expect(memory.allocate(40_000)).toBe(large);
    expect(memory.size).toBe(before);
    memory.release(large, 40_000);
    expect(memory.allocate(2000)).not.toBe(large);
  });
});
