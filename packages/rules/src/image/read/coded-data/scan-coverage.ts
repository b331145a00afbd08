const COEFFICIENTS = 64;

/**
 * Tracks which bits of which coefficients the scans of a JPEG contain, per component (ITU-T T.81, G.1.1.1.1). Decoders accept a progressive picture
 * without its last scans, and one without a component, and do not warn.
 */
export class ScanCoverage {
  readonly isProgressive: boolean;
  /** The lowest bit that is known of each coefficient of a component, by its id; −1 where none is. */
  readonly #lowest: ReadonlyMap<number, Int8Array>;

  /** `frame` is the SOF segment with that marker. */
  constructor(marker: number, frame: Uint8Array) {
    this.isProgressive = (marker & 3) === 2;
    const ids = Array.from({ length: frame[5] ?? 0 }, (_, i) => frame[6 + 3 * i] ?? -1);
    this.#lowest = new Map(ids.map((id) => [id, new Int8Array(COEFFICIENTS).fill(-1)]));
  }

  /** Adds a scan by its segment (SOS). */
  add(scan: Uint8Array): void {
    const count = scan[0] ?? 0;
    const [first = 0, last = 0, bits = 0] = scan.subarray(1 + 2 * count);
    for (let i = 0; i < count; i++) {
      const lowest = this.#lowest.get(scan[1 + 2 * i] ?? -1);
      if (this.isProgressive) lowest?.fill(bits & 15, first, last + 1);
      else lowest?.fill(0);
    }
  }

  /** Returns what is missing after the last scan; null when nothing is. */
  missing(): string | null {
    const all = [...this.#lowest.values()];
    if (all.every((bits) => bits.every((bit) => bit === 0))) return null;
    const lacksComponent = all.some((bits) => bits.every((bit) => bit < 0));
    return lacksComponent ? 'a colour component is missing' : 'its last progressive scans are missing';
  }
}
