#include "signaling/app/table_import.h"

#include "signaling/store/unit_table.h"
#include "tests/fakes/test_database.h"

#include <string.h>

static Database *open_units(TestDatabase *place)
{
    g_autoptr(GError) error = NULL;
    test_database_init(place);
    Database *database = test_database_open(place);
    (void)database_script(database,
            "INSERT INTO units (code, name, name_fold, short_name, short_name_fold, kind, block,"
            " parent, position, valid_from, valid_to, successor, address) VALUES"
            " ('91', 'T', 't', '', '', 'tinh', 'nha_nuoc', '', 0, 0, 0, '', 'Rạch Giá'),"
            " ('903', 'H', 'h', '', '', 'huyen', 'nha_nuoc', '91', 0, 0, 0, '', ''),"
            " ('904', 'H2', 'h2', '', '', 'huyen', 'nha_nuoc', '91', 0, 0, 0, '', '')",
            &error);
    g_assert_no_error(error);
    return database;
}

typedef bool (*ImportFn)(Database *database, GBytes *table, const char *root, bool dry_run,
        ImportResult *ret_result, GError **error);

/* "added/changed line:title …" */
static char *run(Database *database, ImportFn import, const char *table, const char *root)
{
    g_autoptr(GBytes) bytes = g_bytes_new(table, strlen(table));
    g_autoptr(GError) error = NULL;
    g_auto(ImportResult) result = {0};
    GString *out = g_string_new(NULL);

    (void)import(database, bytes, root, false, &result, &error);
    g_assert_no_error(error);
    g_string_printf(out, "%d/%d", (int)result.added, (int)result.changed);
    for (guint i = 0; i < result.faults->len; i++) {
        const RecordCsvFault *fault = g_ptr_array_index(result.faults, i);
        g_string_append_printf(out, " %u:%s", fault->line, fault->title);
    }
    return g_string_free(out, FALSE);
}

static void test_units(void)
{
    static const struct {
        const char *table;
        const char *root;
        const char *told;
        const char *reason;
    } rows[] = {
            {"code,name,kind,parent\n30817,Thị trấn,thi_tran,903\n903,Huyện,huyen,91\n", "", "1/1",
                    "one new, one changed"},
            {"code,name\n91,T\n", "", "0/0", "as it was; what the table lacks stays"},
            {"code,name,kind,parent\na,A,xa,b\nb,B,xa,91\n", "", "2/0", "a parent further down"},
            {"", "", "0/0 1:Dòng tiêu đề: thiếu cột \"code\".", "nothing"},
            {"code,name\n905,\n", "", "0/0 2:Tên đơn vị: không được để trống.", "no name"},
            {"code,name\n905,A\n", "", "0/0 2:Loại đơn vị: không được để trống.",
                    "a column that a new unit needs"},
            {"code,name,kind\n\n\n905,A,what\n", "",
                    "1/0 4:Loại đơn vị: không có trong danh mục loại đơn vị.", "the line is right"},
            {"code,name,kind,parent\n905,A,xa,905\n", "",
                    "1/0 2:Đơn vị cấp trên: một đơn vị không thể trực thuộc chính nó.", "a ring"},
            {"code,name,kind\n905,A,xa\n905,B,xa\n", "", "1/0 3:Mã đơn vị: lặp lại trong bảng.",
                    "twice"},
            {"code,name,kind,parent\n905,A,xa,91\n", "903",
                    "1/0 2:Đơn vị cấp trên: nằm ngoài phạm vi quản lý.", "outside of one's own"},
            {"code,name\n904,X\n", "903", "0/0 2:Mã đơn vị: đã được dùng ngoài phạm vi quản lý.",
                    "another's"},
            {"code,name\n903\n904,X,Y\n", "",
                    "0/0 2:Thiếu cột so với tiêu đề. 3:Thừa cột so với "
                    "tiêu đề.",
                    "rows of other lengths"},
            {"code,name\n903,\"X", "", "0/0 2:Dòng 2: thiếu dấu nháy kép đóng.", "an open quote"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TestDatabase place;
        Database *database = open_units(&place);
        g_autofree char *told = run(database, table_import_units, rows[i].table, rows[i].root);
        int64_t units = 0;
        g_test_message("%s", rows[i].reason);
        g_assert_cmpstr(told, ==, rows[i].told);
        g_assert_true(database_number(
                database, "SELECT count(*) FROM units", DATABASE_NO_VALUES, 0, &units, NULL));
        /* Nothing was written if anything was wrong. */
        g_assert_cmpint(units, ==, strchr(told, ':') != NULL ? 3 : 3 + (told[0] - '0'));
        database_close(database);
        test_database_clear(&place);
    }
}

static void test_sites(void)
{
    static const struct {
        const char *table;
        const char *root;
        const char *told;
        const char *reason;
    } rows[] = {
            {"code,unit,name\nHD,903,Điểm cầu Hòn Đất\n", "", "1/0", "a new one"},
            {"code,unit,name\nHD,905,X\n", "",
                    "1/0 2:Đơn vị: không có đơn vị này trong phạm vi quản lý.", "of no unit"},
            {"code,unit,name\nHD,904,X\n", "903",
                    "1/0 2:Đơn vị: không có đơn vị này trong phạm vi quản lý.", "of another's"},
            {"code,unit,name,rate_cap_kbps\nHD,903,X,nhanh\n", "",
                    "0/0 2:Giới hạn tốc độ (kbit/s): phải là số nguyên.", "no number"},
            {"code,unit,name,pin_hash\nHD,903,X,1\n", "",
                    "0/0 1:Dòng tiêu đề: không có cột \"pin_hash\".", "a secret is no column"},
            {"code,unit,name,allowed_ranges\nHD,903,X,nowhere\n", "",
                    "1/0 2:Dải địa chỉ được phép: phải là các dải địa chỉ như 192.0.2.0/24, cách "
                    "nhau bằng dấu phẩy.",
                    "no range"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TestDatabase place;
        Database *database = open_units(&place);
        g_autofree char *told = run(database, table_import_sites, rows[i].table, rows[i].root);
        int64_t active = 0;
        g_test_message("%s", rows[i].reason);
        g_assert_cmpstr(told, ==, rows[i].told);
        g_assert_true(database_number(database, "SELECT count(*) FROM sites WHERE active = 1",
                DATABASE_NO_VALUES, 0, &active, NULL));
        g_assert_cmpint(active, ==, strchr(told, ':') == NULL);
        database_close(database);
        test_database_clear(&place);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/table_import/units", test_units);
    g_test_add_func("/table_import/sites", test_sites);
    return g_test_run();
}
