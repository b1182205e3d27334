/**
 * view_plan: who is in which place of each view, and who watches which view.
 *
 *      seats, floor, voice, slides, layouts, the time ──> view_plan ──> a Layout for each view
 *                                                              └──────> the view that a leg watches
 *
 * A site that was given a view of its own watches that one, and is never large on it. Of the others, who has the floor, and who is shown large on the sites' view, watches the view of the floor, on which it is never
 * large; the chair is never alone on its own view. Who is not there is replaced by who is: the speaker by the chair, the chair by the
 * grid.
 *
 * Units       pixels; times are microseconds of the monotonic clock. Seats have ids that are never used twice, from
 *             1, and places from 0 in the list that is given.
 * Ownership   the plan's layouts are the plan's, until the next update.
 * Thread      pure: one thread at a time, the main thread. Time is given.
 * Errors      ids that are no seat's are nobody.
 * Memory      fixed.
 */
#ifndef MCU_ROOM_VIEW_PLAN_H
#define MCU_ROOM_VIEW_PLAN_H

#include "mcu/api/api_message.h"
#include "mcu/media/layout.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    VIEW_PLAN_NOBODY = 0,
    VIEW_PLAN_ROTATE_TILES =
            16, /**< on a page that turns by itself: nobody has long to look at it */
    VIEW_PLAN_VOICE_US = 1000000, /**< API_LAYOUT_AUTO: a cough changes nothing */
    VIEW_PLAN_HOLD_US =
            2000000, /**< API_LAYOUT_AUTO: nobody is shown for less, and nobody leaves while taking breath */
};

/** Stands in a Layout for the seat of the slides. */
#define VIEW_PLAN_SLIDES SIZE_MAX

typedef struct ViewPlan ViewPlan;

typedef struct ViewSeat {
    uint64_t id;
    bool chair;
    bool lost;
} ViewSeat;

typedef struct ViewSetting {
    ApiLayoutMode mode;
    size_t page;
    int64_t rotate_us;
    uint64_t pinned; /**< VIEW_PLAN_NOBODY: nobody */
    uint64_t owner;  /**< API_VIEW_OWN_1 and on: who watches it; VIEW_PLAN_NOBODY: nobody does */
} ViewSetting;

typedef struct ViewSituation {
    int width_px, height_px; /**< of the canvases */
    const ViewSeat *seats;   /**< in the order of the grid */
    size_t seat_count;
    uint64_t speaking; /**< whose voice is heard now */
    uint64_t floor;    /**< who was given the floor */
    bool slides;       /**< slides are shown */
    ViewSetting settings[API_VIEWS];
} ViewSituation;

ViewPlan *view_plan_new(void);

/** NULL is allowed. */
void view_plan_free(ViewPlan *plan);

/** Plans anew. Call it whenever anything changes, and at view_plan_due_us(). */
void view_plan_update(ViewPlan *plan, const ViewSituation *situation, int64_t now_us);

/** When something may change by itself; INT64_MAX: it will not. */
int64_t view_plan_due_us(const ViewPlan *plan);

/** What a view shows: `seat` is the place in the list of the last update, or VIEW_PLAN_SLIDES. */
const Layout *view_plan_layout(const ViewPlan *plan, ApiView view);

/**
 * Whose pictures serve those who watch a view: the sites', while both show the same and will go on to do so. A view
 * costs as much as all sites together, and as long as nobody has chosen otherwise the chair sees what the sites see.
 *
 * @param folded  the machine is too slow for more: all are served by the sites', but for the slides, which who sees them
 *                there sees nowhere else
 */
ApiView view_plan_feed(const ViewPlan *plan, ApiView view, bool folded);

/** Which view a leg watches. @param composed  it cannot take the slides as a stream of their own */
ApiView view_plan_watched(const ViewPlan *plan, ApiRole role, uint64_t seat, bool composed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ViewPlan, view_plan_free)

#endif
