// The minutes of meetings in memory, for the fake /api/v1: filled in, written on versions, led on.
import { createHash } from "node:crypto";
import { File, problem } from "./fake_rest.mjs";

const NEXT = { submitted: "draft", draft: "submitted", approved: "submitted", issued: "approved" };

function fresh(meeting) {
  return {
    meeting: meeting.code, version: 0, state: "draft", number: 0, return_reason: "", signed_name: "", signed_sha256: "", notice_no: "", changed_by: "", changed: "",
    parent_agency: "", agency: "Ủy ban nhân dân tỉnh", symbol: "UBND", title: meeting.title, planned: meeting.start, opened: meeting.start, closed: meeting.end, late_reason: "", place: meeting.place,
    sites: 15, sites_present: 13, delegates_present: 182, chair_name: meeting.chair_name, chair_title: meeting.chair_title, secretary_name: meeting.secretary_name, secretary_title: "Chuyên viên",
    opening: "Chủ tọa khai mạc và thông qua chương trình.", attendees: [{ source: "delegate:1", group: "Thành viên", name: "Đại biểu 01", title: "Giám đốc", unit: "Sở Nội vụ" }],
    absences: [{ source: "absent:913", site: "U Minh Thượng", text: "mất điện" }], reports: [{ source: "agenda:2", title: "Báo cáo tình hình kinh tế - xã hội", unit: "Sở Tài chính", text: "" }],
    speeches: ["Phú Quốc", "Giồng Riềng", "An Minh"].map((site, i) => ({ source: `floor:${i}`, time: meeting.start, site, name: "", title: "", text: "" })),
    votes: [{ source: "vote:1", text: "Thông qua quy chế", total: 14, agree: 13, against: 0, abstain: 1 }], conclusions: [], incidents: [], recipients: [{ source: "recipient:0", text: "Thành phần dự họp" }],
  };
}

export function addMinutes({ state, add }) {
  state.minutes = new Map();
  const of = (code) => state.minutes.get(code) ?? fresh(state.meetings.find((one) => one.code === code));
  const told = (minutes, { account: { role } }) => ({
    ...minutes, number_text: `${minutes.number ? String(minutes.number).padStart(2, "0") : "…"}/BB-${minutes.symbol}`, may: { write: role === "thu_ky", approve: role === "chu_toa", file: role === "van_thu" },
  });
  const write = (code, part, session) => {
    const minutes = { ...of(code), ...part, version: of(code).version + 1, changed_by: session.account.username, changed: new Date().toISOString() };
    state.minutes.set(code, minutes);
    return told(minutes, session);
  };
  const stale = (code, body) => (body.version === of(code).version ? null : problem(409, "changed", "Biên bản đã được người khác sửa sau khi mở. Vui lòng mở lại để không ghi đè."));

  add("GET", "/meetings/{code}/minutes", ({ params, session }) => told(of(params.code), session));
  add("PUT", "/meetings/{code}/minutes", ({ params, body, session }) => stale(params.code, body) ?? write(params.code, body, session));
  add("POST", "/meetings/{code}/minutes/fill", ({ params, body, session }) => stale(params.code, body) ?? write(params.code, {}, session));
  add("POST", "/meetings/{code}/minutes/state", ({ params, body, session }) => {
    if (NEXT[body.state] !== of(params.code).state) return problem(409, "bad_state", "Không thực hiện được ở trạng thái hiện tại của biên bản.");
    return stale(params.code, body) ?? write(params.code, { state: body.state, return_reason: body.reason ?? "", number: body.number ?? 0 }, session);
  });
  add("POST", "/meetings/{code}/minutes/signed", ({ params, query, bytes, session }) => {
    if (!bytes.toString("latin1").startsWith("%PDF-")) return problem(422, "bad_field", "Bản ký số: chỉ nhận tệp PDF.", { field: "file" });
    return write(params.code, { signed_name: query.get("name"), signed_sha256: createHash("sha256").update(bytes).digest("hex") }, session);
  });
  add("POST", "/meetings/{code}/notice", ({ params, body, session }) => write(params.code, { notice_no: body.number }, session));
  add("GET", "/meetings/{code}/minutes.html", () => new File("text/html", "<h1>BIÊN BẢN</h1>"));
  add("GET", "/conclusion-notices", () => ({ items: [{ meeting: "m-3", title: "Hội nghị trực tuyến Chính phủ với địa phương", closed: "", due: "27/11/2026", state: "draft", days_left: 4, days_late: 0 }] }));
}
