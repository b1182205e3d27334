// Recordings in memory, for the fake /api/v1: a real file of half a minute that can be fetched in parts, chapters, marks, links.
import { spawnSync } from "node:child_process";
import { problem } from "./fake_rest.mjs";

const MINUTE = 60_000;
const START = "2026-11-22T01:00:00Z";
const plain = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase();

/* Half a minute of a test picture with its time, and a tone, as WebM. */
let film = null;
function theFilm() {
  if (film) return film;
  const made = spawnSync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=s=320x180:r=10:d=30", "-f", "lavfi", "-i", "sine=d=30", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-g", "10", "-b:v", "150k", "-c:a", "libopus", "-b:a", "24k", "-f", "webm", "pipe:1"], { maxBuffer: 1 << 26 });
  if (made.status !== 0) throw new Error(`no film: ${made.stderr}`);
  film = made.stdout;
  return film;
}

const chapter = (kind, title, from_s, to_s, note = "") => ({ kind, title, note, time: new Date(Date.parse(START) + from_s * 1000).toISOString().replace(".000", ""), from_ms: from_s * 1000, to_ms: to_s * 1000 });

function recordings(meetings) {
  const chapters = [
    chapter("session", "begin", 0, 0), chapter("roll", "", 1, 4), chapter("agenda", "Báo cáo kinh tế - xã hội", 4, 12), chapter("speaker", "UBND huyện Hòn Đất", 4, 12, "Kinh tế 10 tháng"),
    chapter("slides", "UBND huyện Hòn Đất", 6, 10), chapter("speaker", "Xã An Bình", 14, 20, "Đường giao thông nông thôn"), chapter("vote", "Thông qua kế hoạch", 22, 26), chapter("session", "end", 29, 29),
  ];
  return Array.from({ length: 60 }, (_, i) => ({
    id: i + 1, meeting: meetings[i % meetings.length].code, title: i === 0 ? "Họp giao ban tháng 11 năm 2026" : `Họp giao ban tuần ${60 - i}`, invite_no: `${120 + i}/GM-UBND`, kind: "giao_ban", unit: "91", unit_name: "UBND tỉnh",
    state: i === 2 ? "recording" : i === 3 ? "completing" : "ready", start: new Date(Date.parse(START) - i * 7 * 86_400_000).toISOString().replace(".000", ""), end: new Date(Date.parse(START) - i * 7 * 86_400_000 + 70 * MINUTE).toISOString().replace(".000", ""),
    duration_ms: 30_000, bytes: 312_000_000, retention: "", due: i > 50 ? "2026-01-01T00:00:00Z" : "", hold: i === 55, filed: false, asked: false, waits: i === 3 ? "disk_full" : "", sha256: "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730", reason: "", width: 1280, height: 720, check: null,
    chapters, spans: [{ wall_start_ms: Date.parse(START), wall_end_ms: Date.parse(START) + 20_000, file_start_ms: 0 }, { wall_start_ms: Date.parse(START) + 600_000, wall_end_ms: Date.parse(START) + 610_000, file_start_ms: 20_000 }],
  }));
}

function part(request, response, bytes) {
  const found = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  const [first, last] = found ? [Number(found[1]), Math.min(found[2] ? Number(found[2]) : bytes.length - 1, bytes.length - 1)] : [0, bytes.length - 1];
  const headers = { "content-type": "video/webm", "accept-ranges": "bytes", etag: '"film"', "content-length": last - first + 1 };
  response.writeHead(found ? 206 : 200, found ? { ...headers, "content-range": `bytes ${first}-${last}/${bytes.length}` } : headers).end(bytes.subarray(first, last + 1));
}

export function addRecordings({ state, add }) {
  Object.assign(state, { recordings: recordings(state.meetings), marks: [], shares: [], visits: [], erasures: [], kept: {}, retention: new Map() });
  const list = (items) => ({ items });
  const of = (params) => state.recordings.find(({ id }) => id === Number(params.id)) ?? problem(404, "not_found", "Không tìm thấy.");
  const classes = [["vinh_vien", "Vĩnh viễn", "forever", 0], ["10_nam", "10 năm", "years", 10]].map(([code, name, basis, years]) => ({ code, name, basis, years, position: 1 }));

  add("GET", "/recordings", ({ query }) => {
    const words = plain(query.get("q") ?? "").replace(" noi ve ", " ").split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => plain(text).includes(word));
    const text = (one) => `${one.title} ${one.invite_no} ${one.id < 3 ? one.chapters.map(({ title, note }) => `${title} ${note}`).join(" ") : ""}`;
    const all = state.recordings.filter((one) => has(text(one)) && (!query.get("due") || (one.due && !one.hold)) && (!query.get("meeting") || one.meeting === query.get("meeting")));
    const begin = Number(query.get("after") ?? 0);
    const items = all.slice(begin, begin + 50).map(({ chapters, ...one }) => (words.length ? { ...one, hits: chapters.filter(({ title, note }) => words.some((word) => plain(`${title} ${note}`).includes(word))).slice(0, 5) } : one));
    return { items, total: all.length, ...(begin + 50 < all.length && { next: String(begin + 50) }) };
  });
  add("GET", "/recordings/{id}", ({ params, session }) => ({ ...of(params), may: { share: session.account.role !== "van_hanh", dispose: session.account.role === "van_thu", minutes: true } }));
  add("GET", "/recordings/{id}/file", ({ request, query, session }) => {
    if (query.get("download") || !state.visits.some(({ account }) => account === session.account.username)) state.visits.unshift({ id: state.visits.length + 1, time: START, until: START, account: session.account.username, name: session.account.name, unit: "91", address: "::1", kind: query.get("download") ? "download" : "view", whom: query.get("whom") ?? "" });
    return (response) => part(request, response, theFilm());
  });
  const stems = ["Xã An Bình", "UBND huyện Hòn Đất"].map((name, i) => ({ number: i + 1, identity: `site:${i}`, name, bytes: 900_000 + i, sha256: "ab" }));
  add("GET", "/recordings/{id}/stems", ({ params }) => list(params.id === "1" ? stems : []));
  add("GET", "/recordings/{id}/stems/{n}", ({ params, query, request, session }) => {
    state.visits.unshift({ id: state.visits.length + 1, time: START, until: START, account: session.account.username, name: session.account.name, unit: "91", address: "::1", kind: "download", whom: `${query.get("whom")} (tiếng: ${stems[params.n - 1].name})` });
    return (response) => part(request, response, theFilm());
  });
  add("GET", "/recordings/{id}/marks", () => list(state.marks));
  add("POST", "/recordings/{id}/marks", ({ body, session }) => state.marks[state.marks.push({ id: state.marks.length + 1, made_by: session.account.username, made: START, ...body }) - 1]);
  add("DELETE", "/recordings/{id}/marks/{n}", ({ params }) => void (state.marks = state.marks.filter(({ id }) => id !== Number(params.n))));
  add("GET", "/recordings/{id}/access", () => list(state.visits));
  add("GET", "/recordings/{id}/keeping", () => ({ retention: "", due: "", hold: false, hold_reason: "", hold_by: "", held: "", filed: false, ...state.kept }));
  add("PUT", "/recordings/{id}/keeping", ({ body, session }) => {
    if (body.hold && !body.hold_reason) return problem(422, "bad_field", "Lý do: không được để trống.", { field: "hold_reason" });
    return Object.assign(state.kept, body, { hold_by: session.account.username, held: START });
  });
  add("GET", "/recordings/{id}/erasures", () => list(state.erasures));
  add("POST", "/recordings/{id}/erasures", ({ params, body, session }) => state.erasures[state.erasures.push({ id: state.erasures.length + 1, recording: Number(params.id), asked: START, asked_by: session.account.username, state: "requested", decided: "", decided_by: "", decision: "", ...body }) - 1]);
  add("POST", "/recordings/{id}/erasures/{n}/decision", ({ params, body, session }) => {
    const erasure = state.erasures.find(({ id }) => id === Number(params.n));
    Object.assign(erasure, { state: body.erase ? "done" : "refused", decided: START, decided_by: session.account.username, decision: body.reason });
    return { state: erasure.state };
  });
  add("GET", "/recording-erasures", () => list(state.erasures.filter((one) => one.state === "requested").map((erasure) => ({ ...of({ id: erasure.recording }), erasure }))));
  add("GET", "/recordings/{id}/shares", () => list(state.shares));
  add("POST", "/recordings/{id}/shares", ({ body, session }) => ({ ...state.shares[state.shares.push({ id: state.shares.length + 1, created_by: session.account.username, revoked: "", opened: 0, ...body }) - 1], link: "/shared#abc123" }));
  add("DELETE", "/recordings/{id}/shares/{n}", ({ params }) => void (state.shares.find(({ id }) => id === Number(params.n)).revoked = START));
  add("GET", "/shared/{token}", ({ params }) => (params.token === "abc123" ? { title: "Họp giao ban tháng 11", agency: "Sở Tư pháp", purpose: "Đối chiếu", start: START, expires: "2026-12-01T00:00:00Z", duration_ms: 30_000, bytes: 1, download: true } : problem(410, "share_ended", "Liên kết đã hết hạn hoặc đã được thu hồi. Vui lòng liên hệ cơ quan đã gửi.")), true);
  add("GET", "/shared/{token}/file", ({ request }) => (response) => part(request, response, theFilm()), true);
  add("GET", "/retention-classes", () => list(classes));
  add("GET", "/retention-kinds", () => list([...state.retention].map(([kind, retention]) => ({ kind, retention }))));
  add("PUT", "/retention-kinds/{kind}", ({ params, body }) => {
    state.retention.set(params.kind, body.retention);
    return { kind: params.kind, ...body };
  });
}
