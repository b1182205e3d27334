#include "signaling/store/word_lists.h"

#include "tests/fakes/test_database.h"

typedef struct Fixture {
    TestDatabase place;
    Database *database;
} Fixture;

static void fixture_init(Fixture *test)
{
    test_database_init(&test->place);
    test->database = test_database_open(&test->place);
}

static void fixture_clear(Fixture *test)
{
    database_close(test->database);
    test_database_clear(&test->place);
}

static bool add(Fixture *test, const WordList *list, const char *code, GError **error)
{
    OfficeWord word = {.code = (char *)code, .name = (char *)"Tên", .position = 50};
    return word_list_add(test->database, list, &word, error);
}

static void count(const void *record, void *user_data)
{
    (void)record;
    ++*(int *)user_data;
}

static int size_of(Fixture *test, const WordList *list)
{
    int size = 0;
    g_assert_true(word_list_each(test->database, list, count, &size, NULL));
    return size;
}

static void test_each_list_grows_and_shrinks(void)
{
    static const WordList *const lists[] = {
            &word_list_unit_kinds, &word_list_meeting_kinds, &word_list_relations};
    Fixture test;
    fixture_init(&test);

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        const int before = size_of(&test, lists[i]);
        g_autoptr(GError) error = NULL;
        g_assert_cmpint(before, >, 0); /* there is something to begin with */
        g_assert_true(add(&test, lists[i], "moi", NULL));
        g_assert_cmpint(size_of(&test, lists[i]), ==, before + 1);
        g_assert_false(add(&test, lists[i], "moi", &error));
        g_assert_error(error, RECORD_ERROR, RECORD_ERROR_FIELD);
        g_clear_error(&error);
        g_assert_true(word_list_remove(test.database, lists[i], "moi", NULL));
        g_assert_false(word_list_remove(test.database, lists[i], "moi", &error));
        g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_MISSING);
        g_assert_cmpint(size_of(&test, lists[i]), ==, before);
    }
    fixture_clear(&test);
}

static void test_what_is_in_use_stays(void)
{
    static const struct {
        const WordList *list;
        const char *code;
        const char *user;
    } rows[] = {
            {&word_list_unit_kinds, "xa",
                    "INSERT INTO units (code, name, name_fold, short_name, short_name_fold, kind, "
                    "block, parent, position, valid_from, valid_to, successor, address)"
                    " VALUES ('a', 'A', 'a', '', '', 'xa', '', '', 1, 0, 0, '', '')"},
            {&word_list_meeting_kinds, "giao_ban",
                    "INSERT INTO meetings (code, title, created, kind) VALUES ('k', 'K', 1, "
                    "'giao_ban')"},
            {&word_list_relations, "tinh_xa",
                    "INSERT INTO meetings (code, title, created, relation) VALUES ('r', 'R', 1, "
                    "'tinh_xa')"},
    };
    Fixture test;
    fixture_init(&test);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_true(database_script(test.database, rows[i].user, &error));
        g_assert_no_error(error);
        g_assert_false(word_list_remove(test.database, rows[i].list, rows[i].code, &error));
        g_assert_error(error, WORD_LISTS_ERROR, WORD_LISTS_ERROR_IN_USE);
    }
    fixture_clear(&test);
}

static void test_a_list_has_a_bound(void)
{
    Fixture test;
    g_autoptr(GError) error = NULL;
    fixture_init(&test);

    for (int i = size_of(&test, &word_list_relations); i < WORD_LISTS_MAX; i++) {
        g_autofree char *code = g_strdup_printf("w%d", i);
        g_assert_true(add(&test, &word_list_relations, code, NULL));
    }
    g_assert_false(add(&test, &word_list_relations, "over", &error));
    g_assert_error(error, WORD_LISTS_ERROR, WORD_LISTS_ERROR_FULL);
    fixture_clear(&test);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/word_lists/each_list_grows_and_shrinks", test_each_list_grows_and_shrinks);
    g_test_add_func("/word_lists/what_is_in_use_stays", test_what_is_in_use_stays);
    g_test_add_func("/word_lists/a_list_has_a_bound", test_a_list_has_a_bound);
    return g_test_run();
}
