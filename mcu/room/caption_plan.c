#include "mcu/room/caption_plan.h"

#include "mcu/api/api_message.h"
#include "mcu/room/picture_feed.h"

#include <glib.h>

#include <string.h>

G_STATIC_ASSERT((int)API_VIEWS + (int)CAPTION_PLAN_VIEWS == (int)PICTURE_VIEW_SLIDES);

void caption_plan_clear(CaptionPlan *plan)
{
    for (size_t i = 0; i < CAPTION_PLAN_VIEWS; i++) {
        g_free(plan->places[i].text);
    }
    *plan = (CaptionPlan){0};
}

void caption_plan_begin(CaptionPlan *plan, const bool received[CAPTION_PLAN_VIEWS])
{
    for (size_t i = 0; i < CAPTION_PLAN_VIEWS; i++) {
        plan->places[i].kept = received[i] && plan->places[i].text != NULL;
    }
}

unsigned caption_plan_wish(CaptionPlan *plan, unsigned view, const char *text)
{
    size_t found = CAPTION_PLAN_VIEWS;
    for (size_t i = CAPTION_PLAN_VIEWS; i-- > 0;) {
        if (plan->places[i].view == view && g_strcmp0(plan->places[i].text, text) == 0) {
            plan->places[i].kept = true;
            return API_VIEWS + (unsigned)i;
        }
        found = plan->places[i].kept ? found : i;
    }
    if (found == CAPTION_PLAN_VIEWS) {
        return view;
    }
    g_free(plan->places[found].text);
    plan->places[found].text = g_strdup(text);
    plan->places[found].view = view;
    plan->places[found].kept = true;
    return API_VIEWS + (unsigned)found;
}

const char *caption_plan_text(const CaptionPlan *plan, unsigned number)
{
    g_assert(number >= API_VIEWS && number < PICTURE_VIEW_SLIDES);
    return plan->places[number - API_VIEWS].kept ? plan->places[number - API_VIEWS].text : NULL;
}

unsigned caption_plan_bare(const CaptionPlan *plan, unsigned number)
{
    return number < API_VIEWS ? number : plan->places[number - API_VIEWS].view;
}
