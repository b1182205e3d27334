/*
 * What a reload must not forget, kept for this tab only: the join token, and whether it was in the room.
 * The token comes in the fragment, which never reaches the server's log, and leaves the address bar at once.
 */
import type { Credentials } from "./room_socket";

const TOKEN = "gb.token";
const IN_ROOM = "gb.in_room";
const FORM_CODE = "gb.form.code";
const FORM_SITE = "gb.form.site";

/* True if the address brought a token: then this visit begins at the join page. */
export function takeTokenFromAddress(): boolean {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get("token");
  const meeting = fragment.get("meeting");
  if (meeting) localStorage.setItem(FORM_CODE, meeting);
  if (token) {
    sessionStorage.setItem(TOKEN, token);
    sessionStorage.removeItem(IN_ROOM);
  }
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  return token !== null;
}

export function rememberedToken(): string | null {
  return sessionStorage.getItem(TOKEN);
}

export function rememberToken(token: string): void {
  sessionStorage.setItem(TOKEN, token);
}

export function forgetToken(): void {
  sessionStorage.removeItem(TOKEN);
}

export function wasInRoom(): boolean {
  return sessionStorage.getItem(IN_ROOM) === "yes" && rememberedToken() !== null;
}

export function rememberInRoom(inside: boolean): void {
  if (inside) sessionStorage.setItem(IN_ROOM, "yes");
  else sessionStorage.removeItem(IN_ROOM);
}

/* The form is filled with what was typed last time on this machine: a site's name does not change. */
export function rememberedForm(): { meeting: string; site: string } {
  return { meeting: localStorage.getItem(FORM_CODE) ?? "", site: localStorage.getItem(FORM_SITE) ?? "" };
}

export function rememberForm({ meeting, site }: Credentials): void {
  if (meeting) localStorage.setItem(FORM_CODE, meeting);
  if (site) localStorage.setItem(FORM_SITE, site);
}
