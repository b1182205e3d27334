// Planned meetings in memory, for the fake /api/v1: four today, some 500 in the months around.
import { File, problem } from "./fake_rest.mjs";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TITLES = [
  "Họp giao ban tháng giữa UBND tỉnh với UBND các huyện, thị xã, thành phố", "Hội nghị tổng kết công tác năm", "Giao ban trực tuyến huyện Hòn Đất với các xã, thị trấn",
  "Hội nghị trực tuyến Chính phủ với địa phương", "Tập huấn sử dụng hệ thống họp trực tuyến", "Họp Ban Chỉ đạo chuyển đổi số",
];
const FORMS = ["online", "hybrid", "online", "in_person"];

const iso = (ms) => new Date(ms).toISOString().replace(".000", "");

function meeting(index, start, state, part = {}) {
  return {
    code: `m-${index}`, title: TITLES[index % TITLES.length], kind: "giao_ban", form: FORMS[index % FORMS.length], relation: "tinh_huyen", unit: "91",
    chair_name: "Lãnh đạo UBND tỉnh", chair_title: "Phó Chủ tịch", chair_account: "chutoa", secretary_name: "Thư ký, Văn phòng UBND tỉnh", secretary_title: "", secretary_account: "thuky",
    start: iso(start), end: iso(start + 2 * HOUR_MS), place: "Phòng họp số 1, UBND tỉnh", invite_no: `${index + 10}/GM-UBND`, decided_by: "", state, sites_max: 0, governed: true,
    waiting_room: true, records: false, stems: false, nosecret: true, adhoc: false, series: index % 6 === 0 ? "s-1" : "", opened: "", closed: "", created_by: "thuky", created: iso(start - 9 * DAY_MS), changed: "", cancel_reason: "", note: "", late_days: index === 0 ? 1 : 0, ...part,
  };
}

function meetings(now = Date.now()) {
  const midnight = Math.floor((now + 7 * HOUR_MS) / DAY_MS) * DAY_MS - 7 * HOUR_MS;
  const today = ["trial", "live", "scheduled", "ended"].map((state, i) => meeting(i, midnight + [14, 8, 16, 7][i] * HOUR_MS, state, { form: i === 3 ? "in_person" : "online" }));
  const around = Array.from({ length: 496 }, (_, i) => {
    const day = (i % 61) - 30;
    const past = day < 0;
    return meeting(i + 4, midnight + day * DAY_MS + (7 + ((i * 7) % 10)) * HOUR_MS + (i % 2) * (HOUR_MS / 2), past ? (i % 9 ? "ended" : "cancelled") : i % 5 ? "scheduled" : "draft");
  }).filter(({ start }) => Math.abs(Date.parse(start) - midnight - DAY_MS / 2) > DAY_MS / 2);
  return [...today, ...around];
}

export function addMeetings({ state, add }) {
  Object.assign(state, { meetings: meetings(), invited: new Map(), agendas: new Map(), papers: [], clashes: [] });
  const found = (code) => state.meetings.find((one) => one.code === code);
  const missing = () => problem(404, "not_found", "Không tìm thấy cuộc họp.");
  const items = (list) => ({ items: list });
  const site = (code) => state.sites.find((one) => one.code === code);
  const invitedTo = (code) => state.invited.get(code) ?? state.sites.map((one) => one.code);

  add("GET", "/meetings", ({ query }) => {
    const [from, to] = ["from", "to"].map((name) => Date.parse(query.get(name) ?? ""));
    return items(state.meetings.filter(({ start, end }) => !(Date.parse(end) <= from) && !(Date.parse(start) >= to)));
  });
  const create = (body, part) => {
    const { sites, group, under, draft, repeat_months, repeat_by, ...plan } = body;
    const made = meeting(state.meetings.length, Date.now(), draft ? "draft" : "scheduled", { ...plan, ...part, late_days: 0 });
    state.meetings.push(made);
    state.invited.set(made.code, sites ?? state.groups.find(({ id }) => id === group)?.sites ?? state.sites.map(({ code }) => code));
    return made;
  };
  add("POST", "/meetings", ({ body }) => (/mật/i.test(body.title) ? problem(422, "secret", "Tên cuộc họp cho thấy nội dung bí mật nhà nước.") : create(body)));
  add("POST", "/meetings/adhoc", ({ body }) => create(body, { state: "live", adhoc: true }));
  add("GET", "/meetings/{code}", ({ params }) => found(params.code) ?? missing());
  add("PATCH", "/meetings/{code}", ({ params, body }) => Object.assign(found(params.code), body));
  add("POST", "/meetings/{code}/state", ({ params, body }) => Object.assign(found(params.code), { state: body.state, cancel_reason: body.reason ?? "" }));
  state.sip = { served: false, called: [], deviceless: [] }; // room devices: what was asked to be called, and who has none
  add("GET", "/meetings/{code}/calls", () => ({ items: [], served: state.sip.served }));
  add("POST", "/meetings/{code}/calls", ({ body }) => {
    if (state.sip.deviceless.includes(body.site) && !body.uri) return problem(409, "no_device", "Điểm cầu chưa có thiết bị SIP: cần cấp mật khẩu hoặc ghi địa chỉ SIP.");
    state.sip.called.push(body);
    return { called: body.all ? 2 : 1 };
  });
  add("DELETE", "/meetings/{code}/calls/{site}", ({ params }) => void state.sip.called.push({ stop: params.site }));
  add("GET", "/meetings/{code}/dial-in", ({ params }) =>
    state.sip.served
      ? { served: true, uri: `sip:${params.code}@hop.example.vn`, tls_uri: `sips:${params.code}@hop.example.vn`, address: "192.0.2.5", number: "61", menu: state.sip.menu ?? "all" }
      : { served: false, uri: "", tls_uri: "", address: "", number: "", menu: "off" });
  add("GET", "/meetings/{code}/sites", ({ params }) => items(invitedTo(params.code).map((code, i) => ({ site: code, name: site(code)?.name ?? code, position: i + 1 }))));
  add("PUT", "/meetings/{code}/sites", ({ params, body }) => void state.invited.set(params.code, body.sites));
  add("GET", "/meetings/{code}/agenda", ({ params }) =>
    items(state.agendas.get(params.code) ?? ["Khai mạc, giới thiệu đại biểu", "Báo cáo tình hình kinh tế - xã hội", "Ý kiến các điểm cầu", "Phát biểu kết luận"].map((title, i) => ({ position: i + 1, title, minutes: [5, 20, 30, 15][i], speaker_unit: i === 1 ? "Sở Tài chính" : "" }))));
  add("PUT", "/meetings/{code}/agenda", ({ params, body }) => void state.agendas.set(params.code, body.items));
  add("GET", "/meetings/{code}/links", ({ params }) =>
    items([
      { site: "", name: "Điểm cầu trung tâm", role: "chair", url: "https://hop.example.vn/join#token=chair", has_pin: false },
      ...invitedTo(params.code).map((code) => ({ site: code, name: site(code)?.name ?? code, role: "site", url: `https://hop.example.vn/join#token=${code}`, has_pin: true })),
    ]));
  add("GET", "/meetings/{code}/own-link", () => {
    const claim = { meeting: "m-1", identity: "code:903", name: "Điểm cầu Hòn Đất", role: "site", expires: 4e9 };
    return { site: "903", name: claim.name, role: "site", url: `https://hop.example.vn/join#token=${Buffer.from(JSON.stringify(claim)).toString("base64url")}.x`, has_pin: true };
  });
  add("GET", "/meetings/{code}/papers", () => items(state.papers));
  add("POST", "/meetings/{code}/papers", ({ query, bytes }) => {
    const paper = { id: state.papers.length + 1, name: query.get("name"), size: bytes.length, sha256: "0".repeat(64), declared_by: "thuky", time: iso(Date.now()) };
    state.papers.push(paper);
    return paper;
  });
  add("DELETE", "/meetings/{code}/papers/{id}", ({ params }) => void (state.papers = state.papers.filter(({ id }) => id !== Number(params.id))));
  add("POST", "/meetings/{code}/snapshot", ({ params }) => new File("image/jpeg", "JPEG", `${params.code}_2026-11-22_08-05-00.jpg`));
  add("GET", "/meetings/{code}/invitation", () => new File("text/html", "<h1>GIẤY MỜI</h1>"));
  add("GET", "/meetings/{code}/invitation.rtf", () => new File("application/rtf", "{\\rtf1}"));
  add("GET", "/meetings/{code}/invitation.ics", () => new File("text/calendar", "BEGIN:VCALENDAR"));
  add("GET", "/meeting-conflicts", () => items(state.clashes));
  add("GET", "/meeting-kinds", () => items([{ code: "giao_ban", name: "Họp giao ban", position: 1 }, { code: "hoi_nghi", name: "Hội nghị", position: 2 }]));
  add("GET", "/relations", () => items([{ code: "tinh_huyen", name: "Cấp tỉnh với cấp huyện", position: 1 }]));
}
