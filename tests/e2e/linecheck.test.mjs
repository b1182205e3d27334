// Sixteen sites with something wrong at six of them: the check before the meeting and the watch in it find all, and nothing else.
// An operator reads it from the board of the checks and from the console, in a real browser; so does a site that is muted by itself.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { launchChromium, PATIENCE_MS, Site } from './lib/browser.mjs';
import { Client } from './lib/client.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Machine } from './lib/machine.mjs';
import { Office } from './lib/office.mjs';
import { Output } from './lib/output.mjs';

const SITES = 16;
const TALKERS = 2;
// Whose fault is what: what the bots do, what the watch calls it, what the check says; and, in words, the mark on the console
// and the next step on the board.
const FAULTS = {
  11: { bot: 'no_camera', fault: 'no_picture', item: 'camera', word: 'cam_no', mark: 'Không có hình', step: 'Không tìm thấy camera.' },
  12: { bot: 'black', fault: 'black', item: 'camera', word: 'cam_black', mark: 'Hình đen', step: 'Mở nắp che ống kính' },
  13: { bot: 'frozen', fault: 'frozen', item: 'camera', word: 'cam_frozen', mark: 'Hình đứng', step: 'Tắt rồi bật lại camera' },
  14: { bot: 'silent', fault: 'silent', item: 'microphone', word: 'mic_silent', mark: 'Micro không có tiếng', step: 'Kiểm tra công tắc trên micro' },
  15: { bot: 'echo', fault: 'echo', item: 'echo', word: 'echo_found', mark: 'Tiếng vọng', step: 'Giảm âm lượng loa' },
  16: { bot: 'loss', fault: 'line', item: 'line', word: 'net_bad', mark: 'Đường truyền yếu', step: 'Dùng dây mạng thay Wi-Fi' },
};
const ITEMS = ['camera', 'microphone', 'echo', 'line'];
const ECHO = 15;
const FOUND_S = 10; // in session, from the moment that all are connected: whoever comes makes the others' pictures anew
const nameOf = (number) => `Điểm cầu số ${number}`;

let giaoban, machine, operator, console_, code, names, browser, page, output;
let id = 0;

before(async () => {
  output = await Output.open('linecheck');
  giaoban = await Giaoban.start();
  const admin = await Office.with(giaoban, 'quantri2', 'quan_tri');
  const made = async (pathname, body) => assert.equal((await admin.ask('POST', pathname, body)).status, 201);
  await made('/units', { code: '91', name: 'UBND tỉnh', kind: 'tinh', parent: '', position: 0 });
  await made('/sites', { code: 'hondat', unit: '91', name: 'Điểm cầu Hòn Đất', position: 1, active: true, contact_name: 'Tổ kỹ thuật Hòn Đất', contact_phone: '0297 3 000 000' });
  operator = await Office.with(giaoban, 'vanhanh', 'van_hanh', { unit: '91' });
  const start = Date.now() + 20 * 60_000;
  const iso = (ms) => new Date(ms).toISOString().replace(/\.\d+/, '');
  const { status, body } = await operator.ask('POST', '/meetings', {
    title: 'Họp giao ban', unit: '91', form: 'online', start: iso(start), end: iso(start + 3_600_000), sites: ['hondat'], nosecret: true, waiting_room: false, governed: false,
  });
  assert.equal(status, 201, JSON.stringify(body));
  code = body.code;
  names = path.join(giaoban.folder, 'names');
  await writeFile(names, Array.from({ length: SITES }, (_, i) => nameOf(i + 1)).join('\n'));
  console_ = await Client.open(giaoban, { cookie: operator.cookie });
  console_.since = new Map(); // site -> when it was connected
  console_.found = new Map(); // `site fault` -> when it was told
  console_.sites = new Map(); // identity -> name
  console_.over = new Set();
  const { body: schema } = await giaoban.request('/api/v1/room-protocol.json');
  const fits = new Ajv2020({ strict: false }).addSchema(JSON.parse(schema), 'room').getSchema('room#/$defs/server');
  console_.socket.on('message', (data) => listen(JSON.parse(data), fits));
  const welcome = await console_.ask({ type: 'hello', protocol: 1, client: 'console', meeting: code }, 'welcome', 'error');
  assert.equal(welcome.type, 'welcome', JSON.stringify(welcome));
  browser = await launchChromium(['--disable-features=WebRtcHideLocalIpsWithMdns']);
  page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.setViewport({ width: 1366, height: 768 });
  await page.goto(`${giaoban.url}/login`);
  await (await find('gb-login-form >>> #username')).type('vanhanh');
  await (await find('gb-password-field >>> input')).type(operator.password);
  await page.keyboard.press('Enter');
  await find('gb-office-frame');
  machine = await giaoban.watchMachine([browser.process().pid]);
});
after(async () => {
  await browser?.close();
  await giaoban?.stop();
});

const screen = async (name) => output.keep(`${name}.png`, await page.screenshot());
const find = (selector) => page.waitForSelector(`gb-app >>> ${selector}`, { visible: true });
// What the operator's page says of each site, by the name that its row begins with.
const rowsOf = (table) => page.$$eval(`gb-app >>> ${table} >>> tbody tr`, (rows) => rows.map((row) => [row.querySelector('th')?.innerText.split('\n')[0] ?? '', row.innerText]));
const readsAll = (table, words) => until(async () => {
  const rows = new Map(await rowsOf(table));
  return words.every(([name, text]) => rows.get(name)?.includes(text));
}, `the operator reads ${JSON.stringify(words)}`);

// What the console is told, with its time.
function listen(message, fits) {
  if (message.type === 'site') {
    console_.sites.set(message.site.id, message.site.name);
    if (message.site.state === 'connected' && !console_.since.has(message.site.name)) console_.since.set(message.site.name, Date.now());
  }
  if (message.type === 'proceedings') console_.state = message.state;
  if (message.type !== 'site_watch') return;
  assert.ok(fits(message), JSON.stringify(message));
  const name = console_.sites.get(message.site);
  for (const fault of message.faults) {
    const key = `${name} ${fault}`;
    if (!console_.found.has(key)) console_.found.set(key, Date.now());
  }
  if (message.faults.length === 0) console_.over.add(name);
}

// In the page of a site, after its devices were replaced: the camera is unplugged.
function loseCamera() {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia;
  devices.getUserMedia = (wanted) => (wanted.video ? Promise.reject(new DOMException('unplugged', 'NotFoundError')) : open(wanted));
}

const command = async (message) => assert.equal((await console_.ask({ ...message, id: ++id }, 'done', 'error')).type, 'done');
const faults = Object.entries(FAULTS).map(([number, { bot }]) => `${number}:${bot}`).join(',');
// They are gone at the end of their test, however it ends.
function bots(t, count = SITES, talkers = TALKERS, wrong = faults) {
  const swarm = giaoban.bots(code, count, ['--names', names, '--talk', talkers, '--no-probe', '--faults', wrong]);
  t.after(async () => { swarm.stop(); await swarm.done.catch(() => {}); });
  return swarm;
}
// The switches of the console, once it knows the meeting.
const tick = async (text) => (await find(`main:not([inert]) > gb-site-board >>> label ::-p-text(${text})`)).click();
const expected = Object.entries(FAULTS).map(([number, { fault }]) => `${nameOf(number)} ${fault}`).sort();

async function board() {
  const { status, body } = await operator.ask('GET', `/meetings/${code}/line-checks`);
  assert.equal(status, 200, JSON.stringify(body));
  return new Map(body.items.map((row) => [row.name, row]));
}

// Seconds until it was told, without what the machine had its part in.
function foundAfter(key) {
  const [from, to] = [Math.max(...console_.since.values()), console_.found.get(key)];
  return Math.max(0, to - from - machine.lost(Machine.at(from), Machine.at(to), { least: 30 })) / 1000;
}

// Each has its own fault, and none has another.
function isRight(rows) {
  return Array.from({ length: SITES }, (_, i) => i + 1).every((number) => {
    const { check } = rows.get(nameOf(number)) ?? {};
    const bad = check ? ITEMS.filter((item) => !['good', 'unknown'].includes(check[item].level)) : ['all'];
    const fault = FAULTS[number];
    return fault ? bad.length === 1 && bad[0] === fault.item && check[fault.item].word === fault.word : bad.length === 0;
  });
}

async function allFound() {
  try {
    await until(() => expected.every((key) => console_.found.has(key)), 'all faults are told', 60);
  } catch (error) {
    throw new Error(`told is only ${[...console_.found.keys()].join(', ')}`, { cause: error });
  }
  assert.deepEqual([...console_.found.keys()].sort(), expected);
}

test('S-23, S-27: the trial finds every fault and no other, says what it is, and keeps it', async (t) => {
  const swarm = bots(t);
  await until(() => console_.since.size === SITES, 'all sites are connected');
  await allFound();
  const named = (rows, number) => rows.get(nameOf(number))?.check?.[FAULTS[number].item];
  let rows;
  try {
    await until(async () => { rows = await board(); return isRight(rows); }, 'the board shows them, and nothing else');
  } catch (error) {
    throw new Error(`the board says ${JSON.stringify([...rows].map(([name, { check }]) => [name, check]))}`, { cause: error });
  }
  for (let number = 1; number <= SITES; number++) assert.ok(rows.get(nameOf(number)).connected);
  assert.equal(rows.get(nameOf(1)).check.microphone.word, 'mic_ok');
  assert.equal(rows.get(nameOf(3)).check.camera.word, 'cam_ok');
  // The operator's board says the same in words, and of a site without a camera whom to phone.
  await page.goto(`${giaoban.url}/meetings/${code}/lines`);
  const invited = rows.get('Điểm cầu Hòn Đất');
  assert.deepEqual([invited.contact_name, invited.contact_phone, invited.connected, invited.check], ['Tổ kỹ thuật Hòn Đất', '0297 3 000 000', false, null]);
  await readsAll('gb-line-board-page', [...Object.entries(FAULTS).map(([number, { step }]) => [nameOf(number), step]), ['Điểm cầu Hòn Đất', '0297 3 000 000']]);
  const well = new Map(await rowsOf('gb-line-board-page')).get(nameOf(1));
  assert.match(well, /Sẵn sàng[^]*Micro:\ntốt/);
  const { body: links } = await operator.ask('GET', `/meetings/${code}/links`);
  const hall = await Site.open(browser, links.items.find(({ role }) => role === 'site').url, { color: '#2060c0', hz: 700, prepare: [loseCamera] });
  await hall.enter({ microphone: false });
  await page.bringToFront();
  await readsAll('gb-line-board-page', [['Điểm cầu Hòn Đất', 'Không tìm thấy camera. Kiểm tra dây kết nối và nguồn của camera.']]);
  await screen('board');
  await hall.page.browserContext().close();
  await until(async () => isRight(await board()), 'all is as it was'); // in tiles of another size; how it is last is what is kept
  swarm.stop();
  assert.equal((await swarm.done).exit, 0);
  await until(() => console_.over.size === Object.keys(FAULTS).length, 'who left has no faults');
  const kept = await board();
  for (const number of Object.keys(FAULTS)) assert.equal(named(kept, number).word, FAULTS[number].word);
});

test('S-27: in session the same is told within ten seconds, written down, and an echo is muted if that is wanted', async (t) => {
  for (const memory of [console_.since, console_.found, console_.over]) memory.clear();
  await command({ type: 'begin' });
  await page.goto(`${giaoban.url}/console/${code}`);
  await tick('Tự tắt micro');
  await until(() => console_.state.auto_mute, 'the operator has switched it on');
  await page.goto('about:blank'); // a browser that draws takes its time from what is timed here
  const swarm = bots(t);
  await allFound();
  await machine.settle();
  console.log(`# found after ${expected.map((key) => `${key}: ${(console_.found.get(key) - Math.max(...console_.since.values())) / 1000} s`).join(', ')}; ${machine.summary}`);
  const echo = [...console_.sites].find(([, name]) => name === nameOf(ECHO))[0];
  await until(() => console_.state.mute_reasons[echo] === 'echo', 'the echo is muted');
  assert.deepEqual(console_.state.muted, [echo]);
  await page.goto(`${giaoban.url}/console/${code}`); // who comes later is told as well
  await tick('Chỉ điểm cầu có sự cố'); // the board draws what is in sight
  await readsAll('gb-site-board', [...Object.entries(FAULTS).map(([number, { mark }]) => [nameOf(number), mark]), [nameOf(ECHO), 'Tự tắt: tiếng vọng']]);
  await screen('console');
  for (const key of expected) assert.ok(foundAfter(key) <= FOUND_S, `${key} after ${foundAfter(key)} s without the machine's part; ${machine.summary}`);
  const { body } = await operator.ask('GET', `/meetings/${code}/events`);
  const events = body.trim().split('\n').map((line) => JSON.parse(line)).map((row) => row.detail ?? row);
  const written = events.filter(({ kind, on, site }) => kind === 'watch' && on && site).map(({ site, what }) => `${console_.sites.get(site)} ${what}`);
  assert.deepEqual(written.sort(), expected);
  assert.deepEqual(events.filter(({ kind }) => kind === 'mute').map(({ sites, reason, actor }) => [sites, reason, actor]), [[[echo], 'echo', 'server']]);
  swarm.stop();
  await swarm.done;
});

const HIDDEN = 8; // all but the one that is pinned

test('S-27: a howling and an overdriven microphone are muted, and the howling site reads why; the pictures that nobody sees are looked at in turn', async (t) => {
  const { body: links } = await operator.ask('GET', `/meetings/${code}/links`);
  const hall = await Site.open(browser, links.items.find(({ role }) => role === 'site').url, { color: '#2060c0', hz: 700 });
  await hall.enter(); // a steady tone, as a loudspeaker makes that hears itself
  await command({ type: 'layout', view: 'sites', mode: 'pin', pinned: 'code:hondat' });
  for (const memory of [console_.since, console_.found]) memory.clear();
  const swarm = bots(t, HIDDEN, 1, '2:clipped,3:black,4:frozen');
  const [howls, cut] = ['Điểm cầu Hòn Đất', nameOf(2)].map((name) => [...console_.sites].findLast(([, own]) => own === name)[0]);
  await until(() => console_.state.mute_reasons[howls] === 'howling' && console_.state.mute_reasons[cut] === 'clipping', 'both are muted');
  await hall.find('gb-notice::-p-text(được tự động tắt vì có tiếng hú)');
  output.keep('howling-site.png', await hall.page.screenshot());
  assert.ok(!console_.state.muted.some((site) => console_.sites.get(site) === nameOf(1)), 'who only talks is not muted');
  const pictures = () => [...console_.found.keys()].filter((key) => /black|frozen|no_picture/.test(key)).sort();
  await until(() => pictures().length === 2, 'the hidden pictures are looked at', 60);
  assert.deepEqual(pictures(), [`${nameOf(3)} black`, `${nameOf(4)} frozen`]);
  console.log(`# hidden: ${pictures().map((key) => `${key}: ${(console_.found.get(key) - console_.since.get(key.slice(0, key.lastIndexOf(' ')))) / 1000} s`).join(', ')}`);
  swarm.stop();
  await swarm.done;
});
