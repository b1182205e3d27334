// Units, sites, groups, accounts, texts and the log of a province in memory, for the fake /api/v1: 509 units as in the demo's tree.
import { File, problem } from "./fake_rest.mjs";

const DISTRICTS = ["thành phố Rạch Giá", "thị xã Hà Tiên", "huyện Kiên Lương", "huyện Hòn Đất", "huyện Tân Hiệp", "huyện Châu Thành", "huyện Giồng Riềng", "huyện Gò Quao", "huyện An Biên", "huyện An Minh", "huyện Vĩnh Thuận", "huyện Phú Quốc", "huyện Kiên Hải", "huyện U Minh Thượng", "huyện Giang Thành"];
const DEPARTMENTS = ["Thanh tra tỉnh", "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Công Thương", "Sở Xây dựng", "Sở Y tế"];
const NETWORKS = ["wan", "internet", "direct"];

function units() {
  const list = [unit("91", "UBND tỉnh (Văn phòng UBND tỉnh)", "UBND tỉnh", "tinh", "", 0)];
  DEPARTMENTS.forEach((name, i) => list.push(unit(`S${i + 1}`, name, name, "so", "91", i + 1)));
  DISTRICTS.forEach((name, i) => list.push(unit(String(899 + i), `UBND ${name}`, name.replace(/^(huyện|thị xã|thành phố) /, ""), "huyen", "91", 20 + i)));
  for (let i = 0; list.length < 509; i += 1) {
    const district = i % DISTRICTS.length;
    list.push(unit(String(30817 + i), `UBND xã Bình Giang ${i + 1}`, `Bình Giang ${i + 1}`, "xa", String(899 + district), Math.floor(i / DISTRICTS.length)));
  }
  return list;
}

function unit(code, name, short_name, kind, parent, position) {
  return { code, name, short_name, kind, block: "nha_nuoc", parent, position, valid_from: "", valid_to: "", successor: "", address: "" };
}

function sites() {
  return DISTRICTS.map((name, i) => {
    const place = name.replace(/^(huyện|thị xã|thành phố) /, "");
    return {
      code: `kg-${899 + i}`, unit: String(899 + i), name: `Điểm cầu ${place}`, position: i + 1, network: NETWORKS[i % 3], allowed_ranges: "", rate_cap_kbps: i % 4 ? 2000 : 0,
      contact_name: `Kỹ thuật viên ${place}`, contact_phone: "(số điện thoại)", room: "Phòng họp trực tuyến", capacity: 30, active: i !== 13, has_pin: i % 2 === 0, has_sip: i % 3 === 0,
    };
  });
}

function rows() {
  return Array.from({ length: 250 }, (_, i) => ({
    id: 250 - i, time: new Date(Date.UTC(2026, 10, 22, 8, 0, 0) - i * 97_000).toISOString().replace(".000", ""), account: i % 3 ? "quantri" : "vanhanh", role: i % 3 ? "admin" : "operator",
    source: `192.0.2.${i % 40}`, target: "198.51.100.1", action: ["session.login", "unit.update", "site.pin", "account.unlock"][i % 4], object: `unit:${899 + (i % 15)}`, detail: { name: "UBND huyện Hòn Đất" },
  }));
}

export function addOffice({ state, add }) {
  Object.assign(state, {
    units: units(), sites: sites(), rows: rows(), intact: true,
    kinds: [["tinh", "Tỉnh"], ["so", "Sở, ban, ngành"], ["huyen", "Huyện, thị xã, thành phố"], ["xa", "Xã, phường, thị trấn"]].map(([code, name], position) => ({ code, name, position })),
    groups: [{ id: 1, unit: "91", name: "15 huyện, thị xã, thành phố", sites: sites().map(({ code }) => code) }],
    texts: { notice_login: "Chỉ sử dụng cho công việc của cơ quan.", notice_recording: "Phiên họp được ghi âm, ghi hình để lưu hồ sơ." },
  });
  const found = (list, test) => list.find(test) ?? problem(404, "not_found", "Không tìm thấy.");
  const list = (items) => ({ items });

  add("GET", "/units", ({ query }) => {
    const from = Number(query.get("after") ?? 0);
    const end = from + 200; // the server cuts; the page asks on
    return { items: state.units.slice(from, end), ...(end < state.units.length && { next: String(end) }) };
  });
  add("POST", "/units", ({ body }) => {
    if (state.units.some(({ code }) => code === body.code)) return problem(422, "bad_field", "Mã: đã có đơn vị dùng mã này.", { field: "code" });
    state.units.push({ ...unit(), ...body, valid_to: "", successor: "" });
    return body;
  });
  add("PATCH", "/units/{code}", ({ params, body }) => Object.assign(found(state.units, ({ code }) => code === params.code), body));
  add("POST", "/units/{code}/retire", ({ params, body }) => Object.assign(found(state.units, ({ code }) => code === params.code), body));
  add("POST", "/units/import", ({ bytes, query }) => {
    const lines = bytes.toString().trim().split("\n").slice(1);
    const errors = lines.flatMap((line, i) => (line.split(",")[1] ? [] : [{ line: i + 2, title: "Tên đơn vị: không được để trống." }]));
    if (!query.get("dry_run") && errors.length === 0) lines.forEach((line) => state.units.push(unit(...line.split(",").slice(0, 2), "", "xa", "91", 99)));
    return { added: lines.length - errors.length, changed: 0, errors };
  });
  add("GET", "/unit-kinds", () => list(state.kinds));
  add("POST", "/unit-kinds", ({ body }) => void state.kinds.push(body));
  add("PATCH", "/unit-kinds/{code}", ({ params, body }) => Object.assign(found(state.kinds, ({ code }) => code === params.code), body));
  add("DELETE", "/unit-kinds/{code}", ({ params }) => {
    if (state.units.some(({ kind }) => kind === params.code)) return problem(409, "in_use", "Mục này đang được sử dụng nên không thể xóa; có thể đổi tên hoặc thứ tự.");
    state.kinds = state.kinds.filter(({ code }) => code !== params.code);
  });
  add("GET", "/units.csv", () => new File("text/csv", "code,name\n"));

  add("GET", "/sites", () => list(state.sites));
  add("POST", "/sites", ({ body }) => void state.sites.push({ ...body, has_pin: false }));
  add("PATCH", "/sites/{code}", ({ params, body }) => Object.assign(found(state.sites, ({ code }) => code === params.code), body));
  add("POST", "/sites/{code}/pin", ({ params }) => {
    found(state.sites, ({ code }) => code === params.code).has_pin = true;
    return { pin: "483920" };
  });
  add("POST", "/sites/{code}/sip", ({ params }) => {
    found(state.sites, ({ code }) => code === params.code).has_sip = true;
    return { username: params.code, password: "abcd2345efgh6789", realm: "giaoban" };
  });
  state.devices = { served: true, items: [
    { site: "kg-899", name: "PolycomRealPresenceGroup500/6.2 <b>", address: "192.0.2.31", transport: "TLS", since: "2026-11-22T01:02:00Z", until: "2026-11-22T09:02:00Z", reached: "yes" },
    { site: "kg-902", name: "", address: "192.0.2.32", transport: "UDP", since: "2026-11-22T01:05:00Z", until: "2026-11-22T09:05:00Z", reached: "no" },
    { site: "kg-905", name: "Yealink VC", address: "2001:db8::7", transport: "TCP", since: "2026-11-22T01:05:00Z", until: "2026-11-22T09:05:00Z", reached: "unknown" },
  ] };
  add("GET", "/site-devices", () => state.devices);
  add("POST", "/sites/{code}/handover", ({ params, body }) => Object.assign(found(state.sites, ({ code }) => code === params.code), body));
  add("POST", "/site-entry", ({ body }) => {
    if (body.pin !== "483920") return problem(401, "bad_pin", "Mã điểm cầu hoặc mã PIN không đúng.");
    const named = Buffer.from(JSON.stringify({ name: "Điểm cầu Hà Tiên", role: "site" })).toString("base64url");
    return { token: `${named}.x`, site: "Điểm cầu Hà Tiên", meeting: { code: "giao-ban", title: "Họp giao ban", start: "2026-11-22T08:00:00Z", state: "live" } };
  }, true);
  add("GET", "/site-groups", () => list(state.groups));
  add("POST", "/site-groups", ({ body }) => void state.groups.push({ id: state.groups.length + 1, ...body }));
  add("PUT", "/site-groups/{id}", ({ params, body }) => Object.assign(found(state.groups, ({ id }) => id === Number(params.id)), body));
  add("DELETE", "/site-groups/{id}", ({ params }) => void (state.groups = state.groups.filter(({ id }) => id !== Number(params.id))));

  add("GET", "/accounts", () => list([...state.accounts.values()].map(({ username, name, role, unit, tries, disabled }) => ({ username, name, role, unit, site: "", locked: tries >= 5, disabled }))));
  add("POST", "/accounts", ({ body }) => {
    if (state.accounts.has(body.username)) return problem(422, "bad_field", "Tên đăng nhập: đã có tài khoản này.", { field: "username" });
    state.accounts.set(body.username, { ...body, password: "Mot-lan-7x", must_change: true, tries: 0, disabled: false });
    return { username: body.username, password: "Mot-lan-7x" };
  });
  add("PATCH", "/accounts/{username}", ({ params, body }) => void Object.assign(state.accounts.get(params.username), body));
  add("POST", "/accounts/{username}/unlock", ({ params }) => void (state.accounts.get(params.username).tries = 0));
  add("POST", "/accounts/{username}/reset", ({ params }) => {
    Object.assign(state.accounts.get(params.username), { password: "Mot-lan-8y", must_change: true });
    return { password: "Mot-lan-8y" };
  });

  add("GET", "/audit", ({ query }) => {
    const words = query.get("q") ?? "";
    const before = Number(query.get("before") ?? Infinity);
    const all = state.rows.filter((row) => row.id < before && JSON.stringify(row).includes(words));
    return list(all.slice(0, Number(query.get("limit"))));
  });
  add("GET", "/alerts", () => ({ version: "0.1.0", ...list([{ kind: "failed_logins", level: "alarm", object: "address:192.0.2.7", title: "10 lần đăng nhập sai từ địa chỉ 192.0.2.7.", time: "2026-11-22T07:40:00Z" }]) }));
  add("GET", "/audit/verify", () => ({ intact: state.intact, rows: state.rows.length, broken_row: state.intact ? 0 : 42 }));
  add("GET", "/audit.jsonl", () => new File("application/jsonl", state.rows.map((row) => JSON.stringify(row)).join("\n")));
  state.holidays = [{ day: "09-02", name: "Quốc khánh" }, { day: "2027-02-08", name: "Tết Nguyên đán" }, { day: "01-01", name: "Tết Dương lịch" }];
  add("GET", "/holidays", () => list(state.holidays));
  add("PUT", "/holidays", ({ body }) => list((state.holidays = body.items)));
  add("GET", "/webhooks", () => list([
    { url: "https://vanban.example.vn", waiting: 0, delivered: 1204, failed: 2, failing: 0, trouble: "", delivered_at: "2026-11-22T07:59:00Z", waiting_since: "" },
    { url: "https://luutru.example.vn", waiting: 31, delivered: 0, failed: 9, failing: 9, trouble: "HTTP 503", delivered_at: "", waiting_since: "2026-11-22T07:10:00Z" },
  ]));
  add("GET", "/texts/{name}", ({ params }) => ({ name: params.name, version: 3, text: state.texts[params.name] ?? "", changed: "", changed_by: "" }), true);
  add("PUT", "/texts/{name}", ({ params, body }) => void (state.texts[params.name] = body.text));
}
