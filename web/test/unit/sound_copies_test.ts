import assert from "node:assert/strict";
import { test } from "node:test";
import { CopiesChoice, preferRed } from "../../src/media/sound_copies";

const answer = (types: string, red = "a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n") =>
  `v=0\r\ns=-\r\nm=audio 9 UDP/TLS/RTP/SAVPF ${types}\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\n${red}` +
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:3\r\n";

test("RED is put first, and last again, in the first line of sound alone", () => {
  assert.equal(preferRed(answer("111 63"), true), answer("63 111"));
  assert.equal(preferRed(answer("63 111"), false), answer("111 63"));
  assert.equal(preferRed(answer("111 63"), false), answer("111 63"));
  assert.equal(preferRed("m=audio 9 X 111 63\r\na=rtpmap:63 red/48000/2", true), "m=audio 9 X 63 111\r\na=rtpmap:63 red/48000/2");
});

for (const { why, text } of [
  { why: "Firefox has no RED", text: answer("111", "") },
  { why: "the RED of a picture is none", text: "m=video 9 X 96 63\r\na=rtpmap:63 red/90000\r\n" },
  { why: "nothing is answered yet", text: "" },
]) {
  test(why, () => assert.equal(preferRed(text, true), null));
}

test("sound is sent twice from loss that lasts on, and until it has long been over", () => {
  const choice = new CopiesChoice();
  const after = (...percents: number[]) => { for (const percent of percents) choice.update(percent); return choice.on; };
  assert.equal(after(0, 30, 0, 30, 1.5), false);
  assert.equal(after(2, 2), true);
  assert.equal(after(0, 0, 0, 0, 0, 0, 0, 0, 0, 1), true);
  assert.equal(after(0, 0, 0, 0, 0, 0, 0, 0, 0), true);
  assert.equal(choice.update(0), true);
  assert.equal(choice.on, false);
});
