/** As `Math.round` does. */
function rounded(value: f64): u8 {
  const above = ceil(value);
  return <u8>(above - 0.5 > value ? above - 1 : above);
}

/** Each pixel of interleaved RGB where a map leads in another picture, between the four pixels there. `map`: eight f64; `out`: three bytes a pixel. */
export function sampled(
  source: usize,
  sourceWidth: i32,
  sourceHeight: i32,
  map: usize,
  out: usize,
  width: i32,
  height: i32,
): void {
  const a = load<f64>(map);
  const d = load<f64>(map, 24);
  const g = load<f64>(map, 48);
  const c = load<f64>(map, 16);
  const f = load<f64>(map, 40);
  const lastLeft = <f64>(sourceWidth - 2);
  const lastTop = <f64>(sourceHeight - 2);
  const row = 3 * sourceWidth;
  for (let line = 0; line < height; line++) {
    const y = <f64>line;
    const byB = load<f64>(map, 8) * y;
    const byE = load<f64>(map, 32) * y;
    const byH = load<f64>(map, 56) * y;
    for (let column = 0; column < width; column++) {
      const x = <f64>column;
      const w = g * x + byH + 1;
      const u = (a * x + byB + c) / w;
      const v = (d * x + byE + f) / w;
      const left = max<f64>(0, min<f64>(lastLeft, floor(u)));
      const top = max<f64>(0, min<f64>(lastTop, floor(v)));
      const p = max<f64>(0, min<f64>(1, u - left));
      const q = max<f64>(0, min<f64>(1, v - top));
      const at = source + row * <i32>top + 3 * <i32>left;
      for (let channel: usize = 0; channel < 3; channel++) {
        const k = at + channel;
        const upper = <f64>load<u8>(k) * (1 - p) + <f64>load<u8>(k, 3) * p;
        const lower = <f64>load<u8>(k + row) * (1 - p) + <f64>load<u8>(k + row, 3) * p;
        store<u8>(out + channel, rounded(upper * (1 - q) + lower * q));
      }
      out += 3;
    }
  }
}
