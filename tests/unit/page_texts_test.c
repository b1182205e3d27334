#include "signaling/store/page_texts.h"

#include "tests/fakes/test_database.h"

static void test_versions(void)
{
    TestDatabase place;
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_auto(PageText) text = {0};
    int64_t count = 0;

    record_init(&page_text_type, &text);
    g_assert_true(page_texts_find(database, PAGE_TEXT_LOGIN, &text, NULL));
    g_assert_cmpint(text.version, ==, 0);
    g_assert_cmpstr(text.text, !=, "");
    for (int64_t version = 1; version <= 3; version++) {
        g_free(text.text);
        text.text = g_strdup_printf("nội quy %d", (int)version);
        text.changed = version;
        g_assert_true(page_texts_add(database, &text, NULL));
        g_assert_cmpint(text.version, ==, version);
    }
    g_assert_true(page_texts_find(database, PAGE_TEXT_LOGIN, &text, NULL));
    g_assert_cmpint(text.version, ==, 3);
    g_assert_cmpstr(text.text, ==, "nội quy 3");
    g_assert_true(page_texts_note_consent(database, PAGE_TEXT_LOGIN, "thuky", 2, 5, NULL));
    g_assert_true(database_number(database,
            "SELECT COUNT(*) FROM text_consents c JOIN page_texts t ON t.name = c.name AND "
            "t.version = c.version WHERE t.text = 'nội quy 2' AND c.account = 'thuky'",
            DATABASE_NO_VALUES, 0, &count, NULL));
    g_assert_cmpint(count, ==, 1);
    database_close(database);
    test_database_clear(&place);
}

static void test_names(void)
{
    g_assert_true(page_text_is_known(PAGE_TEXT_LOGIN));
    g_assert_true(page_text_is_known("notice_recording"));
    g_assert_false(page_text_is_known(""));
    g_assert_false(page_text_is_known("../etc/passwd"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/page_texts/S-45/versions", test_versions);
    g_test_add_func("/page_texts/names", test_names);
    return g_test_run();
}
