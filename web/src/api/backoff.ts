/* How long to wait before the next try. Half of it is random, so that sixteen sites do not come back in one instant. */
const FIRST_MS = 500;
const LONGEST_MS = 8000; // a site must be back within 15 s of the server (domain 3.8): one wait and the join fit in that

const CROWDED_MS = 30_000; // others of this network have to go first

/* After a server has said that this network has no more connections to it. */
export function crowdedDelayMs(random: () => number): number {
  return CROWDED_MS / 2 + (random() * CROWDED_MS) / 2;
}

export function backoffDelayMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempt - 1));
  return ceiling / 2 + (random() * ceiling) / 2;
}
