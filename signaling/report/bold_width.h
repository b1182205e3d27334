/**
 * bold_width: how wide a line of bold Times is, so that the rule under it can be as long as the text, or a part of it.
 *
 * From the widths of Times Bold's letters, which Liberation Serif and Times New Roman share; a letter with marks is as
 * wide as the one without. Without kerning: within a few hundredths.
 *
 * Units       pt.
 * Ownership   the text stays the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_REPORT_BOLD_WIDTH_H
#define SIGNALING_REPORT_BOLD_WIDTH_H

/** @param text  UTF-8, one line */
double bold_width_pt(const char *text, double size_pt);

#endif
