/**
 * minutes_document: the minutes of a meeting as an official paper: Mẫu 1.9 of NĐ 30/2020/NĐ-CP, Phụ lục III; the notice of
 * its conclusions (Thông báo), which holds the conclusions and nothing of the discussion; and the sidecar, the fields that a
 * document system asks for.
 *
 * Units       times are printed in Vietnam's time, to the minute.
 * Ownership   arguments are lent; results are the caller's.
 * Thread      any: no state.
 * Errors      none: what is missing is left out, or dots to be filled in.
 * Memory      the document's.
 */
#ifndef SIGNALING_REPORT_MINUTES_DOCUMENT_H
#define SIGNALING_REPORT_MINUTES_DOCUMENT_H

#include "signaling/meeting/minutes.h"
#include "signaling/report/document.h"

Document *minutes_document(const Minutes *minutes);

/** Texts may be empty. */
typedef struct NoticeHeading {
    const char *town; /**< in the line of place and date */
    int64_t written_us;
    const char *signer_title;
    const char *signer_name;
} NoticeHeading;

Document *minutes_notice_document(const Minutes *minutes, const NoticeHeading *heading);

/** co_quan, so, ky_hieu, ten_loai, trich_yeu, ngay, nguoi_ky and all that the minutes say. A new reference. */
json_t *minutes_sidecar(const Minutes *minutes);

#endif
