#include "signaling/meeting/recording_annex.h"

static int64_t time_of(const char *text)
{
    int64_t time_us = 0;
    g_assert_true(record_time_parse(text, &time_us));
    return time_us;
}

static void test_when_it_is_due(void)
{
    static const struct {
        int basis;
        int64_t years;
        const char *end;
        const char *signed_at;
        const char *due;
    } rows[] = {
            {RETENTION_FOREVER, 0, "2026-11-22T08:00:00Z", "", ""},
            {RETENTION_YEARS, 10, "2026-11-22T08:00:00Z", "", "2036-12-31T17:00:00Z"},
            /* the year ends at midnight in Vietnam */
            {RETENTION_YEARS, 5, "2026-12-31T16:59:59Z", "", "2031-12-31T17:00:00Z"},
            {RETENTION_YEARS, 5, "2026-12-31T17:00:00Z", "", "2032-12-31T17:00:00Z"},
            {RETENTION_YEARS, 0, "2026-01-01T00:00:00Z", "", "2026-12-31T17:00:00Z"},
            {RETENTION_YEARS, 10, "", "", ""}, /* it goes on */
            {RETENTION_MINUTES, 0, "2026-11-22T08:00:00Z", "", ""},
            {RETENTION_MINUTES, 0, "2026-11-22T08:00:00Z", "2026-11-25T01:00:00Z",
                    "2026-11-25T01:00:00Z"},
    };

    g_assert_cmpint(retention_due_us(NULL, time_of("2026-11-22T08:00:00Z"), 0), ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const RetentionClass class = {.basis = rows[i].basis, .years = rows[i].years};
        g_assert_cmpint(retention_due_us(&class, time_of(rows[i].end), time_of(rows[i].signed_at)),
                ==, time_of(rows[i].due));
    }
}

static void test_links_end(void)
{
    RecordingShare share = {.id = 1, .expires_us = 1000};

    g_assert_true(recording_share_is_open(&share, 999));
    g_assert_false(recording_share_is_open(&share, 1000));
    share.revoked_us = 500;
    g_assert_false(recording_share_is_open(&share, 999));
    g_assert_false(recording_share_is_open(&(RecordingShare){.expires_us = 1000}, 1));
}

static void test_secrets_of_links_are_not_told(void)
{
    RecordingShare share;
    GError *error = NULL;
    json_t *sent = json_pack("{s:s, s:s, s:s, s:b}", "agency", "Sở Tư pháp", "purpose", "Đối chiếu",
            "expires", "2026-12-01T00:00:00Z", "download", 1);

    record_init(&recording_share_type, &share);
    g_assert_true(record_read_json(&recording_share_type, sent, false, &share, &error));
    g_free(share.key);
    share.key = g_strdup("abc");
    json_t *told = record_to_json(&recording_share_type, &share);
    g_assert_null(json_object_get(told, "key"));
    g_assert_cmpstr(json_string_value(json_object_get(told, "agency")), ==, "Sở Tư pháp");
    json_object_set_new(sent, "key", json_string("mine"));
    g_assert_false(record_read_json(&recording_share_type, sent, false, &share, &error));
    g_assert_error(error, RECORD_ERROR, RECORD_ERROR_FIELD);
    g_clear_error(&error);
    json_decref(told);
    json_decref(sent);
    record_clear(&recording_share_type, &share);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_annex/S-53/when_it_is_due", test_when_it_is_due);
    g_test_add_func("/recording_annex/links_end", test_links_end);
    g_test_add_func(
            "/recording_annex/secrets_of_links_are_not_told", test_secrets_of_links_are_not_told);
    return g_test_run();
}
