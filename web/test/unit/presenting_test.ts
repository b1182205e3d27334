import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScreenTracks } from "../../src/media/screen_share";
import { Presenting } from "../../src/room/presenting";

const OURS = { site: "s4", mine: true };
const ANOTHER = { site: "s7", mine: false };
const NOBODY = { site: "", mine: false };

/* A presentation whose doings are written down in words. */
function make({ captured = true, online = true } = {}) {
  const log: string[] = [];
  const world = { log, online, endCapture: () => {} };
  const tracks = {} as ScreenTracks;
  const presenting = new Presenting({
    capture: (ended) => {
      world.endCapture = ended;
      log.push("capture");
      return Promise.resolve(captured ? tracks : null);
    },
    release: () => log.push("release"),
    say: (message) => {
      log.push(message.type === "share" ? `share ${message.on}` : message.type);
      return world.online;
    },
    show: (shown) => log.push(shown ? "show" : "show nothing"),
    changed: () => log.push(`(${presenting.state})`),
  });
  return { presenting, world };
}

async function showing() {
  const made = make();
  await made.presenting.start();
  made.presenting.heard(OURS);
  assert.equal(made.presenting.state, "showing");
  made.world.log.length = 0;
  return made;
}

test("nothing is sent before the server says yes", async () => {
  const { presenting, world } = make();
  await presenting.start();
  assert.deepEqual(world.log, ["(choosing)", "capture", "(asking)", "share true"]);
  presenting.heard(ANOTHER); // told before our wish arrived there
  presenting.heard(OURS);
  assert.deepEqual(world.log.slice(4), ["show", "(showing)"]);
});

test("a user who chooses nothing asks nobody", async () => {
  const { presenting, world } = make({ captured: false });
  await presenting.start();
  assert.deepEqual(world.log, ["(choosing)", "capture", "(idle)"]);
});

test("without a line to the server the capture ends at once", async () => {
  const { presenting, world } = make({ online: false });
  await presenting.start();
  assert.deepEqual(world.log.slice(2), ["(asking)", "share true", "show nothing", "release", "(idle)"]);
});

test("refused: the capture ends", async () => {
  const { presenting, world } = make();
  await presenting.start();
  presenting.refused();
  assert.deepEqual(world.log.slice(4), ["show nothing", "release", "(idle)"]);
});

test("the browser's own bar stops it", async () => {
  const { world } = await showing();
  world.endCapture();
  assert.deepEqual(world.log, ["share false", "show nothing", "release", "(idle)"]);
});

test("the chair took it over or ended it: our capture ends, and nothing is said", async () => {
  for (const share of [ANOTHER, NOBODY]) {
    const { presenting, world } = await showing();
    presenting.heard(share);
    assert.deepEqual(world.log, ["show nothing", "release", "(idle)"]);
  }
});

test("back after a lost line: goes on, or asks again, or gives way to who presents now", async () => {
  for (const { share, does } of [
    { share: OURS, does: [] },
    { share: NOBODY, does: ["(asking)", "share true"] },
    { share: ANOTHER, does: ["show nothing", "release", "(idle)"] },
  ]) {
    const { presenting, world } = await showing();
    presenting.welcomed();
    presenting.heard(share);
    assert.deepEqual(world.log, does);
  }
});

test("a wish that was lost with the line is said again", async () => {
  const { presenting, world } = make();
  await presenting.start();
  presenting.welcomed();
  presenting.heard(ANOTHER);
  assert.deepEqual(world.log.slice(4), ["(asking)", "share true"]);
});

test("a page that was loaded anew gives back what it cannot show", () => {
  const { presenting, world } = make();
  presenting.welcomed();
  presenting.heard(OURS);
  assert.deepEqual(world.log, ["share false"]);
});

test("a capture that comes after the room was left is let go", async () => {
  const { presenting, world } = make();
  const started = presenting.start();
  presenting.end();
  await started;
  assert.deepEqual(world.log, ["(choosing)", "capture", "(idle)", "release"]);
});
