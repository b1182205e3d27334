#include "signaling/meeting/search_words.h"

#include <string.h>

static void test_questions(void)
{
    static const struct {
        const char *text;
        const char *words;
    } rows[] = {
            {"", ""},
            {" … ", ""},
            {"Hoà Hòa HOA", "hoa hoa hoa"},
            {"Đường Đức", "duong duc"},
            {"123/GM-UBND", "123 gm ubnd"},
            {"xã An Bình nói về đường giao thông", "xa an binh duong giao thong"},
            {"nói về đường", "noi ve duong"}, /* no one before it */
            {"An Bình nói về", "an binh noi ve"},
            {"a b c d e f g h i", "a b c d e f g h"}, /* SEARCH_ASKED_MAX */
            {"\xff", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(GStrv) words = search_words_asked(rows[i].text);
        g_autofree char *joined = g_strjoinv(" ", words);
        g_assert_cmpstr(joined, ==, rows[i].words);
    }
}

static void test_each_word_once(void)
{
    g_autoptr(GHashTable) words = search_words_new();

    search_words_add(words, "Hòa bình, hoà Bình");
    search_words_add(words, "bình yên");
    g_assert_cmpuint(g_hash_table_size(words), ==, 3);
    g_assert_true(g_hash_table_contains(words, "hoa"));
}

static void test_bounds(void)
{
    g_autoptr(GHashTable) words = search_words_new();
    g_autofree char *long_word = g_strnfill(SEARCH_WORD_BYTES_MAX + 1, 'x');
    g_autofree char *wide =
            g_strconcat(long_word + 2, "ж", NULL); /* its last letter has two bytes */
    g_autoptr(GString) many = g_string_new(NULL);

    search_words_add(words, long_word);
    g_assert_true(g_hash_table_contains(words, long_word + 1));
    search_words_add(words, wide);
    g_assert_true(g_hash_table_contains(words, long_word + 2));
    for (int i = 0; i <= SEARCH_WORDS_MAX; i++) {
        g_string_append_printf(many, "n%d ", i);
    }
    search_words_add(words, many->str);
    g_assert_cmpuint(g_hash_table_size(words), ==, SEARCH_WORDS_MAX);
}

static void test_behind_all_that_begin_so(void)
{
    g_autofree char *behind = search_words_behind("giao");

    g_assert_cmpint(strcmp("giao", behind), <, 0);
    g_assert_cmpint(strcmp("giaothong", behind), <, 0);
    g_assert_cmpint(strcmp("giap", behind), >, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/search_words/questions", test_questions);
    g_test_add_func("/search_words/each_word_once", test_each_word_once);
    g_test_add_func("/search_words/bounds", test_bounds);
    g_test_add_func("/search_words/behind_all_that_begin_so", test_behind_all_that_begin_so);
    return g_test_run();
}
