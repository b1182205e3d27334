/* Black on white with strong lines, for eyes and projectors that need it; kept on this machine. */
const STORED = "gb.contrast";

export function highContrast(): boolean {
  return document.documentElement.dataset["contrast"] === "high";
}

export function setContrast(high: boolean): void {
  if (high) document.documentElement.dataset["contrast"] = "high";
  else delete document.documentElement.dataset["contrast"];
  localStorage.setItem(STORED, high ? "high" : "normal");
}

/* What was chosen here before, else what the system asks for. */
export function restoreContrast(): void {
  const stored = localStorage.getItem(STORED);
  if (stored ? stored === "high" : matchMedia("(prefers-contrast: more)").matches) {
    document.documentElement.dataset["contrast"] = "high";
  }
}
