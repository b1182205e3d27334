/*
 * Earlier sound once more in later packets (RFC 2198), against loss. Chromium sends it where the answer names RED before
 * Opus; the mixer takes either at any time, so the page turns the order of the answer that it has. Pure.
 */

/* Loss of what we send, in percent, once a reading: how it begins and ends. */
const BEGINS_PERCENT = 2;
const ENDS_PERCENT = 1;
const BEGINS_AFTER = 2; // readings in a row
const ENDS_AFTER = 10;

export class CopiesChoice {
  private in_a_row = 0;
  on = false;

  /* Whether what is wanted is another than before. */
  update(loss_percent: number): boolean {
    const turns = this.on ? loss_percent < ENDS_PERCENT : loss_percent >= BEGINS_PERCENT;
    this.in_a_row = turns ? this.in_a_row + 1 : 0;
    if (this.in_a_row < (this.on ? ENDS_AFTER : BEGINS_AFTER)) return false;
    this.in_a_row = 0;
    this.on = !this.on;
    return true;
  }
}

/* The answer with RED first in its first line of sound, or last; null where RED was not agreed on. */
export function preferRed(answer: string, on: boolean): string | null {
  const begin = answer.indexOf("m=audio ");
  if (begin < 0) return null;
  const next = answer.indexOf("\r\nm=", begin);
  const section = answer.slice(begin, next < 0 ? undefined : next);
  const red = /^a=rtpmap:(\d+) red\/48000\/2\r?$/m.exec(section)?.[1];
  const line = /^(m=audio \d+ \S+) (.+?)\r?$/m.exec(section);
  if (red === undefined || !line?.[1] || !line[2]) return null;
  const others = line[2].split(" ").filter((type) => type !== red);
  const types = on ? [red, ...others] : [...others, red];
  return answer.slice(0, begin) + section.replace(line[0].trimEnd(), `${line[1]} ${types.join(" ")}`) + (next < 0 ? "" : answer.slice(next));
}
