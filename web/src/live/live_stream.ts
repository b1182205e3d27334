/*
 * A meeting's live stream in a video: waits until there is one, plays it, and begins anew when it has stopped. The browser's own
 * HLS where it has no Media Source Extensions (telephones), else hls.js, which is loaded when it is needed.
 */
export type LiveState = "waiting" | "playing" | "refused";

const AGAIN_MS = 3000;
const STILL_MS = 12_000; // longer than a segment and its waiting: a stream of another media server has begun
const NATIVE = "application/vnd.apple.mpegurl";

export class LiveStream {
  private timer: number | undefined;
  private detach: (() => void) | null = null;
  private closed = false;
  private place_s = -1;
  private moved_ms = 0;
  private readonly onPlaying = () => this.tell("playing");

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly url: string,
    private readonly tell: (state: LiveState) => void,
  ) {
    video.addEventListener("playing", this.onPlaying);
    void this.look();
  }

  close(): void {
    this.closed = true;
    this.video.removeEventListener("playing", this.onPlaying);
    window.clearTimeout(this.timer);
    this.stop();
  }

  private stop(): void {
    this.detach?.();
    this.detach = null;
  }

  private after(ms: number, act: () => void): void {
    if (!this.closed) this.timer = window.setTimeout(act, ms);
  }

  /* Whether there is a stream. */
  private async look(): Promise<void> {
    const status = await fetch(this.url, { cache: "no-store" }).then(({ status }) => status, () => 0);
    if (this.closed) return;
    if (status === 401 || status === 403) return this.tell("refused");
    if (status !== 200) return this.wait();
    this.moved_ms = Date.now();
    this.detach = await this.attach();
    if (this.closed) return this.stop();
    void this.video.play().catch(() => undefined); // the browser wants a press first
    this.after(AGAIN_MS, () => this.watch());
  }

  private wait(): void {
    this.stop();
    this.tell("waiting");
    this.after(AGAIN_MS, () => void this.look());
  }

  /* Who has stopped it wants it so; who plays and does not come on has lost it. */
  private watch(): void {
    const { currentTime, paused } = this.video;
    if (currentTime !== this.place_s || paused) this.moved_ms = Date.now();
    this.place_s = currentTime;
    if (Date.now() - this.moved_ms > STILL_MS) return this.wait();
    this.after(AGAIN_MS / 3, () => this.watch());
  }

  private async attach(): Promise<() => void> {
    const { video, url } = this;
    if (!("MediaSource" in window) && video.canPlayType(NATIVE) !== "") {
      video.src = url;
      return () => video.removeAttribute("src");
    }
    const { default: Hls } = await import("hls.js/light");
    const hls = new Hls({ enableWorker: false, liveSyncDurationCount: 2, backBufferLength: 30 });
    hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
      if (fatal && type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
      else if (fatal) this.moved_ms = 0; // and watch() begins anew
    });
    hls.loadSource(url);
    hls.attachMedia(video);
    return () => hls.destroy();
  }
}
