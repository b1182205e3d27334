/* What a join token says, for showing it before joining. The server alone checks it; nothing is decided by this. */
import type { Role } from "./messages";

export interface TokenPeek {
  name: string | null;
  role: Role | null;
}

export function peekToken(token: string): TokenPeek {
  for (const part of token.split(".")) {
    const fields = decode(part);
    if (!fields) continue;
    return { name: text(fields["name"]) ?? text(fields["site"]), role: roleOf(fields["role"]) };
  }
  return { name: null, role: null };
}

function decode(part: string): Record<string, unknown> | null {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function roleOf(value: unknown): Role | null {
  return value === "chair" || value === "site" || value === "viewer" ? value : null;
}
