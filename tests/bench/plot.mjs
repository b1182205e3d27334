// Plots as SVG, for a page that loads nothing: points of several series over one axis, with a legend below.

export const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const [WIDTH, HEIGHT] = [640, 320];
const AREA = { left: 64, right: 16, top: 16, bottom: 44 };
const LEGEND_LINE = 20;
const COLORS = ['#0b6bcb', '#c9372c', '#1a7f4b', '#9a5b00', '#6e3fc4', '#4a5568', '#b83280', '#007a87'];
const LOG_FROM = 20; // a range that wide is better seen by its powers

// Round numbers from at most `low` to at least `high`: steps of 1, 2 or 5 and zeros.
export function ticks(low, high, count = 5) {
  const span = high - low || Math.abs(high) || 1;
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= raw);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

// One axis: where a value stands between `from` and `to`, and the values that are written beside it.
export function axis(values, from, to, { fromZero = false, each = false } = {}) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (each && low > 0 && high / low >= LOG_FROM) {
    const place = (value) => from + (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low)) * (to - from);
    return { place, marks: [...new Set(values)].sort((a, b) => a - b) };
  }
  const marks = ticks(fromZero ? Math.min(0, low) : low, high);
  const [first, last] = [marks[0], marks.at(-1)];
  return { place: (value) => from + (value - first) / (last - first) * (to - from), marks };
}

const seriesOf = (points) => {
  const found = new Map();
  for (const point of points) found.set(point.series, [...(found.get(point.series) ?? []), point]);
  return [...found].map(([name, own], i) => ({ name, points: own.sort((a, b) => a.x - b.x), color: COLORS[i % COLORS.length] }));
};

function lineOf({ points, color }, x, y) {
  const places = points.map((point) => [x.place(point.x).toFixed(1), y.place(point.value).toFixed(1)]);
  const dots = points.map((point, i) => `<circle cx="${places[i][0]}" cy="${places[i][1]}" r="3.5" fill="${color}"><title>${escaped(`${point.series}, ${point.x}: ${point.value} ${point.unit}`)}</title></circle>`);
  return `<polyline points="${places.map((place) => place.join()).join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>${dots.join('')}`;
}

// `points`: { series, x, value, unit }, at least one.
export function plot(title, points, { xLabel = '' } = {}) {
  const series = seriesOf(points);
  const [right, bottom] = [WIDTH - AREA.right, HEIGHT - AREA.bottom];
  const x = axis(points.map((point) => point.x), AREA.left, right, { each: true });
  const y = axis(points.map((point) => point.value), bottom, AREA.top, { fromZero: true });
  const height = HEIGHT + series.length * LEGEND_LINE;
  const grid = y.marks.map((mark) => `<line x1="${AREA.left}" x2="${right}" y1="${y.place(mark)}" y2="${y.place(mark)}" class="grid"/><text x="${AREA.left - 8}" y="${y.place(mark) + 4}" text-anchor="end">${mark}</text>`);
  const feet = x.marks.map((mark) => `<text x="${x.place(mark).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${mark}</text>`);
  const legend = series.map(({ name, color }, i) => `<rect x="${AREA.left}" y="${HEIGHT + i * LEGEND_LINE - 4}" width="14" height="4" fill="${color}"/><text x="${AREA.left + 22}" y="${HEIGHT + i * LEGEND_LINE + 2}">${escaped(name)}</text>`);
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">
${grid.join('')}${feet.join('')}<text x="${right}" y="${bottom + 36}" text-anchor="end">${escaped(xLabel)}</text>
<text x="${AREA.left}" y="${AREA.top - 4}">${escaped(points[0].unit)}</text>
${series.map((one) => lineOf(one, x, y)).join('\n')}
${legend.join('')}</svg>`;
}
