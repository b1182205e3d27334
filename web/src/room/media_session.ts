/*
 * Keeps media flowing: makes the peer connection, offers, trickles, and acts on what the recovery machine decides.
 * What must be said while the room's WebSocket is away is said after the next welcome.
 */
import type { ClientMessage, SendSize, Welcome } from "../api/messages";
import type { Timers } from "../api/timers";
import { readLine, lineQuality, type LineQuality, type LineReading } from "../media/line_quality";
import type { LocalMediaState } from "../media/local_media";
import { MediaRecovery } from "../media/media_recovery";
import { PeerLink, type PeerLinkEvents } from "../media/peer_link";
import type { SendLevel } from "../media/send_level";
import type { ScreenTracks } from "../media/screen_share";

export interface MediaSessionParts {
  local: { readonly state: Pick<LocalMediaState, "camera" | "microphone"> };
  timers: Timers;
  random(): number;
  send(message: ClientMessage): boolean;
}

export interface MediaSessionEvents {
  state(state: RTCPeerConnectionState): void;
  track: PeerLinkEvents["track"];
  returned(): void; // a connection that had worked was replaced by a new one
}

export interface SiteLine extends LineQuality {
  sends_copies: boolean; // our sound goes out twice
  sends: SendLevel; // of our picture
}

type Need = "nothing" | "restart" | "renew";

export class MediaSession {
  private link: PeerLink | null = null;
  private config = { ice_servers: [] as RTCIceServer[], receive_only: false };
  private need: Need = "nothing"; // until it is answered
  private offer_id = 0;
  private offered = false; // the newest offer has left: its candidates may follow
  private candidates: ClientMessage[] = [];
  private worked = false;
  private asked: SendSize | null = null;
  private screen: ScreenTracks | null = null;
  private reading: LineReading | null = null;
  private readonly recovery: MediaRecovery;

  constructor(
    private readonly parts: MediaSessionParts,
    private readonly events: MediaSessionEvents,
  ) {
    this.recovery = new MediaRecovery(parts.timers, parts.random, {
      restart: () => void this.offer("restart"),
      renew: () => void this.offer("renew"),
    });
  }

  get pc(): RTCPeerConnection | null {
    return this.link?.pc ?? null;
  }

  /* The room took us (again). A connection that still works and that the mixer still knows is kept untouched. */
  async welcomed(welcome: Welcome, receive_only = welcome.self.role === "viewer"): Promise<void> {
    this.config = { ice_servers: welcome.ice_servers ?? [], receive_only };
    const alive = welcome.media_alive && this.link !== null && this.pc?.connectionState !== "failed";
    if (!alive) return this.offer("renew");
    if (this.need !== "nothing") return this.offer(this.need);
  }

  async answered(id: number, sdp: string): Promise<void> {
    if (id !== this.offer_id || !this.link) return;
    this.need = "nothing";
    try {
      await this.link.answer(sdp);
    } catch (error) {
      console.warn("the answer was not accepted", error);
      this.recovery.lost();
    }
  }

  /* The server refused our offer or lost our leg. */
  lost(): void {
    this.recovery.lost();
  }

  networkChanged(): void {
    this.recovery.networkChanged();
  }

  ask(size: SendSize): void {
    this.asked = size;
    this.link?.ask(size);
  }

  /* Slides go out, or nothing; also over a connection that is made later. */
  async present(screen: ScreenTracks | null): Promise<void> {
    this.screen = screen;
    await this.link?.present(screen);
  }

  async devicesChanged(): Promise<void> {
    const { microphone, camera } = this.parts.local.state;
    await this.link?.replace(microphone, camera);
  }

  /* Null until there are two readings. */
  async quality(now_ms: number): Promise<SiteLine | null> {
    const link = this.link;
    if (link?.pc.connectionState !== "connected") return (this.reading = null);
    const report: Record<string, unknown>[] = [];
    (await link.pc.getStats()).forEach((entry: Record<string, unknown>) => report.push(entry));
    const before = this.reading;
    this.reading = readLine(report, now_ms, link.picture_id);
    link.measured(this.reading);
    return before && { ...lineQuality(before, this.reading), sends_copies: link.sends_copies, sends: link.sends };
  }

  close(): void {
    this.recovery.stop();
    this.link?.close();
    this.link = null;
  }

  private async offer(need: "restart" | "renew"): Promise<void> {
    if (need === "renew") this.makeLink();
    const link = this.link;
    if (!link) return;
    this.need = need;
    const id = ++this.offer_id;
    this.offered = false;
    this.candidates = [];
    try {
      const sdp = await link.offer(need === "restart");
      if (link !== this.link || id !== this.offer_id) return; // a newer offer overtook this one
      if (!this.parts.send({ type: "offer", id, sdp, fresh: need === "renew" })) return; // again after the next welcome
      this.offered = true;
      for (const candidate of this.candidates.splice(0)) this.parts.send(candidate);
    } catch (error) {
      console.warn("no offer could be made", error);
      this.recovery.lost();
    }
  }

  private makeLink(): void {
    if (this.worked) this.events.returned();
    this.worked = false;
    this.reading = null;
    this.link?.close();
    const { microphone, camera } = this.parts.local.state;
    this.link = new PeerLink(
      { ...this.config, microphone, camera, screen: this.screen },
      {
        candidate: (candidate, mid) => this.trickle({ type: "candidate", candidate, mid }),
        state: (state) => this.stateChanged(state),
        track: (track, line) => this.events.track(track, line),
      },
    );
    if (this.asked) this.link.ask(this.asked);
    this.recovery.started();
  }

  /* Candidates may be ready before the offer has left: they wait behind it. */
  private trickle(message: ClientMessage): void {
    if (this.offered) this.parts.send(message);
    else this.candidates.push(message);
  }

  private stateChanged(state: RTCPeerConnectionState): void {
    if (state === "connected") this.worked = true;
    this.recovery.changed(state);
    this.events.state(state);
  }
}
