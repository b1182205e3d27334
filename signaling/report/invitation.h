/**
 * invitation: the Giấy mời of a meeting: Mẫu 1.7 of NĐ 30/2020/NĐ-CP, for print and for whoever goes on writing.
 *
 * Units       times are microseconds since 1970, UTC; printed in Vietnam's time.
 * Ownership   texts stay the caller's; the document is the caller's: document_free().
 * Thread      any: no state.
 * Errors      none.
 * Memory      the document's.
 */
#ifndef SIGNALING_REPORT_INVITATION_H
#define SIGNALING_REPORT_INVITATION_H

#include "signaling/report/document.h"

#include <stdint.h>

/** Texts may be empty, never NULL. Lists end with NULL. */
typedef struct Invitation {
    const char *parent_agency; /**< cơ quan chủ quản; empty: none */
    const char *agency;
    const char *number; /**< as 05/GM-UBND; empty: left to be filled in */
    const char *town;   /**< in the line of place and date */
    int64_t written_us;
    const char *title;
    const char *const *guests; /**< whom it invites, in official order */
    const char *chair_name;
    const char *chair_title;
    int64_t start_us;
    int64_t end_us;           /**< 0: not said */
    const char *place;        /**< empty: not said */
    bool online;              /**< sites take part */
    int sites;                /**< how many */
    const char *agenda;       /**< lines; empty: none */
    const char *const *notes; /**< các vấn đề cần lưu ý: link, PIN, trial, telephone */
    const char *signer_title; /**< quyền hạn, chức vụ của người ký */
    const char *signer_name;
} Invitation;

Document *invitation_document(const Invitation *invitation);

#endif
