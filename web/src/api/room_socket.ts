/*
 * The WebSocket to the room: says hello, keeps the token and the resume ticket, notices a dead line, comes back by itself.
 * It never touches media: a lost line here does not end sound and picture (the ticket is given again at the next hello).
 */
import { backoffDelayMs, crowdedDelayMs } from "./backoff";
import { parseServerMessage, type ClientMessage, type CloseReason, type Hello, type ServerMessage } from "./messages";
import { windowTimers, type Timers } from "./timers";

/* Enough of a WebSocket for us; tests hand in their own. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Credentials {
  client?: "console"; // an account's: its cookie says who it is
  token?: string;
  meeting?: string;
  site?: string;
}

/* Why no WebSocket could be opened: this network has too many connections to the server, or the server has too many. */
export type Refusal = "too_many_connections" | "server_busy";
export type LinkState = { kind: "connecting" | "online" | "lobby" } | { kind: "waiting"; attempt: number; refusal?: Refusal };

export interface RoomSocketEvents {
  state(state: LinkState): void;
  message(message: ServerMessage): void;
  refused(code: string, text: string): void; // the hello was not accepted; no further tries
  closed(reason: CloseReason): void; // the server ended it; no further tries
}

export interface RoomSocketParts {
  open(): SocketLike;
  ask(): Promise<number>; // the HTTP status of the WebSocket's address, 0 if there is no answer
  timers: Timers;
  random(): number;
}

const PING_EVERY_MS = 5000;
const SILENCE_MAX_MS = 12_000; // two pings and a slow line
const HELLO_ANSWER_MAX_MS = 10_000;
const ASK_FROM = 2; // the attempt from which on we ask why: one alone may fail for anything
const REFUSALS: Record<number, Refusal> = { 429: "too_many_connections", 503: "server_busy" };
const TRY_AGAIN = new Set(["server_busy", "media_unavailable"]);

export class RoomSocket {
  private socket: SocketLike | null = null;
  private opened = false;
  private welcomed = false;
  private lobby = false; // in the waiting room: there is a line, and nothing to say
  private ended = false;
  private attempt = 0;
  private refusal: Refusal | undefined;
  private resume: string | undefined;
  private retryTimer: number | undefined;
  private pingTimer: number | undefined;
  private silenceTimer: number | undefined;

  constructor(
    private credentials: Credentials,
    private readonly parts: RoomSocketParts,
    private readonly events: RoomSocketEvents,
  ) {}

  get online(): boolean {
    return this.welcomed;
  }

  start(): void {
    this.connect();
  }

  /* False when there is no line: the caller says it again after the next welcome. */
  send(message: ClientMessage): boolean {
    if (!this.welcomed || !this.socket) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /* The network came back: do not sit out the wait. */
  retryNow(): void {
    if (this.retryTimer === undefined) return;
    this.connect();
  }

  leave(): void {
    this.send({ type: "leave" });
    this.finish();
  }

  private connect(): void {
    this.clearTimers();
    if (this.ended) return;
    this.events.state(this.attempt === 0 ? { kind: "connecting" } : this.waiting());
    const socket = this.parts.open();
    this.socket = socket;
    socket.onopen = () => {
      this.opened = true;
      socket.send(JSON.stringify(this.hello()));
    };
    socket.onmessage = (event) => this.received(event.data);
    socket.onclose = () => this.dropped();
    this.silenceTimer = this.parts.timers.set(() => this.dropped(), HELLO_ANSWER_MAX_MS);
  }

  private hello(): Hello {
    const { client = "web", token, meeting, site } = this.credentials;
    const who = token ? { token } : { ...(meeting ? { meeting } : {}), ...(site ? { site } : {}) };
    return { type: "hello", protocol: 1, client, ...who, ...(this.resume ? { resume: this.resume } : {}) };
  }

  private received(data: unknown): void {
    const message = typeof data === "string" ? parseServerMessage(data) : null;
    this.heard();
    if (!message) return;
    switch (message.type) {
      case "welcome":
        if (message.token) this.credentials = { token: message.token };
        this.resume = message.resume || undefined;
        this.welcomed = true;
        this.lobby = false;
        this.attempt = 0;
        this.schedulePing();
        this.heard();
        this.events.state({ kind: "online" });
        break;
      case "waiting":
        return this.letWait();
      case "admitted":
        this.lobby = false;
        this.socket?.send(JSON.stringify(this.hello()));
        return;
      case "answer":
        if (message.resume) this.resume = message.resume;
        break;
      case "closed":
        return this.closedByServer(message.reason);
      case "error":
        if (!this.welcomed) return this.helloFailed(message.code, message.message);
        break;
    }
    this.events.message(message);
  }

  /* The server calls us in; until then pings prove the line. */
  private letWait(): void {
    this.lobby = true;
    this.attempt = 0;
    this.events.state({ kind: "lobby" });
    this.schedulePing();
    this.heard();
  }

  private helloFailed(code: string, text: string): void {
    if (this.resume && code === "bad_token") {
      this.resume = undefined; // an old ticket must not lock out a good token
      return this.dropped();
    }
    if (TRY_AGAIN.has(code)) return this.dropped();
    this.finish();
    this.events.refused(code, text);
  }

  private closedByServer(reason: CloseReason): void {
    if (reason === "stopping") return this.dropped(); // a restart of the server: media goes on, we come back
    this.finish();
    this.events.closed(reason);
  }

  /* Any message proves the line; without one for SILENCE_MAX_MS it is dead, whatever the browser thinks. */
  private heard(): void {
    if (!this.welcomed && !this.lobby) return;
    if (this.silenceTimer !== undefined) this.parts.timers.clear(this.silenceTimer);
    this.silenceTimer = this.parts.timers.set(() => this.dropped(), SILENCE_MAX_MS);
  }

  private schedulePing(): void {
    if (this.pingTimer !== undefined) this.parts.timers.clear(this.pingTimer);
    this.pingTimer = this.parts.timers.set(() => {
      this.socket?.send(JSON.stringify({ type: "ping", t: Date.now() }));
      this.schedulePing();
    }, PING_EVERY_MS);
  }

  private dropped(): void {
    const { opened } = this;
    this.release();
    if (this.ended) return;
    this.attempt += 1;
    if (opened) this.refusal = undefined;
    this.events.state(this.waiting());
    this.retryTimer = this.parts.timers.set(() => this.connect(), this.delayMs());
    if (!opened && this.attempt >= ASK_FROM) void this.askWhy(this.attempt);
  }

  /* A WebSocket that was refused does not say why; plain HTTP does. */
  private async askWhy(attempt: number): Promise<void> {
    const refusal = REFUSALS[await this.parts.ask()];
    if (this.retryTimer === undefined || attempt !== this.attempt || refusal === this.refusal) return;
    this.refusal = refusal;
    this.parts.timers.clear(this.retryTimer);
    this.retryTimer = this.parts.timers.set(() => this.connect(), this.delayMs());
    this.events.state(this.waiting());
  }

  private waiting(): LinkState {
    return { kind: "waiting", attempt: this.attempt, ...(this.refusal ? { refusal: this.refusal } : {}) };
  }

  private delayMs(): number {
    return this.refusal === "too_many_connections" ? crowdedDelayMs(this.parts.random) : backoffDelayMs(this.attempt, this.parts.random);
  }

  private finish(): void {
    this.ended = true;
    this.release();
  }

  private release(): void {
    this.clearTimers();
    this.opened = this.welcomed = this.lobby = false;
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private clearTimers(): void {
    for (const id of [this.retryTimer, this.pingTimer, this.silenceTimer]) {
      if (id !== undefined) this.parts.timers.clear(id);
    }
    this.retryTimer = this.pingTimer = this.silenceTimer = undefined;
  }
}

/* The socket of the server that the page came from. */
export function roomParts(): RoomSocketParts {
  const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
  return { open: () => new WebSocket(address) as never, ask: askRoom, timers: windowTimers, random: Math.random };
}

async function askRoom(): Promise<number> {
  const answer = await fetch("/ws", { cache: "no-store", signal: AbortSignal.timeout(HELLO_ANSWER_MAX_MS) }).catch(() => null);
  return answer?.status ?? 0;
}
