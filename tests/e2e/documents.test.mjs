// The RTF files in a word processor: LibreOffice makes PDF of them, all in one call; margins, places and strings are measured there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Giaoban } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';

const MM = 72 / 25.4; // points
const TOUCH_MM = 0.35; // a space is about 1 mm
const SLACK_MM = 0.7; // letters have bearings, lines have widths
const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
const MOTTO = 'Độc lập - Tự do - Hạnh phúc';
const NASTY = 'Họp {\\par} }{ \\u65? <b>&amp;</b> "=1+1"';

// What a document must show: page and margins in mm (top, right, bottom, left), and its lines from above to below.
const DOCUMENTS = [
  { name: 'attendance', route: 'attendance.rtf', wide: true, lines: ['BÁO CÁO ĐIỂM DANH CÁC ĐIỂM CẦU', 'Số, ký hiệu giấy mời: 05/GM-UBND', 'Điểm cầu Rạch Giá', 'Số liệu kết nối do hệ thống ghi tự động theo giờ máy chủ.'], signs: ['THƯ KÝ', 'CHỦ TỌA'] },
  { name: 'operation-log', route: 'operation-log.rtf', wide: true, lines: ['NHẬT KÝ VẬN HÀNH PHIÊN HỌP', '1. Kíp trực', NASTY, '5. Kiến nghị'], signs: ['NGƯỜI LẬP', 'PHỤ TRÁCH KÍP TRỰC'] },
  { name: 'minutes', route: 'minutes.rtf', wide: false, lines: ['BIÊN BẢN', 'Thời gian bắt đầu:', 'Địa điểm:'], signs: ['THƯ KÝ', 'CHỦ TỌA'] },
];

let giaoban, secretary, code, folder;

async function made(office, where, body) {
  const answer = await office.ask('POST', where, body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
}

before(async () => {
  giaoban = await Giaoban.start();
  folder = mkdtempSync(path.join(tmpdir(), 'giaoban-documents-'));
  const admin = await Office.with(giaoban, 'quantri2', 'quan_tri');
  await made(admin, '/units', { code: '91', name: 'Ủy ban nhân dân tỉnh', kind: 'tinh', parent: '', position: 0 });
  await made(admin, '/units', { code: '899', name: 'UBND thành phố Rạch Giá', kind: 'huyen', parent: '91', position: 1 });
  await made(admin, '/sites', { code: '899', unit: '899', name: 'Điểm cầu Rạch Giá', active: true });
  secretary = await Office.with(giaoban, 'thuky', 'thu_ky', { unit: '91' });
  ({ code } = await made(secretary, '/meetings', {
    title: NASTY, unit: '91', form: 'online', kind: 'giao_ban', invite_no: '05/GM-UBND', place: 'Phòng họp trực tuyến', nosecret: true, secretary_account: 'thuky',
    start: new Date(Date.now() + 864e5).toISOString().replace(/\.\d+Z$/, 'Z'), end: new Date(Date.now() + 9e7).toISOString().replace(/\.\d+Z$/, 'Z'),
  }));
  assert.equal((await secretary.ask('PUT', `/meetings/${code}/sites`, { items: ['899'] })).status, 200);
  for (const state of ['trial', 'live', 'ended']) {
    const step = await secretary.ask('POST', `/meetings/${code}/state`, { state });
    assert.equal(step.status, 200, JSON.stringify(step.body));
  }
  const notes = await secretary.ask('PUT', `/meetings/${code}/operation-log`, { crew: `${NASTY}\n`.repeat(60).trim(), devices: '', advice: '' });
  assert.equal(notes.status, 200, JSON.stringify(notes.body));
  for (const { name, route } of DOCUMENTS) {
    const answer = await secretary.ask('GET', `/meetings/${code}/${route}`);
    assert.equal(answer.status, 200, `${route}: ${JSON.stringify(answer.body)}`);
    assert.match(answer.headers['content-type'], /^application\/rtf/);
    writeFileSync(path.join(folder, `${name}.rtf`), answer.body, 'latin1');
  }
  execFileSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...DOCUMENTS.map(({ name }) => path.join(folder, `${name}.rtf`))], { stdio: 'ignore', timeout: 120_000, env: { ...process.env, HOME: folder } });
});
after(async () => {
  await giaoban?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

// A letter that another font had to give stands as a word of its own: what touches is one word.
function joined(words) {
  const whole = [];
  for (const word of words) {
    const last = whole.at(-1);
    if (last && Math.abs(last.top - word.top) < 1 && Math.abs(word.left - last.right) < TOUCH_MM) Object.assign(last, { right: word.right, text: last.text + word.text });
    else whole.push(word);
  }
  return whole;
}

// The words of a document with their places in mm, page by page.
function pagesOf(name) {
  const text = execFileSync('pdftotext', ['-bbox', path.join(folder, `${name}.pdf`), '-'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return text.split('<page ').slice(1).map((page) => {
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(page);
    const words = [...page.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g)];
    return { width: width / MM, height: height / MM, words: joined(words.map(([, left, top, right, bottom, text]) => ({ left: left / MM, top: top / MM, right: right / MM, bottom: bottom / MM, text }))) };
  });
}

const textOf = (name) => execFileSync('pdftotext', ['-layout', path.join(folder, `${name}.pdf`), '-'], { encoding: 'utf8', maxBuffer: 1 << 26 });

for (const { name, wide, lines, signs } of DOCUMENTS) {
  test(`S-60: ${name}: page, margins, heading and blocks in a word processor`, () => {
    const pages = pagesOf(name);
    const [width, height] = wide ? [297, 210] : [210, 297];
    const margins = wide ? { top: 30, right: 20, bottom: 15, left: 20 } : { top: 20, right: 15, bottom: 20, left: 30 };
    for (const [number, page] of pages.entries()) {
      assert.ok(Math.abs(page.width - width) < 0.5 && Math.abs(page.height - height) < 0.5, `${page.width} x ${page.height} mm`);
      const body = page.words.filter(({ top }) => top >= margins.top - 3);
      assert.ok(Math.min(...body.map(({ left }) => left)) >= margins.left - SLACK_MM, `left margin of page ${number + 1}`);
      assert.ok(Math.max(...body.map(({ right }) => right)) <= width - margins.right + SLACK_MM, `right margin of page ${number + 1}`);
      assert.ok(Math.max(...body.map(({ bottom }) => bottom)) <= height - margins.bottom + SLACK_MM, `bottom margin of page ${number + 1}`);
      const above = page.words.filter(({ top }) => top < margins.top - 3);
      assert.deepEqual(above.map(({ text }) => text), number === 0 ? [] : [String(number + 1)], `what stands in the top margin of page ${number + 1}`);
      const centre = (width + margins.left - margins.right) / 2;
      for (const { left, right } of above) assert.ok(Math.abs((left + right) / 2 - centre) < 1, `the number of page ${number + 1} stands at ${(left + right) / 2} mm`);
    }
    const first = Math.min(...pages[0].words.map(({ top }) => top));
    assert.ok(first >= margins.top - SLACK_MM && first < margins.top + 3, `the first line begins at ${first} mm`);

    const flat = textOf(name).replace(/\s+/g, ' ');
    for (const line of [NATION, MOTTO, ...lines]) assert.ok(flat.includes(line), `${name} lacks «${line}»`);
    let at = 0;
    for (const line of lines) assert.ok((at = flat.indexOf(line, at)) >= 0, `«${line}» stands in another place`);
    const nation = pages[0].words.find(({ text }) => text === 'CỘNG');
    assert.ok(nation.left > width / 2 - 25, 'the name of the nation stands right');
    const all = pages.flatMap(({ words }, page) => words.map((word) => ({ ...word, page })));
    const last = (text) => all.findLast((word) => word.text === text.split(' ')[0]);
    const [left, right] = signs.map(last);
    assert.ok(left && right && left.page === right.page && Math.abs(left.top - right.top) < 1 && left.right < width / 2 + 10 && right.left > left.right, `${signs[0]} left, ${signs[1]} right`);
  });
}

test('the fonts are those of the decree, or the ones that stand for them', () => {
  for (const { name } of DOCUMENTS) {
    const fonts = execFileSync('pdffonts', [path.join(folder, `${name}.pdf`)], { encoding: 'utf8' }).split('\n').slice(2).filter(Boolean);
    assert.ok(fonts.some((font) => /Times|LiberationSerif|Tinos/.test(font)), fonts.join('\n'));
    for (const font of fonts) assert.match(font, /Times|LiberationSerif|Tinos|DejaVuSerif/, font); // the last has the letters that Debian's Liberation lacks
  }
});
