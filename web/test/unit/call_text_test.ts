import assert from "node:assert/strict";
import { test } from "node:test";
import type { SiteCall } from "../../src/api/messages";
import { firstState, stateAfter } from "../../src/console/console_state";
import { callText, codeOf, isCalled } from "../../src/console/call_text";

const call = (state: SiteCall["state"], reason = "", next = ""): SiteCall => ({ site: "code:903", code: "903", state, reason, tries: 1, next });

for (const [state, reason, next, text, called] of [
  ["calling", "", "", "Đang gọi…", true],
  ["ringing", "", "", "Đang đổ chuông…", true],
  ["waiting", "", "2026-11-23T01:00:00Z", "Chờ gọi…", true],
  ["connected", "", "", "", false],
  ["over", "busy", "", "Máy bận", false],
  ["over", "no_encryption", "", "Thiết bị chưa bật mã hóa hình tiếng (SRTP)", false],
  ["over", "no_address", "", "Không gửi được hình tiếng tới địa chỉ thiết bị khai báo", false],
  ["over", "bad_offer", "", "Không đọc được bản mô tả hình tiếng (SDP) của thiết bị", false],
  ["over", "", "", "", false],
  ["over", "from a newer server", "", "", false],
] as const) {
  test(`a call that is ${state} ${reason}`, () => {
    assert.equal(callText(call(state, reason, next)), text);
    assert.equal(isCalled(call(state, reason, next)), called);
  });
}

test("when it is called again", () => {
  assert.match(callText(call("waiting", "no_answer", "2026-11-23T01:00:15Z")), /^Không trả lời, gọi lại lúc .*\d:00:15/);
  assert.equal(callText(undefined), "");
  assert.equal(isCalled(undefined), false);
});

test("a site's code, whether it is here or not", () => {
  assert.deepEqual(["absent:903", "code:903", "site:hòn đất", "chair"].map((id) => codeOf({ id } as never)), ["903", "903", "", ""]);
});

test("what is told of a call is kept by the site's code", () => {
  const state = stateAfter(firstState(), { type: "site_call", ...call("ringing") }, 0);
  assert.equal(state.calls?.get("903")?.state, "ringing");
});
