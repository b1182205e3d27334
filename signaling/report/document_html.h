/**
 * document_html: a document as a page for screen and print, whole in one file: its style stands in it.
 *
 * Units       none.
 * Ownership   what is returned is the caller's: g_free().
 * Thread      any: no state.
 * Errors      none.
 * Memory      the text.
 */
#ifndef SIGNALING_REPORT_DOCUMENT_HTML_H
#define SIGNALING_REPORT_DOCUMENT_HTML_H

#include "signaling/report/document.h"

char *document_html(const Document *document);

/** The Content-Security-Policy under which the page is to be shown: its own style, and nothing else. */
char *document_html_policy(const Document *document);

#endif
