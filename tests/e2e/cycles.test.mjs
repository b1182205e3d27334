// Sites come and go a thousand times, and nothing of them stays. CYCLES says how often, 200 without it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { footprint } from './lib/footprint.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';

const CYCLES = Number(process.env.CYCLES ?? 200);
const AT_ONCE = 10;
// The first rounds fill pools and caches. Memory in use is the same after each round; what the allocator keeps of the
// busiest moment so far may still rise a little, however many rounds there are.
const WARM_UP_ROUNDS = 10;
const GROWTH_KB = 16 * 1024;
const MEETING = 'den-va-di';

let giaoban, machine, stays;

before(async () => {
  giaoban = await Giaoban.start();
  await giaoban.meeting(MEETING);
  stays = giaoban.bots(MEETING, 1, ['--video', '320x180', '--talk', 1, '--seconds', 0, '--no-probe']);
  await until(async () => (await giaoban.metrics()).giaoban_legs === 1, 'the one who stays is there');
  await giaoban.goFirst();
  machine = await giaoban.watchMachine();
});
after(async () => { await giaoban?.stop(); });

// All come, with pictures and sound, and go; resolves when no trace of them is left in the meeting.
async function round() {
  const { bots, exit } = await giaoban.bots(MEETING, AT_ONCE, ['--first', 2, '--video', '320x180', '--seconds', 1, '--no-probe']).done;
  assert.equal(exit, 0);
  for (const bot of bots) assert.equal(bot.connections, 1, bot.site);
  await until(async () => (await giaoban.metrics()).giaoban_legs === 1, 'all have left');
}

async function footprints() {
  const [mcu] = await giaoban.mcus();
  return { giaoban: await footprint(giaoban.server.pid), mcu: await footprint(mcu) };
}

test(`${CYCLES} joins and leaves: no growth of files, threads or memory`, async () => {
  for (let i = 0; i < WARM_UP_ROUNDS; i++) await round();
  const first = await footprints();
  for (let i = 0; i < CYCLES / AT_ONCE; i++) await round();

  // Sockets of the last to go are closed a little later, on the loop.
  let last;
  await until(async () => {
    last = await footprints();
    return last.giaoban.files <= first.giaoban.files && last.mcu.files <= first.mcu.files;
  }, 'files are closed').catch(() => assert.fail(`files stay open: ${JSON.stringify({ first, last })}`));
  console.log(`# ${JSON.stringify({ cycles: CYCLES, first, last })}`);
  for (const name of ['giaoban', 'mcu']) {
    assert.ok(last[name].threads <= first[name].threads, `${name}: ${last[name].threads} threads, ${first[name].threads} before`);
    assert.ok(last[name].memory_kb <= first[name].memory_kb + GROWTH_KB,
      `${name} grew from ${first[name].memory_kb} to ${last[name].memory_kb} kB in ${CYCLES} cycles`);
  }

  stays.stop();
  const { bots: [bot] } = await stays.done;
  assert.equal(bot.connections, 1);
  await machine.settle();
  assert.ok(machine.soundPps(bot) >= 49.5, `who stays hears ${bot.sound_pps} sound packets a second`);
});
