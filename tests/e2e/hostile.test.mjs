// Whatever is thrown at the doors: a clear word back, bounded memory, and a meeting that goes on undisturbed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { Client, mint } from './lib/client.mjs';
import { footprint, udpPorts } from './lib/footprint.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Machine } from './lib/machine.mjs';
import { offer } from './lib/sdp.mjs';

const CALM = 'binh-yen';
const HOSTILE = 'pha-roi';
const SITES = 4;
// What an idle process may take for buffers and an allocator's slack, whatever was thrown at it.
const GROWTH_KB = 24 * 1024;
const CALM_GAP_MS = 100; // without the machine's own part in it
const VIETNAMESE = /[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/i;

let giaoban, bots, began, machine;

async function footprints() {
  const processes = { giaoban: giaoban.server.pid };
  for (const pid of await giaoban.mcus()) processes[pid] = pid;
  const all = {};
  for (const [name, pid] of Object.entries(processes)) all[name] = await footprint(pid);
  return all;
}

before(async () => {
  giaoban = await Giaoban.start({ 'http.connections_per_address_max': 100 });
  await giaoban.meeting(CALM);
  await giaoban.meeting(HOSTILE);
  bots = giaoban.bots(CALM, SITES, ['--video', '320x180', '--talk', 1, '--seconds', 0, '--no-probe']);
  await until(async () => (await giaoban.metrics()).giaoban_legs === SITES, 'the calm meeting is there');
  const opener = await enter('Người mở'); // so that the other meeting has its process, and all that its first leg needs
  assert.equal((await opener.ask({ type: 'offer', id: 1, sdp: offer(), fresh: true }, 'answer', 'error', 'media_lost')).type, 'answer');
  await opener.close();
  await giaoban.goFirst();
  machine = await giaoban.watchMachine();
  began = await footprints();
  assert.equal(Object.keys(began).length, 3);
});
after(async () => { await giaoban?.stop(); });

async function enter(site, options) {
  const client = await Client.enter(giaoban, { token: await giaoban.token(HOSTILE, site) }, options);
  assert.equal(client.welcome?.type, 'welcome', JSON.stringify(client.welcome));
  return client;
}

function assertRefused(answer, codes, what) {
  assert.equal(answer?.type, 'error', `${what}: ${JSON.stringify(answer)}`);
  assert.ok(codes.includes(answer.code), `${what}: ${answer.code} is none of ${codes}`);
  assert.match(answer.message, VIETNAMESE, what);
}

test('messages that are none', async () => {
  const nested = (depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const rows = [
    '', ' ', 'x', '{', 'null', '1', '"hello"', '[]', '{}', '\0', '{"type":null}', '{"type":1}', '{"type":"no such"}', '{"type":["hello"]}',
    '{"type":"ping"}', '{"type":"ping","t":"now"}', '{"type":"ping","t":1e999}', '{"type":"ping","type":"ping","t":1}',
    '{"type":"hello"}', '{"type":"hello","protocol":"1"}', '{"type":"hello","protocol":-1}', '{"type":"hello","protocol":99999999999999999999}',
    '{"type":"hello","protocol":2,"token":"x"}', '{"type":"hello","protocol":1}', '{"type":"hello","protocol":1,"token":{}}',
    `{"type":"hello","protocol":1,"token":"${'x'.repeat(100_000)}"}`, '{"type":"hello","protocol":1,"meeting":"pha-roi"}',
    '{"type":"hello","protocol":1,"meeting":"pha-roi","site":""}', '{"type":"hello","protocol":1,"meeting":"pha-roi","site":" \\u0007 "}',
    `{"type":"hello","protocol":1,"meeting":"pha-roi","site":"${'x'.repeat(5000)}"}`, '{"type":"hello","protocol":1,"meeting":"pha-roi","site":"a\\u0000b"}',
    '{"type":"offer","id":1,"sdp":"","fresh":true}', '{"type":"set","mic":true,"camera":true}', '{"type":"layout","mode":"grid","page":0}',
    nested(1000), nested(100_000), `{"type":${nested(50)}}`, `{"a":`.repeat(20_000), '{"type":"ping","t":1}}',
  ];
  const clients = [];
  for (const [i, row] of rows.entries()) {
    if (i % 20 === 0) clients.push(await Client.open(giaoban)); // a client may not say too much in a second
    assertRefused(await clients.at(-1).ask(row, 'error', 'pong', 'welcome'), ['bad_message'], row.slice(0, 60));
  }
  for (const client of clients) {
    assert.equal((await client.ask({ type: 'ping', t: 5 }, 'pong')).t, 5, 'it still talks to us');
    await client.close();
  }
});

test('messages of those who are inside', async () => {
  const client = await enter('Trong phòng');
  const rows = [
    ['{"type":"hello","protocol":1,"token":"x"}', 'bad_message'], ['{"type":"offer","id":"1","sdp":"x","fresh":true}', 'bad_message'],
    ['{"type":"offer","id":1,"sdp":5,"fresh":true}', 'bad_message'], ['{"type":"offer","id":1,"sdp":"x"}', 'bad_message'],
    ['{"type":"set","mic":1,"camera":true}', 'bad_message'], ['{"type":"candidate"}', 'bad_message'],
    [`{"type":"candidate","candidate":"${'x'.repeat(20_000)}"}`, 'bad_message'], ['{"type":"layout","mode":"grid","page":0}', 'forbidden'],
    ['{"type":"layout","mode":"round","page":0}', 'bad_message'], ['{"type":"layout","mode":"grid","page":-1}', 'bad_message'],
  ];
  for (const [row, code] of rows) assertRefused(await client.ask(row, 'error'), [code], row.slice(0, 60));
  client.say({ type: 'candidate', candidate: 'candidate:1 1 udp 0 300.1.1.1 99999 typ host', mid: '0' }); // before any offer: not heard
  assert.equal((await client.ask({ type: 'ping', t: 1 }, 'pong')).t, 1);
  await client.close();
});

test('messages that end the connection: too large, no text, too many', async () => {
  const rows = [
    ['300 kB', (client) => client.say('x'.repeat(300_000)), [1009]],
    ['20 MB', (client) => client.say(Buffer.alloc(20 << 20, 0x20).toString()), [1009, 1006]],
    ['binary', (client) => client.say(randomBytes(100)), [1003]],
    ['no UTF-8', (client) => client.socket.send(Buffer.from([0xff, 0xfe, 0xc0, 0x80]), { binary: false }), [1007, 1006]],
    ['no WebSocket frame', (client) => client.socket._socket.write(randomBytes(200)), [1002, 1006]],
    ['a thousand at once', (client) => { for (let i = 0; i < 1000; i++) client.say({ type: 'ping', t: i }); }, [1008]],
  ];
  for (const [what, say, codes] of rows) {
    const client = await Client.open(giaoban);
    say(client);
    const { code } = await client.closed;
    assert.ok(codes.includes(code), `${what}: ${code}`);
  }
});

test('tokens and codes that open nothing', async () => {
  const claims = { meeting: HOSTILE, identity: 'site:kẻ lạ', name: 'Kẻ lạ' };
  const good = await mint(giaoban, claims);
  const [payload, signature] = good.split('.');
  const chair = Buffer.from(JSON.stringify({ ...claims, role: 'chair', by_code: false, expires: 4e9 })).toString('base64url');
  const rows = [
    ['another key', await mint(giaoban, claims, { key: randomBytes(32) }), 'bad_token'],
    ['another payload', `${chair}.${signature}`, 'bad_token'],
    ['no signature', `${payload}.`, 'bad_token'],
    ['half a signature', good.slice(0, -20), 'bad_token'],
    ['nothing', '', 'bad_token'],
    ['only dots', '...', 'bad_token'],
    ['no role of ours', await mint(giaoban, { ...claims, role: 'root' }), 'bad_token'],
    ['expired', await mint(giaoban, { ...claims, expires: Math.floor(Date.now() / 1000) - 5 }), 'expired_token'],
    ['expired long ago', await mint(giaoban, { ...claims, expires: 0 }), 'expired_token'],
    ['a meeting that there is not', await mint(giaoban, { ...claims, meeting: 'khong-co' }), 'unknown_meeting'],
  ];
  for (const [what, token, code] of rows) {
    const client = await Client.enter(giaoban, { token });
    assertRefused(client.welcome, [code], what);
    await client.close();
  }
  for (const meeting of ['khong-co', '../../etc', "' OR 1=1 --", 'x'.repeat(60)]) {
    const client = await Client.enter(giaoban, { meeting, site: 'Kẻ lạ' });
    assertRefused(client.welcome, ['unknown_meeting'], meeting);
    await client.close();
  }
  const resumed = await Client.enter(giaoban, { token: good, resume: `${payload}.${signature}` });
  assert.equal(resumed.welcome.type, 'welcome');
  assert.equal(resumed.welcome.media_alive, false, 'a join token resumes nothing');
  await resumed.close();
});

test('S-44: offers that no browser makes', async () => {
  const good = offer();
  const lines = (count, line) => `${Array.from({ length: count }, (_, i) => line.replaceAll('#', i + 10)).join('\r\n')}\r\n`;
  const refused = [
    ['nothing', ''], ['no SDP', 'hello'], ['its beginning', good.slice(0, 200)], ['without its version', good.slice(5)], ['no m-line', good.split('m=')[0]],
    ['JSON', JSON.stringify({ sdp: good })], ['line ends gone', good.replace(/\r\n/g, ' ')],
    ['70 kB', good + lines(4000, 'a=extmap:# urn:x')], ['500 m-lines', good + lines(500, 'm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:#')],
    ['no fingerprint', good.replace(/a=fingerprint.*\r\n/g, '')], ['a fingerprint of nothing', good.replace(/sha-256 .*/g, 'sha-256 ')],
    ['a fingerprint by MD5', good.replaceAll('sha-256', 'md5')], ['no credentials', good.replace(/a=ice-(ufrag|pwd).*\r\n/g, '')],
    ['a password of three', good.replace(/a=ice-pwd.*/g, 'a=ice-pwd:abc')], ['no BUNDLE, no mid', good.replace(/a=(mid|group).*\r\n/g, '')],
    ['the same mid twice', good.replaceAll('a=mid:1', 'a=mid:0')], ['RTP in the clear', good.replaceAll('UDP/TLS/RTP/SAVPF', 'RTP/AVP')],
    ['a payload type of 999', good.replace('SAVPF 111', 'SAVPF 999').replace('a=rtpmap:111', 'a=rtpmap:999')],
    ['codecs of others', offer({ audio: 'PCMU', video: 'H264' })],
  ];
  const odd = [
    ['a line of 60 kB', `${good}a=x:${'y'.repeat(60_000)}\r\n`],
    ['300 candidates', offer({ candidates: Array.from({ length: 300 }, (_, i) => `candidate:${i} 1 udp ${i} 10.0.0.1 ${i + 1} typ host`) })],
    ['candidates of nowhere', offer({ candidates: ['candidate:1 1 udp 0 0.0.0.0 0 typ host', 'candidate:x', 'candidate:1 1 udp 1 255.255.255.255 9 typ host', 'candidate:1 1 udp 1 224.0.0.1 9 typ host'] })],
    ['its own address as a candidate', offer({ candidates: ['candidate:1 1 udp 2130706431 127.0.0.1 20000 typ host'] })],
    ['extensions without end', good.replaceAll('a=rtcp-mux', `a=rtcp-mux\r\n${lines(40, 'a=extmap:# urn:ietf:params:rtp-hdrext:x#').trimEnd()}`)],
    ['a retransmission of itself', good.replaceAll('a=rtpmap:96 VP8/90000', 'a=rtpmap:96 VP8/90000\r\na=rtpmap:98 rtx/90000\r\na=fmtp:98 apt=98')],
    ['the same source for all', good.replaceAll('a=ssrc:1001', 'a=ssrc:1000')],
  ];
  const client = await enter('Bên lề');
  let id = 0;
  for (const [what, sdp] of refused) {
    assertRefused(await client.ask({ type: 'offer', id: ++id, sdp, fresh: true }, 'answer', 'error', 'media_lost'), ['bad_offer', 'no_codec', 'bad_message'], what);
  }
  for (const [what, sdp] of odd) {
    const said = await client.ask({ type: 'offer', id: ++id, sdp, fresh: true }, 'answer', 'error', 'media_lost');
    assert.ok(said?.type === 'answer' || ['bad_offer', 'no_codec'].includes(said?.code), `${what}: ${JSON.stringify(said)}`);
  }
  for (const what of ['after all that a good offer is answered', 'and one that takes its place, too']) {
    const answered = await client.ask({ type: 'offer', id: ++id, sdp: good, fresh: true }, 'answer', 'error', 'media_lost');
    assert.equal(answered?.type, 'answer', `${what}: ${JSON.stringify(answered)}`);
  }
  await client.close();
  assert.equal((await giaoban.metrics()).giaoban_mcu_restarts_total, 0);
});

test('a hundred joins of one site: the newest lives, and there is one of it', async () => {
  const watcher = await enter('Người xem');
  const token = await giaoban.token(HOSTILE, 'Một mình');
  const clients = [];
  for (let i = 0; i < 100; i++) clients.push(await Client.enter(giaoban, { token }, { from: '127.0.0.7' }));
  const newest = clients.pop();
  for (const client of clients) {
    assert.equal((await client.hear('closed'))?.reason, 'duplicate');
    await client.closed;
  }
  assert.equal((await newest.ask({ type: 'ping', t: 1 }, 'pong')).t, 1);
  const late = await enter('Đến sau');
  assert.equal(late.welcome.sites.filter(({ name }) => name === 'Một mình').length, 1);
  for (const client of [newest, late, watcher]) await client.close();
});

test('one address that tries to get in again and again locks out itself alone', async () => {
  const codes = {};
  for (let i = 0; i < 80; i++) {
    const client = await Client.enter(giaoban, { token: `x${i}.y` }, { from: '127.0.0.8' }).catch(() => null);
    codes[client?.welcome?.code] = (codes[client?.welcome?.code] ?? 0) + 1;
    await client?.close();
  }
  assert.ok(codes.bad_token >= 40 && codes.too_many >= 20, JSON.stringify(codes));
  const guess = await Client.enter(giaoban, { meeting: HOSTILE, site: 'Kẻ đoán' }, { from: '127.0.0.8' });
  assertRefused(guess.welcome, ['too_many'], 'a guess of a code');
  await guess.close();
  const invited = await enter('Có giấy mời', { from: '127.0.0.8' });
  await invited.close();
  await (await enter('Người khác')).close();
});

// Connections from an address, and how many of them the server has ended.
function connections(from, count, greet) {
  const all = { ended: 0, sockets: [] };
  for (let i = 0; i < count; i++) {
    const socket = net.connect({ port: Number(new URL(giaoban.url).port), host: '127.0.0.1', localAddress: from }, () => greet?.(socket));
    socket.on('error', () => {});
    socket.on('close', () => { all.ended++; });
    socket.resume();
    all.sockets.push(socket);
  }
  return all;
}

test('S-44: TLS before 1.2 is refused', async () => {
  const { hostname, port } = new URL(giaoban.url);
  const greet = (version) => new Promise((resolve) => {
    const socket = tls.connect({ host: hostname, port, rejectUnauthorized: false, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' });
    socket.once('secureConnect', () => { resolve(socket.getProtocol()); socket.destroy(); });
    socket.once('error', () => resolve('refused'));
  });
  assert.deepEqual(await Promise.all(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'].map(greet)), ['refused', 'refused', 'TLSv1.2', 'TLSv1.3']);
});

test('S-41: what is open is what the README says', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, min, max] = /^\| UDP (\d+)–(\d+) \(`media.port_min`/m.exec(readme);
  const pids = [giaoban.server.pid, ...await giaoban.mcus()];
  const udp = (await Promise.all(pids.map((pid) => udpPorts(pid)))).flat();
  assert.ok(udp.length > 0);
  assert.deepEqual(udp.filter((port) => port < min || port > max), []);
  const lines = execFileSync('ss', ['-Hltnp'], { encoding: 'utf8' }).split('\n').filter((line) => pids.some((pid) => line.includes(`pid=${pid},`)));
  assert.deepEqual(lines.map((line) => line.trim().split(/\s+/)[3].split(':').at(-1)), [new URL(giaoban.url).port]);
});

test('connections without end, and those that never get to the point', async () => {
  const hello = Buffer.concat([Buffer.from('16030102000100', 'hex'), randomBytes(40)]); // a ClientHello of 512 bytes begins
  const kinds = [
    connections('127.0.0.21', 400), // the excess of one address
    connections('127.0.0.22', 50, (socket) => socket.write(hello)), // half-open TLS
    connections('127.0.0.23', 50, (socket) => socket.write(randomBytes(1000))), // no TLS
    connections('127.0.0.24', 50, (socket) => socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')), // a head without end
    connections('127.0.0.25', 50, (socket) => socket.write(`POST /whip/${HOSTILE} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n`)), // no body
    connections('127.0.0.26', 50, (socket) => socket.write(`GET /${'x'.repeat(100_000)} HTTP/1.1\r\n`)), // a head too large
  ];
  await until(() => kinds[0].ended >= 300, 'the excess of one address is turned away');
  const { status } = await giaoban.request('/healthz');
  assert.equal(status, 200, 'others are served meanwhile');
  await (await enter('Vẫn vào được')).close();
  await until(() => kinds.every(({ ended, sockets }) => ended === sockets.length), 'who says nothing is sent away')
    .catch((error) => assert.fail(`${error.message}: ${kinds.map(({ ended, sockets }) => `${ended} of ${sockets.length}`)}`));
});

// Packets that look like something, each wrong in its own way.
function garbage() {
  const stun = (type, body) => Buffer.concat([Buffer.from([type >> 8, type & 255, body.length >> 8, body.length & 255]), Buffer.from('2112a442', 'hex'), randomBytes(12), body]);
  const makers = [
    () => randomBytes(randomInt(0, 1500)),
    () => stun(0x0001, Buffer.alloc(0)),
    () => stun(0x0001, Buffer.concat([Buffer.from('0006000941424344', 'hex'), randomBytes(5)])), // a USERNAME that goes beyond
    () => stun(randomInt(0, 0x4000), randomBytes(4 * randomInt(0, 300))),
    () => stun(0x0101, Buffer.from('002000080001a147e112a643', 'hex')),
    () => Buffer.concat([Buffer.from('16fefd0000000000000000', 'hex'), Buffer.from([0x05, 0x00]), randomBytes(600)]), // a DTLS record longer than its packet
    () => Buffer.concat([Buffer.from('16fefd0000000000000000003001ffffff0000000000000024', 'hex'), randomBytes(36)]), // a handshake of 16 MB
    () => Buffer.concat([Buffer.from([randomInt(20, 64)]), randomBytes(randomInt(0, 1200))]),
    () => Buffer.concat([Buffer.from([0x80, 111]), randomBytes(randomInt(0, 1200))]), // RTP
    () => Buffer.concat([Buffer.from([0x9f, 96]), randomBytes(randomInt(0, 60))]), // RTP with extensions and sources beyond its end
    () => Buffer.concat([Buffer.from([0x81, randomInt(192, 224), 0xff, 0xff]), randomBytes(randomInt(0, 1200))]), // RTCP
    () => Buffer.alloc(0),
  ];
  return makers[randomInt(makers.length)]();
}

test('garbage at every media port', async () => {
  const ports = [];
  for (const pid of await giaoban.mcus()) ports.push(...await udpPorts(pid));
  assert.ok(ports.length >= SITES, `${ports.length} ports`);
  const sockets = [];
  for (let i = 0; i < 8; i++) {
    const socket = dgram.createSocket('udp4').on('error', () => {});
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    sockets.push(socket);
  }
  for (let i = 0; i < 30_000; i++) {
    const sent = new Promise((resolve) => { sockets[i % sockets.length].send(garbage(), ports[i % ports.length], '127.0.0.1', resolve); });
    if (i % 50 === 0) await sent;
  }
  for (const socket of sockets) socket.close();
});

test('nobody else noticed: memory, files, processes, pictures and sound', async () => {
  await until(async () => (await giaoban.metrics()).giaoban_legs === SITES, 'only the calm meeting is left');
  const now = await footprints();
  console.log(`# before ${JSON.stringify(began)} after ${JSON.stringify(now)}`);
  assert.deepEqual(Object.keys(now), Object.keys(began), 'the same processes');
  assert.equal((await giaoban.metrics()).giaoban_mcu_restarts_total, 0);
  for (const [name, { memory_kb, files }] of Object.entries(began)) {
    assert.ok(now[name].memory_kb <= memory_kb + GROWTH_KB, `${name} grew from ${memory_kb} to ${now[name].memory_kb} kB`);
    assert.ok(now[name].files <= files + 4, `${name} had ${files} files open, and has ${now[name].files}`);
  }

  bots.stop();
  const report = await bots.done;
  await machine.settle();
  for (const bot of report.bots) console.log(`# ${Machine.text(bot)}`);
  console.log(`# the machine: ${machine.summary}`);
  assert.equal(report.bots.length, SITES);
  for (const bot of report.bots) {
    assert.equal(bot.connections, 1, bot.site);
    assert.equal(bot.web_sockets, 1, bot.site);
    assert.ok(machine.soundPps(bot) >= 49.5, `${bot.site}: ${bot.sound_pps} sound packets a second`);
    assert.ok(machine.soundGap(bot) <= CALM_GAP_MS, `${bot.site}: a gap of ${machine.soundGap(bot)} ms in the sound`);
    assert.ok(machine.gap(bot) <= CALM_GAP_MS, `${bot.site}: a gap of ${machine.gap(bot)} ms in the picture`);
    assert.equal(bot.lost, 0, bot.site);
  }
});
