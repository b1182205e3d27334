import assert from "node:assert/strict";
import { test } from "node:test";
import { MediaRecovery } from "../../src/media/media_recovery";
import { FakeTimers } from "./fake_timers";

function recovery(random = 0) {
  const timers = new FakeTimers();
  const done: string[] = [];
  const machine = new MediaRecovery(timers, () => random, {
    restart: () => done.push(`restart@${timers.now_ms}`),
    renew: () => {
      done.push(`renew@${timers.now_ms}`);
      machine.started();
    },
  });
  machine.started();
  return { timers, done, machine };
}

test("a short loss heals by itself", () => {
  const { timers, done, machine } = recovery();
  machine.changed("connected");
  machine.changed("disconnected");
  timers.turn(1999);
  machine.changed("connected");
  timers.turn(60_000);
  assert.deepEqual(done, []);
  assert.equal(timers.pending, 0);
});

for (const { random, at } of [
  { random: 0, at: 2000 },
  { random: 1, at: 4000 },
]) {
  test(`disconnected: ICE restarts after ${at} ms, twice, then a new connection`, () => {
    const { timers, done, machine } = recovery(random);
    machine.changed("connected");
    machine.changed("disconnected");
    timers.turn(at + 16_000);
    assert.deepEqual(done, [`restart@${at}`, `restart@${at + 8000}`, `renew@${at + 16_000}`]);
  });
}

test("failed: a new connection at once, the next ones with growing waits", () => {
  const { timers, done, machine } = recovery(1);
  machine.changed("failed");
  machine.changed("failed");
  timers.turn(500);
  machine.changed("failed");
  timers.turn(1000);
  assert.deepEqual(done, ["renew@0", "renew@500", "renew@1500"]);
});

test("one that never connects is made anew after 15 s", () => {
  const { timers, done } = recovery();
  timers.turn(15_000);
  assert.deepEqual(done, ["renew@15000"]);
});

test("a change of network is acted on at once, but only when something is broken", () => {
  const { done, machine } = recovery();
  machine.changed("connected");
  machine.networkChanged();
  assert.deepEqual(done, []);
  machine.changed("disconnected");
  machine.networkChanged();
  assert.deepEqual(done, ["restart@0"]);
});

test("the server lost our leg: a new connection at once", () => {
  const { done, machine } = recovery();
  machine.changed("connected");
  machine.lost();
  assert.deepEqual(done, ["renew@0"]);
});
