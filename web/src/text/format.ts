/*
 * Times as people of the province write them: 25/11/2026 08:00, always UTC+7 (no summer time), whatever the computer's zone.
 * The server's times are ISO 8601 in UTC; "" stands for none. A day alone is kept as its midnight here.
 */
const ZONE_MS = 7 * 3_600_000;

const two = (value: number) => String(value).padStart(2, "0");

export function formatDate(iso: string): string {
  const at = local(iso);
  return at ? `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}` : "";
}

export function formatTime(iso: string): string {
  const at = local(iso);
  return at ? `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}` : "";
}

export function formatDateTime(iso: string): string {
  return iso ? `${formatDate(iso)} ${formatTime(iso)}` : "";
}

export function formatSeconds(iso: string): string {
  const at = local(iso);
  return at ? `${formatDateTime(iso)}:${two(at.getUTCSeconds())}` : "";
}

/* "2026-11-25T08:00" of the clock here, for the browser's own pickers. */
export function localText(iso: string): string {
  return local(iso)?.toISOString().slice(0, 16) ?? "";
}

/* The time of such a text, or "" if it is none. */
export function fromLocalText(text: string): string {
  const at = text === "" ? Number.NaN : Date.parse(`${text.length === 10 ? `${text}T00:00` : text}:00Z`);
  return Number.isNaN(at) ? "" : isoText(at - ZONE_MS);
}

/* "5/9/2026 8:00", "05.09.2026 08:00", "5/9/2026": null if it is no time, "" for nothing. */
export function parseDateTime(text: string): string | null {
  if (text.trim() === "") return "";
  const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[\s,]+(\d{1,2})(?:[:hg]|\s*giờ\s*)(\d{2})?)?\s*$/u.exec(text);
  if (!found) return null;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const same = at.getUTCDate() === day && at.getUTCMonth() === month - 1 && hour < 24 && minute < 60;
  return same ? isoText(at.getTime() - ZONE_MS) : null;
}

export function isoText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}

function local(iso: string): Date | null {
  const at = iso ? Date.parse(iso) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at + ZONE_MS);
}
