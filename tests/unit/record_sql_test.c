#include "signaling/store/record_sql.h"

#include "tests/fakes/test_database.h"

typedef struct Hall {
    char *code;
    char *name;
    int64_t seats;
    double area;
    bool open;
    int kind;
    int64_t start_us;
    int64_t guests;
} Hall;

static const char *const kinds[] = {"small", "large", NULL};

static const RecordField hall_fields[] = {
        {"code", RECORD_TEXT, offsetof(Hall, code), RECORD_KEY | RECORD_CODE, .title = "Mã"},
        {"name", RECORD_TEXT, offsetof(Hall, name), RECORD_SEARCH, .title = "Tên"},
        {"seats", RECORD_INTEGER, offsetof(Hall, seats), 0, .title = "Số chỗ"},
        {"area", RECORD_REAL, offsetof(Hall, area), 0, .title = "Diện tích"},
        {"open", RECORD_FLAG, offsetof(Hall, open), 0, .title = "Đang dùng"},
        {"kind", RECORD_WORD, offsetof(Hall, kind), 0, .words = kinds, .title = "Loại"},
        {"start", RECORD_TIME, offsetof(Hall, start_us), 0, .title = "Bắt đầu"},
        {"guests", RECORD_INTEGER, offsetof(Hall, guests), RECORD_COMPUTED, .title = "Khách"},
        {0},
};
static const RecordType hall_type = {"hall", "halls", sizeof(Hall), hall_fields};

typedef struct Note {
    int64_t id;
    char *text;
} Note;

static const RecordField note_fields[] = {
        {"id", RECORD_INTEGER, offsetof(Note, id), RECORD_KEY, .title = "Số"},
        {"text", RECORD_TEXT, offsetof(Note, text), 0, .title = "Nội dung"},
        {0},
};
static const RecordType note_type = {"note", "notes", sizeof(Note), note_fields};

static Database *open_halls(TestDatabase *place)
{
    GError *error = NULL;
    test_database_init(place);
    Database *database = test_database_open(place);
    (void)database_script(database,
            "CREATE TABLE halls (code TEXT PRIMARY KEY, name TEXT NOT NULL, name_fold TEXT NOT "
            "NULL,"
            " seats BIGINT NOT NULL, area DOUBLE PRECISION NOT NULL, open BIGINT NOT NULL,"
            " kind TEXT NOT NULL, start BIGINT NOT NULL);"
            "CREATE TABLE notes (id {id}, text TEXT NOT NULL)",
            &error);
    g_assert_no_error(error);
    return database;
}

static void set_text(char **field, const char *text)
{
    g_free(*field);
    *field = g_strdup(text);
}

static void insert(Database *database, Hall *hall, const char *code, const char *name)
{
    GError *error = NULL;
    set_text(&hall->code, code);
    set_text(&hall->name, name);
    (void)record_insert(database, &hall_type, hall, &error);
    g_assert_no_error(error);
}

static void test_there_and_back(void)
{
    TestDatabase place;
    Database *database = open_halls(&place);
    g_autoptr(GError) error = NULL;
    Hall hall;
    Hall found;
    bool was_found = true;
    record_init(&hall_type, &hall);
    record_init(&hall_type, &found);
    hall.seats = -3;
    hall.area = 0.1;
    hall.open = true;
    hall.kind = 1;
    hall.start_us = INT64_C(1795334400000000);
    hall.guests = 9;
    insert(database, &hall, "a", "Hòa");

    g_assert_true(record_find(database, &hall_type, database_text("b"), &found, &was_found, NULL));
    g_assert_false(was_found);
    g_assert_true(record_find(database, &hall_type, database_text("a"), &found, &was_found, NULL));
    g_assert_true(was_found);
    g_assert_true(record_equal(&hall_type, &hall, &found));
    g_assert_cmpint(found.guests, ==, 0);

    set_text(&found.name, "Đất");
    g_assert_true(record_update(database, &hall_type, &found, NULL));
    int64_t folded = 0;
    g_assert_true(database_number(database, "SELECT count(*) FROM halls WHERE name_fold = 'dat'",
            DATABASE_NO_VALUES, 0, &folded, NULL));
    g_assert_cmpint(folded, ==, 1);
    set_text(&found.code, "gone");
    g_assert_false(record_update(database, &hall_type, &found, &error));
    g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_MISSING);
    record_clear(&hall_type, &hall);
    record_clear(&hall_type, &found);
    database_close(database);
    test_database_clear(&place);
}

static void append_code(const void *record, void *user_data)
{
    g_string_append(user_data, ((const Hall *)record)->code);
}

static void test_each(void)
{
    TestDatabase place;
    Database *database = open_halls(&place);
    Hall hall;
    record_init(&hall_type, &hall);
    insert(database, &hall, "c", "Hòa 1");
    insert(database, &hall, "a", "Hoà 2");
    insert(database, &hall, "b", "Đất");

    g_autoptr(GString) codes = g_string_new(NULL);
    g_assert_true(record_each(database, &hall_type, "WHERE name_fold LIKE $1 ORDER BY code",
            DATABASE_VALUES(database_text("%hoa%")), append_code, codes, NULL));
    g_assert_cmpstr(codes->str, ==, "ac");
    g_assert_false(record_each(
            database, &hall_type, "WHERE nothing", DATABASE_NO_VALUES, append_code, codes, NULL));
    record_clear(&hall_type, &hall);
    database_close(database);
    test_database_clear(&place);
}

static void test_numbers_are_given(void)
{
    TestDatabase place;
    Database *database = open_halls(&place);
    Note note;
    record_init(&note_type, &note);

    for (int64_t i = 1; i <= 2; i++) {
        note.id = 0;
        g_assert_true(record_insert(database, &note_type, &note, NULL));
        g_assert_cmpint(note.id, ==, i);
    }
    note.id = 7;
    g_assert_true(record_insert(database, &note_type, &note, NULL));
    g_assert_cmpint(note.id, ==, 7);
    record_clear(&note_type, &note);
    database_close(database);
    test_database_clear(&place);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record_sql/there_and_back", test_there_and_back);
    g_test_add_func("/record_sql/each", test_each);
    g_test_add_func("/record_sql/numbers_are_given", test_numbers_are_given);
    return g_test_run();
}
