/**
 * picture_orders: what was ordered of a meeting's pictures: the layout of each view, what is written over all, and the
 * layouts that single sites were given.
 *
 *      an order ──► _write() ──► the members of an event ──► _apply() ──► what is kept
 *
 * What nobody has ordered is as the installation's settings say, and stands nowhere here.
 *
 * Units       seconds are in the names; pages count from 0.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      one at a time: the main loop.
 * Errors      a text says which field is wrong; what is missing in an event counts as empty.
 * Memory      a layout for each view, and PICTURE_ORDERS_SITES_MAX for sites.
 */
#ifndef SIGNALING_MEETING_PICTURE_ORDERS_H
#define SIGNALING_MEETING_PICTURE_ORDERS_H

#include "mcu/api/api_message.h"

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PICTURE_ORDERS_VIEWS = API_VIEW_SLIDES, /**< chair, sites, floor: that of the slides is fixed */
    PICTURE_ORDERS_SITES_MAX = API_VIEWS - API_VIEW_OWN_1, /**< each is one more picture to make */
    PICTURE_ORDERS_ROTATE_S_MIN = 3,
    PICTURE_ORDERS_ROTATE_S_MAX = 3600,
    PICTURE_ORDERS_PAGE_MAX = 1000,
};

typedef enum PictureSwitch {
    PICTURE_SWITCH_AS_IT_WAS,
    PICTURE_SWITCH_OFF,
    PICTURE_SWITCH_ON,
} PictureSwitch;

/** What is said of a view, of a site, or of what is written over all. */
typedef struct PictureOrder {
    const char *site; /**< whose own layout; NULL or "": that of `view` */
    ApiView view;
    bool none; /**< of a site: what the others see */
    ApiLayoutMode mode;
    int64_t page;
    int64_t rotate_s;   /**< 0: as it was */
    const char *pinned; /**< API_LAYOUT_PIN: whose identity; NULL counts as "" */
    PictureSwitch title;
    PictureSwitch clock;
} PictureOrder;

typedef struct PictureOrders PictureOrders;

PictureOrders *picture_orders_new(void);

/** NULL is allowed. */
void picture_orders_free(PictureOrders *orders);

typedef enum PictureVerdict {
    PICTURE_VERDICT_TAKEN,
    PICTURE_VERDICT_SO_ALREADY,
    PICTURE_VERDICT_NOBODY, /**< that site is not here */
    PICTURE_VERDICT_FIELD,
    PICTURE_VERDICT_FULL, /**< so many sites that are here have one */
} PictureVerdict;

typedef bool (*PictureIsHere)(const char *site, const void *data);

/** What belongs to a verdict; each may be NULL. */
typedef struct PictureReason {
    const char *field;
    const char *why;     /**< in English */
    const char *instead; /**< when it is taken: the site whose place it takes, which is not here */
} PictureReason;

/** Whether a layout can be taken, of a view or a site. Pages turn by themselves, so that of a view is never so already. */
PictureVerdict picture_orders_judge(const PictureOrders *orders, const PictureOrder *order,
        PictureIsHere is_here, const void *data, PictureReason *ret_reason);

/** Whether it was ordered so already. */
bool picture_orders_has_overlay(const PictureOrders *orders, const PictureOrder *order);

/** Adds what is wanted to an event: a layout, of a view or a site, or what is written over all. */
void picture_order_write_layout(const PictureOrder *order, json_t *event);
void picture_order_write_overlay(const PictureOrder *order, json_t *event);

/** The other way round. In the event of a site's layout, `instead` is whose it takes the place of. */
void picture_orders_apply_layout(PictureOrders *orders, const json_t *event);
void picture_orders_apply_overlay(PictureOrders *orders, const json_t *event);
void picture_orders_apply_site(PictureOrders *orders, const json_t *event);

/** What was ordered; false: nothing was. Its texts are never NULL. */
bool picture_orders_view(const PictureOrders *orders, ApiView view, PictureOrder *ret_order);

/** `title` and `clock` of it. */
PictureOrder picture_orders_overlay(const PictureOrders *orders);

/** The sites that have a layout of their own, in the order in which they got it. */
size_t picture_orders_sites(const PictureOrders *orders);
PictureOrder picture_orders_nth_site(const PictureOrders *orders, size_t n);

/** For clients: an array of the sites' layouts. A new reference. */
json_t *picture_orders_sites_to_json(const PictureOrders *orders);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PictureOrders, picture_orders_free)

#endif
