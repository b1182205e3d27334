// A meeting that goes on while something else is done: whether its sites notice, without what the machine itself had its part in.
import assert from 'node:assert/strict';
import { until } from './giaoban.mjs';
import { Machine } from './machine.mjs';

const WORDS = ['--video', '320x180', '--talk', 1, '--no-probe', '--seconds', 0];
const GAP_MS = 100;
const SOUND_PPS = 49.5;
const SETTLED_S = 6; // of sound: what bots miss in their first five seconds does not count

export class CalmMeeting {
  // Resolves when all are there, and what they miss counts.
  static async begin(giaoban, meeting, sites, words = []) {
    const calm = new CalmMeeting();
    const legs = async () => (await giaoban.metrics()).giaoban_legs ?? 0;
    const others = await legs();
    calm.machine = await Machine.watch(giaoban.folder);
    calm.bots = giaoban.bots(meeting, sites, [...WORDS, ...words]);
    await until(async () => await legs() === others + sites, 'the meeting is there');
    await giaoban.goFirst();
    await giaoban.hasSounded(meeting, SETTLED_S);
    return calm;
  }

  // Ends it. What was seen and heard, in words.
  async unharmed() {
    this.bots.stop();
    const { bots } = await this.bots.done;
    await this.machine.settle();
    await this.machine.close();
    for (const bot of bots) {
      assert.equal(bot.connections, 1, `${bot.site} was lost`);
      assert.ok(this.machine.gap(bot) <= GAP_MS, `${bot.site}: a gap of ${this.machine.gap(bot)} ms in the picture, ${bot.max_gap_ms} with the machine's part`);
      assert.ok(this.machine.soundGap(bot) <= GAP_MS, `${bot.site}: a gap of ${this.machine.soundGap(bot)} ms in the sound, ${bot.sound_max_gap_ms} with the machine's part`);
      assert.ok(this.machine.soundPps(bot) >= SOUND_PPS, `${bot.site}: ${bot.sound_pps} sound packets a second`);
    }
    const worst = (of) => Math.max(...bots.map(of)).toFixed(0);
    return `${bots.length} sites: gaps of ${worst((bot) => this.machine.gap(bot))} ms in pictures and ${worst((bot) => this.machine.soundGap(bot))} ms in sound at most; the machine: ${this.machine.summary}`;
  }
}
