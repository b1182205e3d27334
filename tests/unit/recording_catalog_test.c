#include "signaling/store/recording_catalog.h"

#include "signaling/store/recording_index.h"
#include "signaling/store/recording_keeping.h"
#include "tests/fakes/recording_shelf.h"
#include "tests/fakes/test_database.h"

#include <string.h>

static void list_ids(const CatalogEntry *entry, void *user_data)
{
    g_string_append_printf(user_data, "%" G_GINT64_FORMAT " ", entry->id);
}

static void expect(Database *database, const CatalogQuestion *question, const char *ids)
{
    g_autoptr(GString) found = g_string_new(NULL);
    GError *error = NULL;
    int64_t count = 0;

    (void)recording_catalog_each(database, question, list_ids, found, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(found->str, ==, ids);
    g_assert_true(recording_catalog_count(database, question, &count, &error));
    g_auto(GStrv) all = g_strsplit(ids, " ", -1); /* each has one behind it */
    g_assert_cmpint(count, ==, ids[0] == '\0' ? 0 : (int64_t)g_strv_length(all) - 1);
}

static void expect_words(Database *database, const char *text, const char *ids)
{
    const CatalogQuestion question = {.text = text, .reach.everything = true};
    expect(database, &question, ids);
}

/* Three recordings: of a meeting of the province, of two of a district. */
static void fill(Database *database)
{
    g_assert_true(database_script(database,
            "INSERT INTO units (code, name, short_name, name_fold, short_name_fold, kind, block,"
            " parent, position, valid_from, valid_to, successor, address)"
            " VALUES ('91', 'UBND tỉnh', '', '', '', 'tinh', 'nha_nuoc', '', 1, 0, 0, '', ''),"
            " ('903', 'UBND huyện Hòn Đất', '', '', '', 'huyen', 'nha_nuoc', '91', 1, 0, 0, '',"
            " '')",
            NULL));
    shelf_add_meeting(database, "tinh", "Họp giao ban tháng 11", "91");
    shelf_add_meeting(database, "huyen", "Sơ kết hòa giải", "903");
    shelf_say(database, "tinh", 5, "ask", "link:Xã An Bình", "Đường giao thông nông thôn");
    shelf_say(database, "tinh", 6, "floor", "link:Xã An Bình", "");
    (void)shelf_add_recording(database, "tinh", SHELF_START_US);
    (void)shelf_add_recording(database, "huyen", SHELF_START_US + 1440 * SHELF_MINUTE_US);
    (void)shelf_add_recording(database, "huyen", SHELF_START_US + 1440 * SHELF_MINUTE_US);
    g_assert_true(recording_index_freshen(database, SHELF_START_US, 10, NULL));
}

static void test_words(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);

    fill(database);
    expect_words(database, "", "3 2 1 ");
    expect_words(database, "giao ban", "3 2 1 "); /* their kind is called so */
    expect_words(database, "hoa giai", "3 2 ");
    expect_words(database, "HOÀ", "3 2 ");
    expect_words(database, "hon dat", "3 2 ");
    expect_words(database, "xã an bình nói về đường giao thông", "1 ");
    expect_words(database, "an binh hoa giai", "");
    expect_words(database, "123/gm", "3 2 1 ");
    expect_words(database, "thang", "1 ");
    expect_words(database, "thán", "1 "); /* it begins so */
    expect_words(database, "11 tha", "1 ");
    expect_words(database, "tha 11", ""); /* only the last may be a beginning, */
    expect_words(database, "th", "");     /* and not of so few letters */
    expect_words(database, "hang", "");
    expect_words(database, "%' OR 1=1 --", ""); /* letters and digits only */
    database_close(database);
    test_database_clear(&place);
}

static void test_other_questions(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    const int64_t second_us = SHELF_START_US + 1440 * SHELF_MINUTE_US;
    const struct {
        CatalogQuestion question;
        const char *ids;
    } rows[] = {
            {{.from_us = SHELF_START_US}, "3 2 1 "},
            {{.from_us = SHELF_START_US + 1}, "3 2 "},
            {{.to_us = second_us}, "1 "},
            {{.unit = "91"}, "3 2 1 "},
            {{.unit = "903"}, "3 2 "},
            {{.meeting = "HUYEN"}, "3 2 "},
            {{.state = "ready"}, "3 2 1 "},
            {{.state = "failed"}, ""},
            {{.asked = true}, ""},
            {{.due_by_us = INT64_MAX}, ""},
    };

    fill(database);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        CatalogQuestion question = rows[i].question;
        question.reach.everything = true;
        expect(database, &question, rows[i].ids);
    }
    /* A page behind another. */
    g_autoptr(GString) found = g_string_new(NULL);
    const CatalogQuestion page = {
            .before_us = second_us, .before_id = 3, .limit = 1, .reach.everything = true};
    g_assert_true(recording_catalog_each(database, &page, list_ids, found, NULL));
    g_assert_cmpstr(found->str, ==, "2 ");
    database_close(database);
    test_database_clear(&place);
}

static void test_who_looks(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    static const struct {
        SqlReach reach;
        const char *ids;
    } rows[] = {
            {{.everything = false}, ""},
            {{.unit = "91"}, "1 "},
            {{.unit = "903"}, "3 2 "},
            {{.unit = "91", .below = true}, "3 2 1 "},
            {{.unit = "904", .account = "chutoa"}, "3 2 1 "},
            {{.unit = "904", .account = "nobody"}, ""},
    };

    fill(database);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const CatalogQuestion question = {.reach = rows[i].reach};
        expect(database, &question, rows[i].ids);
    }
    /* Words of the minutes are for who may read them. */
    g_assert_true(database_run(database,
            "INSERT INTO recording_words (recording, word, minutes) VALUES (1, 'mat', 1)",
            DATABASE_NO_VALUES, NULL, NULL));
    expect_words(database, "mật", "");
    const CatalogQuestion reader = {.text = "mật", .minutes = true, .reach.everything = true};
    expect(database, &reader, "1 ");
    database_close(database);
    test_database_clear(&place);
}

/* ---- ten thousand ---- */

/* As the index would have made them, but for the time that it would take here: 30 words each. */
static const char many_sql[] =
        "INSERT INTO meetings (code, title, title_fold, invite_no, unit, kind, state, created,"
        " start)"
        " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
        " SELECT 'm' || i, 'Họp giao ban số ' || i, '', i || '/GM-UBND', '903', 'giao_ban',"
        " 'ended', i, 1700000000000000 + i * 3600000000 FROM n;"
        "INSERT INTO recordings (meeting, state, path, start_us, end_us, duration_us, bytes, width,"
        " height, video_codec, reason, begun_by, sha256, check_json)"
        " SELECT code, 'ready', code || '/1.webm', start, start + 3600000000, 3600000000, 1, 1280,"
        " 720, 'VP8', '', '', '', '' FROM meetings WHERE title_fold = '' ORDER BY start;"
        "INSERT INTO recording_index (recording, meeting, state, stale)"
        " SELECT id, meeting, 'ready', 0 FROM recordings WHERE id > 3;"
        "INSERT INTO recording_words (recording, word, minutes)"
        " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 26)"
        " SELECT r.id, 'tu' || ((r.id * 31 + n.i * 7) % 3001), 0 FROM recordings r, n"
        " WHERE r.id > 3;"
        "INSERT INTO recording_words (recording, word, minutes)"
        " SELECT id, w.word, 0 FROM recordings, (SELECT 'hop' AS word UNION SELECT 'giao'"
        " UNION SELECT 'ban') AS w WHERE id > 3;"
        "INSERT INTO recording_words (recording, word, minutes)"
        " SELECT id, 'so' || id, 0 FROM recordings WHERE id > 3;";

static void test_ten_thousand_meetings(void)
{
    static const struct {
        const char *text;
        bool district;
    } questions[] = {
            {"", true},                                  /* the first page of all */
            {"họp giao ban", true},                      /* in all of them */
            {"giao ban tu1500", true}, {"so7777", true}, /* in one */
            {"không có", true}, {"xyz tu1", false},
            {"tu1", false}, /* begins 100,000 words; for who sees everything */
    };
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    GError *error = NULL;

    fill(database);
    (void)database_script(database, many_sql, &error);
    g_assert_no_error(error);
    g_assert_true(database_script(database, "ANALYZE", NULL)); /* as the servers do by themselves */
    for (size_t i = 0; i < G_N_ELEMENTS(questions); i++) {
        const CatalogQuestion question = {
                .text = questions[i].text,
                .limit = 50,
                .reach = {.everything = !questions[i].district, .unit = "91", .below = true},
        };
        g_autoptr(GString) found = g_string_new(NULL);
        int64_t count = 0;
        const int64_t begun_us = g_get_monotonic_time();
        g_assert_true(
                recording_index_freshen(database, SHELF_START_US, RECORDING_INDEX_AT_ONCE, &error));
        g_assert_true(recording_catalog_each(database, &question, list_ids, found, &error));
        g_assert_true(recording_catalog_count(database, &question, &count, &error));
        const double took_ms = (double)(g_get_monotonic_time() - begun_us) / 1000;
        g_test_message("%s, 10,000 meetings, \"%s\": %" G_GINT64_FORMAT " found in %.1f ms",
                database_name(database), question.text, count, took_ms);
        g_test_minimized_result(took_ms, "%.1f ms", took_ms);
    }
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_catalog/words", test_words);
    g_test_add_func("/recording_catalog/other_questions", test_other_questions);
    g_test_add_func("/recording_catalog/who_looks", test_who_looks);
    g_test_add_func("/recording_catalog/ten_thousand_meetings", test_ten_thousand_meetings);
    return g_test_run();
}
