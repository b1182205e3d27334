/* How calling the sites' room devices (SIP) goes, in words. Pure. */
import type { Site, SiteCall } from "../api/messages";
import { formatSeconds } from "../text/format";
import { t, type TextKey } from "../text/text";

export interface SiteCallList {
  items: SiteCall[];
  served: boolean; // false: this installation has no SIP
}

const REASON_TEXT: Record<string, TextKey> = {
  dropped: "call.dropped",
  busy: "call.busy",
  no_answer: "call.no_answer",
  unreachable: "call.unreachable",
  hung_up: "call.hung_up",
  declined: "call.declined",
  not_found: "call.not_found",
  no_codec: "call.no_codec",
  no_encryption: "call.no_encryption",
  no_address: "call.no_address",
  bad_offer: "call.bad_offer",
  no_tls: "call.no_tls",
  certificate: "call.certificate",
  stopped: "call.stopped",
};

/* The code of a site of the board, whether it is here or not; "" of who has none. */
export function codeOf({ id }: Site): string {
  return /^(?:absent|code):(.+)$/.exec(id)?.[1] ?? "";
}

export function isCalled(call: SiteCall | undefined): boolean {
  return call !== undefined && ["waiting", "calling", "ringing"].includes(call.state);
}

/* What stands beside the site's name; "" when there is nothing to say. */
export function callText(call: SiteCall | undefined): string {
  if (!call || call.state === "connected") return "";
  if (call.state === "calling") return t("call.calling");
  if (call.state === "ringing") return t("call.ringing");
  const key = REASON_TEXT[call.reason];
  const reason = key ? t(key) : "";
  if (call.state === "over") return reason;
  return reason && call.next ? t("call.again", { reason, time: formatSeconds(call.next) }) : reason || t("call.waiting");
}
