#include "signaling/meeting/picture_check.h"

static bool is_one_of_us(const char *site, const void *data)
{
    const ProceedingsRoom *room = data;

    for (size_t i = 0; i < room->count; i++) {
        if (room->sites[i].present && g_str_equal(room->sites[i].identity, site)) {
            return true;
        }
    }
    return false;
}

/* That of a view, or of a site. */
static bool check_layout(const PictureOrders *orders, const ProceedingsCommand *command,
        const ProceedingsRoom *room, json_t **ret_body, GError **error)
{
    static const ProceedingsError codes[] = {
            [PICTURE_VERDICT_NOBODY] = PROCEEDINGS_ERROR_NOBODY,
            [PICTURE_VERDICT_FIELD] = PROCEEDINGS_ERROR_FIELD,
            [PICTURE_VERDICT_FULL] = PROCEEDINGS_ERROR_FULL,
    };
    const char *site = command->site != NULL ? command->site : "";
    PictureOrder order = command->picture;
    PictureReason reason = {0};

    order.site = command->verb == PROCEEDINGS_SITE_LAYOUT ? site : NULL;
    const PictureVerdict verdict =
            picture_orders_judge(orders, &order, is_one_of_us, room, &reason);
    if (verdict == PICTURE_VERDICT_SO_ALREADY) {
        return true;
    }
    if (verdict != PICTURE_VERDICT_TAKEN) {
        return proceedings_refuse(command->verb, codes[verdict], reason.field, reason.why, error);
    }
    *ret_body = json_object();
    picture_order_write_layout(&order, *ret_body);
    if (reason.instead != NULL) {
        json_object_set_new(*ret_body, "instead", json_string(reason.instead));
    }
    return true;
}

bool picture_check(const Proceedings *proceedings, const ProceedingsWish *wish,
        const ProceedingsRoom *room, json_t **ret_body, GError **error)
{
    const PictureOrders *orders = proceedings_pictures(proceedings);
    const PictureOrder *order = &wish->command->picture;

    if (wish->command->verb != PROCEEDINGS_OVERLAY) {
        return check_layout(orders, wish->command, room, ret_body, error);
    }
    if (!picture_orders_has_overlay(orders, order)) {
        *ret_body = json_object();
        picture_order_write_overlay(order, *ret_body);
    }
    return true;
}
