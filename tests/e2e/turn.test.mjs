// A site whose network lets no UDP through: its browser goes over the relay that giaoban configures and tells it of.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { launchChromiumBehind, Site } from './lib/browser.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Line } from './lib/line.mjs';

const MEETING = 'khong-udp';
const PORT = 443;
const run = promisify(execFile);

function connects(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port }, () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
  });
}

let giaoban, line, relay, browser, site;

before(async () => {
  line = await Line.open({ both: 'delay=5,block=17' });
  giaoban = await Giaoban.start({ 'http.address': line.near, 'media.address': line.near, 'media.turn': `turn:${line.near}:${PORT}?transport=tcp` });
  await giaoban.meeting(MEETING);
  const file = path.join(giaoban.folder, 'turnserver.conf');
  await writeFile(file, await giaoban.command('turn', 'config'));
  relay = spawn('turnserver', ['-c', file, '--log-file=stdout', '--simple-log', `--pidfile=${giaoban.folder}/turn.pid`, `--userdb=${giaoban.folder}/turn.db`],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  relay.stdout.resume();
  relay.stderr.resume();
  await until(() => connects(line.near, PORT), 'the relay listens');
  browser = await launchChromiumBehind(line);
});
after(async () => {
  await browser?.close();
  if (relay) {
    relay.kill('SIGTERM');
    await once(relay, 'exit');
  }
  await giaoban?.stop();
  await line?.close();
});

test('S-41: with UDP blocked media flows over TCP', async () => {
  const bots = giaoban.bots(MEETING, 1, ['--video', '320x180', '--talk', 1, '--seconds', 0]);
  try {
    site = await Site.open(browser, await giaoban.link(MEETING, 'Xã Không UDP', 'site'), { color: '#2060c0' });
    await site.enter();
    await until(async () => (await site.received('video'))?.framesDecoded > 10, 'pictures come');
    await until(async () => (await site.received('audio'))?.packetsReceived > 50, 'sound comes');
    const way = await site.page.evaluate(async () => {
      const stats = [...(await window.giaoban.pc.getStats()).values()];
      const { selectedCandidatePairId } = stats.find(({ type }) => type === 'transport');
      const pair = stats.find(({ id }) => id === selectedCandidatePairId);
      const local = stats.find(({ id }) => id === pair.localCandidateId);
      return { type: local.candidateType, protocol: local.relayProtocol, url: local.url };
    });
    assert.deepEqual(way, { type: 'relay', protocol: 'tcp', url: `turn:${line.near}:${PORT}?transport=tcp` });
  } finally {
    bots.stop();
    await bots.done.catch(() => {});
  }
});

test('S-41: the relay leads to the media and nowhere else', async () => {
  const [, secret] = /^static-auth-secret=(\S+)$/m.exec(await giaoban.command('turn', 'config'));
  const ask = (peer) => run('turnutils_uclient', ['-t', '-c', '-n', '1', '-m', '1', '-l', '100', '-p', String(PORT), '-W', secret, '-u', 'x', '-e', peer, line.near],
    { timeout: 20_000 }).then(({ stdout }) => stdout, ({ stdout }) => stdout);
  const said = await ask('127.0.0.1');
  assert.match(said, /403 \(Forbidden IP\)/, said);
});
