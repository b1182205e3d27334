/* The size of letters (A− A A+), kept on this machine. */
const STORED = "gb.letters";

export const LETTER_SIZES = ["small", "normal", "large"] as const;
export type LetterSize = (typeof LETTER_SIZES)[number];

export function letterSize(): LetterSize {
  const stored = localStorage.getItem(STORED);
  return LETTER_SIZES.find((size) => size === stored) ?? "normal";
}

export function setLetterSize(size: LetterSize): void {
  localStorage.setItem(STORED, size);
  document.documentElement.dataset["letters"] = size;
}
