/*
 * What is not as it should be, against the listening SIP server: the messages of RFC 4475, and some thousand that chance
 * has made of them and of a call's own. It lives, it answers what can be answered, and it keeps nothing.
 */
#include "tests/loop/sip_scene.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum {
    MESSAGES = 49,
    CHANGED = 10000,
    CHANGED_AT_ONCE = 50, /* fewer than a socket holds */
    CHANGED_MAX = 4096,
    GROWTH_MAX = 4 * 1024 * 1024,
};

static const char server_uri[] = "sip:127.0.0.1";
static const char meeting_uri[] = "sip:giao-ban@127.0.0.1";

typedef struct Message {
    char *name;
    char *answer; /* a status, or "none" */
    GString *bytes;
} Message;

/* ---- the messages ---- */

static void message_free(void *data)
{
    Message *message = data;
    g_free(message->name);
    g_free(message->answer);
    g_string_free(message->bytes, TRUE);
    g_free(message);
}

static void append_common(GString *bytes, const char *name, const char *method)
{
    g_string_append_printf(bytes,
            "Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK%s;rport\r\nMax-Forwards: 70\r\n"
            "From: <sip:903@127.0.0.1>;tag=t%s\r\nTo: <sip:hop@127.0.0.1>\r\n"
            "Call-ID: %s.torture@127.0.0.1\r\nCSeq: 7 %s\r\n",
            name, name, name, method);
}

/* \xNN and \\. @return behind it */
static const char *append_escape(GString *bytes, const char *text)
{
    if (text[0] == 'x') {
        const int high = g_ascii_xdigit_value(text[1]);
        const int low = g_ascii_xdigit_value(text[2]);
        g_assert_true(high >= 0 && low >= 0);
        g_string_append_c(bytes, (char)(high * 16 + low));
        return text + 3;
    }
    g_string_append_c(bytes, text[0]);
    return text + 1;
}

/* @return  what follows */
static const char *append_one(GString *bytes, const char *text)
{
    if (*text == '\\') {
        return append_escape(bytes, text + 1);
    }
    g_string_append_c(bytes, *text);
    return text + 1;
}

static void append_text(GString *bytes, const char *text)
{
    while (*text != '\0') {
        if (!g_str_has_prefix(text, "\\{")) {
            text = append_one(bytes, text);
            continue;
        }
        char *of = NULL;
        const long times = strtol(text + 2, &of, 10);
        const char *close = strchr(of, '}');
        for (long i = 0; i < times; i++) {
            for (const char *at = of + 1; at < close;) {
                at = append_one(bytes, at);
            }
        }
        text = close + 1;
    }
}

static GPtrArray *read_messages(void)
{
    g_autofree char *path = g_build_filename(
            g_getenv("MESON_SOURCE_ROOT"), "tests", "data", "sip_torture.txt", NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    GPtrArray *messages = g_ptr_array_new_with_free_func(message_free);
    Message *last = NULL;

    (void)g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        if (g_str_has_prefix(*line, "== ")) {
            g_auto(GStrv) words = g_strsplit(*line, " ", 4);
            last = g_new(Message, 1);
            *last = (Message){g_strdup(words[1]), g_strdup(words[3]), g_string_new(NULL)};
            g_ptr_array_add(messages, last);
        } else if (last != NULL && g_str_has_prefix(*line, "@common ")) {
            append_common(last->bytes, last->name, *line + strlen("@common "));
        } else if (last != NULL) {
            append_text(last->bytes, *line);
            g_string_append(last->bytes, "\r\n");
        }
    }
    g_assert_cmpuint(messages->len, ==, MESSAGES);
    return messages;
}

/* ---- sent as they are ---- */

static void send_bytes(const SipDevice *device, const char *bytes, size_t size)
{
    /* what was sent before may have ended the connection */
    (void)g_socket_send(device->socket, bytes, size, NULL, NULL);
}

/* The answers that came before that to a question that is always answered. */
static char *answers_to(SipDevice *device, const GString *bytes)
{
    GString *said = g_string_new(NULL);

    send_bytes(device, bytes->str, bytes->len);
    sip_device_ask(device, "OPTIONS", server_uri, NULL, NULL);
    for (;;) {
        g_autofree char *answer = sip_device_hear(device);
        g_autofree char *call_id = sip_device_header(answer, "Call-ID", 0);
        if (g_strcmp0(call_id, device->call_id) == 0) {
            return said->len > 0 ? g_string_free(said, FALSE)
                                 : (g_string_free(said, TRUE), g_strdup("none"));
        }
        g_string_append_printf(said, "%s%d", said->len > 0 ? " " : "", sip_device_status(answer));
    }
}

static void test_datagrams(void)
{
    g_autoptr(GPtrArray) messages = read_messages();
    unsigned wrong = 0;
    SipScene scene;

    sip_scene_init(&scene, false);
    for (guint i = 0; i < messages->len; i++) {
        const Message *message = messages->pdata[i];
        g_autofree char *answers = answers_to(&scene.device, message->bytes);
        if (!g_str_equal(answers, message->answer)) {
            g_printerr("%s: %s in place of %s\n", message->name, answers, message->answer);
            wrong++;
        }
    }
    g_assert_cmpuint(wrong, ==, 0);
    g_assert_cmpuint(sip_server_calls(scene.server), ==, 0);
    sip_scene_clear(&scene);
}

/* RFC 3261, 21.5.2 and 21.5.6: to where the Via says. */
static void test_what_is_not_spoken(void)
{
    static const struct {
        const char *method;
        const char *version;
        int status;
        const char *why;
    } rows[] = {
            {"OPTIONS", "SIP/7.0", 505, "a version to come"},
            {"OPTIONS", "SIP/1.0", 505, "one that is past"},
            {"!interesting-Method0123456789_*.%indeed'~", "SIP/2.0", 501, "an unusual method"},
            {"PUBLISH", "SIP/2.0", 501, "one that is not for us"},
    };
    SipScene scene;

    sip_scene_init(&scene, false);
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(rows); i++) {
        const bool tcp = i % 2 == 1;
        const char *method = rows[i / 2].method;
        SipDevice device;
        sip_device_init(&device, sip_server_port(scene.server), tcp, "903", "");
        g_autofree char *text = g_strdup_printf(
                "%s sip:127.0.0.1 %s\r\nVia: SIP/2.0/%s 127.0.0.1:%u;branch=z9hG4bKv%zu\r\n"
                "Max-Forwards: 70\r\nFrom: <sip:903@127.0.0.1>;tag=v\r\nTo: <sip:127.0.0.1>\r\n"
                "Call-ID: v%zu@device\r\nCSeq: 1 %s\r\nContent-Length: 0\r\n\r\n",
                method, rows[i / 2].version, tcp ? "TCP" : "UDP", device.port, i, i, method);
        sip_device_send(&device, text);
        g_autofree char *answer = sip_device_hear(&device);
        g_test_message("%s", rows[i / 2].why);
        g_assert_cmpint(sip_device_status(answer), ==, rows[i / 2].status);
        sip_device_clear(&device);
    }
    sip_scene_clear(&scene);
}

/* Each over a connection of its own, which the message may spoil. */
static void test_connections(void)
{
    g_autoptr(GPtrArray) messages = read_messages();
    SipScene scene;

    sip_scene_init(&scene, false);
    for (guint i = 0; i < messages->len; i++) {
        const Message *message = messages->pdata[i];
        SipDevice device;
        sip_device_init(&device, sip_server_port(scene.server), true, "903", "");
        g_autoptr(GString) bytes =
                g_string_new_len(message->bytes->str, (gssize)message->bytes->len);
        (void)g_string_replace(bytes, "SIP/2.0/UDP", "SIP/2.0/TCP", 1);
        send_bytes(&device, bytes->str, bytes->len);
        for (int turn = 0; turn < 20; turn++) {
            g_main_context_iteration(NULL, FALSE);
        }
        if (!g_queue_is_empty(&device.received)) {
            const int status = sip_device_status(g_queue_peek_head(&device.received));
            g_assert_cmpint(status, >=, 200);
            g_assert_cmpint(status, <, 600);
        }
        sip_device_clear(&device);
        sip_device_ask(&scene.device, "OPTIONS", server_uri, NULL, NULL);
        g_autofree char *alive = sip_device_hear(&scene.device);
        g_assert_cmpint(sip_device_status(alive), ==, 200);
    }
    sip_scene_clear(&scene);
}

/* ---- changed by chance, the same at every run ---- */

static void change(GRand *chance, GString *bytes)
{
    static const char *const pieces[] = {"\r\n", "\r\n\r\n", ";", ",", "\"", "<", ">", "%00", "=",
            "4294967296", "-1", " ", "\t", ":", "@", "sip:", "Via: ", "Content-Length: 99999\r\n"};
    const int changes = g_rand_int_range(chance, 1, 6);

    for (int i = 0; i < changes && bytes->len > 8; i++) {
        const gsize at = (gsize)g_rand_int_range(chance, 0, (gint32)bytes->len);
        const gsize wanted = (gsize)g_rand_int_range(chance, 1, 24);
        const gsize size = MIN(wanted, bytes->len - at);
        switch (g_rand_int_range(chance, 0, 5)) {
        case 0:
            bytes->str[at] = (char)g_rand_int_range(chance, 0, 256);
            break;
        case 1:
            (void)g_string_erase(bytes, (gssize)at, (gssize)size);
            break;
        case 2: {
            g_autofree char *again = g_memdup2(bytes->str + at, size);
            (void)g_string_insert_len(bytes, (gssize)at, again, (gssize)size);
            break;
        }
        case 3:
            (void)g_string_insert(
                    bytes, (gssize)at, pieces[g_rand_int_range(chance, 0, G_N_ELEMENTS(pieces))]);
            break;
        default:
            (void)g_string_truncate(bytes, at + 8);
            break;
        }
    }
    (void)g_string_truncate(bytes, MIN(bytes->len, CHANGED_MAX));
}

/* What the device of a call may say in it, with the names of that call. */
static void add_of_call(GPtrArray *seeds, const SipDevice *device)
{
    static const struct {
        const char *method;
        const char *more;
        const char *body;
    } rows[] = {
            {"INVITE", "Contact: <sip:903@127.0.0.1>\r\nContent-Type: application/sdp\r\n",
                    SIP_SCENE_THEIRS},
            {"UPDATE",
                    "Contact: <sip:903@127.0.0.1>\r\nSupported: timer\r\nSession-Expires: 90\r\n",
                    ""},
            {"INFO", "Content-Type: application/dtmf-relay\r\n", "Signal=5\r\nDuration=100\r\n"},
            {"ACK", "", ""},
            {"CANCEL", "", ""},
            {"OPTIONS", "Accept: application/sdp\r\n", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Message *message = g_new(Message, 1);
        *message = (Message){g_strdup(rows[i].method), g_strdup(""), g_string_new(NULL)};
        g_string_printf(message->bytes,
                "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKcall%zu;rport\r\n"
                "Max-Forwards: 70\r\nFrom: <sip:903@127.0.0.1>;tag=t%u\r\n"
                "To: <sip:903@127.0.0.1>;tag=%s\r\nCall-ID: %s\r\nCSeq: %zu %s\r\n%s"
                "Content-Length: %zu\r\n\r\n%s",
                rows[i].method, meeting_uri, i, device->port, device->tag, device->call_id, 100 + i,
                rows[i].method, rows[i].more, strlen(rows[i].body), rows[i].body);
        g_ptr_array_add(seeds, message);
    }
}

static void drain(SipDevice *device)
{
    g_queue_clear_full(&device->received, g_free);
}

static void connect_call(SipScene *scene)
{
    g_autofree char *contact =
            g_strdup_printf("Contact: <sip:903@127.0.0.1:%u>\r\n", scene->device.port);
    g_autofree char *trying =
            sip_device_prove(&scene->device, "INVITE", meeting_uri, contact, SIP_SCENE_THEIRS);

    g_assert_cmpint(sip_device_status(trying), ==, 100);
    sip_scene_expect(scene, "903 calls giao-ban;");
    sip_server_answer(scene->server, scene->call, SIP_SCENE_OURS);
    g_autofree char *answer = sip_device_final(&scene->device);
    sip_device_ack(&scene->device, answer, meeting_uri, NULL);
}

/* Whether it still answers; what it said until then is of no interest. */
static void expect_alive(SipServer *server)
{
    SipDevice device;

    sip_device_init(&device, sip_server_port(server), false, "903", "");
    sip_device_ask(&device, "OPTIONS", server_uri, NULL, NULL);
    g_autofree char *answer = sip_device_hear(&device);
    g_assert_cmpint(sip_device_status(answer), ==, 200);
    sip_device_clear(&device);
}

static void test_changed(void)
{
    g_autoptr(GPtrArray) seeds = read_messages();
    g_autoptr(GRand) chance = g_rand_new_with_seed(4475);
    size_t used = 0;
    SipScene scene;

    sip_scene_init(&scene, false);
    connect_call(&scene);
    scene.loose = true;
    add_of_call(seeds, &scene.device);
    for (unsigned i = 0; i < CHANGED; i++) {
        const Message *seed = seeds->pdata[g_rand_int_range(chance, 0, (gint32)seeds->len)];
        g_autoptr(GString) bytes = g_string_new_len(seed->bytes->str, (gssize)seed->bytes->len);
        change(chance, bytes);
        send_bytes(&scene.device, bytes->str, bytes->len);
        if (i % CHANGED_AT_ONCE == 0) {
            expect_alive(scene.server);
            drain(&scene.device);
            g_string_truncate(scene.said, 0);
            if (sip_server_calls(scene.server) > 0) {
                sip_server_answer(scene.server, scene.call, SIP_SCENE_OURS);
            }
        }
        if (i == CHANGED / 2) {
            used = mallinfo2().uordblks;
        }
    }
    expect_alive(scene.server);
    g_test_message("%zd bytes more than half way", mallinfo2().uordblks - used);
    g_assert_cmpuint(mallinfo2().uordblks, <, used + GROWTH_MAX);
    g_assert_cmpuint(sip_server_calls(scene.server), <=, 1);
    sip_scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip_torture/datagrams", test_datagrams);
    g_test_add_func("/sip_torture/connections", test_connections);
    g_test_add_func("/sip_torture/what_is_not_spoken", test_what_is_not_spoken);
    g_test_add_func("/sip_torture/changed", test_changed);
    return g_test_run();
}
