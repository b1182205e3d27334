/* A clock that stands still until it is turned. */
import type { Timers } from "../../src/api/timers";

export class FakeTimers implements Timers {
  now_ms = 0;
  private next = 1;
  private readonly waiting = new Map<number, { at_ms: number; task: () => void }>();

  set(task: () => void, delay_ms: number): number {
    this.waiting.set(this.next, { at_ms: this.now_ms + delay_ms, task });
    return this.next++;
  }

  clear(id: number): void {
    this.waiting.delete(id);
  }

  turn(by_ms: number): void {
    const end = this.now_ms + by_ms;
    for (;;) {
      const due = [...this.waiting].filter(([, { at_ms }]) => at_ms <= end).sort((a, b) => a[1].at_ms - b[1].at_ms)[0];
      if (!due) break;
      this.waiting.delete(due[0]);
      this.now_ms = due[1].at_ms;
      due[1].task();
    }
    this.now_ms = end;
  }

  get pending(): number {
    return this.waiting.size;
  }
}
