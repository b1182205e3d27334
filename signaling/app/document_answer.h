/**
 * document_answer: a document as the answer of a call: a page that may only be looked at, or an RTF file to be saved.
 *
 * Units       none.
 * Ownership   the document stays the caller's.
 * Thread      as rest_call.h.
 * Errors      none.
 * Memory      the answer.
 */
#ifndef SIGNALING_APP_DOCUMENT_ANSWER_H
#define SIGNALING_APP_DOCUMENT_ANSWER_H

#include "signaling/app/rest_call.h"
#include "signaling/report/document.h"

#define DOCUMENT_HTML_TYPE "text/html; charset=utf-8"
#define DOCUMENT_RTF_TYPE  "application/rtf"
#define DOCUMENT_CSV_TYPE  "text/csv; charset=utf-8"
#define DOCUMENT_XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

void document_answer_html(RestCall *call, const Document *document);

/** @param file_name  to be saved under */
void document_answer_rtf(RestCall *call, const Document *document, const char *file_name);

/** Any text, to be saved. @param text  taken */
void document_answer_text(RestCall *call, const char *type, char *text, const char *file_name);

/** A file, or 500 where it could not be made. @param file  NULL with a fault; stays the caller's */
void document_answer_file(
        RestCall *call, const char *type, GBytes *file, const char *file_name, const GError *fault);

#endif
