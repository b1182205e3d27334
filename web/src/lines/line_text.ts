/* The checks in words. */
import { formatNumber, t, type TextKey } from "../text/text";
import { READINESS, type Finding, type Item, type LineCheck, type Readiness } from "./line_records";

export const READINESS_TEXT: Record<Readiness, TextKey> = {
  poor: "check.poor",
  fair: "check.fair",
  untried: "check.untried",
  good: "check.good",
  absent: "check.absent",
};

export const ITEM_TEXT: Record<Item, TextKey> = {
  camera: "check.camera",
  microphone: "check.microphone",
  echo: "check.echo",
  line: "check.line",
};

/* For each word of a check: a word for the board, and what is the matter with the next step. */
const WORDS: ReadonlyMap<string, readonly [short: TextKey, step: TextKey]> = new Map([
  ["absent", ["check.absent", "test.absent"]],
  ["cam_ok", ["check.cam_ok", "test.cam_ok"]],
  ["cam_no", ["check.cam_no", "test.cam_no"]],
  ["cam_denied", ["check.cam_denied", "test.cam_denied"]],
  ["cam_busy", ["check.cam_busy", "test.cam_busy"]],
  ["cam_off", ["check.cam_off", "test.cam_off"]],
  ["cam_black", ["check.cam_black", "test.cam_black"]],
  ["cam_frozen", ["check.cam_frozen", "test.cam_frozen"]],
  ["cam_unknown", ["check.cam_unknown", "test.cam_unknown"]],
  ["mic_ok", ["check.mic_ok", "test.mic_ok"]],
  ["mic_no", ["check.mic_no", "test.mic_no"]],
  ["mic_denied", ["check.mic_denied", "test.mic_denied"]],
  ["mic_busy", ["check.mic_busy", "test.mic_busy"]],
  ["mic_off", ["check.mic_off", "test.mic_off"]],
  ["mic_silent", ["check.mic_silent", "test.mic_silent"]],
  ["mic_howling", ["check.mic_howling", "test.mic_howling"]],
  ["mic_clipping", ["check.mic_clipping", "test.mic_clipping"]],
  ["mic_low", ["check.mic_low", "test.mic_low"]],
  ["mic_quiet", ["check.mic_quiet", "test.mic_quiet"]],
  ["echo_ok", ["check.echo_ok", "test.echo_ok"]],
  ["echo_found", ["check.echo_found", "test.echo_found"]],
  ["echo_unknown", ["check.echo_unknown", "test.echo_unknown"]],
  ["net_ok", ["check.net_ok", "test.net_ok"]],
  ["net_fair", ["check.net_fair", "test.net_fair"]],
  ["net_bad", ["check.net_bad", "test.net_bad"]],
]);

/* A newer server may know words that this page does not: they are left out. */
export function wordText(word: string): string {
  const known = WORDS.get(word);
  return known ? t(known[0]) : "";
}

export function stepText({ word }: Pick<Finding, "word">, check: LineCheck | null = null): string {
  const known = WORDS.get(word);
  if (!known) return "";
  const text = t(known[1], check ? { kbps: kbps(check.down_bps), loss: formatNumber(check.loss_percent, 1) } : {});
  return word === "net_bad" ? `${text} ${t("test.net_next")}` : text;
}

const kbps = (bps: number) => formatNumber(bps / 1000);

export function figuresText(check: LineCheck, short = false): string {
  return t(short ? "check.figures_short" : "check.figures", {
    loss: formatNumber(check.loss_percent, 1),
    rtt: formatNumber(check.rtt_ms),
    jitter: formatNumber(check.jitter_ms),
    up: kbps(check.up_bps),
    down: kbps(check.down_bps),
  });
}

export function isReadiness(word: string | null): word is Readiness {
  return READINESS.some((one) => one === word);
}
