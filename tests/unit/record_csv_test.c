#include "signaling/report/record_csv.h"

#include "signaling/meeting/unit.h"

#include <string.h>

static CsvReader *reader_of(const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return csv_reader_new(bytes, NULL);
}

static void test_there_and_back(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_auto(Unit) unit = {0};
    g_auto(Unit) again = {0};
    RecordCsvColumns columns;
    g_autoptr(GError) error = NULL;

    record_init(&unit_type, &unit);
    record_init(&unit_type, &again);
    g_assert_true(record_field_from_text(record_field(&unit_type, "code"), "903", &unit, NULL));
    g_assert_true(
            record_field_from_text(record_field(&unit_type, "name"), "=Hòn \"Đất\"", &unit, NULL));
    g_assert_true(record_field_from_text(record_field(&unit_type, "block"), "dang", &unit, NULL));
    unit.valid_from_us = INT64_C(1795334400000000);
    record_csv_head(&unit_type, text);
    record_csv_row(&unit_type, &unit, text);

    g_autoptr(CsvReader) reader = reader_of(text->str);
    g_assert_true(record_csv_read_head(&unit_type, reader, &columns, &error));
    /* A kind is required, and this one had none: the row is refused there. */
    const char *const *cells = csv_reader_next(reader, NULL);
    g_assert_false(record_csv_read_row(&columns, cells, &again, &error));
    g_assert_cmpstr(record_error_field(error), ==, "kind");
    g_clear_error(&error);
    g_assert_true(record_field_from_text(record_field(&unit_type, "kind"), "huyen", &unit, NULL));
    g_string_truncate(text, 0);
    record_csv_head(&unit_type, text);
    record_csv_row(&unit_type, &unit, text);
    g_autoptr(CsvReader) second = reader_of(text->str);
    g_assert_true(record_csv_read_head(&unit_type, second, &columns, &error));
    g_assert_true(record_csv_read_row(&columns, csv_reader_next(second, NULL), &again, &error));
    g_assert_no_error(error);
    g_assert_true(record_equal(&unit_type, &unit, &again));
}

static void test_headings(void)
{
    static const struct {
        const char *text;
        bool good;
        const char *reason;
    } rows[] = {
            {"code,name", true, "names"},
            {"Mã đơn vị;Tên đơn vị", true, "titles"},
            {" CODE , name ", true, "spaces and case"},
            {"name", false, "without the key"},
            {"code,code", false, "twice"},
            {"code,other", false, "unknown"},
            {"", false, "nothing"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        RecordCsvColumns columns;
        g_autoptr(GError) error = NULL;
        g_autoptr(CsvReader) reader = reader_of(rows[i].text);
        g_test_message("%s", rows[i].reason);
        g_assert_true(record_csv_read_head(&unit_type, reader, &columns, &error) == rows[i].good);
        g_assert_true((error == NULL) == rows[i].good);
    }
}

static void test_days(void)
{
    static const struct {
        const char *text;
        int64_t time_us; /* -1: refused */
    } rows[] = {
            {"", 0},
            {"01/07/2025", INT64_C(1751302800000000)},
            {"2025-07-01", INT64_C(1751302800000000)},
            {"2025-06-30T17:00:00Z", INT64_C(1751302800000000)},
            {"31/02/2025", -1},
            {"1 tháng 7", -1},
            {"01/07/2025x", -1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        RecordCsvColumns columns;
        g_auto(Unit) unit = {0};
        g_autofree char *text = g_strdup_printf("code,valid_from\n1,%s", rows[i].text);
        g_autoptr(CsvReader) reader = reader_of(text);
        record_init(&unit_type, &unit);
        g_assert_true(record_csv_read_head(&unit_type, reader, &columns, NULL));
        g_assert_true(record_csv_read_row(&columns, csv_reader_next(reader, NULL), &unit, NULL) ==
                (rows[i].time_us >= 0));
        g_assert_cmpint(unit.valid_from_us, ==, MAX(rows[i].time_us, 0));
    }
}

static void test_rows_that_do_not_fit(void)
{
    RecordCsvColumns columns;
    g_auto(Unit) unit = {0};
    g_autoptr(CsvReader) reader = reader_of("code,position\n1\n1,2,3\n1,\n");
    record_init(&unit_type, &unit);
    g_assert_true(record_csv_read_head(&unit_type, reader, &columns, NULL));
    g_assert_false(record_csv_read_row(&columns, csv_reader_next(reader, NULL), &unit, NULL));
    g_assert_false(record_csv_read_row(&columns, csv_reader_next(reader, NULL), &unit, NULL));
    g_assert_true(record_csv_read_row(&columns, csv_reader_next(reader, NULL), &unit, NULL));
}

static void test_faults_are_bounded(void)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(record_csv_fault_free);
    for (unsigned i = 0; i < RECORD_CSV_FAULTS_MAX + 1; i++) {
        record_csv_add_fault(faults, i, "x");
    }
    g_assert_cmpuint(faults->len, ==, RECORD_CSV_FAULTS_MAX);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record_csv/S-30/there_and_back", test_there_and_back);
    g_test_add_func("/record_csv/headings", test_headings);
    g_test_add_func("/record_csv/days", test_days);
    g_test_add_func("/record_csv/rows_that_do_not_fit", test_rows_that_do_not_fit);
    g_test_add_func("/record_csv/faults_are_bounded", test_faults_are_bounded);
    return g_test_run();
}
