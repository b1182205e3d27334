// What the machine itself kept from the programs of a test, and when: pauses of its CPUs, and threads that were ready to
// run and not let (tests/e2e/machine_watch.c). A gap is judged without what the machine had its part in at that time. What
// a program does wrong, as to sleep, to wait for a lock or to work for too long, is none of these, and not excused.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../../..');
// The watcher looks each 20 ms, and is late itself when the machine is.
const LOOK_MS = 20;
const PICTURE_MS = 40;
const SOUND_MS = 20;
const LONG_MS = 60; // the bots list gaps of pictures above this

export class Machine {
  // Watches all programs with this word in their command line, these processes, and whatever they start.
  static async watch(word, processes = [], { build = 'build' } = {}) {
    const machine = new Machine();
    machine.pauses = []; // { cpu, at, ms }: woke at that time, so late
    machine.waits = []; // { program, thread, name, at, ms }
    machine.child = spawn(path.join(root, build, 'tests/e2e/machine-watch'),
      [`--word=${word}`, ...processes.map((pid) => `--process=${pid}`)], { stdio: ['pipe', 'pipe', 'inherit'] });
    machine.ended = once(machine.child, 'close');
    machine.child.stdin.on('error', () => {}); // it has ended already
    await new Promise((resolve, reject) => {
      createInterface({ input: machine.child.stdout }).on('line', (line) => {
        if (line === 'ready') resolve();
        else machine.note(line.split(' '));
      });
      machine.child.once('exit', (code) => reject(new Error(`machine-watch ended (${code}) before it was ready`)));
      machine.child.once('error', reject);
    });
    return machine;
  }

  note([kind, who, ...rest]) {
    if (kind === 'pause') this.pauses.push({ cpu: who, at: rest[0] / 1000, ms: rest[1] / 1000 });
    else this.waits.push({ program: who, thread: rest[0], at: rest[1] / 1000, ms: rest[2] / 1000, name: rest.slice(3).join(' ') });
  }

  // Now, in milliseconds of the clock that pauses, waits and the bots' gaps are told by.
  static now() {
    return Number(process.hrtime.bigint() / 1000n) / 1000;
  }

  // The same of a moment as Date.now() tells it, here and in the pages.
  static at(date_ms) {
    return Machine.now() - Date.now() + date_ms;
  }

  // Resolves when what has happened until now is known.
  async settle() {
    const from = Machine.now();
    const last = () => Math.max(this.pauses.at(-1)?.at ?? 0, this.waits.at(-1)?.at ?? 0);
    for (let i = 0; i < 20 && last() < from; i++) await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
  }

  // How many milliseconds between these times the machine had its part in, at most: the CPU that paused longest, and of each
  // program in the way of the media the thread that waited longest.
  // `least`: only of what lasted so long at once.
  lost(from, to, { least = 0 } = {}) {
    const longest = (sums) => Math.max(0, ...sums.values());
    const add = (sums, key, ms) => sums.set(key, (sums.get(key) ?? 0) + ms);
    const cpus = new Map();
    for (const { cpu, at, ms } of this.pauses) {
      const common = Math.min(at, to) - Math.max(at - ms, from);
      if (common > 0 && ms >= least) add(cpus, cpu, common);
    }
    const programs = new Map();
    for (const { program, thread, at, ms } of this.waits) {
      if (at <= from || at - LOOK_MS > to || ms < least) continue;
      if (!programs.has(program)) programs.set(program, new Map());
      add(programs.get(program), thread, Math.min(ms, at - from));
    }
    let sum = longest(cpus);
    for (const threads of programs.values()) sum += longest(threads);
    return Math.min(sum, to - from);
  }

  // As lost(), the value that is not exceeded in this share of all stretches of such a length between these times.
  usual(from, to, length_ms, share) {
    const all = [];
    for (let at = from; at + length_ms <= to; at += length_ms / 2) all.push(this.lost(at, at + length_ms));
    return all.sort((a, b) => a - b)[Math.floor(all.length * share)] ?? 0;
  }

  // How long a bot's gap was, in milliseconds, without what the machine had its part in.
  own([end_us, gap_us]) {
    const [to, ms] = [end_us / 1000, gap_us / 1000];
    return ms - this.lost(to - ms, to);
  }

  // The longest gaps of a bot, as own() has them; shorter ones than it lists are not looked at.
  gap(bot) {
    return this.longest(bot.gaps_us, bot.max_gap_ms);
  }

  soundGap(bot) {
    return this.longest(bot.sound_gaps_us, bot.sound_max_gap_ms);
  }

  // How often a picture came so late that two were missed, without the machine's part.
  longGaps(bot) {
    return bot.gaps_us.filter((gap) => this.own(gap) > LONG_MS).length;
  }

  longest(gaps, max_ms) {
    return gaps.length > 0 ? Math.max(...gaps.map((gap) => this.own(gap))) : max_ms;
  }

  // What a bot would have got in a second, had the machine not had its part in the gaps that it lists.
  fps(bot) {
    return this.rate(bot.fps, bot.gaps_us, bot.frames / bot.fps, PICTURE_MS);
  }

  soundPps(bot) {
    return this.rate(bot.sound_pps, bot.sound_gaps_us, bot.sound_packets / bot.sound_pps, SOUND_MS);
  }

  rate(per_second, gaps, seconds, each_ms) {
    const lost = gaps.reduce((sum, [end_us, gap_us]) => (
      sum + Math.min(this.lost((end_us - gap_us) / 1000, end_us / 1000), gap_us / 1000 - each_ms)), 0);
    return seconds > 0 ? per_second + lost / each_ms / seconds : per_second;
  }

  // A bot's figures for the log of a test, without the lists.
  static text(bot) {
    return JSON.stringify(bot, (key, value) => (key.endsWith('gaps_us') ? value.length : value));
  }

  // For the log of a test: what there was in all, and who waited longest at once.
  get summary() {
    const pause = Math.max(0, ...this.pauses.map(({ ms }) => ms));
    const wait = this.waits.reduce((worst, one) => (one.ms > worst.ms ? one : worst), { ms: 0, program: 'nobody', name: '' });
    return `${this.pauses.length} pauses, ${pause.toFixed(0)} ms the longest; ${wait.program} ${wait.name} waited ${wait.ms.toFixed(0)} ms at once`;
  }

  async close() {
    this.child.stdin.end();
    await this.ended;
  }
}
