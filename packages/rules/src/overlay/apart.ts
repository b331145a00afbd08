interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Boxes whose centre lies in none of the others: words in a mark are a part of it. */
export const apartFrom = <T extends Place>(boxes: readonly T[], others: readonly Place[]): readonly T[] =>
  boxes.filter((box) => {
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    return !others.some(
      (other) => x >= other.x && x <= other.x + other.width && y >= other.y && y <= other.y + other.height,
    );
  });
