// Statistics, operation log and line report in memory, for the fake /api/v1.
import { File, problem } from "./fake_rest.mjs";

const RELATIONS = [["tw_tinh", "Trung ương – tỉnh"], ["tinh_so", "Tỉnh – sở, ban, ngành"], ["tinh_huyen", "Tỉnh – huyện"], ["tinh_xa", "Tỉnh – xã"], ["huyen_xa", "Huyện – xã"], ["noi_bo", "Nội bộ cơ quan"], ["", "Chưa phân loại"]];
const KINDS = [["giao_ban", "Họp giao ban"], ["chuyen_de", "Họp chuyên đề"], ["tap_huan", "Tập huấn"]];

const sum = (meetings, online, sites) => ({ meetings, online, length_s: meetings * 8700, sites, share: meetings ? (100 * online) / meetings : null });
const word = ([code, name], i) => ({ code, name, forms: { online: i * 2, in_person: i, hybrid: i % 2 }, ...sum(i * 3 + (i % 2), i * 2 + (i % 2), i * 26) });

function statistics(targets) {
  return {
    from: "2026-01-01", to: "2026-11-22", unit: "UBND tỉnh", cut: false, total: sum(70, 49, 910), relations: RELATIONS.map(word), kinds: KINDS.map(word), cells: [],
    months: Array.from({ length: 11 }, (_, i) => ({ month: `2026-${String(i + 1).padStart(2, "0")}`, relations: Object.fromEntries(RELATIONS.map(([code], n) => [code, (i * n) % 4])), ...sum(3 + (i * 5) % 9, 2 + (i * 3) % 3, 30) })),
    targets: targets.map((target, i) => ({ ...target, meetings: 10, online: i ? 5 : 7, share: i ? 50 : 70, printed: i ? "50,0%" : "70,0%", met: i === 0 })),
    units: Array.from({ length: 15 }, (_, i) => ({ code: String(899 + i), name: `UBND huyện ${i + 1}`, invited: 12, present: 12 - (i % 4), absent: i % 4, late: i % 3, rate: (100 * (12 - (i % 4))) / 12 })),
  };
}

const incident = (id, time, site, symptom, account = "", end = "") => ({ id, meeting: "m-0", time, site, symptom, cause: "", handling: "", end, account, created: time });

export function addReports({ state, add }) {
  Object.assign(state, {
    targets: [{ name: "Họp với Trung ương và cấp huyện", relations: ["tw_tinh", "tinh_huyen"], threshold: 70, strict: false }, { name: "Họp giữa tỉnh với cấp huyện", relations: ["tinh_huyen"], threshold: 50, strict: true }],
    notes: { meeting: "m-0", crew: "Kỹ thuật viên 01", devices: "", advice: "", changed: "", changed_by: "" },
    incidents: [incident(0, "2026-11-22T01:30:00Z", "Điểm cầu Kiên Hải", "Mất kết nối", "", "2026-11-22T01:31:30Z"), incident(1, "2026-11-22T01:40:00Z", "Điểm cầu Hòn Đất", "Micro hỏng", "vanhanh")],
  });
  add("GET", "/statistics", ({ query }) => (query.get("from") > query.get("to") ? problem(422, "bad_field", "Khoảng thời gian: ngày cuối không trước ngày đầu.", { field: "to" }) : { ...statistics(state.targets), from: query.get("from") }));
  add("GET", "/statistics.csv", () => new File("text/csv", "bang\n"));
  add("GET", "/statistics/targets", () => ({ items: state.targets }));
  add("PUT", "/statistics/targets", ({ body }) => {
    if (body.items.some(({ relations }) => relations.length === 0)) return problem(422, "bad_field", "Quan hệ của chỉ tiêu: không được để trống.", { field: "items" });
    state.targets = body.items;
    return { items: state.targets };
  });
  add("GET", "/meetings/{code}/operation-log", () => ({
    title: "Họp giao ban tháng 11", notes: state.notes, incidents: state.incidents,
    trials: [
      { site: "Điểm cầu Hòn Đất", samples: 4, measured: true, in_kbps: 1480, out_kbps: 1910, loss_percent: 0.4, rtt_ms: 38, picture: "Tốt", sound: "Có tiếng vang" },
      { site: "Điểm cầu Phú Quốc", samples: 0, measured: false, in_kbps: 0, out_kbps: 0, loss_percent: 0, rtt_ms: 0, picture: "Chưa thử", sound: "Chưa thử" },
    ],
  }));
  add("PUT", "/meetings/{code}/operation-log", ({ body }) => Object.assign(state.notes, body));
  add("POST", "/meetings/{code}/incidents", ({ body }) => {
    state.incidents.push({ ...incident(state.incidents.length, "", "", "", "vanhanh"), ...body });
    return state.incidents.at(-1);
  });
  add("PATCH", "/meetings/{code}/incidents/{id}", ({ params, body }) => Object.assign(state.incidents.find(({ id }) => id === Number(params.id)), body));
  add("GET", "/line-report", ({ query }) => ({
    from: "", to: "", days: Number(query.get("days")), limit_percent: 90,
    items: Array.from({ length: 15 }, (_, i) => ({ code: `kg-${899 + i}`, name: `Điểm cầu ${i + 1}`, capacity_kbps: i % 4 ? 2000 : 0, samples: i === 13 ? 0 : 84, in_p95_kbps: 1200 + i * 50, out_p95_kbps: 1500 + i * 40, share_percent: i % 4 ? (1500 + i * 40) / 20 : 0, over: i % 4 !== 0 && 1500 + i * 40 > 1800 })),
  }));
}
