/* Waiting, handed in so that tests can turn the clock themselves. Units: milliseconds. */
export interface Timers {
  set(task: () => void, delay_ms: number): number;
  clear(id: number): void;
}

export const windowTimers: Timers = {
  set: (task, delay_ms) => window.setTimeout(task, delay_ms),
  clear: (id) => window.clearTimeout(id),
};
