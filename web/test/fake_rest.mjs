// A small /api/v1 in memory for the office's pages: sessions by cookie, CSRF, the problems the pages must understand.
import { randomBytes } from "node:crypto";

export const PASSWORD = "Mat-khau-1";
const ACCOUNTS = [
  ["quantri", "Quản trị hệ thống", "quan_tri"],
  ["vanhanh", "Quản trị MCU", "van_hanh"],
  ["chutoa", "Lãnh đạo UBND tỉnh (minh họa)", "chu_toa"],
  ["thuky", "Thư ký, Văn phòng UBND tỉnh", "thu_ky"],
  ["vanthu", "Văn thư, Văn phòng UBND tỉnh", "van_thu"],
  ["kt.hondat", "Kỹ thuật viên điểm cầu Hòn Đất", "ky_thuat"],
];

export function fakeRest() {
  const state = {
    accounts: new Map(ACCOUNTS.map(([username, name, role]) => [username, { username, name, role, unit: "91", password: PASSWORD, must_change: false, tries: 0, disabled: false }])),
    sessions: new Map(),
    idle_s: 900,
    calls: [],
    fail: null, // {path, status, code, title}: the next call of the path is refused
  };
  const routes = [];
  const add = (method, pattern, work, open = false) => routes.push({ method, parts: pattern.split("/"), work, open });

  const public_account = ({ username, name, role, unit }) => ({ username, name, role, unit, unit_name: "Văn phòng UBND tỉnh", site: "" });
  const told = (session) => ({
    account: public_account(session.account), csrf: session.csrf, must_change: session.account.must_change, totp_needed: false, must_enrol: Boolean(session.account.must_enrol), idle_s: state.idle_s, password_length: 8,
  });

  add("POST", "/login", ({ body, response }) => {
    const account = state.accounts.get(body.username);
    if (account && account.tries >= 5) return problem(423, "locked", "Tài khoản đã bị khóa.", { phone: "(số điện thoại)" });
    if (!account || account.password !== body.password) {
      if (account) account.tries += 1;
      return problem(401, "bad_login", "Tên đăng nhập hoặc mật khẩu không đúng.", { tries_left: 5 - (account?.tries ?? 1) });
    }
    if (account.totp && body.totp !== account.totp) return problem(401, body.totp ? "bad_totp" : "totp_needed", body.totp ? "Mã xác thực không đúng. Còn 4 lần thử." : "Vui lòng nhập mã xác thực trên điện thoại.");
    account.tries = 0;
    account.notice = body.notice;
    const session = { id: randomBytes(8).toString("hex"), csrf: randomBytes(8).toString("hex"), account };
    state.sessions.set(session.id, session);
    response.setHeader("set-cookie", `gb_session=${session.id}; HttpOnly; SameSite=Strict; Path=/`);
    return told(session);
  }, true);
  add("GET", "/session", ({ session }) => told(session));
  add("POST", "/logout", ({ session }) => void state.sessions.delete(session.id));
  add("POST", "/totp", ({ session }) => ({ secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", uri: `otpauth://totp/Giao%20Ban:${session.account.username}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Giao%20Ban` }));
  add("POST", "/totp/confirm", ({ session, body }) => {
    if (body.code !== "123456") return problem(422, "bad_totp", "Mã xác thực không đúng.", { field: "code" });
    session.account.must_enrol = false;
  });
  add("POST", "/password", ({ session, body }) => {
    if (session.account.password !== body.old) return problem(403, "bad_password", "Mật khẩu hiện tại không đúng.");
    if (body.new.length < 8) return problem(422, "weak_password", "Mật khẩu tối thiểu 8 ký tự, có chữ hoa, chữ thường, chữ số và ký tự đặc biệt.");
    Object.assign(session.account, { password: body.new, must_change: false });
  });

  /* Answers a request under /api/v1; false if it is none. */
  async function handle(request, response) {
    const url = new URL(request.url, "http://x");
    if (!url.pathname.startsWith("/api/v1/")) return false;
    const bytes = await new Promise((done) => {
      const parts = [];
      request.on("data", (part) => parts.push(part)).on("end", () => done(Buffer.concat(parts)));
    });
    const path = url.pathname.slice("/api/v1".length);
    state.calls.push(`${request.method} ${path}`);
    const session = state.sessions.get(/gb_session=(\w+)/.exec(request.headers.cookie ?? "")?.[1]);
    const answer = work({ request, response, path, query: url.searchParams, bytes, session });
    if (answer instanceof Refusal) return send(response, answer.status, "application/problem+json", JSON.stringify(answer.body));
    if (answer === undefined) return send(response, 204);
    if (typeof answer === "function") return answer(response), true; // it answers itself
    if (answer instanceof File) return send(response, 200, answer.type, answer.text, answer.name);
    return send(response, 200, "application/json", JSON.stringify(answer));
  }

  function work(call) {
    const { method } = call.request;
    const wanted = call.path.split("/");
    const route = routes.find(({ method: own, parts }) => own === method && parts.length === wanted.length && parts.every((part, i) => part === wanted[i] || part.startsWith("{")));
    if (!route) return problem(404, "not_found", "Không tìm thấy.");
    if (state.fail?.path === call.path) {
      const { status, code, title } = state.fail;
      state.fail = null;
      return problem(status, code, title);
    }
    if (!route.open && !call.session) return problem(401, "no_session", "Chưa đăng nhập.");
    if (!route.open && method !== "GET" && call.request.headers["x-csrf-token"] !== call.session.csrf) return problem(403, "bad_csrf", "Yêu cầu không hợp lệ.");
    const params = {};
    route.parts.forEach((part, i) => part.startsWith("{") && (params[part.slice(1, -1)] = decodeURIComponent(wanted[i])));
    const json = /json/.test(call.request.headers["content-type"] ?? "");
    return route.work({ ...call, params, body: json ? JSON.parse(call.bytes) : null });
  }

  return { state, add, handle };
}

export class File {
  constructor(type, text, name = "") {
    Object.assign(this, { type, text, name });
  }
}

class Refusal {
  constructor(status, body) {
    Object.assign(this, { status, body });
  }
}

export function problem(status, code, title, more = {}) {
  return new Refusal(status, { code, title, ...more });
}

function send(response, status, type, text = "", name = "") {
  const kept = name ? { "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}` } : {};
  response.writeHead(status, type ? { "content-type": `${type}; charset=utf-8`, ...kept } : {}).end(text);
  return true;
}
