#include "signaling/meeting/record.h"
#include "signaling/meeting/site.h"
#include "signaling/meeting/unit.h"
#include "signaling/report/record_csv.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

/* What was taken is what is given out, and is taken again. */
static void read_json(const RecordType *type, const json_t *object, bool patch)
{
    void *record = g_malloc0(type->size);
    void *again = g_malloc0(type->size);
    record_init(type, record);
    record_init(type, again);
    if (record_read_json(type, object, patch, record, NULL) && !patch) {
        for (const RecordField *field = type->fields; field->name != NULL; field++) {
            g_autofree char *text = record_field_to_text(field, record);
            g_assert_true(record_field_from_text(field, text, again, NULL));
        }
        g_assert_true(record_equal(type, record, again));
    }
    record_clear(type, record);
    record_clear(type, again);
    g_free(record);
    g_free(again);
}

static void read_table(GBytes *bytes)
{
    g_autoptr(CsvReader) reader = csv_reader_new(bytes, NULL);
    RecordCsvColumns columns;
    const char *const *cells = NULL;

    if (reader == NULL || !record_csv_read_head(&site_type, reader, &columns, NULL)) {
        return;
    }
    while ((cells = csv_reader_next(reader, NULL)) != NULL) {
        g_auto(Site) site = {0};
        record_init(&site_type, &site);
        (void)record_csv_read_row(&columns, cells, &site, NULL);
        (void)site_check(&site, NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    json_t *object = json_loadb((const char *)data, size, JSON_ALLOW_NUL, NULL);

    read_table(bytes);
    if (object != NULL) {
        read_json(&unit_type, object, false);
        read_json(&unit_type, object, true);
        read_json(&site_type, object, false);
        json_decref(object);
    }
    return 0;
}
