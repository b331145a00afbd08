// Loaded before the program: the clock and the width of the scenarios.
const NOW = new Date(2026, 10, 25, 12).getTime();
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length === 0 ? [NOW] : given));
  }
  static now() {
    return NOW;
  }
};
process.stdout.columns = 100;
