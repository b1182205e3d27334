// The conduct of the fake meeting: consoles, their commands, the state that is told to all of them.
const now = (before_s = 0) => new Date(Date.now() - before_s * 1000).toISOString().replace(/\.\d+/, "");

function first() {
  return {
    phase: "before", stopped: false, opened: "", closed: "", end_plan: now(-3600), locked: false, waiting_room: true, governed: true,
    floor: { site: "", since: "", limit_s: 0 }, queue: [], muted: [], presenters: [], vote: null, waiting: [], delegates: false, auto_mute: false, mute_reasons: {}, agenda: { number: 0, text: "", since: "" },
    roll: { mode: "assisted", begun: "", ended: "", confirmed: "", confirmed_by: "", called: "", until: "", sites: [] },
  };
}

const without = (list, site) => list.filter((one) => (one.site ?? one) !== site);

export function fakeProceedings({ state, sites, broadcast }) {
  state.proceedings = first();
  const watched = new Map();
  const p = () => state.proceedings;
  const set = (part) => {
    Object.assign(state.proceedings, part);
    broadcast({ type: "proceedings", state: p() });
  };
  const roll = (part) => set({ roll: { ...p().roll, ...part } });
  const record = (action, more = {}) => broadcast({
    type: "recording", state: { begin: "recording", resume: "recording", pause: "paused", end: "off" }[action], since_us: Date.now() * 1000, duration_ms: 61_000, recording: 7, bytes: 9_000_000, behind_ms: 0, reason: "", alarms: [], told: [...sites.keys()], acknowledged: [...sites.keys()].slice(0, 2), ...more,
  });
  const commands = {
    begin: () => set({ phase: "live", opened: now() }),
    end: () => set({ phase: "ended", closed: now() }),
    stop: () => set({ phase: "ended", stopped: true, closed: now() }),
    extend: ({ minutes }) => set({ end_plan: new Date(Date.parse(p().end_plan) + minutes * 60_000).toISOString() }),
    lock: ({ on }) => set({ locked: on }),
    waiting: ({ on }) => set({ waiting_room: on }),
    auto_mute: ({ on }) => set({ auto_mute: on }),
    govern: ({ on }) => set({ governed: on }),
    admit: ({ site }) => set({ waiting: site === "*" ? [] : without(p().waiting, site) }),
    reject: ({ site }) => set({ waiting: without(p().waiting, site) }),
    withdraw: ({ site }) => set({ queue: without(p().queue, site) }),
    queue: ({ sites: order }) => set({ queue: order.map((site) => p().queue.find((one) => one.site === site)) }),
    floor: ({ site, limit_s = 0 }) => set({ floor: { site, since: site && now(), limit_s }, queue: without(p().queue, site) }),
    mute: ({ site, on }) => {
      const those = site === "*" ? [...sites.values()].filter(({ role }) => role !== "chair").map(({ id }) => id) : [site];
      set({ muted: on ? [...new Set([...p().muted, ...those])] : p().muted.filter((one) => !those.includes(one)) });
    },
    present: ({ site, on }) => set({ presenters: on ? [...p().presenters, site] : without(p().presenters, site) }),
    roll_begin: ({ mode }) => roll({ mode, begun: now(), ended: "", confirmed: "", confirmed_by: "", sites: [...sites.values()].filter(({ role }) => role === "site").map(({ id }) => ({ site: id, answer: "" })) }),
    roll_call: ({ site }) => roll({ called: site, until: now(-3) }),
    roll_mark: ({ site, answer }) => roll({ sites: p().roll.sites.map((one) => (one.site === site ? { site, answer } : one)) }),
    roll_end: () => roll({ ended: now(), called: "" }),
    roll_confirm: () => roll({ confirmed: now(), confirmed_by: "Thư ký" }),
    heads: ({ id, ...heads }) => broadcast({ ...heads, delegates: [] }),
    drop: ({ site }) => void (sites.get(site).state = "none", broadcast({ type: "site", site: sites.get(site) })),
    restart: () => {},
    site_layout: ({ site, layout, pinned = "" }) => set({ site_layouts: [...(p().site_layouts ?? []).filter((own) => own.site !== site), ...(layout ? [{ site, layout, pinned }] : [])] }),
    watch: () => {},
    vote_open: ({ question, quorum_percent = 0, secret = false }) => set({
      vote: { question, quorum_percent, secret, open: true, opened: now(), closed: "", voters: [...sites.keys()], ballots: [], voters_count: sites.size, connected: sites.size, cast: 0, not_voted: sites.size, for: 0, against: 0, abstain: 0, quorum_met: false },
    }),
    agenda: ({ number, text = "" }) => set({ agenda: { number, text, since: number > 0 ? now() : "" } }),
    vote_close: () => set({ vote: { ...p().vote, open: false, closed: now() } }),
    chat: ({ to, text }, client) => broadcast({ type: "chat", from: client.console, name: "Thư ký", to, text, time: now() }),
    message: () => {},
    camera: () => {},
    camera_preset: () => {},
    record: ({ action, stems }) => record(action, action === "begin" ? { stems } : {}),
  };

  return {
    welcome(client) {
      client.console = "account:thuky";
      client.say({
        type: "welcome", meeting: { code: "m-1", title: "Họp giao ban tháng 3 giữa UBND tỉnh với UBND các huyện, thị xã, thành phố" }, self: { id: client.console, name: "Thư ký", role: "secretary" },
        token: "", resume: "", media_alive: false, sites: [...sites.values()], layouts: state.layouts, ice_servers: [], proceedings: p(),
      });
      [...sites.values()].forEach(({ id, quality }, i) => {
        if (watched.has(id)) client.say({ type: "site_watch", site: id, faults: watched.get(id) });
        client.say({ type: "site_quality", site: id, level: quality, rtt_ms: 20 + i * 3, loss_percent: (i % 5) / 2, rx_bps: 1_400_000 - i * 8000, tx_bps: 900_000, level_dbov: i === 12 ? -18 : -70, ...(id === "s1" && { camera: { pan: true, tilt: true, zoom: false, focus: false, presets: 3 } }) });
      });
    },
    run(client, message) {
      if (!commands[message.type]) return false;
      commands[message.type](message, client);
      client.say({ type: "done", id: message.id });
      return true;
    },
    reset() {
      state.proceedings = first();
      watched.clear();
    },
    /* What becomes of the recording by itself. */
    record,
    /* What the watch finds of a site; with a reason it is muted by itself. */
    watch(site, faults, reason) {
      watched.set(site, faults);
      broadcast({ type: "site_watch", site, faults });
      if (reason) set({ muted: [...p().muted, site], mute_reasons: { ...p().mute_reasons, [site]: reason } });
    },
    /* Many sites, in the middle of the meeting. */
    busy(count) {
      for (let i = sites.size; i < count; i += 1) {
        sites.set(`s${i}`, { id: `s${i}`, name: `Điểm cầu xã Bình Giang ${i}`, role: "site", order: i, state: i % 17 ? "connected" : "lost", mic: false, camera: true, speaking: false, quality: ["good", "good", "good", "fair", "good", "poor"][i % 6] });
      }
      Object.assign(sites.get("s12"), { mic: true, speaking: true });
      sites.get("s3").quality = "fair";
      broadcast({ type: "sites", sites: [...sites.values()] });
      set({
        phase: "live", opened: now(1830), floor: { site: "s12", since: now(95), limit_s: 300 }, muted: ["s5", "s6"], presenters: ["s4"],
        queue: [["s7", "Tiến độ giải ngân"], ["s4", ""], ["s9", "Phòng, chống thiên tai"]].map(([site, subject], i) => ({ site, since: now(200 - i * 40), subject })),
        waiting: [{ site: "kg-khach", name: "Điểm cầu Hòn Tre", since: now(60) }, { site: "kg-b", name: "Điểm cầu Thổ Châu", since: now(30) }],
        vote: { question: "Thông qua kế hoạch công tác quý II", quorum_percent: 50, secret: false, open: true, opened: now(40), closed: "", voters: [], ballots: [], voters_count: 15, connected: 14, cast: 11, not_voted: 4, for: 9, against: 1, abstain: 1, quorum_met: true },
      });
    },
  };
}
