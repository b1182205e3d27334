#include "signaling/app/stage_relay.h"

#include "signaling/client/server_message.h"

static void send_all(const StageRelay *relay, char *text)
{
    for (size_t i = 0; i < meeting_size(relay->meeting); i++) {
        const Participant *participant = meeting_nth(relay->meeting, i);
        if (participant->session != 0) {
            relay->send(participant->session, text, relay->user_data);
        }
    }
    meeting_conduct_send_consoles(relay->conduct, text);
    g_free(text);
}

/* ---- to the clients ---- */

static void on_layouts(void *user_data)
{
    const StageRelay *relay = user_data;
    send_all(relay, server_message_layouts(relay->stage));
}

static void on_floor(void *user_data)
{
    const StageRelay *relay = user_data;
    send_all(relay, server_message_floor(relay->stage));
}

/* Each hears whether it is its own. */
static void on_share(void *user_data)
{
    const StageRelay *relay = user_data;

    for (size_t i = 0; i < meeting_size(relay->meeting); i++) {
        const Participant *participant = meeting_nth(relay->meeting, i);
        if (participant->session != 0) {
            g_autofree char *text = server_message_share(relay->stage, participant->identity);
            relay->send(participant->session, text, relay->user_data);
        }
    }
    g_autofree char *text = server_message_share(relay->stage, "");
    meeting_conduct_send_consoles(relay->conduct, text);
    meeting_conduct_slides(relay->conduct);
}

static void on_overlay(void *user_data)
{
    const StageRelay *relay = user_data;
    send_all(relay, server_message_overlay(relay->stage));
}

/* ---- to the media server ---- */

static void on_tell_layout(const ApiLayout *layout, void *user_data)
{
    const StageRelay *relay = user_data;
    mcu_room_set_layout(relay->room, layout);
}

static void on_tell_floor(const char *identity, void *user_data)
{
    const StageRelay *relay = user_data;
    mcu_room_set_floor(relay->room, identity);
}

static void on_tell_slides(const char *leg, void *user_data)
{
    const StageRelay *relay = user_data;
    mcu_room_set_slides(relay->room, leg);
}

static void on_tell_overlay(const ApiOverlay *overlay, void *user_data)
{
    const StageRelay *relay = user_data;
    mcu_room_set_overlay(relay->room, overlay);
}

const StageEvents *stage_relay_events(void)
{
    static const StageEvents events = {
            .layouts = on_layouts,
            .floor = on_floor,
            .share = on_share,
            .overlay = on_overlay,
            .tell_layout = on_tell_layout,
            .tell_floor = on_tell_floor,
            .tell_slides = on_tell_slides,
            .tell_overlay = on_tell_overlay,
    };
    return &events;
}
