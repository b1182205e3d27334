/*
 * Viewers of any server that offers: each answers an offer, and takes what it is sent. They cost little, so that beside them the
 * server can be measured.
 *
 *   viewer_swarm --bind ADDRESS
 *
 * A line of JSON in is an offer, or the question how many packets came to each; a line out is the answer.
 *
 *   {"offer": "v=0…"}   {"answer": "v=0…"} or {"error": "…"}
 *   {"count": true}     {"packets": [100, 101, …]}
 */
#include "mcu/wire/sdp_answer.h"
#include "tests/bots/bot_path.h"

#include <glib-unix.h>
#include <jansson.h>

#include <stdio.h>
#include <unistd.h>

enum { POLL_EACH_MS = 5 };

typedef struct Viewer {
    BotPath *path;
    uint64_t packets;
} Viewer;

typedef struct Swarm {
    char *address;
    DtlsIdentity *identity;
    GPtrArray *viewers; /* of Viewer */
    GMainLoop *loop;
    GIOChannel *input;
} Swarm;

static void viewer_free(gpointer data)
{
    Viewer *viewer = data;
    bot_path_free(viewer->path);
    g_free(viewer);
}

static void on_connected(void *user_data)
{
}

static void on_rtp(uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
    ((Viewer *)user_data)->packets++;
}

static void on_rtcp(const uint8_t *packet, size_t size, int64_t now_us, void *user_data)
{
}

static void on_closed(const char *why, void *user_data)
{
    (void)fprintf(stderr, "viewer_swarm: a viewer was lost: %s\n", why);
}

static const BotPathEvents path_events = {
        .connected = on_connected, .rtp = on_rtp, .rtcp = on_rtcp, .closed = on_closed};

static char *answer_offer(Swarm *swarm, const char *offer, GError **error)
{
    const SdpAnswerWishes wishes = {
            .sound = {.receive = true}, .picture = {.receive = true}, .prefer_dtls_active = true};
    g_autofree SdpAgreement *agreement = g_new0(SdpAgreement, 1);
    g_autofree SdpRemote *remote = g_new0(SdpRemote, 1);
    Viewer *viewer = g_new0(Viewer, 1);

    g_ptr_array_add(swarm->viewers, viewer);
    if (!sdp_answer_agree(offer, &wishes, agreement, remote, error)) {
        return NULL;
    }
    viewer->path = bot_path_new(swarm->identity, swarm->address, &path_events, viewer, error);
    if (viewer->path == NULL ||
            !bot_path_set_remote(viewer->path, remote, agreement->dtls_active, error)) {
        return NULL;
    }
    const BotPathLocal *path = bot_path_local(viewer->path);
    const SdpLocal local = {.session_id = swarm->viewers->len,
            .session_version = 1,
            .ufrag = path->ufrag,
            .pwd = path->pwd,
            .fingerprint = path->fingerprint,
            .candidates = path->candidates,
            .cname = "viewer",
            .stream_id = "viewer"};
    return sdp_answer_write(agreement, &local);
}

static json_t *count(const Swarm *swarm)
{
    json_t *packets = json_array();
    for (guint i = 0; i < swarm->viewers->len; i++) {
        const Viewer *viewer = g_ptr_array_index(swarm->viewers, i);
        json_array_append_new(packets, json_integer((json_int_t)viewer->packets));
    }
    return json_pack("{s:o}", "packets", packets);
}

static json_t *reply_to(Swarm *swarm, const char *line)
{
    g_autoptr(GError) error = NULL;
    json_t *asked = json_loads(line, 0, NULL);
    const char *offer = json_string_value(json_object_get(asked, "offer"));

    if (offer == NULL) {
        json_decref(asked);
        return count(swarm);
    }
    g_autofree char *answer = answer_offer(swarm, offer, &error);
    json_decref(asked);
    return answer != NULL ? json_pack("{s:s}", "answer", answer)
                          : json_pack("{s:s}", "error", error->message);
}

static gboolean on_line(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    Swarm *swarm = data;
    g_autofree char *line = NULL;

    if (g_io_channel_read_line(channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL) {
        g_main_loop_quit(swarm->loop);
        return G_SOURCE_REMOVE;
    }
    json_t *reply = reply_to(swarm, line);
    json_dumpf(reply, stdout, JSON_COMPACT);
    (void)puts("");
    (void)fflush(stdout);
    json_decref(reply);
    return G_SOURCE_CONTINUE;
}

static gboolean on_tick(gpointer data)
{
    const Swarm *swarm = data;
    const int64_t now_us = g_get_monotonic_time();

    for (guint i = 0; i < swarm->viewers->len; i++) {
        const Viewer *viewer = g_ptr_array_index(swarm->viewers, i);
        if (viewer->path != NULL) {
            bot_path_poll(viewer->path, now_us);
        }
    }
    return G_SOURCE_CONTINUE;
}

static bool run(Swarm *swarm, GError **error)
{
    swarm->identity = dtls_identity_new(error);
    if (swarm->identity == NULL) {
        return false;
    }
    swarm->viewers = g_ptr_array_new_with_free_func(viewer_free);
    swarm->loop = g_main_loop_new(NULL, FALSE);
    swarm->input = g_io_channel_unix_new(STDIN_FILENO);
    const guint lines = g_io_add_watch(swarm->input, G_IO_IN | G_IO_HUP, on_line, swarm);
    const guint ticks = g_timeout_add(POLL_EACH_MS, on_tick, swarm);
    g_main_loop_run(swarm->loop);
    g_source_remove(ticks);
    if (g_main_context_find_source_by_id(NULL, lines) != NULL) {
        g_source_remove(lines);
    }
    g_io_channel_unref(swarm->input);
    g_main_loop_unref(swarm->loop);
    g_ptr_array_unref(swarm->viewers);
    dtls_identity_free(swarm->identity);
    return true;
}

int main(int argc, char **argv)
{
    Swarm swarm = {0};
    const GOptionEntry entries[] = {
            {"bind", 0, 0, G_OPTION_ARG_STRING, &swarm.address, "a local address", "ADDRESS"},
            {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- viewers that answer");
    g_autoptr(GError) error = NULL;

    g_option_context_add_main_entries(context, entries, NULL);
    bool good = g_option_context_parse(context, &argc, &argv, &error);
    if (good && swarm.address == NULL) {
        good = false;
        g_set_error_literal(&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--bind is needed");
    }
    good = good && run(&swarm, &error);
    if (!good) {
        (void)fprintf(stderr, "viewer_swarm: %s\n", error->message);
    }
    g_free(swarm.address);
    return good ? 0 : 1;
}
