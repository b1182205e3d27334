/**
 * invitation: the Giấy mời of a meeting, for print: Mẫu 1.7 of NĐ 30/2020/NĐ-CP, as HTML.
 *
 * Its heading strings are the law's, byte for byte, in NFC. Page and type follow that decree's Phụ lục I: A4, margins
 * 20/20/30/15 mm, 14 pt; they stand in invitation_style(), which the page asks for under `style_url`.
 *
 * Units       times are microseconds since 1970, UTC; printed in Vietnam's time.
 * Ownership   texts stay the caller's; the page is the caller's: g_free().
 * Thread      any: no state.
 * Errors      none.
 * Memory      the text.
 */
#ifndef SIGNALING_REPORT_INVITATION_H
#define SIGNALING_REPORT_INVITATION_H

#include <stdbool.h>
#include <stdint.h>

/** Texts may be empty, never NULL. Lists end with NULL. */
typedef struct Invitation {
    const char *style_url;
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
    bool demonstration; /**< marked as made up */
} Invitation;

char *invitation_html(const Invitation *invitation);

/** CSS. A constant. */
const char *invitation_style(void);

/** As "08 giờ 00, ngày 25 tháng 11 năm 2026". */
char *invitation_time_text(int64_t time_us);

#endif
