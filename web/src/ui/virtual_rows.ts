/* Which rows of a long table are drawn: those in sight and some on both sides; the rest is empty space above and below. */
export interface RowWindow {
  first: number;
  end: number; // one past the last
  above_px: number;
  below_px: number;
}

const BESIDE = 12;
export const DRAWN_WHOLE_MAX = 80; // up to here drawing all is as fast, and the browser's own search finds everything

export function rowWindow(count: number, row_px: number, scrolled_px: number, height_px: number): RowWindow {
  if (count <= DRAWN_WHOLE_MAX || row_px <= 0) return { first: 0, end: count, above_px: 0, below_px: 0 };
  const even = (index: number) => index - (index % 2); // stripes stay where they are
  const first = even(Math.min(Math.max(0, Math.floor(scrolled_px / row_px) - BESIDE), Math.max(0, count - 1)));
  const end = Math.min(count, first + Math.ceil(height_px / row_px) + 2 * BESIDE);
  return { first, end, above_px: first * row_px, below_px: (count - end) * row_px };
}
