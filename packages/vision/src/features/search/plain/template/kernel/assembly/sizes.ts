// As in product/record.ts.

/** Step of quantized colours along each axis; the first and the last of them, symmetric for a* and b*, and their number. */
export const ONE_COLOUR: f64 = 5;
export const FIRST_LIGHT: i32 = -1;
export const LAST_LIGHT: i32 = 21;
export const FIRST_WARM: i32 = -18;
export const BINS_WARM: i32 = 37;
/** Rows of nothing above those of a map, and bytes of it. */
export const ROWS_ABOVE: i32 = 36;
export const MAP: usize = 416;
/** Bytes of a product, of what stands before its places, of a place, and of a point of its outline; places it has at most. */
export const RECORD: usize = 528;
export const HEAD: usize = 32;
export const PLACE: usize = 12;
export const POINT: usize = 16;
export const MOST_PLACES: usize = 20;
/** What one is in lengths, and in colours. */
export const LENGTH: f64 = 1024;
export const COLOUR: f64 = 64;
/** What one is in sides of a cell of a shape. */
export const CELL: f64 = 8192;
