/* Search without accents: hoà, hòa and hoa are one, Đ is D, as the server's text_fold has it. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replaceAll(/[đĐ]/g, "d")
    .toLowerCase()
    .trim();
}

/* Rows with their folded text, folded once. Every word of the query must occur. */
export class FoldedIndex<T> {
  private readonly entries: { row: T; text: string }[];

  constructor(rows: readonly T[], textOf: (row: T) => string) {
    this.entries = rows.map((row) => ({ row, text: fold(textOf(row)) }));
  }

  find(query: string): T[] {
    const words = fold(query).split(/\s+/).filter(Boolean);
    return this.entries.filter(({ text }) => words.every((word) => text.includes(word))).map(({ row }) => row);
  }
}
