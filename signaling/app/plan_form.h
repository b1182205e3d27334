/**
 * plan_form: what the form of a new meeting holds beside the plan itself: whom to invite, and how often to repeat it.
 *
 * Units       none.
 * Ownership   plan_form_clear() frees it.
 * Thread      any: no state.
 * Errors      RECORD_ERROR, in Vietnamese.
 * Memory      MEETING_INVITED_MAX codes.
 */
#ifndef SIGNALING_APP_PLAN_FORM_H
#define SIGNALING_APP_PLAN_FORM_H

#include "signaling/meeting/meeting_plan.h"
#include "signaling/meeting/month_repeat.h"

typedef struct PlanForm {
    MeetingPlan plan;
    char **sites;          /**< codes in their order; NULL: not said */
    int64_t group;         /**< of sites; 0: none */
    char *under;           /**< all sites of this unit and below; NULL: not said */
    int64_t repeat_months; /**< how many meetings, a month apart; 1: only this */
    int repeat_by;         /**< MonthRepeat */
    bool draft;            /**< to be kept as a draft */
} PlanForm;

/** The extra members as JSON Schema, for the description. */
extern const char plan_form_schema[];

/** @param form  {0}; cleared by the caller in either outcome */
bool plan_form_read(const json_t *body, PlanForm *form, GError **error);

/** A list of codes, as strings or as objects with `site`. NULL with an error, which names `field`. */
char **plan_form_read_codes(const json_t *items, const char *field, GError **error);

void plan_form_clear(PlanForm *form);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PlanForm, plan_form_clear)

#endif
