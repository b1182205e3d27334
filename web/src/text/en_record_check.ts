/* The English of vi_record_check.ts. */
import type { viRecordCheck } from "./vi_record_check";

export const enRecordCheck: Record<keyof typeof viRecordCheck, string> = {
  "rec.notice": "This session is being recorded for the file.",
  "rec.notice_heading": "This meeting is recorded",
  "rec.notice_enter": "Understood, enter",
  "rec.notice_seen": "Understood",
  "rec.notice_waits": "Picture and sound are connected once the site has confirmed that it knows.",

  "check.rec": "Check of the recording",
  "check.rec_waits": "The recording is being checked. What is found will stand here.",
  "check.rec_good": "A good recording, which plays from beginning to end.",
  "check.rec_fair": "The recording plays; some places should be looked at.",
  "check.rec_poor": "The recording has faults. Tell the centre's technician.",
  "check.rec_plays": "Plays to its end",
  "check.rec_plays_ok": "yes, all of it was decoded",
  "check.rec_plays_not": "no, a fault at {at}",
  "check.rec_unread": "the file cannot be read: {fault}",
  "check.rec_length": "Length",
  "check.rec_length_ok": "{length}, as the meeting's clock has it",
  "check.rec_length_off": "{length}; the meeting's clock says {expected}",
  "check.rec_sync": "Lips and voice apart",
  "check.rec_sync_ms": "{ms} ms",
  "check.rec_no_sound": "Without sound",
  "check.rec_no_picture": "Without picture",
  "check.rec_black": "Black",
  "check.rec_frozen": "Frozen",
  "check.rec_silent": "Silent",
  "check.rec_none": "none",
  "check.rec_times": "{n} {n:time|times}, {total} together",
  "check.rec_more": "and {n} more",
};
