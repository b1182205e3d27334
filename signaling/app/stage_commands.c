#include "signaling/app/stage_commands.h"

static bool set_layout(Stage *stage, const ClientLayout *said, GError **error)
{
    ApiView view = API_VIEW_SITES;
    ApiLayoutMode mode = API_LAYOUT_GRID;
    /* Both are out of the message's own lists. */
    const bool known = (said->view == NULL || api_view_from_word(said->view, &view)) &&
            api_layout_mode_from_word(said->mode, &mode);
    g_assert(known);
    const ApiLayout layout = {
            .view = (int)view,
            .mode = (int)mode,
            .page = said->page,
            .pinned = (char *)said->pinned,
            .rotate_s = said->rotate_s,
    };

    return stage_set_layout(stage, &layout, error);
}

static bool switched(ClientSwitch said, bool was)
{
    return said == CLIENT_SWITCH_AS_IT_WAS ? was : said == CLIENT_SWITCH_ON;
}

bool stage_commands_run(
        Stage *stage, const ClientMessage *message, const char *identity, Role role, GError **error)
{
    const ApiOverlay was = stage_overlay(stage);

    switch (message->type) {
    case CLIENT_LAYOUT:
        return set_layout(stage, &message->layout, error);
    case CLIENT_OVERLAY:
        stage_set_overlay(stage, switched(message->overlay.title, was.title),
                switched(message->overlay.clock, was.clock));
        return true;
    case CLIENT_SHARE:
        return stage_share(stage, identity, message->share.on,
                permission_allows(role, PERMISSION_PREEMPT), error);
    default:
        g_assert_not_reached();
    }
}

ClientError stage_commands_error(const GError *error)
{
    switch ((StageError)error->code) {
    case STAGE_ERROR_BUSY:
        return CLIENT_ERROR_SHARE_TAKEN;
    case STAGE_ERROR_MEDIA:
        return CLIENT_ERROR_MEDIA_UNAVAILABLE;
    case STAGE_ERROR_NOBODY:
    case STAGE_ERROR_RANGE:
        break;
    }
    return CLIENT_ERROR_BAD_MESSAGE;
}
