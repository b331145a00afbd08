import { createHash } from 'node:crypto';

/** 16 MB: of five million keys one in some thousands that were not put in passes for one that was. */
const BITS = 2 ** 27;
const PROBES = 4;

/** Which pictures were looked at, in memory that does not grow with their number: a Bloom filter (Bloom 1970). */
export class SeenKeys {
  private bits: Uint32Array | undefined;

  get isEmpty(): boolean {
    return this.bits === undefined;
  }

  add(key: string): void {
    this.bits ??= new Uint32Array(BITS / 32);
    for (const at of placesOf(key)) this.bits[at >>> 5] = (this.bits[at >>> 5] ?? 0) | (1 << (at & 31));
  }

  has(key: string): boolean {
    const { bits } = this;
    return bits !== undefined && placesOf(key).every((at) => ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0);
  }
}

const placesOf = (key: string): readonly number[] => {
  const digest = createHash('sha1').update(key).digest();
  return Array.from({ length: PROBES }, (_, probe) => digest.readUInt32LE(probe * 4) % BITS);
};

const MOST_ALIASES = 200_000;
/** Redirects that lead on to others; browsers follow 20. */
const MOST_STEPS = 20;

/** Addresses that lead to others. Beyond 200,000 none is kept: pictures behind them count as not captured. */
export class Aliases {
  private readonly targets = new Map<string, string>();

  add(key: string, to: string): void {
    if (key !== to && this.targets.size < MOST_ALIASES) this.targets.set(key, to);
  }

  /** Where an address leads in the end. */
  of(key: string): string {
    let at = key;
    for (let step = 0; step < MOST_STEPS; step++) {
      const next = this.targets.get(at);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }
}
