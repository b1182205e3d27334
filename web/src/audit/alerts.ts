/* What the installation reports of itself, for who administers and who operates it: kept for the whole office, read anew each minute. Tells "change". */
import { rest, type List } from "../api/rest_client";
import { session } from "../api/session";

export interface Alert {
  kind: string;
  level: "warning" | "alarm";
  object: string;
  title: string;
  time: string;
}

const EVERY_MS = 60_000;

class Alerts extends EventTarget {
  private kept: readonly Alert[] = [];
  known = false; // they have been read
  version = ""; // of the product
  private timer: number | undefined;

  /* Whoever logs in next need not be one who may see them. */
  get items(): readonly Alert[] {
    return this.shown ? this.kept : [];
  }

  get shown(): boolean {
    const role = session.account?.role;
    return role === "quan_tri" || role === "van_hanh";
  }

  /* Whoever draws them asks for them. */
  begin(): void {
    if (!this.shown || this.timer !== undefined) return;
    this.timer = window.setInterval(() => void this.load(), EVERY_MS);
    void this.load();
  }

  private async load(): Promise<void> {
    if (!this.shown) {
      window.clearInterval(this.timer);
      this.timer = undefined;
      return this.keep([]);
    }
    const list = await rest.get<List<Alert> & { version: string }>("/alerts").catch(() => null);
    this.known ||= list !== null;
    this.version = list?.version ?? this.version;
    if (list) this.keep([...list.items].sort((a, b) => Number(b.level === "alarm") - Number(a.level === "alarm")));
  }

  private keep(items: readonly Alert[]): void {
    this.kept = items;
    this.dispatchEvent(new Event("change"));
  }
}

export const alerts = new Alerts();
