// A server for tests: serves the built pages under the strict policy, speaks the /ws protocol with one meeting, and has a /api/v1.
// The media side is handed in (see fake_mixer.js: a second page of the same browser answers the offers).
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import path from "node:path";
import { WebSocketServer } from "ws";
import { addAttendance } from "./fake_attendance.mjs";
import { addLines } from "./fake_lines.mjs";
import { addMeetings } from "./fake_meetings.mjs";
import { addCopies } from "./fake_copies.mjs";
import { addMinutes } from "./fake_minutes.mjs";
import { addOffice } from "./fake_office.mjs";
import { addRecordings } from "./fake_recordings.mjs";
import { addReports } from "./fake_reports.mjs";
import { fakeProceedings } from "./fake_proceedings.mjs";
import { fakeRest } from "./fake_rest.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export const SITE_NAMES = [
  "UBND tỉnh", "Điểm cầu Rạch Giá", "Điểm cầu Hà Tiên", "Điểm cầu Kiên Lương", "Điểm cầu Hòn Đất", "Điểm cầu Tân Hiệp",
  "Điểm cầu Châu Thành", "Điểm cầu Giồng Riềng", "Điểm cầu Gò Quao", "Điểm cầu An Biên", "Điểm cầu An Minh",
  "Điểm cầu Vĩnh Thuận", "Điểm cầu Phú Quốc", "Điểm cầu Kiên Hải", "Điểm cầu U Minh Thượng", "Điểm cầu Giang Thành",
];

export async function startFakeServer({ dist, answer = async () => "", candidate = () => {}, slides = () => {} }) {
  const sites = new Map(SITE_NAMES.map((name, order) => [`s${order}`, siteOf(`s${order}`, name, order)]));
  const state = {
    received: [], // every message of every client, in order
    ...firstScene(),
    media_alive: true, // what a hello with a resume ticket is told
    crowded: 0, // an HTTP status: no WebSocket is opened, and whoever asks by HTTP hears it
    refuse: null, // a code: the next hello is refused with it
    refuse_offer: null,
    role: "site",
    sockets: new Set(),
  };
  let legs = 0;
  const rest = fakeRest();
  addOffice(rest);
  addReports(rest);
  addMeetings(rest);
  addLines(rest);
  addMinutes(rest);
  addCopies(rest);
  addRecordings(rest);
  addAttendance(rest);

  const server = createServer(async (request, response) => {
    if (await rest.handle(request, response)) return;
    const name = new URL(request.url, "http://x").pathname;
    if (name === "/ws") return response.writeHead(state.crowded || 426).end();
    const file = path.extname(name) === "" && !name.startsWith("/assets/") ? "/index.html" : name;
    response.setHeader("content-security-policy", POLICY);
    try {
      const body = readFileSync(path.join(dist, path.normalize(file)));
      response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });

  const websockets = new WebSocketServer({ server, path: "/ws", verifyClient: (_info, done) => done(state.crowded === 0, state.crowded) });
  websockets.on("connection", (socket) => {
    const client = { self: null, leg: null, say: (message) => socket.send(JSON.stringify(message)) };
    state.sockets.add(socket);
    socket.client = client;
    socket.on("close", () => state.sockets.delete(socket));
    socket.on("message", (text) => {
      const message = JSON.parse(text);
      state.received.push(message);
      if (client.console && conduct.run(client, message)) return;
      handlers[message.type]?.(client, message);
    });
  });

  const handlers = {
    hello(client, message) {
      if (state.refuse) return client.say({ type: "error", code: state.refuse, message: "", for: "hello" });
      if (message.client === "console") return conduct.welcome(client);
      const site = sites.get(state.self ?? (state.role === "chair" ? "s0" : "s4"));
      site.state = "connected";
      client.self = site;
      client.say({
        type: "welcome",
        meeting: { code: "giao-ban", title: "Họp giao ban tháng 3 giữa UBND tỉnh với UBND các huyện, thị xã, thành phố" },
        self: { id: site.id, name: site.name, role: state.role },
        token: "kept-token",
        resume: "ticket-0",
        media_alive: Boolean(message.resume) && state.media_alive,
        sites: [...sites.values()],
        layouts: state.layouts,
        ice_servers: [],
      });
      client.say({ type: "floor", site: state.floor });
      client.say({ type: "overlay", ...state.overlay });
      client.say({ type: "share", ...shareFor(client) });
    },
    async offer(client, message) {
      if (state.refuse_offer) return client.say({ type: "error", code: state.refuse_offer, message: "", for: "offer" });
      if (message.fresh || client.leg === null) client.leg = ++legs;
      const sdp = await answer(client.leg, message.sdp);
      client.say({ type: "answer", id: message.id, sdp, resume: `ticket-${client.leg}` });
    },
    candidate(client, message) {
      if (client.leg !== null) candidate(client.leg, message.candidate, message.mid);
    },
    set(client, message) {
      Object.assign(client.self, { mic: message.mic, camera: message.camera });
      broadcast({ type: "site", site: client.self });
    },
    layout(_client, { type, view, ...wish }) {
      state.layouts = state.layouts.map((layout) => (layout.view === view ? { ...layout, ...wish } : layout));
      broadcast({ type: "layouts", layouts: state.layouts });
    },
    floor(_client, message) {
      state.floor = message.site;
      broadcast({ type: "floor", site: state.floor });
    },
    overlay(_client, { type, ...wish }) {
      Object.assign(state.overlay, wish);
      broadcast({ type: "overlay", ...state.overlay });
    },
    share(client, message) {
      const chair = client.self.role === "chair";
      if (message.on && state.presenter && state.presenter !== client && !chair) {
        return client.say({ type: "error", code: "share_taken", message: "", for: "share" });
      }
      if (!message.on && state.presenter !== client && !chair) return;
      state.presenter = message.on ? client : null;
      slides(state.presenter?.leg ?? null);
      for (const { client: each } of state.sockets) each.say({ type: "share", ...shareFor(each) });
    },
    ping: (client, message) => client.say({ type: "pong", t: message.t }),
  };

  const shareFor = (client) => ({ site: state.presenter?.self.id ?? "", mine: state.presenter === client });
  const broadcast = (message) => {
    for (const socket of state.sockets) socket.client.say(message);
  };

  const conduct = fakeProceedings({ state, sites, broadcast });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    state,
    rest,
    sites,
    conduct,
    broadcast,
    changeSite(id, part) {
      broadcast({ type: "site", site: Object.assign(sites.get(id), part) });
    },
    dropSockets() {
      for (const socket of state.sockets) socket.terminate();
    },
    async close() {
      this.dropSockets();
      websockets.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/* What a new meeting shows; tests put it back between them. */
export function firstScene() {
  const layout = (view, mode) => ({ view, mode, page: 0, pages: 1, pinned: "", rotate_s: 15 });
  return {
    layouts: [layout("sites", "grid"), layout("chair", "grid"), layout("floor", "chair")],
    floor: "",
    overlay: { title: false, clock: false },
    presenter: null,
  };
}

function siteOf(id, name, order) {
  return { id, name, role: order === 0 ? "chair" : "site", order, state: "connected", mic: order === 0, camera: true, speaking: false, quality: "good" };
}
