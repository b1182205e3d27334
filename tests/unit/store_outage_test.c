#include "signaling/store/store.h"
#include "tests/fakes/test_database.h"

enum { ROUNDS = 400, KILL_AT = 100 };

/* What the writer has been told of each row that it asked for. */
typedef struct Writer {
    Store *store;
    GArray *acknowledged; /* of int */
    int failed;
    bool answered;
    char *trouble;
} Writer;

static bool write_row(Database *database, void *data, GError **error)
{
    const int *row = data;
    return database_run(database, "INSERT INTO outage (id) VALUES ($1)",
            DATABASE_VALUES(database_int(*row)), NULL, error);
}

static void on_written(void *data, const GError *error, void *user_data)
{
    Writer *writer = user_data;
    const int *row = data;

    writer->answered = true;
    if (error == NULL) {
        g_array_append_val(writer->acknowledged, *row);
    } else {
        writer->failed++;
        g_free(writer->trouble);
        writer->trouble = g_strdup(error->message);
    }
}

/* One after the other, so that some are under way at whatever moment. */
static void ask_and_wait(Writer *writer, int row)
{
    writer->answered = false;
    g_assert_true(store_submit(
            writer->store, write_row, on_written, g_memdup2(&row, sizeof row), g_free, writer));
    while (!writer->answered) {
        g_main_context_iteration(NULL, TRUE);
    }
}

/* Such a row is asked for while nobody waits for it. */
static void ask_only(Writer *writer, int row)
{
    g_assert_true(store_submit(
            writer->store, write_row, NULL, g_memdup2(&row, sizeof row), g_free, NULL));
}

static void check_kept(const Writer *writer, const TestDatabase *place, int rows)
{
    g_autoptr(Database) database = test_database_open(place);
    int64_t unasked = 0;

    g_assert_true(database_number(database, "SELECT count(*) FROM outage WHERE id < 0",
            DATABASE_NO_VALUES, 0, &unasked, NULL));
    g_assert_cmpint(unasked, ==, rows);

    for (guint i = 0; i < writer->acknowledged->len; i++) {
        const int row = g_array_index(writer->acknowledged, int, i);
        int64_t there = 0;
        g_assert_true(database_number(database, "SELECT count(*) FROM outage WHERE id = $1",
                DATABASE_VALUES(database_int(row)), 0, &there, NULL));
        g_assert_cmpint(there, ==, 1);
    }
}

/* PostgreSQL dies in the middle: what was acknowledged is there, what was not is told, and it goes on by itself. */
static void test_a_server_that_dies_takes_nothing_along(void)
{
    TestDatabase place;
    Writer writer = {.acknowledged = g_array_new(FALSE, FALSE, sizeof(int))};
    test_database_init(&place);
    Database *database = test_database_open(&place);
    g_assert_true(database_script(database, "CREATE TABLE outage (id BIGINT PRIMARY KEY)", NULL));
    database_close(database);
    writer.store = store_new(place.folder, place.url, NULL);
    int row = 0;
    int unasked = 0;
    while (row < KILL_AT) {
        ask_and_wait(&writer, row++);
    }
    g_assert_cmpint(writer.failed, ==, 0);
    test_database_kill_server(&place);
    while (writer.acknowledged->len < ROUNDS) { /* it says no, until the server is back */
        if (row - KILL_AT <= STORE_QUEUE_MAX) { /* so many are held back */
            ask_only(&writer, -row);
            unasked++;
        }
        ask_and_wait(&writer, row++);
    }
    g_assert_cmpint(writer.failed, >, 0);
    g_assert_true(g_str_has_prefix(writer.trouble, "PostgreSQL"));
    store_free(writer.store);
    check_kept(&writer, &place, unasked);
    g_array_unref(writer.acknowledged);
    g_free(writer.trouble);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store_outage/a_server_that_dies_takes_nothing_along",
            test_a_server_that_dies_takes_nothing_along);
    return g_test_run();
}
