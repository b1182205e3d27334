// A whole meeting as people make it: planned in the form, opened, governed, voted and ended from the consoles of the chair
// and of the operator, with sixteen sites; then every page of the office. There is no way to any other network here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium, PATIENCE_MS, Site } from './lib/browser.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';
import { Output } from './lib/output.mjs';

const SITES = 16;
const HEARD_DB = -35; // who is heard is at -16
const NOT_HEARD_DB = -50; // in short windows the others' tones reach -57 at a pitch that nobody sounds
const HZ = { chair: 400, a: 700, b: 1000 };
const TITLE = 'Họp giao ban tháng mười một';

let giaoban, output, chair_browser, desk_browser, site_browser;
let code; // of the meeting
const people = {}; // by user name: { office, page }
const faults = []; // of all pages: what they complained of, and what they asked of anybody else

before(async () => {
  output = await Output.open('province');
  giaoban = await Giaoban.start({ 'http.address': '10.99.0.1', 'media.address': '10.99.0.1' });
  const admin = await Office.with(giaoban, 'quantri2', 'quan_tri');
  await made(admin, '/units', { code: '91', name: 'UBND tỉnh', kind: 'tinh', parent: '', position: 0 });
  for (let n = 1; n <= SITES; n++) await made(admin, '/sites', { code: `dc${n}`, unit: '91', name: `Điểm cầu số ${n}`, position: n, active: true });
  people.quantri2 = { office: admin };
  for (const [name, role] of [['vanhanh', 'van_hanh'], ['chutoa', 'chu_toa'], ['thuky', 'thu_ky'], ['vanthu', 'van_thu']]) people[name] = { office: await Office.with(giaoban, name, role, { unit: '91' }) };
  [chair_browser, desk_browser, site_browser] = await Promise.all([1, 2, 3].map(() => launchChromium(['--disable-features=WebRtcHideLocalIpsWithMdns'])));
});
after(async () => {
  await Promise.all([chair_browser, desk_browser, site_browser].map((browser) => browser?.close()));
  await giaoban?.stop();
});

async function made(office, path, body) {
  const answer = await office.ask('POST', path, body);
  assert.equal(answer.status, 201, `${path}: ${JSON.stringify(answer.body)}`);
}

// Pages ask only their own server, and no rule of the Content-Security-Policy is broken.
async function watched(page) {
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:', 'about:'].includes(url.protocol) && url.origin !== new URL(giaoban.url).origin) faults.push(`asked ${request.url()}`);
  });
  page.on('requestfailed', (request) => { if (!/ERR_ABORTED/.test(request.failure()?.errorText ?? '')) faults.push(`${request.url()}: ${request.failure()?.errorText}`); });
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error}`));
  page.on('console', (line) => { if (line.type() === 'error') faults.push(`${page.url()}: ${line.text()}`); });
  await page.evaluateOnNewDocument(() => addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`)));
}

// An account in a window of its own, logged in by the form.
async function enter(browser, username) {
  const page = await (await browser.createBrowserContext()).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.setViewport({ width: 1366, height: 768 });
  await watched(page);
  await page.goto(`${giaoban.url}/login`);
  await (await find(page, 'gb-login-form >>> #username')).type(username);
  await (await find(page, 'gb-password-field >>> input')).type(people[username].office.password);
  await press(page, 'Đăng nhập');
  await find(page, 'gb-office-frame');
  people[username].page = page;
  return page;
}

async function find(page, selector) {
  try {
    return await page.waitForSelector(`gb-app >>> ${selector}`, { visible: true });
  } catch (error) {
    await screen('failed', page);
    throw new Error(`${page.url()} has no ${selector}: ${faults.join('; ')}`, { cause: error });
  }
}
const shows = (page, text) => find(page, `::-p-text(${text})`);
const press = async (page, text) => (await find(page, `button::-p-text(${text})`)).click();
const write = async (page, name, text) => (await find(page, `gb-form >>> [data-name="${name}"]`)).type(text);
const screen = async (name, page) => output.keep(`${name}.png`, await page.screenshot());

async function open(page, path, text) {
  await page.goto(giaoban.url + path);
  await shows(page, text);
}

test('S-03: the operator plans a meeting in the form', async () => {
  const page = await enter(desk_browser, 'vanhanh');
  await shows(page, 'Xin chào');
  await screen('home-operator', page);
  await open(page, '/meetings/new', 'Tên cuộc họp');
  await write(page, 'title', TITLE);
  const soon = new Date(Date.now() + 10 * 60_000).toLocaleString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });
  await (await find(page, 'gb-date-time-field[data-name="start"] >>> input.text')).type(soon.replace(',', ''));
  await page.keyboard.press('Tab');
  await write(page, 'chair_name', 'Lãnh đạo UBND tỉnh');
  await (await find(page, 'gb-site-picker >>> thead input[type="checkbox"]')).click();
  await shows(page, `${SITES}`);
  await (await find(page, 'gb-form >>> summary')).evaluate((summary) => summary.click()); // the page still moves under the mouse
  await until(() => page.$('gb-app >>> gb-form >>> details[open]'), 'the rarer fields are open');
  await write(page, 'chair_account', 'chutoa');
  await write(page, 'secretary_account', 'thuky');
  await screen('form', page);
  await press(page, 'Lên lịch');
  await shows(page, 'Cần đánh dấu vào ô này.'); // the declaration
  await (await find(page, 'gb-form >>> [data-name="nosecret"]')).click();
  await press(page, 'Lên lịch');
  await until(() => /\/meetings\/(?!new)[^/]+$/.test(page.url()), 'the page of the new meeting');
  code = page.url().split('/').pop();
  await shows(page, TITLE);
  await screen('meeting', page);
});

test('sixteen sites come; the chair and the operator govern it from their consoles', async () => {
  const bots = giaoban.bots(code, SITES, ['--video', '320x180', '--talk', 3, '--seconds', 0, '--no-probe']);
  const operator = people.vanhanh.page;
  await open(operator, `/console/${code}`, TITLE);
  const chair = await enter(chair_browser, 'chutoa');
  await open(chair, `/console/${code}`, TITLE);
  await until(async () => (await giaoban.metrics()).giaoban_legs >= SITES, 'the sites are in the meeting');

  const hall = async (link, hz) => {
    const site = await Site.open(site_browser, link, { color: '#2060c0', hz });
    await site.enter();
    return site;
  };
  // Two of those who are invited, by the links that the office hands out: they may vote.
  const { body: links } = await people.vanhanh.office.ask('GET', `/meetings/${code}/links`);
  const [a, b] = links.items.filter(({ role }) => role === 'site');
  const sites = { chair: await hall(await giaoban.link(code, 'Chủ tọa', 'chair'), HZ.chair), a: await hall(a.url, HZ.a), b: await hall(b.url, HZ.b) };
  const listener = await hall(await giaoban.link(code, 'Người nghe', 'viewer'));
  const hears = (...wanted) => until(async () => {
    const levels = await listener.tones(Object.values(HZ));
    return Object.keys(HZ).every((who, i) => (wanted.includes(who) ? levels[i] > HEARD_DB : levels[i] < NOT_HEARD_DB));
  }, `only ${wanted} are heard`);

  // The form's meeting is governed from the start; what one console does the other shows.
  await press(operator, 'Bắt đầu phiên họp');
  await find(chair, 'button::-p-text(Kết thúc phiên họp)');
  await hears('chair');
  await sites.a.press('Đăng ký phát biểu');
  await find(chair, `gb-floor-panel >>> li::-p-text(${a.name})`);
  await (await find(chair, `button[aria-label="Mời phát biểu: ${a.name}"]`)).click();
  await find(operator, `gb-floor-panel >>> ::-p-text(Đang phát biểu: ${a.name})`);
  await hears('chair', 'a');
  await screen('console-floor', operator);
  await (await find(operator, `button[aria-label="Mời phát biểu: ${b.name}"]`)).click();
  await find(chair, `gb-floor-panel >>> ::-p-text(Đang phát biểu: ${b.name})`);
  await hears('chair', 'b');
  await screen('site-muted', sites.a.page);
  await press(operator, 'Kết thúc phát biểu');
  await hears('chair');

  // A vote, by the sites' own pages.
  await press(operator, 'Biểu quyết');
  await press(operator, 'Mở biểu quyết');
  await (await find(operator, 'gb-form >>> [data-name="question"]')).type('Thông qua kế hoạch?');
  await (await find(operator, 'gb-dialog button.primary')).click();
  await sites.a.press('Tán thành');
  await sites.b.press('Không tán thành');
  await press(chair, 'Biểu quyết');
  await until(async () => {
    const { body } = await people.vanhanh.office.ask('GET', `/meetings/${code}/proceedings`);
    return body.state.vote?.for === 1 && body.state.vote?.against === 1 && body.state.vote.voters_count === SITES + 1;
  }, 'two votes are counted');
  await screen('console-vote', chair);
  await press(operator, 'Kết thúc biểu quyết');

  // The end, for everybody.
  await press(chair, 'Kết thúc phiên họp');
  await (await find(chair, 'gb-dialog button.danger')).click();
  await sites.a.find('gb-end-page');
  await until(async () => ((await giaoban.metrics()).giaoban_legs ?? 0) === 0, 'nobody is in the meeting any more');
  bots.stop();
  await bots.done;
  const { body: meeting } = await people.vanhanh.office.ask('GET', `/meetings/${code}`);
  assert.deepEqual([meeting.state, meeting.chair_account, meeting.secretary_account], ['ended', 'chutoa', 'thuky']);
  assert.ok(meeting.opened && meeting.closed);
  await open(operator, `/meetings/${code}`, 'Đã kết thúc');
  await screen('meeting-ended', operator);
  for (const site of [...Object.values(sites), listener]) assert.deepEqual(site.faults, []);
});

test('every page of the office opens for those who have it', async () => {
  await enter(chair_browser, 'thuky');
  await enter(chair_browser, 'vanthu');
  await enter(site_browser, 'quantri2');
  for (const [who, path, text] of [
    ['vanhanh', '/', 'Cuộc họp hôm nay'], ['vanhanh', '/meetings', 'Tháng'], ['vanhanh', '/sites', 'Điểm cầu số 1'], ['vanhanh', '/sites/groups', 'Nhóm'],
    ['vanhanh', '/accounts', 'chutoa'], ['chutoa', '/', 'Cuộc họp hôm nay'], ['thuky', `/meetings/${code}`, TITLE], ['vanthu', '/meetings', 'Tháng'],
    ['vanhanh', '/help', 'Hướng dẫn'], ['vanhanh', '/help/roles', 'Thư ký'], ['vanhanh', '/password', 'Đổi mật khẩu'],
    ['quantri2', '/units', 'UBND tỉnh'], ['quantri2', '/accounts', 'vanhanh'], ['quantri2', '/settings', 'Cấu hình'], ['quantri2', '/audit', 'Nhật ký hệ thống'],
  ]) {
    const { page } = people[who];
    await open(page, path, text);
    await screen(`page-${who}${path.replaceAll('/', '-')}`, page);
  }
});

test('S-08, S-34: no page asked anything of anybody else, and none complained', () => {
  assert.deepEqual(faults, []);
});
