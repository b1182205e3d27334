#include "tests/bots/bot_call.h"

#include "tests/loop/sip_device.h"

#include <gio/gio.h>

#include <string.h>

enum { OK = 200 };

struct BotCall {
    SipDevice device;
    char *uri;
    bool connected;
};

BotCall *bot_call_new(const BotCallConfig *config, size_t index)
{
    BotCall *call = g_new0(BotCall, 1);
    g_auto(GStrv) words = g_strsplit(config->accounts[index], " ", 2);
    sip_device_init(&call->device, config->port, config->tcp, words[0], words[1]);
    call->uri = g_strdup_printf("sip:%s@127.0.0.1:%u", config->meeting, config->port);
    return call;
}

void bot_call_free(BotCall *call)
{
    if (call == NULL) {
        return;
    }
    call->device.heard = NULL;
    if (call->connected) {
        sip_device_ask(&call->device, "BYE", call->uri, NULL, NULL);
    }
    sip_device_clear(&call->device);
    g_free(call->uri);
    g_free(call);
}

/* What the server asks in a call: whether it is there, for a key frame, or to hang up. */
static void on_heard(void *user_data)
{
    BotCall *call = user_data;
    while (!g_queue_is_empty(&call->device.received)) {
        g_autofree char *message = g_queue_pop_head(&call->device.received);
        const bool is_request = !g_str_has_prefix(message, "SIP/2.0 ");
        if (is_request && !g_str_has_prefix(message, "ACK ")) {
            sip_device_accept(&call->device, message);
            call->connected = call->connected && !g_str_has_prefix(message, "BYE ");
        }
    }
}

char *bot_call_invite(BotCall *call, const char *offer, GError **error)
{
    char *answer = sip_device_call(&call->device, call->uri, NULL, offer);
    while (sip_device_status(answer) < OK) {
        g_free(answer);
        answer = sip_device_hear(&call->device);
    }
    if (sip_device_status(answer) != OK) {
        sip_device_ask(&call->device, "ACK", call->uri, NULL, NULL);
        answer[strcspn(answer, "\r\n")] = '\0';
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, answer);
        g_free(answer);
        return NULL;
    }
    sip_device_ack(&call->device, answer, call->uri, NULL);
    call->connected = true;
    call->device.heard = on_heard;
    call->device.heard_data = call;
    char *sdp = g_strdup(sip_device_body(answer));
    g_free(answer);
    return sdp;
}

char **bot_call_read_accounts(const char *path, size_t count, GError **error)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, error)) {
        return NULL;
    }
    g_auto(GStrv) lines = g_strsplit(g_strstrip(text), "\n", -1);
    bool good = g_strv_length(lines) >= count;
    for (size_t i = 0; good && i < count; i++) {
        good = strchr(lines[i], ' ') != NULL;
    }
    if (!good) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                "%s has not a line \"USER PASSWORD\" for each bot", path);
        return NULL;
    }
    return g_steal_pointer(&lines);
}
