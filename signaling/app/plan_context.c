#include "signaling/app/plan_context.h"

#include "signaling/app/attendance_rules.h"

enum { HOUR_S = 3600 };

PlanContext *plan_context_new(
        const Settings *settings, ConferenceService *service, const TokenKey *key, GError **error)
{
    WorkingDays *days = working_days_new(settings_list(settings, "meeting.holidays"), error);

    if (days == NULL) {
        g_prefix_error(error, "meeting.holidays: ");
        return NULL;
    }
    PlanContext *context = g_new0(PlanContext, 1);
    context->service = service;
    context->key = *key;
    context->working_days = days;
    context->holidays = g_strdupv((char **)(uintptr_t)settings_list(settings, "meeting.holidays"));
    context->token_s = settings_number(settings, "meeting.token_hours") * HOUR_S;
    context->live = g_str_equal(settings_text(settings, "stream.hls"), "on");
    context->capacity = settings_number(settings, "meeting.capacity");
    context->attendance = attendance_rules_of(settings);
    context->papers_dir = g_build_filename(settings_text(settings, "data.dir"), "papers", NULL);
    return context;
}

void plan_context_free(PlanContext *context)
{
    if (context != NULL) {
        working_days_free(context->working_days);
        g_strfreev(context->holidays);
        g_free(context->papers_dir);
        g_free(context->url);
        dial_in_clear(&context->dial_in);
        g_free(context);
    }
}
