// A meeting limited to 40 sites and 41 that come: the last is told so in words, and the others do not notice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './lib/client.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';

const LIMIT = 40;
const KNOCKS = 10;

let giaoban, operator;

before(async () => {
  giaoban = await Giaoban.start();
  operator = await Office.with(giaoban, 'vanhanh', 'van_hanh');
});
after(() => giaoban?.stop());

test('the 41st of 40 is refused, and nobody else hears of it', async () => {
  const { body: meeting } = await operator.ask('POST', '/meetings/adhoc', { title: 'Họp 40 điểm cầu', nosecret: true, sites_max: LIMIT });
  const bots = giaoban.bots(meeting.code, LIMIT - 1, ['--video', '320x180', '--no-probe', '--seconds', 6]);
  await until(async () => (await giaoban.metrics()).giaoban_legs === LIMIT - 1, 'all but one are there');
  const last = await Client.enter(giaoban, { meeting: meeting.code, site: 'Điểm cầu thứ 40' });
  assert.equal(last.welcome.type, 'welcome');
  assert.equal(last.welcome.sites.length, LIMIT);

  for (let i = 0; i < KNOCKS; i++) {
    const more = await Client.enter(giaoban, { meeting: meeting.code, site: `Điểm cầu thứ ${LIMIT + 1 + i}` });
    const { type, code, message, n, max } = more.welcome;
    assert.deepEqual({ type, code, message, n, max },
      { type: 'error', code: 'meeting_full', message: 'Phòng họp đã đủ số điểm cầu (40/40).', n: LIMIT, max: LIMIT });
    await more.close();
  }
  const names = last.heard.filter(({ type }) => type === 'site').map(({ site }) => site?.name ?? '');
  assert.ok(!names.some((name) => /thứ 4[1-9]/.test(name)), 'who was refused is told of to nobody');
  assert.equal((await giaoban.metrics()).giaoban_legs, LIMIT - 1);

  // A place that becomes free is given away.
  last.say({ type: 'leave' });
  await last.closed;
  const next = await Client.enter(giaoban, { meeting: meeting.code, site: 'Điểm cầu thứ 41' });
  assert.equal(next.welcome.type, 'welcome');
  await next.close();

  const report = await bots.done;
  assert.equal(report.bots.length, LIMIT - 1);
  for (const bot of report.bots) {
    assert.deepEqual([bot.connections, bot.web_sockets], [1, 1], `${bot.site} stayed`);
    assert.ok(bot.frames > 0, `${bot.site} saw the meeting`);
  }
});
