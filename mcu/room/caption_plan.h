/**
 * caption_plan: which views are made once more with a text over them, for those legs alone whom the text is for.
 *
 *      wishes: this view with that text ──> one of CAPTION_PLAN_VIEWS more views, shared by all who wish the same
 *
 * Such a view is composed and encoded like any other, and only while a leg receives it: it costs what a layout of a
 * site's own costs, without any decoding. So there are few, and texts are for seconds. Whoever finds none free goes on
 * seeing the view without the text, and is given it when one becomes free within its time.
 *
 * A view that still goes to somebody keeps its text, or he would read what is meant for another.
 *
 * Units       views are numbers as in picture_feed.h: ApiView's, and behind these, API_VIEWS and on, those made here.
 * Ownership   a plain value that owns its copies of texts: caption_plan_clear().
 * Thread      pure: the main thread.
 * Errors      none.
 * Memory      CAPTION_PLAN_VIEWS texts.
 */
#ifndef MCU_ROOM_CAPTION_PLAN_H
#define MCU_ROOM_CAPTION_PLAN_H

#include <stdbool.h>

enum { CAPTION_PLAN_VIEWS = 4 };

typedef struct CaptionPlan {
    struct {
        char *text; /**< NULL: it was never used */
        unsigned view;
        bool kept; /**< it goes to somebody, or was wished for in this round */
    } places[CAPTION_PLAN_VIEWS];
} CaptionPlan;

void caption_plan_clear(CaptionPlan *plan);

/** A round of wishes begins. @param received  of each, whether a leg receives it, or was sent there just now */
void caption_plan_begin(CaptionPlan *plan, const bool received[CAPTION_PLAN_VIEWS]);

/** @return the number of a view that shows `view` with the text; `view` itself: none is free */
unsigned caption_plan_wish(CaptionPlan *plan, unsigned view, const char *text);

/** What a view of the plan shows now. @return NULL: nothing, nobody needs it; else its text */
const char *caption_plan_text(const CaptionPlan *plan, unsigned number);

/** The view without text: the number itself, if it is none of the plan's. */
unsigned caption_plan_bare(const CaptionPlan *plan, unsigned number);

#endif
