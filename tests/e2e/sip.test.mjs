// Room hardware by SIP: sipp registers, and is refused, as a device would be.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Baresip } from './lib/baresip.mjs';
import { Client } from './lib/client.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';
import { sipp } from './lib/sipp.mjs';
import { SINE_DB } from './lib/tones.mjs';

// A thousand calls a minute of each kind; SIP_STORM_SECONDS makes it last.
const STORM_SECONDS = Number(process.env.SIP_STORM_SECONDS ?? 8);
const CALLS_PER_SECOND = 17;
// What a calm meeting gives: four packets of sound. The machine's own part is taken off.
const CALM_GAP_MS = 100;

let giaoban, office, server, device;
const folder = mkdtempSync(path.join(tmpdir(), 'giaoban-sip-'));

// A device's certificate, signed by itself, with its key: a PEM file. Resolves with its path and its SHA-256.
function ownCertificate(name) {
  const file = path.join(folder, `${name}.pem`);
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-keyout', file, '-out', `${file}.crt`], { stdio: 'ignore' });
  execFileSync('sh', ['-c', 'cat "$0.crt" >> "$0"', file]);
  return { file, sha256: execFileSync('openssl', ['x509', '-in', `${file}.crt`, '-noout', '-fingerprint', '-sha256'], { encoding: 'utf8' }).trim().split('=')[1] };
}
const [known, unknown] = ['known', 'unknown'].map(ownCertificate);

before(async () => {
  const pins = path.join(folder, 'pins');
  writeFileSync(pins, `127.0.0.1 ${known.sha256} # phòng họp Hòn Đất\n`);
  giaoban = await Giaoban.start({ 'sip.address': '127.0.0.1', 'sip.port': 0, 'sip.tls_port': 0, 'sip.device_pins_file': pins });
  const [line] = giaoban.log.filter((said) => said.includes('SIP is served on port'));
  server = `127.0.0.1:${/port (\d+)/.exec(line)[1]}`;
  office = await Office.with(giaoban, 'quan.tri', 'quan_tri');
  const made = [
    await office.ask('POST', '/units', { code: '903', name: 'UBND huyện Hòn Đất', kind: 'huyen', block: 'nha_nuoc', parent: '' }),
    await office.ask('POST', '/sites', { code: '903', unit: '903', name: 'Điểm cầu Hòn Đất', network: 'wan' }),
  ];
  assert.deepEqual(made.map(({ status }) => status), [201, 201], JSON.stringify(made));
});
after(async () => {
  await giaoban?.stop();
  rmSync(folder, { recursive: true });
});

const fieldsOf = ({ username, password }) => [username, `[authentication username=${username} password=${password}]`];
const said = (text) => until(() => giaoban.log.some((line) => line.includes(text)), `the log says: ${text}`);

test('a site gets a password for its device, which then registers, by UDP and by TCP', async () => {
  const { status, body } = await office.ask('POST', '/sites/903/sip');
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.username, '903');
  device = body;
  for (const tcp of [false, true]) {
    const { code, output } = await sipp('register', server, { fields: fieldsOf(device), tcp });
    assert.equal(code, 0, output);
  }
  await said('The SIP device of site 903 is registered');
  const { body: site } = await office.ask('GET', '/sites/903');
  assert.equal(site.has_sip, true);
  assert.ok(!JSON.stringify(site).includes('ha1'), 'what is kept of the password is told to nobody');
});

test('a wrong password is refused, and written down for fail2ban', async () => {
  const { code } = await sipp('register', server, { fields: fieldsOf({ ...device, password: 'sai' }) });
  assert.notEqual(code, 0);
  await said('SIP refused 127.0.0.1: REGISTER as "903": password');
});

test('names are tried one after the other: no answer, few lines, and devices register beside it', async () => {
  const { output } = await sipp('flood', server, { calls: 1500, rate: 1500 });
  assert.ok(!/SIP\/2\.0 \d/.test(output));
  await said('SIP refused 127.0.0.1: REGISTER as "1": unknown');
  const lines = giaoban.log.filter((line) => line.includes('unknown')).length;
  assert.ok(lines < 60, `${lines} lines`);
  await until(async () => (await sipp('register', server, { fields: fieldsOf(device), seconds: 5 })).code === 0, 'a device registers');
});

test('S-26, S-44: a device calls a meeting: encrypted, or as its site may; it is counted, and sent away', async () => {
  await giaoban.meeting('giao-ban');
  const events = async () => (await giaoban.joins('giao-ban')).split('\n').filter((line) => line.includes('code:903')).map((line) => line.split(',')[5]);
  const counted = (wanted) => until(async () => (await events()).join(' ') === wanted, `the attendance is ${wanted}`, 30);
  const plain = await Baresip.start(server, device);
  const safe = await Baresip.start(server, device, { security: 'SDES' });
  try {
    plain.tell('dial', `sip:giao-ban@${server}`);
    await plain.heard('CALL_CLOSED');
    assert.equal(await giaoban.joins('giao-ban').then((text) => text.includes('connected')), false, 'plain RTP is not allowed');
    const before = (await events()).join(' ');
    safe.tell('dial', `sip:giao-ban@${server}`);
    await counted(`${before} joined connected`.trim());
    safe.tell('hangup');
    await counted(`${before} joined connected left`.trim());
    assert.equal((await office.ask('PATCH', '/sites/903', { plain_rtp: true })).status, 200);
    const after = (await events()).join(' ');
    await until(async () => {
      plain.events.length = 0;
      plain.tell('dial', `sip:giao-ban@${server}`);
      await until(() => plain.events.some(({ type }) => ['CALL_ESTABLISHED', 'CALL_CLOSED'].includes(type)), 'the call is answered', 30);
      return plain.events.some(({ type }) => type === 'CALL_ESTABLISHED');
    }, 'plain RTP is allowed now', 30);
    await until(async () => (await events()).join(' ').startsWith(after) && (await events()).at(-1) === 'connected', 'it is counted', 30);
    assert.equal((await giaoban.request('/api/v1/meetings/giao-ban', { method: 'DELETE', headers: { authorization: `Bearer ${await giaoban.token('giao-ban', 'Chủ tọa', 'chair')}` } })).status < 300, true);
    await plain.heard('CALL_CLOSED');
  } finally {
    await plain.stop();
    await safe.stop();
  }
});

test('the console calls a site: it comes, is counted, hangs up, and is called again until that is stopped', async () => {
  const meeting = 'goi-diem-cau';
  assert.equal((await office.ask('PATCH', '/sites/903', { plain_rtp: false })).status, 200);
  await giaoban.meeting(meeting);
  const operator = await Office.with(giaoban, 'van.hanh', 'van_hanh');
  device = (await office.ask('POST', '/sites/903/sip')).body; // those that were killed are registered no more
  await until(async () => (await sipp('register', server, { fields: fieldsOf(device), seconds: 5 })).code === 0, 'the new password counts');
  const call = async () => (await operator.ask('GET', `/meetings/${meeting}/calls`)).body.items[0];
  const reaches = (state) => until(async () => (await call())?.state === state, `the call is ${state}`, 40);
  const options = { security: 'SDES', answers: true };
  const room = await Baresip.start(server, device, options);
  try {
    await until(async () => { // it registers in its own time
      const { status } = await operator.ask('POST', `/meetings/${meeting}/calls`, { site: '903' });
      return status === 409 && (await call()).state === 'connected';
    }, 'the room answers', 40);
    await until(async () => / connected$/.test((await giaoban.joins(meeting)).split('\n').filter((line) => line.includes('code:903')).map((line) => ` ${line.split(',')[5]}`).join('')), 'it is counted', 30);
    room.tell('hangup');
    await reaches('waiting');
    assert.equal((await call()).reason, 'hung_up');
    assert.equal((await operator.ask('DELETE', `/meetings/${meeting}/calls/903`)).status, 204);
    await reaches('over');
  } finally {
    await room.stop();
  }
});

test('a room that is registered nowhere is called by TLS: its certificate is known, or refused in words', async () => {
  const meeting = 'goi-bang-tls';
  await giaoban.meeting(meeting);
  const operator = await Office.with(giaoban, 'van.hanh.tls', 'van_hanh');
  const call = async () => (await operator.ask('GET', `/meetings/${meeting}/calls`)).body.items[0];
  const dial = async (room) => assert.equal((await operator.ask('POST', `/meetings/${meeting}/calls`, { site: '903', uri: `sip:phong@${room.tlsAddress};transport=tls` })).status, 202);
  const reaches = (state, reason) => until(async () => (await call())?.state === state && (await call()).reason === reason, `the call is ${state}: ${reason}`, 30);
  const options = { security: 'SDES', answers: true, registers: false, looks: true, transport: 'tls' };
  const start = (certificate) => Baresip.start('127.0.0.1', { username: 'phong', password: 'x' }, { ...options, certificate: certificate.file });
  const stranger = await start(unknown);
  const room = await start(known);
  try {
    await dial(stranger);
    await reaches('over', 'certificate');
    const line = giaoban.log.find((one) => one.includes('its certificate is refused'));
    assert.ok(line.includes(unknown.sha256.replaceAll(':', '').toLowerCase()), line);
    assert.ok(!stranger.events.some(({ type }) => type === 'CALL_INCOMING'), 'it has heard of no call');
    await dial(room);
    await reaches('connected', '');
    await room.heard('CALL_ESTABLISHED');
    room.tell('hangup');
    await reaches('waiting', 'hung_up');
    room.events.length = 0;
    await dial(room);
    await reaches('connected', '');
    const chair = await Client.enter(giaoban, { token: await giaoban.token(meeting, 'Chủ tọa', 'chair') });
    chair.say({ type: 'drop', site: 'code:903' });
    await room.heard('CALL_CLOSED');
    await chair.close();
  } finally {
    await stranger.stop();
    await room.stop();
  }
});

// One by UDP, which is called, and one by TCP, whose connection ends with the server.
test('the server is killed while devices are in a meeting: they hear each other, hang up, are called and sent away', async () => {
  const meeting = 'khoi-dong-lai';
  [, giaoban.settings['sip.port']] = server.split(':');
  await giaoban.meeting(meeting);
  assert.equal((await office.ask('POST', '/sites', { code: '904', unit: '903', name: 'Điểm cầu Kiên Lương', network: 'wan' })).status, 201);
  const { body: other } = await office.ask('POST', '/sites/904/sip');
  const operator = await Office.with(giaoban, 'van.hanh.hai', 'van_hanh');
  const counted = (code, wanted) => until(async () => {
    const lines = (await giaoban.joins(meeting)).split('\n').filter((line) => line.includes(`code:${code}`));
    return lines.map((line) => line.split(',')[5]).join(' ') === wanted;
  }, `${code} is counted as ${wanted}`, 30);
  const call = async () => (await operator.ask('GET', `/meetings/${meeting}/calls`)).body.items.find(({ code }) => code === '903');
  const dial = () => until(async () => { // a device registers in its own time
    const { status } = await operator.ask('POST', `/meetings/${meeting}/calls`, { site: '903' });
    return status === 409 && (await call()).state === 'connected';
  }, 'the room answers', 40);
  const here = async () => {
    const chair = await Client.enter(giaoban, { token: await giaoban.token(meeting, 'Chủ tọa', 'chair') });
    return { chair, sites: chair.welcome.sites.map(({ id, state }) => `${id} ${state}`).sort() };
  };
  const hears = (who, hz) => until(async () => Math.abs((await who.tones([hz]) ?? [0])[0] - SINE_DB) <= 1, `a tone of ${hz} Hz is heard`, 30);
  const restart = async () => {
    await giaoban.kill('SIGKILL');
    await giaoban.serve();
  };
  const room = await Baresip.start(server, device, { hz: 440, security: 'SDES', answers: true, looks: true });
  const guest = await Baresip.start(server, other, { hz: 1100, security: 'SDES', transport: 'tcp', looks: true });
  try {
    await dial();
    await guest.call(meeting);
    await Promise.all([hears(room, 1100), hears(guest, 440)]);
    await giaoban.kill('SIGKILL');
    for (const who of [room, guest]) { // for a second, while there is no server
      const before = await who.soundSize();
      await until(async () => await who.soundSize() > before + 16000, 'packets come', 30);
    }
    await Promise.all([hears(room, 1100), hears(guest, 440)]);
    await giaoban.serve();
    const { chair, sites } = await here();
    assert.deepEqual(sites.filter((line) => line.startsWith('code:')), ['code:903 connected', 'code:904 connected']);
    assert.equal((await call()).state, 'connected');
    await Promise.all([hears(room, 1100), hears(guest, 440)]);
    await chair.close();
    await Promise.all([counted('903', 'joined connected'), counted('904', 'joined connected')]);
    guest.tell('hangup');
    await counted('904', 'joined connected left');
    room.tell('hangup');
    await counted('903', 'joined connected left');
    assert.equal((await call()).reason, 'hung_up');
    assert.equal((await operator.ask('DELETE', `/meetings/${meeting}/calls/903`)).status, 204);

    await restart();
    const from = giaoban.log.length;
    await dial();
    assert.ok(!giaoban.log.slice(from).some((line) => line.includes('unreachable')), 'where the room is registered is known');
    await counted('903', 'joined connected left joined connected');
    await restart();
    room.events.length = 0;
    const again = await here();
    again.chair.say({ type: 'drop', site: 'code:903' });
    await room.heard('CALL_CLOSED');
    await counted('903', 'joined connected left joined connected left');
    await again.chair.close();
  } finally {
    await room.stop();
    await guest.stop();
  }

  // One that rings is told that nobody calls it any more, and one that was picked up without a server is not left in a dead call.
  const bell = await Baresip.start(server, other, { security: 'SDES' });
  const ends = (answered) => bell.heard('CALL_CLOSED').then(() => until(() => giaoban.log.some((line) => line.includes(answered)), `the server says "${answered}"`, 30));
  try {
    await until(async () => (await operator.ask('POST', `/meetings/${meeting}/calls`, { site: '904' })).status === 202 && bell.events.some(({ type }) => type === 'CALL_INCOMING'), 'it rings', 30);
    await giaoban.kill('SIGKILL');
    assert.ok(!bell.events.some(({ type }) => type === 'CALL_CLOSED'), 'it rings on');
    await giaoban.serve();
    await ends('it rings no more');
    await until(() => bell.events.filter(({ type }) => type === 'CALL_INCOMING').length >= 2, 'it is called again', 30);
    await giaoban.kill('SIGKILL');
    bell.events.length = 0;
    const from = bell.trace.length;
    bell.tell('accept');
    await until(() => /SIP\/2\.0 200 [^]*?CSeq: \d+ INVITE/.test(bell.trace.slice(from)), 'somebody picks up', 10);
    await giaoban.serve();
    await ends('it was answered meanwhile, and is hung up');
    assert.equal((await operator.ask('DELETE', `/meetings/${meeting}/calls/904`)).status, 204);
  } finally {
    await bell.stop();
  }
});

test('a thousand calls a minute, refused and taken: a running meeting does not notice', async () => {
  await giaoban.meeting('dang-hop');
  assert.equal((await office.ask('PATCH', '/sites/903', { plain_rtp: true })).status, 200);
  const machine = await giaoban.watchMachine();
  const bots = giaoban.bots('dang-hop', 3, ['--talk', 1, '--seconds', 0, '--no-probe']);
  await until(async () => (await giaoban.metrics()).giaoban_legs === 3, 'the meeting runs', 30);
  const calls = STORM_SECONDS * CALLS_PER_SECOND;
  const storm = { calls, rate: CALLS_PER_SECOND, seconds: STORM_SECONDS + 30, words: ['-s', 'dang-hop'] };
  const [strangers, sites] = await Promise.all([
    sipp('stranger', server, { ...storm, tcp: true }),
    sipp('storm', server, { ...storm, fields: fieldsOf(device) }),
  ]);
  const taken = ({ output }) => Number(/Successful call\s*\|\s*\d+\s*\|\s*(\d+)/.exec(output)?.[1]);
  await until(async () => (await giaoban.metrics()).giaoban_legs === 3, 'all calls are over', 30);
  bots.stop();
  const { bots: all } = await bots.done;
  await machine.settle();
  console.log(`# of ${calls} each: strangers ${taken(strangers)}, sites ${taken(sites)}; ${all.map((bot) => `${bot.sound_pps} sound packets a second, gap ${bot.sound_max_gap_ms} ms`).join('; ')}`);
  assert.equal(taken(strangers), calls, strangers.output.slice(-2000));
  // A call that a later one of the same site ends before it says so itself counts as failed there.
  assert.ok(taken(sites) >= calls * 0.8, sites.output.slice(-2000));
  assert.equal(all.length, 3);
  for (const bot of all) {
    assert.ok(machine.soundGap(bot) <= CALM_GAP_MS, `${bot.site}: a gap of ${machine.soundGap(bot)} ms in the sound`);
    assert.ok(machine.soundPps(bot) >= 49.5, `${bot.site}: ${bot.sound_pps} sound packets a second`);
  }
  assert.ok(giaoban.log.some((line) => line.includes('SIP refused 127.0.0.1: INVITE as "khach": unknown')), 'strangers are written down');
});

test('with a new password, or none, the old one is void', async () => {
  const { body: renewed } = await office.ask('POST', '/sites/903/sip');
  assert.notEqual(renewed.password, device.password);
  await until(async () => (await sipp('register', server, { fields: fieldsOf(renewed), seconds: 5 })).code === 0, 'the new one counts');
  assert.notEqual((await sipp('register', server, { fields: fieldsOf(device), seconds: 5 })).code, 0);
  assert.equal((await office.ask('DELETE', '/sites/903/sip')).status, 204);
  await until(async () => (await sipp('register', server, { fields: fieldsOf(renewed), tcp: true })).code !== 0, 'no device may register');
  assert.equal((await office.ask('GET', '/sites/903')).body.has_sip, false);
});
