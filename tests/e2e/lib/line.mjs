// A bad line to a network namespace of its own: whoever runs in there reaches the others only over it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../../..');
let count = 0;

export class Line {
  // `words` are the emulator's: { both: 'delay=80,loss=5', 'to-far': …, 'to-near': …, seed: … }
  static async open(words, { build = 'build', seconds = 600 } = {}) {
    const line = new Line();
    line.namespace = `line-${process.pid}-${++count}`;
    line.near = `10.98.${count}.1`;
    line.far = `10.98.${count}.2`;
    execFileSync('ip', ['netns', 'add', line.namespace]);
    execFileSync('ip', ['-n', line.namespace, 'link', 'set', 'lo', 'up']);
    const options = Object.entries({ ...words, seconds }).map(([name, value]) => `--${name}=${value}`);
    line.child = spawn(path.join(root, build, 'tests/e2e/line-emulator'), [
      `--near-address=${line.near}/24`, `--far=${line.namespace}`, `--far-address=${line.far}/24`, ...options,
    ], { stdio: ['pipe', 'pipe', 'inherit'] });
    line.said = [];
    line.answers = [];
    line.ended = once(line.child, 'close');
    const lines = createInterface({ input: line.child.stdout });
    await new Promise((resolve, reject) => {
      lines.on('line', (text) => {
        if (text === 'ready') resolve();
        else if (text === 'set') line.answers.shift()?.();
        else line.said.push(text);
      });
      line.child.once('exit', (code) => reject(new Error(`the line ended (${code}) before it was ready`)));
    });
    // Browsers need a default route to find candidates.
    execFileSync('ip', ['-n', line.namespace, 'route', 'add', 'default', 'dev', 'line0']);
    return line;
  }

  // Changes words of one direction, e.g. set('to-far', 'rate=300'); resolves when it is done.
  set(direction, words) {
    return new Promise((resolve) => {
      this.answers.push(resolve);
      this.child.stdin.write(`${direction} ${words}\n`);
    });
  }

  // Ends it; resolves with what the emulator says of its packets, one line a direction.
  async close() {
    this.child.kill('SIGTERM');
    await this.ended;
    execFileSync('ip', ['netns', 'delete', this.namespace]);
    return this.said;
  }
}
