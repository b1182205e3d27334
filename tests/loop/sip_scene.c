#include "tests/loop/sip_scene.h"

#include <glib/gstdio.h>

#include <string.h>

static const char password[] = "mat-khau-903";

static bool on_admit(const char *address, void *user_data)
{
    return true;
}

static const char *on_ha1(const char *site, SipDigestAlgorithm algorithm, void *user_data)
{
    const SipScene *scene = user_data;
    return g_str_equal(site, "903") ? scene->ha1[algorithm] : NULL;
}

static void on_refused(
        const char *address, const char *method, const char *site, const char *why, void *user_data)
{
    const SipScene *scene = user_data;
    g_assert_true(scene->loose);
}

static void on_registered(const char *site, bool is, const char *address, void *user_data)
{
}

static void on_unreached(const char *host, const char *why, void *user_data)
{
    const SipScene *scene = user_data;
    g_string_append_printf(scene->unreached, "%s: %s;", host, why);
}

static void on_invited(uint64_t call, const SipInvitation *invitation, void *user_data)
{
    SipScene *scene = user_data;

    scene->call = call;
    g_assert_cmpstr(invitation->address, ==, "127.0.0.1");
    g_string_append_printf(scene->said, "%s calls %s%s;", invitation->site, invitation->target,
            invitation->offer[0] == '\0' ? " without an offer" : "");
}

static void on_offered(uint64_t call, const char *sdp, void *user_data)
{
    const SipScene *scene = user_data;
    g_assert_cmpuint(call, ==, scene->call);
    g_string_append_printf(scene->said, "offered%s;", sdp[0] == '\0' ? " nothing" : "");
}

static void on_answered(uint64_t call, const char *sdp, void *user_data)
{
    const SipScene *scene = user_data;
    g_assert_true(scene->loose || g_str_equal(sdp, SIP_SCENE_THEIRS));
    g_string_append(scene->said, "answered;");
}

static void on_ringing(uint64_t call, void *user_data)
{
    const SipScene *scene = user_data;
    g_assert_cmpuint(call, ==, scene->call);
    g_string_append(scene->said, "ringing;");
}

static void on_call_refused(uint64_t call, int status, void *user_data)
{
    const SipScene *scene = user_data;
    g_assert_cmpuint(call, ==, scene->call);
    g_string_append_printf(scene->said, "refused %d;", status);
}

static void on_ended(uint64_t call, const char *why, void *user_data)
{
    const SipScene *scene = user_data;
    g_assert_cmpuint(call, ==, scene->call);
    g_string_append_printf(scene->said, "ended: %s;", why);
}

static void on_digit(uint64_t call, char digit, void *user_data)
{
    const SipScene *scene = user_data;
    g_string_append_printf(scene->said, "key %c;", digit);
}

/* A test that has not asked for it does not hear of it: calls settle all the time. */
static void on_settled(uint64_t call, void *user_data)
{
    SipScene *scene = user_data;
    scene->settled++;
}

static void on_inviting(const SipRing *ring, void *user_data)
{
    const SipScene *scene = user_data;
    g_hash_table_replace(
            scene->rings, g_strdup(ring->call_id), record_to_json(&sip_ring_type, ring));
}

static void on_invite_over(const char *call_id, void *user_data)
{
    const SipScene *scene = user_data;
    g_assert_true(g_hash_table_remove(scene->rings, call_id));
}

static void on_recalled(const SipRing *ring, const char *how, void *user_data)
{
    const SipScene *scene = user_data;
    g_string_append_printf(scene->recalled, "%s;", how);
    g_assert_true(g_hash_table_remove(scene->rings, ring->call_id));
}

static void on_fast_update(uint64_t call, void *user_data)
{
    const SipScene *scene = user_data;
    g_string_append(scene->said, "fast update;");
}

/* Free with g_free(). */
static char *accounts_file(void)
{
    static const char text[] = "[tong-dai]\nusername=giaoban\npassword=mat-khau\n";
    char *path = NULL;
    g_autoptr(GError) error = NULL;
    const int fd = g_file_open_tmp("giaoban-accounts-XXXXXX", &path, &error);

    g_assert_no_error(error);
    g_assert_true(g_close(fd, NULL));
    g_assert_true(g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    return path;
}

static void start(SipScene *scene, uint16_t port)
{
    static const SipServerEvents events = {
            .admit = on_admit,
            .ha1 = on_ha1,
            .refused = on_refused,
            .registered = on_registered,
            .unreached = on_unreached,
    };
    static const SipCallEvents calls = {
            .invited = on_invited,
            .offered = on_offered,
            .answered = on_answered,
            .ended = on_ended,
            .ringing = on_ringing,
            .refused = on_call_refused,
            .digit = on_digit,
            .settled = on_settled,
            .inviting = on_inviting,
            .invite_over = on_invite_over,
            .recalled = on_recalled,
            .fast_update = on_fast_update,
    };
    g_autoptr(GError) error = NULL;
    g_autofree char *accounts = accounts_file();

    scene->server = sip_server_new(&(SipServerConfig){.address = "127.0.0.1",
                                           .port = port,
                                           .realm = "giaoban",
                                           .accounts_path = accounts,
                                           .trust = scene->trust,
                                           .calls = &calls,
                                           .calls_data = scene},
            &events, scene, &error);
    g_assert_no_error(error);
    g_assert_cmpint(g_unlink(accounts), ==, 0);
}

static void forget_note(void *note)
{
    json_decref(note);
}

void sip_scene_init_server(SipScene *scene, const SipTrustConfig *trust)
{
    *scene = (SipScene){
            .said = g_string_new(NULL),
            .unreached = g_string_new(NULL),
            .recalled = g_string_new(NULL),
            .rings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, forget_note),
    };
    scene->trust = trust != NULL ? *trust : (SipTrustConfig){0};
    for (int i = 0; i < SIP_DIGEST_ALGORITHMS; i++) {
        scene->ha1[i] = sip_digest_ha1((SipDigestAlgorithm)i, "903", "giaoban", password);
    }
    start(scene, 0);
}

void sip_scene_init(SipScene *scene, bool tcp)
{
    sip_scene_init_server(scene, NULL);
    sip_device_init(&scene->device, sip_server_port(scene->server), tcp, "903", password);
}

void sip_scene_restart(SipScene *scene)
{
    const uint16_t port = sip_server_port(scene->server);
    g_auto(SipDialog) dialog = {0};
    g_auto(SipDialog) read = {0};

    g_assert_true(sip_server_dialog(scene->server, scene->call, &dialog));
    json_t *written = record_to_json(&sip_dialog_type, &dialog);
    sip_server_free(scene->server);
    start(scene, port);
    record_init(&sip_dialog_type, &read);
    g_assert_true(record_read_json(&sip_dialog_type, written, false, &read, NULL));
    g_assert_true(sip_dialog_check(&read, NULL));
    json_decref(written);
    scene->call = sip_server_restore(scene->server, &read);
    g_assert_cmpuint(scene->call, !=, 0);
}

void sip_scene_restart_ringing(SipScene *scene)
{
    const uint16_t port = sip_server_port(scene->server);
    GHashTableIter iterator;
    gpointer note = NULL;

    sip_server_free(scene->server);
    start(scene, port);
    g_hash_table_iter_init(&iterator, scene->rings);
    while (g_hash_table_iter_next(&iterator, NULL, &note)) {
        g_auto(SipRing) ring = {0};
        record_init(&sip_ring_type, &ring);
        g_assert_true(record_read_json(&sip_ring_type, note, false, &ring, NULL));
        g_assert_true(sip_ring_check(&ring, NULL));
        g_assert_true(sip_server_recall(scene->server, &ring));
    }
}

void sip_scene_clear(SipScene *scene)
{
    sip_server_free(scene->server);
    if (scene->device.socket != NULL) {
        sip_device_clear(&scene->device);
    }
    g_string_free(scene->unreached, TRUE);
    g_string_free(scene->said, TRUE);
    g_string_free(scene->recalled, TRUE);
    g_hash_table_unref(scene->rings);
    for (int i = 0; i < SIP_DIGEST_ALGORITHMS; i++) {
        g_free(scene->ha1[i]);
    }
}

/* Turns the loop until the floor above was told this, and nothing else. */
void sip_scene_expect(SipScene *scene, const char *said)
{
    while (strlen(scene->said->str) < strlen(said)) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_assert_cmpstr(scene->said->str, ==, said);
    g_string_truncate(scene->said, 0);
}

void sip_scene_expect_recalled(SipScene *scene, const char *how)
{
    while (strlen(scene->recalled->str) < strlen(how)) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_assert_cmpstr(scene->recalled->str, ==, how);
    g_string_truncate(scene->recalled, 0);
}
