/* English beside vi_copies. */
import type { viCopies } from "./vi_copies";

export const enCopies: Record<keyof typeof viCopies, string> = {
  "copy.packages": "Package of the meeting",
  "copy.packages_about": "One signed ZIP with recording, attendance, minutes, papers and the meeting's log.",
  "copy.form": "Format",
  "copy.mp4": "MP4 (picture and sound)",
  "copy.webm": "WebM (as recorded)",
  "copy.mp3": "MP3 (sound only)",
  "copy.opus": "Opus (sound only, as recorded)",
  "copy.package": "Package of the meeting (ZIP)",
  "copy.from": "From (h:mm:ss)",
  "copy.to": "To (h:mm:ss)",
  "copy.to_end": "end",
  "copy.mark": "Write the receiver's name and the time into the picture",
  "copy.recipient": "For whom (is written into the log)",
  "copy.make": "Make a copy",
  "copy.make_package": "Make the package",
  "copy.asked": "It is being made in the background, without harm to meetings.",
  "copy.queued": "Waiting",
  "copy.paused": "Stands still: the server is busy with meetings",
  "copy.failed": "It could not be made",
  "copy.cancel": "Cancel",
  "copy.delete": "Delete this copy? The recording stays.",
  "copy.save": "Save",
  "copy.size": "Save ({n} MB)",
  "copy.bad_time": "That is no time. For example: 0:12:30.",
};
