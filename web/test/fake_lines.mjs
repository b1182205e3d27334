// The checks of a meeting's sites in memory, for the fake /api/v1: seven sites with something wrong, some who are not there, the rest well.
const FIELDS = ["camera", "microphone", "echo", "line"];
const WELL = ["good cam_ok", "good mic_ok", "good echo_ok", "good net_ok"];
const ORDER = ["unknown", "good", "fair", "poor"];
const WRONG = {
  2: ["poor cam_no", "good mic_ok", "good echo_ok", "good net_ok"], 3: ["poor cam_black", "fair mic_low", "good echo_ok", "good net_ok"],
  5: ["good cam_ok", "poor mic_silent", "unknown echo_unknown", "good net_ok"], 6: ["good cam_ok", "good mic_ok", "poor echo_found", "good net_ok"],
  8: ["good cam_ok", "good mic_ok", "good echo_ok", "poor net_bad"], 9: ["fair cam_off", "unknown mic_off", "unknown echo_unknown", "good net_ok"],
  11: ["good cam_ok", "unknown mic_quiet", "unknown echo_unknown", "good net_ok"],
};
const AWAY = [7, 13];

export function checkOf(items) {
  const found = items.map((text) => ({ level: text.split(" ")[0], word: text.split(" ")[1] }));
  const level = ORDER[Math.max(...found.map(({ level }) => ORDER.indexOf(level)))];
  const bad = found[3].level === "poor";
  return {
    level, ...Object.fromEntries(FIELDS.map((field, i) => [field, found[i]])),
    loss_percent: bad ? 10.4 : 0.2, jitter_ms: bad ? 64 : 6, rtt_ms: bad ? 210 : 24, up_bps: 1_380_000, down_bps: 910_000, peak_dbov: -21,
  };
}

const minutesAgo = (n) => new Date(Date.now() - n * 60_000).toISOString().replace(/\.\d+/, "");

export function addLines({ state, add }) {
  state.lines = { running: true, checks: new Map() };
  add("GET", "/meetings/{code}/line-checks", ({ params }) => {
    const { running } = state.lines;
    const items = (state.invited.get(params.code) ?? state.sites.slice(0, 15).map(({ code }) => code)).map((code, i) => {
      const site = state.sites.find((one) => one.code === code);
      const away = AWAY.includes(i);
      return {
        identity: `code:${code}`, site: code, name: site.name, contact_name: i === 4 ? "" : `Tổ kỹ thuật ${site.name.replace("Điểm cầu ", "")}`, contact_phone: i === 4 ? "" : `0297 3 8${String(60000 + i * 37)}`.slice(0, 12),
        room: "Phòng họp trực tuyến, tầng 2", connected: running && !away, time: away && i === AWAY[0] ? "" : minutesAgo(running && !away ? 0 : 50),
        check: away && i === AWAY[0] ? null : checkOf(state.lines.checks.get(i) ?? WRONG[i] ?? WELL), faults: [],
      };
    });
    return { running, items };
  });
  add("GET", "/meetings/{code}/line-checks/{identity}", ({ params }) => ({
    items: [WRONG[3], ["poor cam_black", "unknown mic_off", "unknown echo_unknown", "fair net_fair"], WELL].map((items, i) => ({ name: params.identity, time: minutesAgo(4 + i * 9), check: checkOf(items) })),
  }));
}
