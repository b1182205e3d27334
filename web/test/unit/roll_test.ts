import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST_PROCEEDINGS, type Delegate, type Roll } from "../../src/api/proceedings_messages";
import { nextUnmarked, rollCounts, rollKey, rollName, rollPhase, withMarks } from "../../src/console/roll_state";
import { calledNow, NO_CONDUCT } from "../../src/room/conduct";
import { changedDelegates, delegatesOf, linesOf } from "../../src/people/delegate_lines";

const WORDS = { in_person: "Có mặt trực tiếp", online: "Có mặt trực tuyến", absent: "Vắng mặt" };
const roll = (...answers: ("" | "present" | "no_answer")[]): Roll => ({ ...FIRST_PROCEEDINGS.roll, begun: "2026-11-25T00:45:00Z", sites: answers.map((answer, n) => ({ site: `s${n}`, answer })) });

for (const [answers, after, next] of [
  [["", "", ""], -1, 0],
  [["present", "", ""], 0, 1],
  [["", "present", "present"], 2, 0], // round to the start
  [["present", "no_answer"], 0, -1],
  [[], -1, -1],
] as const) {
  test(`after ${after} of ${answers.join("|")} comes ${next}`, () => assert.equal(nextUnmarked(roll(...answers), after), next));
}

for (const [key, meaning] of [["1", { mark: "present" }], ["4", { mark: "no_answer" }], ["5", null], ["0", null], [" ", { move: 1 }], ["Backspace", { move: -1 }], ["a", null]] as const) {
  test(`the key «${key}»`, () => assert.deepEqual(rollKey(key), meaning));
}

test("marks that are still on their way are not asked for again", () => {
  assert.equal(nextUnmarked(withMarks(roll("", "", ""), new Map([["s0", "present"], ["s2", "no_answer"]])), 2), 1);
  assert.equal(nextUnmarked(withMarks(roll("", ""), new Map([["s0", "present"], ["s1", "present"]])), 1), -1);
});

test("how far it is", () => {
  assert.equal(rollPhase(FIRST_PROCEEDINGS.roll), "none");
  assert.equal(rollPhase(roll("")), "open");
  assert.equal(rollPhase({ ...roll(""), ended: "x" }), "over");
  assert.equal(rollPhase({ ...roll(""), ended: "x", confirmed: "y" }), "confirmed");
  assert.deepEqual(rollCounts(roll("present", "", "no_answer")), { present: 1, picture_only: 0, sound_only: 0, no_answer: 1, called: 2 });
});

test("who was invited and is away has its name", () => {
  const invited = [{ site: "hondat", name: "Điểm cầu Hòn Đất", position: 1 }];
  assert.equal(rollName("code:hondat", { sites: [], speaker: null }, invited), "Điểm cầu Hòn Đất");
  assert.equal(rollName("site:kim lợi", { sites: [], speaker: null }, invited), "kim lợi");
});

test("a site is called until the server's clock says otherwise", () => {
  const proceedings = { ...FIRST_PROCEEDINGS, roll: { ...roll(""), called: "s0", until: "2026-11-25T00:45:03Z" } };
  const at = Date.parse("2026-11-25T00:45:02Z");
  assert.equal(calledNow({ ...NO_CONDUCT, proceedings }, at), "s0");
  assert.equal(calledNow({ ...NO_CONDUCT, proceedings, behind_ms: 2000 }, at), null);
  assert.equal(calledNow(NO_CONDUCT, at), null);
});

test("delegates are lines of text, there and back", () => {
  const text = "Nguyễn Văn A; Phó Chủ tịch; UBND huyện Hòn Đất; co mat truc tiep\n\n  Trần Thị B ; ; ; Vắng mặt; Lê C; đi công tác ";
  const delegates = delegatesOf(text, WORDS);
  assert.deepEqual(delegates.map(({ position, name, how, note }) => [position, name, how, note]), [[1, "Nguyễn Văn A", "in_person", ""], [2, "Trần Thị B", "absent", "đi công tác"]]);
  assert.deepEqual(delegatesOf(linesOf(delegates, WORDS), WORDS), delegates);
  assert.equal(delegatesOf("Lê C", WORDS)[0]?.how, "online");
});

test("only what has changed is said again", () => {
  const before = delegatesOf("A\nB\nC", WORDS);
  const said = changedDelegates(before, delegatesOf("A\nD", WORDS));
  assert.deepEqual(said.map(({ position, name }: Delegate) => [position, name]), [[2, "D"], [3, ""]]);
  assert.deepEqual(changedDelegates(before, before), []);
});
