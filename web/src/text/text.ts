/* The language of the page and its texts. Elements read texts by t() and draw again when the language changes. */
import { vi, type Catalogue, type TextKey } from "./vi";

export type { TextKey } from "./vi";
export type Language = "vi" | "en";

const english = new Intl.PluralRules("en");
const STORED = "gb.language";

let current: Language = "vi";
let catalogue: Catalogue = vi;
const changed = new EventTarget();

export function language(): Language {
  return current;
}

/* At start: what was chosen before on this machine, else Vietnamese. */
export function restoreLanguage(): Promise<void> {
  return setLanguage(localStorage.getItem(STORED) === "en" ? "en" : "vi");
}

/* The other language is loaded when it is asked for; if that fails, the texts stay as they are. */
export async function setLanguage(next: Language): Promise<void> {
  try {
    catalogue = next === "vi" ? vi : (await import("./en")).en;
  } catch (error) {
    return console.warn("no texts in this language", error);
  }
  current = next;
  localStorage.setItem(STORED, next);
  document.documentElement.lang = next;
  changed.dispatchEvent(new Event("change"));
}

export function onLanguage(listener: () => void): () => void {
  changed.addEventListener("change", listener);
  return () => changed.removeEventListener("change", listener);
}

export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return fill(catalogue[key], values);
}

export function hasText(key: string): key is TextKey {
  return Object.hasOwn(vi, key);
}

/* 2.5 is "2,5" in Vietnamese. */
export function formatNumber(value: number, digits = 0, digits_min = 0): string {
  return new Intl.NumberFormat(current, { maximumFractionDigits: digits, minimumFractionDigits: digits_min }).format(value);
}

/* {n} is the value; {n:site|sites} is the word that English has for that many, which the Vietnamese texts do not need. */
export function fill(pattern: string, values: Record<string, string | number>): string {
  return pattern.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value === undefined || one === undefined || other === undefined) return String(value ?? whole);
    return english.select(Number(value)) === "one" ? one : other;
  });
}
