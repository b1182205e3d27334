#include "signaling/store/page_texts.h"

#include <stddef.h>

/* What the pages know, with what stands there until an administrator writes something else. */
static const struct {
    const char *name;
    const char *text;
} known[] = {
        {PAGE_TEXT_LOGIN,
                "Chỉ người được giao nhiệm vụ mới được sử dụng hệ thống này. Mọi thao tác được ghi "
                "nhật ký. Không sử dụng hệ thống này cho cuộc họp có nội dung bí mật nhà nước."},
        {"notice_recording", "Phiên họp đang được ghi âm, ghi hình để lưu hồ sơ theo quy định."},
        {"notice_secret", "Không sử dụng hệ thống này cho cuộc họp có nội dung bí mật nhà nước."},
        {PAGE_TEXT_BANNER, ""},
        {"rules", ""},
        {"help_contact", ""},
};

#define AT(member) .offset = offsetof(PageText, member)

static const RecordField fields[] = {
        {.name = "name",
                .kind = RECORD_TEXT,
                AT(name),
                .flags = RECORD_KEY | RECORD_CODE | RECORD_READ_ONLY,
                .title = "Tên văn bản"},
        {.name = "version",
                .kind = RECORD_INTEGER,
                AT(version),
                .flags = RECORD_READ_ONLY,
                .title = "Phiên bản"},
        {.name = "text",
                .kind = RECORD_TEXT,
                AT(text),
                .flags = RECORD_LINES,
                .max = PAGE_TEXT_MAX,
                .title = "Nội dung"},
        {.name = "changed",
                .kind = RECORD_TIME,
                AT(changed),
                .flags = RECORD_READ_ONLY,
                .title = "Ngày sửa"},
        {.name = "changed_by",
                .kind = RECORD_TEXT,
                AT(changed_by),
                .flags = RECORD_READ_ONLY,
                .title = "Người sửa"},
        {.name = NULL},
};

const RecordType page_text_type = {.name = "text", .size = sizeof(PageText), .fields = fields};

void page_text_clear(PageText *text)
{
    record_clear(&page_text_type, text);
}

static const char *text_of_program(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (g_str_equal(known[i].name, name)) {
            return known[i].text;
        }
    }
    return NULL;
}

bool page_text_is_known(const char *name)
{
    return text_of_program(name) != NULL;
}

bool page_texts_find(Database *database, const char *name, PageText *text, GError **error)
{
    g_autoptr(GError) fault = NULL;
    const char *built_in = text_of_program(name);
    PageText found = {.name = g_strdup(name)};
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT version, text, changed_us, changed_by FROM page_texts WHERE name = $1 "
            "ORDER BY version DESC LIMIT 1",
            DATABASE_VALUES(database_text(name)), &fault);

    if (rows != NULL && database_rows_next(rows, &fault)) {
        found.version = database_rows_int(rows, 0);
        found.text = g_strdup(database_rows_text(rows, 1));
        found.changed = database_rows_int(rows, 2);
        found.changed_by = g_strdup(database_rows_text(rows, 3));
    } else {
        found.text = g_strdup(built_in != NULL ? built_in : "");
        found.changed_by = g_strdup("");
    }
    if (fault != NULL) {
        page_text_clear(&found);
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    page_text_clear(text);
    *text = found;
    return true;
}

bool page_texts_add(Database *database, PageText *text, GError **error)
{
    return database_number(database,
                   "SELECT COALESCE(MAX(version), 0) + 1 FROM page_texts WHERE name = $1",
                   DATABASE_VALUES(database_text(text->name)), 1, &text->version, error) &&
            database_run(database,
                    "INSERT INTO page_texts (name, version, text, changed_us, changed_by) "
                    "VALUES ($1, $2, $3, $4, $5)",
                    DATABASE_VALUES(database_text(text->name), database_int(text->version),
                            database_text(text->text), database_int(text->changed),
                            database_text(text->changed_by)),
                    NULL, error);
}

bool page_texts_note_consent(Database *database, const char *name, const char *account,
        int64_t version, int64_t now_us, GError **error)
{
    return database_run(database,
            "INSERT INTO text_consents (account, name, version, time_us) VALUES ($1, $2, $3, $4)",
            DATABASE_VALUES(database_text(account), database_text(name), database_int(version),
                    database_int(now_us)),
            NULL, error);
}
