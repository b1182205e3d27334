/*
 * Keeps what a secretary writes: in the browser at once, on the server when the typing pauses. A reload, a closed lid or a lost
 * server loses nothing; a version that somebody else has written meanwhile is never overwritten. Tells "change".
 */
import { meetingPath } from "../api/meeting_records";
import { Problem, rest, sentenceOf } from "../api/rest_client";
import { draftOf, type Draft, type Minutes } from "./minutes_records";

const PAUSE_MS = 1500;
const RETRY_MS = 10_000;

export type KeepState = "kept" | "writing" | "waiting" | "clash";

interface Backup {
  version: number;
  draft: Draft;
}

export class DraftKeeper extends EventTarget {
  minutes: Minutes | null = null;
  draft: Draft | null = null;
  state: KeepState = "kept";
  fault = "";
  /* What was typed here on an older version. */
  lost: Draft | null = null;
  private timer: number | undefined;
  private saving: Promise<void> | null = null;

  constructor(private readonly code: string) {
    super();
  }

  async load(): Promise<void> {
    this.take(await rest.get<Minutes>(meetingPath(this.code, "/minutes")));
    const backup = this.backup();
    if (backup === null || !this.mayWrite) return;
    if (backup.version === this.minutes?.version) this.change(backup.draft);
    else this.lost = backup.draft;
    this.tell();
  }

  get mayWrite(): boolean {
    return this.minutes !== null && this.minutes.state === "draft" && this.minutes.may.write;
  }

  change(part: Partial<Draft>): void {
    if (this.draft === null || this.minutes === null) return;
    this.draft = { ...this.draft, ...part };
    if (this.state !== "clash") this.state = "waiting";
    localStorage.setItem(this.key, JSON.stringify({ version: this.minutes.version, draft: this.draft } satisfies Backup));
    this.later(PAUSE_MS);
    this.tell();
  }

  /* Writes what is not written yet. True when everything is on the server. */
  async flush(): Promise<boolean> {
    window.clearTimeout(this.timer);
    await this.saving;
    if (this.state === "waiting") {
      this.saving = this.save();
      await this.saving;
      this.saving = null;
    }
    return this.state === "kept";
  }

  /* Does something on the server that answers with the minutes. */
  async run(work: (version: number) => Promise<Minutes>): Promise<void> {
    if (this.minutes?.version === 0) this.change({}); // filled in, and not written yet
    if (!(await this.flush()) || this.minutes === null) return;
    this.take(await work(this.minutes.version));
  }

  /* After a clash, or of what was lost: mine over what stands there now. */
  async overwrite(draft: Draft): Promise<void> {
    this.take(await rest.get<Minutes>(meetingPath(this.code, "/minutes")));
    this.lost = null;
    this.change(draft);
  }

  forget(): void {
    this.lost = null;
    localStorage.removeItem(this.key);
    this.tell();
  }

  stop(): void {
    void this.flush();
  }

  private get key(): string {
    return `gb.minutes.${this.code}`;
  }

  private take(minutes: Minutes): void {
    this.minutes = minutes;
    this.draft = draftOf(minutes);
    this.state = "kept";
    this.fault = "";
    this.tell();
  }

  private async save(): Promise<void> {
    const sent = this.draft;
    if (sent === null || this.minutes === null) return;
    this.state = "writing";
    this.tell();
    try {
      this.minutes = await rest.put<Minutes>(meetingPath(this.code, "/minutes"), { ...sent, version: this.minutes.version });
      this.written(sent);
    } catch (error) {
      this.refused(error);
    }
    this.tell();
  }

  private written(sent: Draft): void {
    this.fault = "";
    if (this.draft === sent) {
      this.state = "kept";
      localStorage.removeItem(this.key);
    } else {
      this.change({}); // typed on meanwhile
    }
  }

  private refused(error: unknown): void {
    this.fault = sentenceOf(error);
    const clash = error instanceof Problem && error.code === "changed";
    this.state = clash ? "clash" : "waiting";
    if (!clash && !(error instanceof Problem && error.status === 422)) this.later(RETRY_MS);
  }

  private later(ms: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), ms);
  }

  private backup(): Backup | null {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "null") as Backup | null;
    } catch {
      return null;
    }
  }

  private tell(): void {
    this.dispatchEvent(new Event("change"));
  }
}
