/**
 * document_rtf: a document as RTF 1.9, which every word processor opens with exactly these margins, sizes and places.
 *
 * All bytes are ASCII: other letters stand as \uN?, as the format has it for those who know no Unicode. What comes from
 * outside cannot begin a command: braces and backslashes are escaped.
 *
 * Units       none.
 * Ownership   what is returned is the caller's: g_free().
 * Thread      any: no state.
 * Errors      none.
 * Memory      the text.
 */
#ifndef SIGNALING_REPORT_DOCUMENT_RTF_H
#define SIGNALING_REPORT_DOCUMENT_RTF_H

#include "signaling/report/document.h"

char *document_rtf(const Document *document);

#endif
