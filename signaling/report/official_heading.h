/**
 * official_heading: the head and the foot of an official paper, as NĐ 30/2020/NĐ-CP, Phụ lục I, has them: agency and number
 * left, the nation's name and motto right; under the text the two signatures side by side, and who gets it.
 *
 * The strings of the nation's name and motto are the decree's, byte for byte, in NFC.
 *
 * Units       none.
 * Ownership   texts stay the caller's.
 * Thread      any: no state.
 * Errors      none.
 * Memory      the document's.
 */
#ifndef SIGNALING_REPORT_OFFICIAL_HEADING_H
#define SIGNALING_REPORT_OFFICIAL_HEADING_H

#include "signaling/report/document.h"

#define OFFICIAL_NATION "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
#define OFFICIAL_MOTTO  "Độc lập - Tự do - Hạnh phúc"

/** Texts may be NULL or empty: left out. */
typedef struct OfficialHeading {
    const char *parent_agency; /**< cơ quan chủ quản */
    const char *agency;        /**< whose paper it is */
    const char *number;        /**< whole line under the agency, as "Số: 05/BB-UBND" */
    const char *date; /**< whole line under the motto, as "Rạch Giá, ngày 09 tháng 02 năm 2026" */
    const char *kind;    /**< BIÊN BẢN, BÁO CÁO …: printed in capitals */
    const char *excerpt; /**< what it is about, under the kind; a rule is drawn under it */
} OfficialHeading;

void official_heading_append(Document *document, const OfficialHeading *heading);

/** One of two who sign. Texts may be NULL or empty. */
typedef struct OfficialSignature {
    const char *title; /**< THƯ KÝ: printed in capitals */
    const char *hint;  /**< in brackets below, as "(Chữ ký)" */
    const char *name;
} OfficialSignature;

void official_signatures_append(
        Document *document, const OfficialSignature *left, const OfficialSignature *right);

/** "Nơi nhận:" and its lines, as they are to stand: the last one begins with "- Lưu:". @param lines  NULL-terminated */
void official_recipients_append(Document *document, const char *const *lines);

/** The foot of a letter: who gets it left, who signs right. @param lines  as of official_recipients_append() */
void official_foot_append(
        Document *document, const char *const *lines, const OfficialSignature *signature);

/** A bold heading of a part: "I. …". */
void official_part_append(Document *document, const char *title);

#endif
