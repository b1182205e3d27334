// One page of all that the benches found last: plots and tables, which needs nothing but a browser.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { escaped, plot } from './plot.mjs';

// What is measured, in Vietnamese and English; and what a plot's axis counts.
const BENCHES = {
  main: ['Cuộc họp 16 điểm cầu', 'A meeting of 16 sites'],
  rooms: ['Số điểm cầu', 'Meetings of every size'],
  'rooms-sip': ['Thiết bị phòng họp SIP', 'Rooms with SIP devices'],
  sound: ['Âm thanh', 'Sound alone'],
  latency: ['Độ trễ', 'Latency'],
  fanout: ['Thêm một người xem', 'One more viewer'],
  viewers: ['Người xem trong cuộc họp', 'Viewers of a meeting'],
  lossy: ['Đường truyền kém', 'Bad lines'],
  recording: ['Ghi hình', 'Recording'],
  compose: ['Ghép hình', 'Composing'],
  codecs: ['Bộ mã hóa', 'Codecs'],
  legs: ['Kết nối', 'Legs'],
};
const PLOTS = {
  'Sound: cores': ['Lõi CPU theo số điểm cầu', 'Cores by sites', 'điểm cầu / sites'],
  'Rooms: cores': ['Lõi CPU theo số điểm cầu', 'Cores by sites', 'điểm cầu / sites'],
  'Rooms: frames': ['Hình mỗi giây, điểm cầu kém nhất', 'Frames a second, the worst site', 'điểm cầu / sites'],
  'Rooms: encoders': ['Số bộ mã hóa hình', 'Encoders', 'điểm cầu / sites'],
  'Picture through the MCU': ['Độ trễ hình', 'Picture through the MCU', 'điểm cầu / sites'],
  'Sound through the MCU': ['Độ trễ tiếng', 'Sound through the MCU', 'điểm cầu / sites'],
  'Sound while and after jitter': ['Độ trễ tiếng trong và sau nhiễu (hết nhiễu ở giây 0)', 'Sound while and after jitter, which ends at 0', 'giây / s'],
  'One more viewer': ['CPU thêm cho mỗi người xem', 'CPU of one viewer more', 'người xem / viewers'],
  'Picture by loss': ['Chất lượng hình theo tỷ lệ mất gói', 'Picture by loss', '% mất gói / lost'],
  'Sound by loss': ['Chất lượng tiếng theo tỷ lệ mất gói', 'Sound by loss', '% mất gói / lost'],
  'Picture by rate': ['Chất lượng hình theo băng thông', 'Picture by rate', 'kbit/s'],
  'Sound by rate': ['Chất lượng tiếng theo băng thông', 'Sound by rate', 'kbit/s'],
};

const STYLE = `
  :root { color-scheme: light dark; --line: #8885; --soft: #8882; }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1100px; padding: 24px; }
  h1 { font-size: 28px; margin: 0; } h2 { border-top: 1px solid var(--line); margin: 48px 0 8px; padding-top: 24px; font-size: 22px; }
  h3 { font-size: 16px; margin: 0 0 8px; } small, .en { color: GrayText; font-weight: normal; }
  .plots { display: grid; gap: 24px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); margin: 16px 0; }
  svg { width: 100%; height: auto; } svg text { fill: currentColor; font-size: 13px; } .grid { stroke: var(--line); }
  .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 14px; }
  th, td { padding: 6px 8px; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
  td.number { font-variant-numeric: tabular-nums; text-align: end; white-space: nowrap; }
  .met { color: #1a7f4b; } .missed { color: #c9372c; font-weight: 600; }`;

const both = ([vi, en], tag = 'span') => `${escaped(vi)} <${tag} class="en" lang="en">${escaped(en)}</${tag}>`;

function row({ figure, value, unit, target, met, peer }) {
  const judged = target === null ? '' : `<span class="${met ? 'met' : 'missed'}">${met ? 'đạt / met' : 'chưa đạt / not met'}</span>`;
  return `<tr><td lang="en">${escaped(figure)}${peer ? ` <small>(FreeSWITCH: ${escaped(peer)})</small>` : ''}</td><td class="number">${value} ${escaped(unit)}</td><td class="number">${target === null ? '' : escaped(target)}</td><td>${judged}</td></tr>`;
}

function plotsOf(figures) {
  const names = [...new Set(figures.map((entry) => entry.plot).filter(Boolean))];
  return names.map((name) => {
    const [vi, en, xLabel] = PLOTS[name] ?? [name, '', ''];
    return `<figure style="margin:0"><h3>${both([vi, en])}</h3>${plot(vi, figures.filter((entry) => entry.plot === name), { xLabel })}</figure>`;
  });
}

function section({ name, machine, at, load_before: load, figures }) {
  const told = figures.filter(({ silent }) => !silent);
  return `<section id="${escaped(name)}"><h2>${both(BENCHES[name] ?? [name, ''])}</h2>
<small>${escaped(machine)} · ${escaped(at ?? '')}${load === undefined ? '' : ` · tải của máy trước khi đo / load before: ${load.toFixed(1)}`}</small>
<div class="plots">${plotsOf(figures).join('\n')}</div>
<div class="scroll"><table><thead><tr><th>${both(['Chỉ số', 'Figure'])}</th><th>${both(['Giá trị', 'Value'])}</th><th>${both(['Mục tiêu', 'Target'])}</th><th></th></tr></thead>
<tbody>${told.map(row).join('\n')}</tbody></table></div></section>`;
}

// `results`: as the benches write them.
export function page(results) {
  const judged = results.flatMap(({ figures }) => figures).filter(({ target }) => target !== null);
  const met = judged.filter((entry) => entry.met).length;
  const order = Object.keys(BENCHES);
  const sorted = [...results].sort((a, b) => (order.indexOf(a.name) + 1 || 99) - (order.indexOf(b.name) + 1 || 99));
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Giao Ban: kết quả đo / figures</title><style>${STYLE}</style></head><body>
<h1>Giao Ban: kết quả đo <span class="en" lang="en">figures</span></h1>
<p>${both([`${met} trên ${judged.length} mục tiêu đạt.`, `${met} of ${judged.length} targets met.`])}<br>
${both(['Mỗi chỉ số đứng cạnh mức sàn hoặc phần mềm khác đo trong cùng lần chạy: hãy so các tỷ lệ.', 'Each figure stands beside a floor or a peer of the same run: compare ratios.'])}</p>
${sorted.map(section).join('\n')}
</body></html>
`;
}

// Makes the page from what lies in a folder; its path, and of which benches it tells.
export async function writeReport(folder) {
  await mkdir(folder, { recursive: true });
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  const results = await Promise.all(files.map(async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8'))));
  const file = path.join(folder, 'report.html');
  await writeFile(file, page(results));
  return { file, names: results.map(({ name }) => name) };
}
