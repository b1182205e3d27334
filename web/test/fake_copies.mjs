// Copies and packages in memory, for the fake /api/v1: each look brings what is made a step further.
import { File, problem } from "./fake_rest.mjs";

export function addCopies({ state, add }) {
  state.copies = [];
  const step = (copy) => {
    if (copy.state === "queued") copy.state = "running";
    else if (copy.state === "running") copy.permille += 400;
    if (copy.permille >= 1000) Object.assign(copy, { state: "ready", bytes: 12_345_678 });
    return copy;
  };
  const make = (part, session) => {
    const copy = { id: state.copies.length + 1, from_ms: 0, to_ms: 0, mark: false, recipient: "", name: session.account.name, state: "queued", fault: "", bytes: 0, created: "2026-11-22T08:00:00Z", permille: 0, paused: false, ...part };
    state.copies.unshift(copy);
    return copy;
  };
  const listed = (is) => ({ items: state.copies.filter(is).map(step) });

  add("GET", "/recordings/{id}/copies", ({ params }) => listed(({ recording }) => recording === Number(params.id)));
  add("POST", "/recordings/{id}/copies", ({ params, body, session }) => (body.to_ms && body.to_ms <= body.from_ms ? problem(422, "bad_field", "Đến: phải sau thời điểm bắt đầu.") : make({ ...body, recording: Number(params.id), meeting: "" }, session)));
  add("GET", "/meetings/{code}/packages", ({ params }) => listed(({ meeting }) => meeting === params.code));
  add("POST", "/meetings/{code}/packages", ({ params, body, session }) => make({ ...body, form: "package", recording: 0, meeting: params.code }, session));
  add("GET", "/copies/{id}/file", () => new File("application/zip", "PK"));
  add("DELETE", "/copies/{id}", ({ params }) => {
    state.copies = state.copies.filter(({ id }) => id !== Number(params.id));
  });
}
