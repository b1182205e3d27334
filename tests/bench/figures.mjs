// What a bench finds: figures with their units, some held against a target, some a point of a plot.

export const figure = (name, value, unit, target = null, met = null) => ({ figure: name, value: Number(value.toFixed(3)), unit, target, met });
export const figureIfAny = (name, value, unit) => (value === null || value === undefined ? [] : [figure(name, value, unit)]);
export const atMost = (name, value, unit, target) => figure(name, value, unit, target, value <= target);
export const atLeast = (name, value, unit, target) => figure(name, value, unit, target, value >= target);
// What was measured may be missing: then the target is not met.
export const atMostIfAny = (name, value, unit, target) => (value === null || value === undefined
  ? { figure: `${name} (nothing came)`, value: -1, unit, target, met: false } : atMost(name, value, unit, target));

// A point of the line `series` in the plot `plot` of a bench, at `x`.
export const at = (plot, series, x, entry) => ({ ...entry, plot, series, x });

// Beside what is known of a peer from another day.
export const beside = (peer, entry) => ({ ...entry, peer });

const LEAST_CORES = 0.001; // of a thread that is worth a line
export const profileOf = (what, { profile }) => [...profile].filter(([, cores]) => cores >= LEAST_CORES)
  .map(([name, cores]) => figure(`${what}: of the CPU, thread ${name}`, cores, 'cores'));

export function lineOf({ figure: name, value, unit, target, met, peer }, width) {
  const judged = target === null ? '' : `  ${met ? 'met' : 'NOT MET'} (target ${target})`;
  return `${name.padEnd(width)}  ${String(Number(value.toFixed(3))).padStart(10)} ${unit}${judged}${peer ? `  (FreeSWITCH: ${peer})` : ''}`;
}

// Silent ones are in the file alone: the points of a plot.
export function print(figures) {
  const told = figures.filter(({ silent }) => !silent);
  const width = Math.max(...told.map((entry) => entry.figure.length));
  for (const entry of told) console.log(lineOf(entry, width));
}
