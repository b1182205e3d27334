// Benchmarks of the product: each prints a table, beside a floor or a peer measured in the same run, and writes JSON.
//
//     scripts/bench [NAME…|all|report] [--json FILE] [--seconds N] [--sizes N,…]
//
// What each found last stays in build/bench/NAME.json; `report` makes one page of all that.
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { print } from './figures.mjs';
import { measured, root } from './floors.mjs';
import { fanout } from './fanout.mjs';
import { latency } from './latency.mjs';
import { lossy } from './lossy.mjs';
import { main } from './main_meeting.mjs';
import { recording } from './recording.mjs';
import { writeReport } from './report.mjs';
import { rooms } from './rooms.mjs';
import { roomsSip } from './sip_rooms.mjs';
import { sound } from './sound.mjs';
import { legs, viewers } from './viewers.mjs';

const benches = {
  main,
  rooms,
  'rooms-sip': roomsSip,
  sound,
  latency,
  fanout,
  viewers,
  lossy,
  recording,
  compose: () => measured('compose_bench'),
  codecs: () => measured('codec_floor', ['--seconds', '4']),
  legs,
};

const FOLDER = path.join(root, 'build/bench');
const machine = `${os.cpus()[0].model}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Linux ${os.release()}`;

function optionsOf(words) {
  const option = (name, fallback) => {
    const at = words.indexOf(name);
    return at < 0 ? fallback : words.splice(at, 2)[1];
  };
  const found = { json: option('--json', null), seconds: Number(option('--seconds', 30)), only: option('--sizes', null)?.split(',').map(Number) };
  const names = words.length === 0 ? ['main'] : words;
  return { ...found, names: names.includes('all') ? Object.keys(benches) : names };
}

async function runBenches({ names, json, ...options }) {
  const strange = names.find((name) => !benches[name]);
  if (strange) {
    console.error(`scripts/bench: no bench ${strange}; there are: ${Object.keys(benches).join(', ')}, all, report`);
    process.exit(2);
  }
  console.log(machine);
  await mkdir(FOLDER, { recursive: true });
  const all = [];
  for (const name of names) {
    const began = os.loadavg()[0];
    const figures = await benches[name](options);
    print(figures);
    if (figures.some(({ peer }) => peer)) console.log('FreeSWITCH: mod_conference 1.11.3-dev with this load, as it was measured on another day and machine (two cores of a Xeon).');
    const result = { name, machine, at: new Date().toISOString(), seconds: options.seconds, load_before: began, figures };
    await writeFile(path.join(FOLDER, `${name}.json`), JSON.stringify(result, null, 2));
    all.push(...figures);
  }
  if (json) await writeFile(json, JSON.stringify({ name: names.join(' '), machine, figures: all }, null, 2));
}

if (process.argv[2] === 'report') {
  const { file, names } = await writeReport(FOLDER);
  console.log(`${file}: ${names.join(', ') || 'nothing was measured yet'}`);
} else {
  await runBenches(optionsOf(process.argv.slice(2)));
}
