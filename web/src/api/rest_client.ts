/*
 * Calls of /api/v1: JSON in and out, the CSRF token with everything that changes something, problems as errors with a sentence.
 * A session that has ended meanwhile (401) is asked for again by `rest.renew`, and the call is made once more: nothing typed is lost.
 */
import { hasText, language, t } from "../text/text";

const PATIENCE_MS = 20_000;
const PAGES_MAX = 100; // of a list that the server cuts

export type Query = Record<string, string | number | boolean | null | undefined>;
export interface List<T> {
  items: T[];
  next?: string;
}

/* What went wrong, as the server's problem says it. `message` is a sentence for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    readonly field = "",
    readonly data: Record<string, unknown> = {},
  ) {
    super(title);
  }
}

class RestClient {
  csrf = "";
  /* Asks the user to log in again; true once that is done. */
  renew: (() => Promise<boolean>) | null = null;

  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.call("GET", path + queryText(query));
  }

  /* A whole list, page by page. */
  async all<T>(path: string, query: Query = {}): Promise<T[]> {
    const items: T[] = [];
    let after: string | undefined;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const list = await this.get<List<T>>(path, { ...query, after });
      items.push(...list.items);
      if (!list.next || list.items.length === 0) break;
      after = list.next;
    }
    return items;
  }

  post<T>(path: string, body?: unknown, query: Query = {}): Promise<T> {
    return this.call("POST", path + queryText(query), body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.call("PATCH", path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call("PUT", path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.call("DELETE", path);
  }

  /* A body that is a Blob goes as it is, with its type; anything else as JSON. */
  async call<T>(method: string, path: string, body?: unknown, again = false): Promise<T> {
    const headers: Record<string, string> = { accept: "application/json" };
    if (method !== "GET") headers["x-csrf-token"] = this.csrf;
    if (body !== undefined) headers["content-type"] = body instanceof Blob ? body.type : "application/json";
    const sent = body === undefined ? null : body instanceof Blob ? body : JSON.stringify(body);
    const response = await this.reach(path, { method, headers, body: sent });
    const answer = await read(response);
    if (response.ok) return answer as T;
    const problem = problemOf(response.status, answer);
    const ended = response.status === 401 && path !== "/login" && this.renew !== null && !again;
    if (ended && (await this.renew?.())) return this.call(method, path, body, true);
    throw problem;
  }

  /* Has something made that is a file, and keeps it under the name that the server gives it. */
  async keep(path: string): Promise<string> {
    const response = await this.reach(path, { method: "POST", headers: { "x-csrf-token": this.csrf } });
    if (!response.ok) throw problemOf(response.status, await read(response));
    const name = decodeURIComponent(/filename\*=UTF-8''([^;]+)/i.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "giaoban");
    const url = URL.createObjectURL(await response.blob());
    const link = Object.assign(document.createElement("a"), { href: url, download: name });
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(url), PATIENCE_MS);
    return name;
  }

  private async reach(path: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(restUrl(path), { ...request, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch {
      throw new Problem(0, "unreachable", t("err.unreachable"));
    }
  }
}

export const rest = new RestClient();

/* The address of something that the browser fetches itself: a file to keep, a page to print. */
export function restUrl(path: string): string {
  return `/api/v1${path}`;
}

export function queryText(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "" && value !== false);
  const text = new URLSearchParams(given.map(([name, value]) => [name, value === true ? "1" : String(value)])).toString();
  return text ? `?${text}` : "";
}

/* The sentence for an error of any kind. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Problem)) {
    console.error(error);
    return t("err.unexpected");
  }
  const key = `err.${error.code}`;
  return language() !== "vi" && hasText(key) ? t(key) : error.message;
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const type = response.headers.get("content-type") ?? "";
  return /json/.test(type) ? response.json().catch(() => undefined) : response.text();
}

export function problemOf(status: number, answer: unknown): Problem {
  const data = typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : {};
  const text = (name: string) => (typeof data[name] === "string" ? data[name] : "");
  const code = text("code") || `http_${status}`;
  const key = `err.${code}`;
  const title = text("title") || (hasText(key) ? t(key) : t("err.http", { status }));
  return new Problem(status, code, title, text("field"), data);
}
