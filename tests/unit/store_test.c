#include "signaling/store/store.h"

#include "tests/fakes/test_database.h"

enum { PIECES = 1000 };

typedef struct Piece {
    const char *sql;
    bool good; /* what the work returns */
    unsigned *freed;
} Piece;

typedef struct Heard {
    GMainLoop *loop;
    unsigned due;
    GString *story; /* a letter for each: d done, u undone without a word, e error */
} Heard;

static bool do_piece(Database *database, void *data, GError **error)
{
    const Piece *piece = data;
    return database_script(database, piece->sql, error) && piece->good;
}

static void on_done(void *data, const GError *error, void *user_data)
{
    const Piece *piece = data;
    Heard *heard = user_data;

    g_string_append_c(heard->story, error != NULL ? 'e' : piece->good ? 'd' : 'u');
    if (--heard->due == 0) {
        g_main_loop_quit(heard->loop);
    }
}

static void never_called(void *data, const GError *error, void *user_data)
{
    g_assert_not_reached();
}

static void piece_free(gpointer data)
{
    Piece *piece = data;
    if (piece->freed != NULL) {
        ++*piece->freed;
    }
    g_free(piece);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): counted up when the piece goes */
static Piece *piece_new(const char *sql, bool good, unsigned *freed)
{
    Piece *piece = g_new(Piece, 1);
    *piece = (Piece){.sql = sql, .good = good, .freed = freed};
    return piece;
}

static Store *open_store(TestDatabase *place)
{
    test_database_init(place);
    Database *database = test_database_open(place);
    g_assert_true(database_script(database, "CREATE TABLE things (id BIGINT PRIMARY KEY)", NULL));
    database_close(database);
    return store_new(place->folder, place->url, NULL);
}

static int64_t count(const TestDatabase *place)
{
    g_autoptr(Database) database = test_database_open(place);
    int64_t number = -1;
    g_assert_true(database_number(
            database, "SELECT count(*) FROM things", DATABASE_NO_VALUES, -1, &number, NULL));
    return number;
}

/* Each piece stands or falls by itself, though they go to disk together. */
static void test_pieces_do_not_hurt_each_other(void)
{
    static const Piece pieces[] = {
            {"INSERT INTO things VALUES (1)", true, NULL},
            {"INSERT INTO things VALUES (2)", false, NULL},
            {"INSERT INTO things VALUES (3); INSERT INTO things VALUES (3)", true, NULL},
            {"nonsense", true, NULL},
            {"INSERT INTO things VALUES (4)", true, NULL},
    };
    TestDatabase place;
    Store *store = open_store(&place);
    unsigned freed = 0;
    Heard heard = {.loop = g_main_loop_new(NULL, FALSE),
            .due = G_N_ELEMENTS(pieces),
            .story = g_string_new(NULL)};

    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_assert_true(store_submit(store, do_piece, on_done,
                piece_new(pieces[i].sql, pieces[i].good, &freed), piece_free, &heard));
    }
    g_main_loop_run(heard.loop);
    g_assert_cmpstr(heard.story->str, ==, "dueed");
    g_assert_cmpuint(store_stats(store).failed, ==, 2);
    store_free(store);
    g_assert_cmpuint(freed, ==, G_N_ELEMENTS(pieces));
    g_assert_cmpint(count(&place), ==, 2);
    g_string_free(heard.story, TRUE);
    g_main_loop_unref(heard.loop);
    test_database_clear(&place);
}

static void test_the_end_waits_for_what_was_submitted(void)
{
    TestDatabase place;
    Store *store = open_store(&place);
    unsigned freed = 0;

    g_assert_true(store_submit(store, do_piece, never_called,
            piece_new("INSERT INTO things VALUES (0)", true, &freed), piece_free, NULL));
    for (int i = 0; i < PIECES; i++) {
        g_assert_true(store_submit(store, do_piece, NULL,
                piece_new("INSERT INTO things SELECT max(id) + 1 FROM things", true, NULL),
                piece_free, NULL));
    }
    g_assert_cmpuint(store_stats(store).refused, ==, 0);
    store_free(store);
    g_assert_cmpuint(freed, ==, 1);
    g_assert_cmpint(count(&place), ==, PIECES + 1);
    test_database_clear(&place);
}

static void test_the_queue_is_bounded(void)
{
    TestDatabase place;
    Store *store = open_store(&place);
    Database *other = test_database_open(&place);
    unsigned submitted = 0;
    unsigned freed = 0;

    /* Somebody else writes for a long time: the thread waits, the queue fills, the caller does not wait. */
    g_assert_true(database_begin(other, NULL));
    while (submitted <= STORE_QUEUE_MAX + 1 &&
            store_submit(store, do_piece, never_called, piece_new("SELECT 1", true, &freed),
                    piece_free, NULL)) {
        submitted++;
    }
    g_assert_cmpuint(submitted, ==, STORE_QUEUE_MAX);
    g_assert_cmpuint(store_stats(store).refused, ==, 1);
    g_assert_cmpuint(freed, ==, 1);
    g_assert_true(database_commit(other, NULL));
    database_close(other);
    store_free(store);
    g_assert_cmpuint(freed, ==, submitted + 1);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/pieces_do_not_hurt_each_other", test_pieces_do_not_hurt_each_other);
    g_test_add_func("/store/the_end_waits_for_what_was_submitted",
            test_the_end_waits_for_what_was_submitted);
    g_test_add_func("/store/the_queue_is_bounded", test_the_queue_is_bounded);
    return g_test_run();
}
