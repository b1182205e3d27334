// The attendance of a meeting in memory, for the fake /api/v1: the briefing of the specification, with corrections.
import { File } from "./fake_rest.mjs";

const SECOND_MS = 1000;
const OPENED = Date.parse("2018-03-28T01:02:00Z");
const WINDOW_S = 8700;
const SITES = [
  ["KG-000", "UBND tỉnh (điểm cầu trung tâm)", {}], ["899", "TP. Rạch Giá", {}], ["906", "Giồng Riềng", { losses: 1, floor_count: 1, floor_s: 250 }],
  ["907", "Gò Quao", { presence_s: 7800, late: true }], ["908", "An Biên", { presence_s: 7380, early: true }],
  ["909", "An Minh", { presence_s: 7980, losses: 1, gap_s: 720, broken: true }], ["913", "U Minh Thượng", { presence_s: 0, present: false, spans: [] }],
  ["914", "Giang Thành", { presence_s: 0, present: false, trial_only: true }],
];
const iso = (ms) => new Date(ms).toISOString().replace(".000", "");
const NOBODY = { convened: null, present: null, excused: null, unexcused: null, responsible: "", technician: "", note: "" };

function row([site, name, part], position) {
  return {
    position, site, identity: `code:${site}`, name, unit_kind: "Huyện", block: "Nhà nước", connection: "WebRTC", on: false, central: position === 0, invited: true, by_name: false,
    spans: [{ from: iso(OPENED - 600 * SECOND_MS), to: iso(OPENED + WINDOW_S * SECOND_MS) }], first: iso(OPENED), last: iso(OPENED + WINDOW_S * SECOND_MS), losses: 0, gap_s: 0,
    presence_s: WINDOW_S, present: true, late: false, early: false, broken: false, trial_only: false, roll: position % 2 ? "present" : "", first_said: { ...NOBODY }, said: { ...NOBODY },
    floor_count: 0, floor_s: 0, kbps_mean: 1500, kbps_p95: 1900, loss_mean: 0.2, corrections: [], ...part, share: Math.round(((part.presence_s ?? WINDOW_S) * 10000) / WINDOW_S) / 100,
  };
}

export function addAttendance({ state, add }) {
  state.attendance = {
    meeting: "m-0", title: "Họp giao ban tháng 3 giữa UBND tỉnh với UBND các huyện, thị xã, thành phố", invite_no: "05/GM-UBND", start: iso(OPENED - 120 * SECOND_MS),
    opened: iso(OPENED), closed: iso(OPENED + WINDOW_S * SECOND_MS), now: iso(OPENED + 9000 * SECOND_MS), rules: { merge_gap_s: 30, late_grace_s: 300, early_grace_s: 300, min_share: 0 },
    summary: { convened: 15, present: 13, absent: 2, late: 1, early: 1, broken: 2, losses: 5, people_convened: 0, people_present: 0 },
    rows: SITES.map(row), delegates: [], roll_confirmed: { account: "", time: "" }, confirmed: { account: "", time: "" },
    frozen: true, frozen_at: iso(OPENED + WINDOW_S * SECOND_MS), sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  };
  const stills = [["code:899", 60], ["code:906", 75], ["code:909", 90]];
  add("GET", "/meetings/{code}/stills", () => ({ items: stills.map(([site, s], n) => ({ id: n + 1, site, time: iso(OPENED + s * SECOND_MS), sha256: String(n).repeat(64) })) }));
  add("GET", "/meetings/{code}/stills/{id}", ({ params }) => new File("image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="hsl(${params.id * 90},40%,45%)"/><circle cx="320" cy="150" r="70" fill="#eee"/><rect x="200" y="230" width="240" height="130" fill="#eee"/></svg>`));
  add("GET", "/meetings/{code}/attendance", () => state.attendance);
  add("POST", "/meetings/{code}/attendance/corrections", ({ body }) => {
    const found = state.attendance.rows.find(({ site }) => site === body.site);
    found.corrections.push({ time: iso(OPENED + 9500 * SECOND_MS), account: "account:thuky", field: body.field, value: body.value, note: body.note, after_freeze: true });
    found.said[body.field] = Number(body.value);
  });
  add("POST", "/meetings/{code}/attendance/confirm", () => void (state.attendance.confirmed = { account: "account:thuky", time: iso(OPENED + 9600 * SECOND_MS) }));
}
