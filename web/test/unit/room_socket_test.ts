import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClientMessage } from "../../src/api/messages";
import { RoomSocket, type LinkState, type SocketLike } from "../../src/api/room_socket";
import { FakeTimers } from "./fake_timers";

class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  sent: ClientMessage[] = [];
  closed = false;
  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientMessage);
  }
  close(): void {
    this.closed = true;
  }
  hear(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const WELCOME = {
  type: "welcome",
  meeting: { code: "m", title: "M" },
  self: { id: "s1", name: "Hòn Đất", role: "site" },
  token: "kept",
  resume: "ticket-1",
  media_alive: false,
  sites: [],
  layouts: [],
  ice_servers: [],
};

function room(credentials = { meeting: "m", site: "Hòn Đất" } as object) {
  const timers = new FakeTimers();
  const sockets: FakeSocket[] = [];
  const told: { states: LinkState[]; messages: string[]; refused: string[]; closed: string[] } = {
    states: [],
    messages: [],
    refused: [],
    closed: [],
  };
  const http = { asked: 0, status: 0 };
  const socket = new RoomSocket(
    credentials,
    { ask: () => ((http.asked += 1), Promise.resolve(http.status)), timers, random: () => 1, open: () => (sockets.push(new FakeSocket()), sockets.at(-1)!) },
    {
      state: (state) => told.states.push(state),
      message: (message) => told.messages.push(message.type),
      refused: (code) => told.refused.push(code),
      closed: (reason) => told.closed.push(reason),
    },
  );
  socket.start();
  const last = () => sockets.at(-1)!;
  const join = () => {
    last().onopen?.();
    last().hear(WELCOME);
  };
  /* This try ends without having been opened, and the answer to why is in before the wait is over. */
  const fail = async () => {
    last().onclose?.();
    await new Promise(setImmediate);
  };
  return { timers, sockets, told, socket, last, join, http, fail };
}

test("the first hello carries code and name, the next ones token and ticket", () => {
  const { timers, last, join } = room();
  join();
  assert.deepEqual(last().sent[0], { type: "hello", protocol: 1, client: "web", meeting: "m", site: "Hòn Đất" });
  last().hear({ type: "answer", id: 1, sdp: "v=0", resume: "ticket-2" });
  last().onclose?.();
  timers.turn(500);
  last().onopen?.();
  assert.deepEqual(last().sent[0], { type: "hello", protocol: 1, client: "web", token: "kept", resume: "ticket-2" });
});

test("waits grow to eight seconds and begin anew after a welcome", () => {
  const { timers, sockets, told, last, join } = room();
  for (const wait_ms of [500, 1000, 2000, 4000, 8000, 8000]) {
    const before = sockets.length;
    last().onclose?.();
    timers.turn(wait_ms - 1);
    assert.equal(sockets.length, before, `too early before ${wait_ms}`);
    timers.turn(1);
    assert.equal(sockets.length, before + 1, `too late after ${wait_ms}`);
  }
  assert.deepEqual(told.states.at(-1), { kind: "waiting", attempt: 6 });
  join();
  assert.deepEqual(told.states.at(-1), { kind: "online" });
  last().onclose?.();
  assert.deepEqual(told.states.at(-1), { kind: "waiting", attempt: 1 });
});

test("a line without a word for twelve seconds is dead; a pong keeps it", () => {
  const { timers, sockets, last, join } = room();
  join();
  timers.turn(5000);
  assert.equal(last().sent.at(-1)?.type, "ping");
  last().hear({ type: "pong", t: 0 });
  timers.turn(11_999);
  assert.equal(sockets.length, 1);
  timers.turn(1 + 500);
  assert.equal(sockets.length, 2);
  assert.ok(sockets[0]?.closed);
});

test("a hello without an answer is tried again after ten seconds", () => {
  const { timers, sockets, last } = room();
  last().onopen?.();
  timers.turn(10_500);
  assert.equal(sockets.length, 2);
});

test("one failure is not asked about, nor is a line that was lost", async () => {
  const { timers, last, join, http, fail } = room();
  await fail();
  timers.turn(500);
  join();
  for (const wait_ms of [500, 1000]) {
    last().onclose?.();
    timers.turn(wait_ms);
    last().onopen?.();
  }
  assert.equal(http.asked, 0);
});

for (const { status, refusal, wait_ms } of [
  { status: 429, refusal: "too_many_connections", wait_ms: 30_000 },
  { status: 503, refusal: "server_busy", wait_ms: 1000 },
  { status: 426, refusal: undefined, wait_ms: 1000 },
  { status: 0, refusal: undefined, wait_ms: 1000 },
]) {
  test(`a socket that is not opened, and HTTP says ${status}: ${refusal ?? "nothing of it is told"}, tried again after ${wait_ms} ms`, async () => {
    const { timers, sockets, told, last, join, http, fail } = room();
    http.status = status;
    await fail();
    timers.turn(500);
    await fail();
    assert.deepEqual(told.states.at(-1), { kind: "waiting", attempt: 2, ...(refusal ? { refusal } : {}) });
    timers.turn(wait_ms - 1);
    assert.equal(sockets.length, 2);
    timers.turn(1);
    assert.equal(sockets.length, 3);
    assert.equal(http.asked, 1);
    join();
    last().onclose?.();
    assert.deepEqual(told.states.at(-1), { kind: "waiting", attempt: 1 });
  });
}

test("who may come again meanwhile does so at the usual pace, and nobody waits for an answer", async () => {
  const { timers, sockets, told, socket, last, http, fail } = room();
  http.status = 429;
  await fail();
  timers.turn(500);
  await fail();
  socket.retryNow();
  assert.equal(sockets.length, 3);
  http.status = 426;
  await fail();
  assert.deepEqual(told.states.at(-1), { kind: "waiting", attempt: 3 });
  timers.turn(2000);
  assert.equal(sockets.length, 4);
  http.status = 429;
  last().onclose?.();
  timers.turn(4000); // before the answer is in
  await new Promise(setImmediate);
  assert.equal(sockets.length, 5);
  assert.deepEqual(told.states.at(-1), { kind: "waiting", attempt: 4 });
});

test("the network's return does not sit out the wait", () => {
  const { sockets, socket, last } = room();
  last().onclose?.();
  socket.retryNow();
  assert.equal(sockets.length, 2);
});

for (const { code, again } of [
  { code: "expired_token", again: false },
  { code: "unknown_meeting", again: false },
  { code: "site_taken", again: false },
  { code: "server_busy", again: true },
  { code: "media_unavailable", again: true },
]) {
  test(`a hello refused with ${code} is ${again ? "tried again" : "told and not repeated"}`, () => {
    const { timers, sockets, told, last } = room();
    last().onopen?.();
    last().hear({ type: "error", code, message: "", for: "hello" });
    timers.turn(60_000);
    assert.equal(sockets.length > 1, again);
    assert.deepEqual(told.refused, again ? [] : [code]);
  });
}

test("a ticket the server does not know is dropped, the token is tried alone", () => {
  const { timers, told, last, join } = room();
  join();
  last().onclose?.();
  timers.turn(500);
  last().onopen?.();
  last().hear({ type: "error", code: "bad_token", message: "", for: "hello" });
  timers.turn(1000);
  last().onopen?.();
  assert.deepEqual(last().sent[0], { type: "hello", protocol: 1, client: "web", token: "kept" });
  assert.deepEqual(told.refused, []);
});

for (const { reason, again } of [
  { reason: "duplicate", again: false },
  { reason: "ended", again: false },
  { reason: "removed", again: false },
  { reason: "stopping", again: true },
]) {
  test(`closed by the server, reason ${reason}: ${again ? "comes back" : "stays away"}`, () => {
    const { timers, sockets, told, last, join } = room();
    join();
    last().hear({ type: "closed", reason });
    last().onclose?.();
    timers.turn(60_000);
    assert.equal(sockets.length > 1, again);
    assert.deepEqual(told.closed, again ? [] : [reason]);
  });
}

test("leaving says so and leaves no timer behind", () => {
  const { timers, socket, last, join } = room();
  join();
  socket.leave();
  assert.equal(last().sent.at(-1)?.type, "leave");
  assert.ok(last().closed);
  assert.equal(timers.pending, 0);
});

test("what is said without a line is refused, not kept", () => {
  const { socket, last } = room();
  assert.equal(socket.send({ type: "set", mic: true, camera: true }), false);
  assert.equal(last().sent.length, 0);
});

test("what is not the protocol is passed over", () => {
  const { told, last, join } = room();
  join();
  for (const text of ["", "{", "null", "[]", '{"type":"welcome"}', '{"type":"size","width":"wide"}', '{"type":"news"}']) {
    last().onmessage?.({ data: text });
  }
  last().onmessage?.({ data: new ArrayBuffer(3) });
  assert.deepEqual(told.messages, ["welcome"]);
});
