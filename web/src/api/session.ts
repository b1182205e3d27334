/*
 * Who is logged in. Watches that somebody is there: after idle_s without a key or a touch, in any tab, the session is ended and
 * the page asks for the password again over what was being typed (see login/lock_dialog.ts). Tells "change".
 */
import { Problem, rest } from "./rest_client";

export type AccountRole = "quan_tri" | "van_hanh" | "chu_toa" | "thu_ky" | "ky_thuat" | "van_thu";

export interface Account {
  username: string;
  name: string;
  role: AccountRole;
  unit: string;
  unit_name: string;
  site: string; // of a technician
}

interface SessionAnswer {
  account: Account;
  csrf: string;
  must_change: boolean;
  totp_needed: boolean;
  must_enrol: boolean;
  idle_s: number;
  password_length: number;
}

const SIGNED_IN = "gb.signed_in"; // the cookie cannot be seen from here: without this nothing is asked of the server
const ACTIVITY = "gb.activity_ms";
const LOOK_EVERY_MS = 5000;

export class Session extends EventTarget {
  account: Account | null = null;
  must_change = false;
  must_enrol = false; // in a second factor
  password_length = 8;
  locked = false;
  /* A page in a running meeting counts as somebody being there: a meeting is never locked away. */
  in_meeting = false;
  private idle_ms = 900_000;
  private active_ms = 0;
  private told_ms = 0; // the server heard of us
  private timer: number | undefined;
  private renewing: Promise<boolean> | null = null;
  private renewed: ((done: boolean) => void) | null = null;
  private readonly onActivity = () => this.active();

  /* At start of the page. */
  async load(): Promise<void> {
    if (localStorage.getItem(SIGNED_IN) === null) return;
    try {
      await this.refresh();
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      localStorage.removeItem(SIGNED_IN);
    }
  }

  /* Throws a Problem: bad_login with tries_left, locked with phone, totp_needed. */
  async login(username: string, password: string, more: { totp?: string; notice?: number } = {}): Promise<void> {
    const answer = await rest.post<SessionAnswer>("/login", { username, password, ...more });
    this.take(answer);
    this.renewed?.(true);
  }

  async logout(): Promise<void> {
    await rest.post("/logout").catch(() => undefined);
    this.forget();
  }

  async changePassword(old: string, next: string): Promise<void> {
    await rest.post("/password", { old, new: next });
    await this.refresh();
  }

  async refresh(): Promise<void> {
    this.take(await rest.get<SessionAnswer>("/session"));
  }

  /* The work is shut until the password is given again. */
  lock(): Promise<boolean> {
    this.renewing ??= new Promise<boolean>((done) => {
      this.locked = true;
      this.renewed = done;
      this.told();
    }).finally(() => (this.renewing = null));
    return this.renewing;
  }

  private take(answer: SessionAnswer): void {
    this.account = answer.account;
    this.must_change = answer.must_change;
    this.must_enrol = answer.must_enrol;
    this.password_length = answer.password_length;
    this.idle_ms = answer.idle_s * 1000;
    this.locked = false;
    rest.csrf = answer.csrf;
    rest.renew = () => this.lock();
    localStorage.setItem(SIGNED_IN, "yes");
    this.told_ms = Date.now();
    this.active();
    this.attend();
    this.told();
  }

  private forget(): void {
    window.clearInterval(this.timer);
    this.timer = undefined;
    this.account = null;
    this.locked = false;
    rest.csrf = "";
    rest.renew = null;
    localStorage.removeItem(SIGNED_IN);
    this.told();
  }

  private attend(): void {
    if (this.timer !== undefined) return;
    this.timer = window.setInterval(() => void this.look(), LOOK_EVERY_MS);
    for (const name of ["pointerdown", "keydown"]) window.addEventListener(name, this.onActivity, { passive: true });
  }

  private active(): void {
    const now = Date.now();
    if (now - this.active_ms < 1000) return;
    this.active_ms = now;
    localStorage.setItem(ACTIVITY, String(now));
  }

  private async look(): Promise<void> {
    if (this.locked || this.account === null) return;
    const now = Date.now();
    const last = this.in_meeting ? now : Math.max(this.active_ms, Number(localStorage.getItem(ACTIVITY) ?? 0));
    if (now - last >= this.idle_ms) {
      void this.lock();
      await rest.call("POST", "/logout", undefined, true).catch(() => undefined);
    } else if (last > this.told_ms && now - this.told_ms > this.idle_ms / 3) {
      this.told_ms = now; // long typing in one form: the server hears nothing of it otherwise
      await rest.get("/session").catch(() => undefined);
    }
  }

  private told(): void {
    this.dispatchEvent(new Event("change"));
  }
}

export const session = new Session();
