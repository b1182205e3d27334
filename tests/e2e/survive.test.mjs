// A busy meeting whose server is killed a hundred times: what was acknowledged is there afterwards, the log is whole, and
// those who are in it hear the others all the while; so says the table of attendance, since their media never stopped.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './lib/client.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';

const MEETING = 'song-sot';
const KILLS = 100;
const BOTS = 4;
const NOBODY = { excused: 0, unexcused: 0, responsible: '', technician: '', note: '' };
const HEADS_MAX = 9999; // of one site
const LIFE_MS = 120; // of a server that has work, on average; a kill comes at any moment of it

let giaoban, token, names;

before(async () => {
  giaoban = await Giaoban.start();
  await giaoban.meeting(MEETING);
  token = await giaoban.token(MEETING, 'Chủ tọa', 'chair');
});
after(async () => { await giaoban?.stop(); });

// What the chair knows to be so: of each thing, what was acknowledged, and what may have been carried out besides.
class Knowledge {
  constructor() {
    this.sure = { locked: false, governed: false, floor: '', line: '' };
    this.asked = [];
  }

  // Whether a state is one that could have come out of it; then it is the one we know.
  settle(state) {
    for (const key of Object.keys(this.sure)) {
      const values = [this.sure[key], ...this.asked.filter((one) => one.key === key).map(({ value }) => value)];
      assert.ok(values.includes(state[key]), `${key}: ${state[key]} is none of ${values}`);
    }
    this.sure = state;
    this.asked = [];
  }
}

// One change after the other, several under way at a time, as long as the server lives.
async function beBusy(chair, knowledge, counter) {
  const choices = [
    () => ({ message: { type: 'lock', on: !knowledge.sure.locked }, key: 'locked', value: !knowledge.sure.locked }),
    () => ({ message: { type: 'govern', on: !knowledge.sure.governed }, key: 'governed', value: !knowledge.sure.governed }),
    () => { const site = names[counter.next % names.length]; return { message: { type: 'floor', site, limit_s: 60 }, key: 'floor', value: site }; },
    () => ({ message: { type: 'chat', text: `dòng ${counter.next}` }, key: 'line', value: `dòng ${counter.next}` }),
    () => {
      const heads = counter.next % HEADS_MAX + 1;
      return { message: { type: 'heads', ...NOBODY, site: names[0], convened: heads, present: heads }, heads };
    },
  ];
  while (!chair.ended) {
    const { message, key, value, heads } = choices[Math.floor(Math.random() * choices.length)]();
    const id = ++counter.next;
    if (key) knowledge.asked.push({ key, value });
    const answer = await chair.ask({ ...message, id }, 'done', 'error');
    if (!answer) return;
    assert.equal(answer.type, 'done', JSON.stringify(answer));
    assert.equal(answer.id, id);
    if (heads) counter.heads.add(heads);
    if (!key) continue;
    knowledge.asked.pop();
    knowledge.sure[key] = value;
    counter.done.add(key === 'line' ? value : '');
  }
}

async function enter() {
  const chair = await Client.open(giaoban);
  const welcome = await chair.ask({ type: 'hello', protocol: 1, client: 'web', token }, 'welcome', 'error');
  assert.equal(welcome?.type, 'welcome', JSON.stringify(welcome));
  return { chair, welcome };
}

// What the server says of itself after it came back.
async function look(chair, { proceedings }) {
  await chair.ask({ type: 'ping', t: 1 }, 'pong');
  const lines = chair.heard.filter(({ type }) => type === 'chat');
  return { locked: proceedings.locked, governed: proceedings.governed, floor: proceedings.floor.site, line: lines.at(-1)?.text ?? '' };
}

// The media server went on all the time: nobody was lost, and each has one span.
async function table() {
  const [head, ...rows] = (await giaoban.command('attendance', '--meeting', MEETING)).replace('\uFEFF', '').trim().split('\r\n').map((line) => line.split(','));
  const sites = rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
  return sites.filter(({ khoang }) => khoang);
}

async function checkTable() {
  const sites = await table();
  assert.equal(sites.length, BOTS);
  for (const { diem_cau, trang_thai, so_lan_mat, khoang } of sites) assert.deepEqual([trang_thai, so_lan_mat, khoang.includes(';')], ['Có mặt', '0', false], diem_cau);
}

test(`S-21: the server is killed ${KILLS} times in a busy meeting`, async () => {
  const bots = giaoban.bots(MEETING, BOTS, ['--video', 'none', '--talk', 2, '--seconds', 0]);
  await until(async () => (await giaoban.metrics()).giaoban_legs === BOTS, 'the bots are connected');
  let { chair, welcome } = await enter();
  names = welcome.sites.filter(({ role }) => role === 'site').map(({ id }) => id);
  assert.equal(names.length, BOTS);
  const knowledge = new Knowledge();
  const counter = { next: 0, done: new Set(), heads: new Set() };
  await chair.ask({ type: 'begin', id: 1 }, 'done');
  await until(async () => (await table()).length === BOTS, 'it is written down who is there');
  for (let kill = 0; kill < KILLS; kill++) {
    const busy = beBusy(chair, knowledge, counter);
    await new Promise((resolve) => { setTimeout(resolve, Math.random() * 2 * LIFE_MS); });
    await giaoban.kill('SIGKILL');
    await busy;
    await giaoban.serve();
    ({ chair, welcome } = await enter());
    assert.equal(welcome.proceedings.phase, 'live');
    knowledge.settle(await look(chair, welcome));
  }
  await chair.close();
  const events = (await giaoban.command('events', '--meeting', MEETING)).split('\n').map((line) => JSON.parse(line));
  const written = new Set(events.filter(({ kind }) => kind === 'chat').map(({ detail }) => detail.text));
  for (const line of counter.done) assert.ok(!line || written.has(line), `${line} was acknowledged and is lost`);
  const counted = new Set(events.filter(({ kind }) => kind === 'heads').map(({ detail }) => detail.present));
  for (const heads of counter.heads) assert.ok(counted.has(heads), `${heads} people were acknowledged and are lost`);
  await checkTable();
  console.log(`# ${KILLS} kills, ${events.length} events, ${counter.next} changes asked for`);
  bots.stop();
  const report = await bots.done;
  for (const bot of report.bots) {
    assert.equal(bot.connections, 1, `${bot.site} connected ${bot.connections} times: its media was cut`);
  }
});
