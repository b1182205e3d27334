#include "signaling/meeting/presence_log.h"

static void apply(PresenceLog *log, const char *site, bool on, int64_t at_us)
{
    json_t *event = json_pack("{s:s, s:[{s:s, s:s, s:s, s:b, s:b, s:I}]}", "kind", "media",
            "changes", "site", site, "name", "Hòn Đất", "how", "browser", "chair", 0, "on", on,
            "at_us", (json_int_t)at_us);
    presence_log_apply(log, event);
    json_decref(event);
}

/* As "10-20 30-": the last one may be open. */
static char *spans_of(const PresenceLog *log, const char *site)
{
    const PresenceSite *found = presence_log_find(log, site);
    GString *text = g_string_new(NULL);

    for (guint i = 0; found != NULL && i < found->spans->len; i++) {
        const AttendanceSpan *span = &g_array_index(found->spans, AttendanceSpan, i);
        g_string_append_printf(text, "%s%d-", i > 0 ? " " : "", (int)span->from_us);
        if (!found->on || i + 1 < found->spans->len) {
            g_string_append_printf(text, "%d", (int)span->to_us);
        }
    }
    return g_string_free(text, FALSE);
}

#define ASSERT_SPANS(log, site, expected)                                                          \
    do {                                                                                           \
        g_autofree char *text = spans_of(log, site);                                               \
        g_assert_cmpstr(text, ==, expected);                                                       \
    } while (0)

static void test_comes_and_goes(void)
{
    g_autoptr(PresenceLog) log = presence_log_new();

    apply(log, "a", false, 5); /* it never came */
    ASSERT_SPANS(log, "a", "");
    apply(log, "a", true, 10);
    apply(log, "a", true, 12); /* it is here already */
    ASSERT_SPANS(log, "a", "10-");
    apply(log, "a", false, 20);
    apply(log, "a", false, 25);
    apply(log, "a", true, 30);
    ASSERT_SPANS(log, "a", "10-20 30-");
    apply(log, "a", false, 28); /* dated back behind its beginning */
    ASSERT_SPANS(log, "a", "10-20 30-30");
    apply(log, "a", true, 30); /* as if it had never been away */
    ASSERT_SPANS(log, "a", "10-20 30-");
    apply(log, "b", true, 7);
    g_assert_cmpuint(presence_log_size(log), ==, 2);
    g_assert_cmpstr(presence_log_nth(log, 1)->identity, ==, "b");
    g_assert_cmpstr(presence_log_nth(log, 1)->name, ==, "Hòn Đất");
    g_assert_null(presence_log_find(log, "c"));
}

static void test_open_ends(void)
{
    g_autoptr(PresenceLog) log = presence_log_new();
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(AttendanceSpan));

    apply(log, "a", true, 10);
    presence_site_spans(presence_log_find(log, "a"), 50, spans);
    g_assert_cmpuint(spans->len, ==, 1);
    g_assert_cmpint(g_array_index(spans, AttendanceSpan, 0).to_us, ==, 50);
    g_array_set_size(spans, 0);
    presence_site_spans(presence_log_find(log, "a"), 5, spans);
    g_assert_cmpint(g_array_index(spans, AttendanceSpan, 0).to_us, ==, 10);
}

static void test_bounds(void)
{
    g_autoptr(PresenceLog) log = presence_log_new();
    const PresenceSite *site = NULL;

    for (int i = 0; i < PRESENCE_SPANS_MAX + 10; i++) {
        apply(log, "a", true, INT64_C(10) * i);
        apply(log, "a", false, INT64_C(10) * i + 5);
    }
    site = presence_log_find(log, "a");
    g_assert_cmpuint(site->spans->len, ==, PRESENCE_SPANS_MAX);
    g_assert_cmpint(g_array_index(site->spans, AttendanceSpan, PRESENCE_SPANS_MAX - 1).to_us, ==,
            10 * (PRESENCE_SPANS_MAX + 9) + 5);
    for (int i = 0; i < PRESENCE_SITES_MAX + 10; i++) {
        g_autofree char *identity = g_strdup_printf("site %d", i);
        apply(log, identity, true, 10);
    }
    g_assert_cmpuint(presence_log_size(log), ==, PRESENCE_SITES_MAX);
}

static void test_nonsense(void)
{
    static const char *const events[] = {"{}", "{\"changes\": 1}", "{\"changes\": [1, [], {}]}",
            "{\"changes\": [{\"site\": 1, \"on\": true}]}"};
    g_autoptr(PresenceLog) log = presence_log_new();

    for (size_t i = 0; i < G_N_ELEMENTS(events); i++) {
        json_t *event = json_loads(events[i], 0, NULL);
        presence_log_apply(log, event);
        json_decref(event);
    }
    g_assert_cmpuint(presence_log_size(log), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/presence_log/comes_and_goes", test_comes_and_goes);
    g_test_add_func("/presence_log/open_ends", test_open_ends);
    g_test_add_func("/presence_log/bounds", test_bounds);
    g_test_add_func("/presence_log/nonsense", test_nonsense);
    return g_test_run();
}
