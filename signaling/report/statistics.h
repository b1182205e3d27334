/**
 * statistics: how many meetings there were in a period, of what kind, with whom and in which form; how many of them were
 * held online, against targets; and how the units attended.
 *
 * Relations and kinds are data: what is counted is given beforehand, and stands in every table with its zeros. A meeting
 * whose relation or kind is none of them is counted under the last one, of code "". A meeting held in rooms and over the
 * line at once counts as online.
 *
 * A target is a share of the meetings of some relations that is to be online: "70 %", or, when strict, "more than 50 %".
 * It is decided with whole numbers; the share as printed never contradicts it.
 *
 * Units       days as civil_day.h, both ends included; times are microseconds; shares are hundredths of a percent.
 * Ownership   texts given are copied, those handed out are the statistics'.
 * Thread      one at a time.
 * Errors      none.
 * Memory      STATISTICS_…_MAX; beyond that a meeting or unit is not counted, and `cut` says so.
 */
#ifndef SIGNALING_REPORT_STATISTICS_H
#define SIGNALING_REPORT_STATISTICS_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    STATISTICS_FORMS = 3, /**< as MeetingForm: online, in person, hybrid */
    STATISTICS_ANY = -1,
    STATISTICS_WORDS_MAX = 64,
    STATISTICS_MONTHS_MAX = 121, /**< ten years and a month that was begun */
    STATISTICS_MEETINGS_MAX = 20000,
    STATISTICS_UNITS_MAX = 5000,
    STATISTICS_TARGETS_MAX = 20,
};

typedef struct Statistics Statistics;

typedef struct StatisticsWord {
    char *code;
    char *name;
} StatisticsWord;

typedef struct StatisticsMeeting {
    const char *code;
    const char *relation;
    const char *kind;
    int form;
    int64_t start_us; /**< decides the month */
    int64_t length_us;
} StatisticsMeeting;

typedef struct StatisticsSum {
    int64_t meetings;
    int64_t online; /**< of these, those online or hybrid */
    int64_t length_us;
    int64_t sites; /**< that attended, each meeting by itself */
} StatisticsSum;

/** What to count; STATISTICS_ANY for all. */
typedef struct StatisticsChoice {
    int relation; /**< index */
    int kind;     /**< index */
    int form;
    int month; /**< index */
} StatisticsChoice;

#define STATISTICS_ALL                                                                             \
    ((StatisticsChoice){STATISTICS_ANY, STATISTICS_ANY, STATISTICS_ANY, STATISTICS_ANY})

typedef struct StatisticsTarget {
    char *name;
    char **relations;   /**< codes */
    int64_t hundredths; /**< of a percent: 7000 is 70 % */
    bool strict;        /**< exactly so many are not enough */
} StatisticsTarget;

typedef struct StatisticsResult {
    int64_t meetings;
    int64_t online;
    bool met;    /**< false when there were no meetings */
    char *share; /**< "70,0%"; "" when there were no meetings */
} StatisticsResult;

/** How a unit attended: it was convened `invited` times, was there, or not; and of the times there, late. */
typedef struct StatisticsUnit {
    char *code;
    char *name;
    int64_t invited;
    int64_t present;
    int64_t absent;
    int64_t late;
} StatisticsUnit;

void statistics_target_clear(StatisticsTarget *target);

/** @param to_day  not before from_day, and within STATISTICS_MONTHS_MAX months */
Statistics *statistics_new(int64_t from_day, int64_t to_day);

/** NULL is allowed. */
void statistics_free(Statistics *statistics);

/** Whether a period is short enough. */
bool statistics_period_fits(int64_t from_day, int64_t to_day);

/* ---- filling in: first the words and targets, then meetings, then who attended ---- */

void statistics_add_relation(Statistics *statistics, const char *code, const char *name);
void statistics_add_kind(Statistics *statistics, const char *code, const char *name);

/** @param target  copied */
void statistics_add_target(Statistics *statistics, const StatisticsTarget *target);

void statistics_set_unit(Statistics *statistics, const char *name, const char *parent);

void statistics_add_meeting(Statistics *statistics, const StatisticsMeeting *meeting);

/** How many sites attended the meeting with this number. */
void statistics_set_sites(Statistics *statistics, size_t n, int64_t sites);

/** A site of this unit was convened once. */
void statistics_add_attendance(
        Statistics *statistics, const char *unit, const char *name, bool present, bool late);

/* ---- reading ---- */

int64_t statistics_from_day(const Statistics *statistics);
int64_t statistics_to_day(const Statistics *statistics);
const char *statistics_unit_name(const Statistics *statistics);
const char *statistics_parent_name(const Statistics *statistics);

/** Whether there was more than fits. */
bool statistics_is_cut(const Statistics *statistics);

/** How many meetings have been added, and the code of each. */
size_t statistics_meetings(const Statistics *statistics);
const char *statistics_meeting_code(const Statistics *statistics, size_t n);
bool statistics_is_in_person(const Statistics *statistics, size_t n);

/** Those given, and one of code "" for the others. NULL behind the last. */
const StatisticsWord *statistics_relation(const Statistics *statistics, size_t n);
const StatisticsWord *statistics_kind(const Statistics *statistics, size_t n);

/** "online", "in_person", "hybrid", and what they are in Vietnamese. */
const char *statistics_form_code(int form);
const char *statistics_form_name(int form);

/** "2018-03" of the month with this number; NULL behind the last. g_free() */
char *statistics_month(const Statistics *statistics, size_t n);

StatisticsSum statistics_sum(const Statistics *statistics, StatisticsChoice choice);

/** The share of meetings that were online, "70,0%"; "" of none. g_free() */
char *statistics_share(const StatisticsSum *sum);

const StatisticsTarget *statistics_target(const Statistics *statistics, size_t n);

/** How a target was met. @param ret  cleared by statistics_result_clear() */
void statistics_result(
        const Statistics *statistics, const StatisticsTarget *target, StatisticsResult *ret);
void statistics_result_clear(StatisticsResult *result);

/** Đạt, Chưa đạt, Không có cuộc họp. */
const char *statistics_result_word(const StatisticsResult *result);

/** The units in the order of their names. NULL behind the last. */
const StatisticsUnit *statistics_unit(const Statistics *statistics, size_t n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Statistics, statistics_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StatisticsResult, statistics_result_clear)

#endif
