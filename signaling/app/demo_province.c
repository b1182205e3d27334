#include "signaling/app/demo_province.h"

#include "signaling/app/account_commands.h"
#include "signaling/meeting/site.h"
#include "signaling/meeting/text_fold.h"
#include "signaling/meeting/unit.h"
#include "signaling/store/audit_log.h"
#include "signaling/store/database_open.h"
#include "signaling/store/page_texts.h"
#include "signaling/store/record_sql.h"

#include <string.h>

enum {
    CODE_SIZE = 32,
    COMMUNES = 145,
    DIVISIONS = 327,
    DETAILED = 3, /* the district whose communes have their own names */
    DEPARTMENT_POSITION = 100,
    COMMUNE_POSITION = 1000,
};

typedef struct District {
    const char *code;
    const char *kind;
    const char *name; /* without its kind */
    int64_t rate_cap_kbps;
} District;

/* In official order. Two have slow lines, as places of that kind do. */
static const District districts[] = {
        {"899", "thanh_pho", "Rạch Giá", 0},
        {"900", "thi_xa", "Hà Tiên", 0},
        {"902", "huyen", "Kiên Lương", 0},
        {"903", "huyen", "Hòn Đất", 0},
        {"904", "huyen", "Tân Hiệp", 0},
        {"905", "huyen", "Châu Thành", 0},
        {"906", "huyen", "Giồng Riềng", 0},
        {"907", "huyen", "Gò Quao", 0},
        {"908", "huyen", "An Biên", 0},
        {"909", "huyen", "An Minh", 1000},
        {"910", "huyen", "Vĩnh Thuận", 0},
        {"911", "huyen", "Phú Quốc", 0},
        {"912", "huyen", "Kiên Hải", 512},
        {"913", "huyen", "U Minh Thượng", 0},
        {"914", "huyen", "Giang Thành", 0},
};

static const char *const departments[] = {
        "Văn phòng UBND tỉnh",
        "Thanh tra tỉnh",
        "Ban Dân tộc",
        "Ban Quản lý Khu kinh tế",
        "Sở Nội vụ",
        "Sở Tư pháp",
        "Sở Kế hoạch và Đầu tư",
        "Sở Tài chính",
        "Sở Công Thương",
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Giao thông vận tải",
        "Sở Xây dựng",
        "Sở Tài nguyên và Môi trường",
        "Sở Thông tin và Truyền thông",
        "Sở Lao động - Thương binh và Xã hội",
        "Sở Văn hóa và Thể thao",
        "Sở Du lịch",
        "Sở Khoa học và Công nghệ",
        "Sở Giáo dục và Đào tạo",
        "Sở Y tế",
        "Sở Ngoại vụ",
};

typedef struct Commune {
    const char *code;
    const char *kind;
    const char *name;
} Commune;

static const Commune communes[] = {
        {"30817", "thi_tran", "Thị trấn Hòn Đất"},
        {"30820", "thi_tran", "Thị trấn Sóc Sơn"},
        {"30823", "xa", "Xã Bình Sơn"},
        {"30826", "xa", "Xã Bình Giang"},
        {"30828", "xa", "Xã Mỹ Thái"},
        {"30829", "xa", "Xã Nam Thái Sơn"},
        {"30832", "xa", "Xã Mỹ Hiệp Sơn"},
        {"30835", "xa", "Xã Sơn Kiên"},
        {"30836", "xa", "Xã Sơn Bình"},
        {"30838", "xa", "Xã Mỹ Thuận"},
        {"30840", "xa", "Xã Lình Huỳnh"},
        {"30841", "xa", "Xã Thổ Sơn"},
        {"30844", "xa", "Xã Mỹ Lâm"},
        {"30847", "xa", "Xã Mỹ Phước"},
};

static const char *const divisions[] = {
        "Văn phòng HĐND và UBND",
        "Phòng Nội vụ",
        "Phòng Tư pháp",
        "Phòng Tài chính - Kế hoạch",
        "Phòng Tài nguyên và Môi trường",
        "Phòng Lao động - Thương binh và Xã hội",
        "Phòng Văn hóa và Thông tin",
        "Phòng Giáo dục và Đào tạo",
        "Phòng Y tế",
        "Thanh tra",
        "Phòng Nông nghiệp và Phát triển nông thôn",
        "Phòng Kinh tế và Hạ tầng",
        "Phòng Dân tộc",
        "Ban Quản lý dự án đầu tư xây dựng",
        "Trung tâm Y tế",
        "Trung tâm Văn hóa, Thể thao và Truyền thanh",
        "Trung tâm Phát triển quỹ đất",
        "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên",
        "Trạm Khuyến nông",
        "Hạt Kiểm lâm",
        "Đội Quản lý trật tự đô thị",
        "Ban Quản lý công trình công cộng",
};

static void set(char **field, const char *text)
{
    g_free(*field);
    *field = g_strdup(text);
}

/* What is written of a unit here. */
typedef struct UnitLine {
    const char *code;
    const char *name;
    const char *kind;
    const char *parent;
    int64_t position;
} UnitLine;

static bool add_unit(Database *database, const UnitLine *line, GError **error)
{
    g_auto(Unit) unit = {0};

    record_init(&unit_type, &unit);
    set(&unit.code, line->code);
    set(&unit.name, line->name);
    set(&unit.kind, line->kind);
    set(&unit.parent, line->parent);
    unit.position = line->position;
    return record_insert(database, &unit_type, &unit, error);
}

static bool add_site(Database *database, const UnitLine *line, const char *place,
        int64_t rate_cap_kbps, GError **error)
{
    g_auto(Site) site = {0};
    g_autofree char *contact = g_strdup_printf("Kỹ thuật viên điểm cầu %s", place);
    g_autofree char *name = g_str_equal(line->code, DEMO_CENTRE_SITE)
            ? g_strdup("Điểm cầu trung tâm – Phòng họp trực tuyến UBND tỉnh")
            : g_strdup_printf("Điểm cầu %s", place);

    record_init(&site_type, &site);
    set(&site.code, line->code);
    set(&site.unit, line->parent);
    set(&site.name, name);
    set(&site.contact_name, contact);
    set(&site.contact_phone, "(số điện thoại)");
    set(&site.room, "Phòng họp trực tuyến");
    site.position = line->position;
    site.network = SITE_WAN;
    site.rate_cap_kbps = rate_cap_kbps;
    site.capacity = g_str_equal(line->kind, "xa") ? 30 : 50;
    site.active = true;
    return record_insert(database, &site_type, &site, error);
}

static const char *kind_name(const District *district)
{
    return g_str_equal(district->kind, "thanh_pho") ? "thành phố"
            : g_str_equal(district->kind, "thi_xa") ? "thị xã"
                                                    : "huyện";
}

static bool fill_top(Database *database, GError **error)
{
    const UnitLine root = {DEMO_PROVINCE_UNIT, "UBND tỉnh Kiên Giang", "tinh", "", 0};
    const UnitLine centre = {DEMO_CENTRE_SITE, "", "tinh", DEMO_PROVINCE_UNIT, 0};
    bool good =
            add_unit(database, &root, error) && add_site(database, &centre, "UBND tỉnh", 0, error);

    for (size_t i = 0; good && i < G_N_ELEMENTS(departments); i++) {
        char code[CODE_SIZE];
        (void)g_snprintf(code, sizeof code, "so-%02zu", i + 1);
        const int64_t position = DEPARTMENT_POSITION + (int64_t)i;
        const UnitLine unit = {code, departments[i], "so", DEMO_PROVINCE_UNIT, position};
        const UnitLine site = {code, "", "so", code, position};
        good = add_unit(database, &unit, error) &&
                add_site(database, &site, departments[i], 0, error);
    }
    return good;
}

static bool fill_districts(Database *database, GError **error)
{
    bool good = true;

    for (size_t i = 0; good && i < G_N_ELEMENTS(districts); i++) {
        const District *district = &districts[i];
        g_autofree char *name = g_strdup_printf("UBND %s %s", kind_name(district), district->name);
        const int64_t position = (int64_t)i + 1;
        const UnitLine unit = {district->code, name, district->kind, DEMO_PROVINCE_UNIT, position};
        const UnitLine site = {district->code, "", district->kind, district->code, position};
        good = add_unit(database, &unit, error) &&
                add_site(database, &site, district->name, district->rate_cap_kbps, error);
    }
    return good;
}

static bool fill_named_communes(Database *database, GError **error)
{
    bool good = true;

    for (size_t i = 0; good && i < G_N_ELEMENTS(communes); i++) {
        const Commune *commune = &communes[i];
        const int64_t position = COMMUNE_POSITION + (int64_t)i;
        const UnitLine unit = {
                commune->code, commune->name, commune->kind, districts[DETAILED].code, position};
        const UnitLine site = {commune->code, "", "xa", commune->code, position};
        good = add_unit(database, &unit, error) &&
                add_site(database, &site, commune->name, 0, error);
    }
    return good;
}

/* The others have no names of their own: dealt out to the other districts, one after the other. */
static bool fill_other_communes(Database *database, GError **error)
{
    const size_t others = G_N_ELEMENTS(districts) - 1;
    bool good = true;

    for (size_t i = 0; good && i < COMMUNES - G_N_ELEMENTS(communes); i++) {
        const size_t at = i % others;
        const District *district = &districts[at < DETAILED ? at : at + 1];
        const size_t number = i / others + 1;
        char code[CODE_SIZE];
        (void)g_snprintf(code, sizeof code, "%s.x%02zu", district->code, number);
        g_autofree char *name = g_strdup_printf("Xã minh họa %02zu (%s)", number, district->name);
        const UnitLine unit = {
                code, name, "xa", district->code, COMMUNE_POSITION + (int64_t)number};
        good = add_unit(database, &unit, error);
    }
    return good;
}

static bool fill_divisions(Database *database, GError **error)
{
    bool good = true;

    for (size_t i = 0; good && i < DIVISIONS; i++) {
        const District *district = &districts[i % G_N_ELEMENTS(districts)];
        const size_t number = i / G_N_ELEMENTS(districts);
        char code[CODE_SIZE];
        (void)g_snprintf(code, sizeof code, "%s.p%02zu", district->code, number + 1);
        g_autofree char *name =
                g_strdup_printf("%s %s %s", divisions[number], kind_name(district), district->name);
        const UnitLine unit = {
                code, name, "phong_ban", district->code, DEPARTMENT_POSITION + (int64_t)number};
        good = add_unit(database, &unit, error);
    }
    return good;
}

/* The lists from which a meeting is convened in one choice, as the office has them. */
static bool fill_groups(Database *database, GError **error)
{
    static const struct {
        const char *name;
        const char *kinds; /* of the units whose sites are in it */
    } groups[] = {
            {"UBND các huyện, thị xã, thành phố (15)", "'thanh_pho', 'thi_xa', 'huyen'"},
            {"Các sở, ban, ngành (21)", "'so'"},
    };
    bool good = true;

    for (size_t i = 0; good && i < G_N_ELEMENTS(groups); i++) {
        g_autofree char *members = g_strdup_printf(
                "INSERT INTO site_group_members (site_group, site, position)"
                " SELECT site_groups.id, sites.code, ROW_NUMBER() OVER"
                " (ORDER BY sites.position, sites.code)"
                " FROM site_groups, sites JOIN units ON units.code = sites.unit"
                " WHERE site_groups.unit = $1 AND site_groups.name = $2 AND units.kind IN (%s)",
                groups[i].kinds);
        good = database_run(database, "INSERT INTO site_groups (unit, name) VALUES ($1, $2)",
                       DATABASE_VALUES(
                               database_text(DEMO_PROVINCE_UNIT), database_text(groups[i].name)),
                       NULL, error) &&
                database_run(database, members,
                        DATABASE_VALUES(
                                database_text(DEMO_PROVINCE_UNIT), database_text(groups[i].name)),
                        NULL, error);
    }
    return good;
}

/* Nobody shall take it for a real province's. */
static bool mark(Database *database, GError **error)
{
    return page_texts_add(database,
            &(PageText){.name = (char *)PAGE_TEXT_BANNER,
                    .text = (char *)"DỮ LIỆU MINH HỌA",
                    .changed = g_get_real_time(),
                    .changed_by = (char *)"giaoban demo"},
            error);
}

bool demo_province_fill(Database *database, GError **error)
{
    g_assert(database_in_transaction(database));
    return fill_top(database, error) && fill_districts(database, error) &&
            fill_named_communes(database, error) && fill_other_communes(database, error) &&
            fill_divisions(database, error) && fill_groups(database, error) &&
            mark(database, error) &&
            audit_append(database,
                    &(AuditEntry){.action = "demo.fill",
                            .object = "unit:" DEMO_PROVINCE_UNIT,
                            .source = "giaoban demo"},
                    error);
}

/* Accounts. */

static bool add_account(
        const Settings *settings, const AccountWish *wish, GString *told, GError **error)
{
    g_autofree char *line = account_command_create(settings, wish, error);

    if (line != NULL) {
        g_string_append(told, line);
    }
    return line != NULL;
}

/* "Hòn Đất" → "kt.hondat" */
static char *technician(const char *place)
{
    g_autofree char *folded = text_fold(place);
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    g_autofree char *word = g_strjoinv("", words);
    return g_strconcat("kt.", word, NULL);
}

static bool add_accounts(const Settings *settings, GString *told, GError **error)
{
    static const AccountWish wishes[] = {
            {.username = FIRST_ADMIN, .name = "Quản trị hệ thống", .role = "quan_tri"},
            {.username = "vanhanh", .name = "Quản trị MCU", .role = "van_hanh"},
            {.username = "chutoa", .name = "Lãnh đạo UBND tỉnh (minh họa)", .role = "chu_toa"},
            {.username = "thuky", .name = "Thư ký, Văn phòng UBND tỉnh", .role = "thu_ky"},
            {.username = "vanthu", .name = "Văn thư, Văn phòng UBND tỉnh", .role = "van_thu"},
    };
    bool good = true;

    for (size_t i = 0; good && i < G_N_ELEMENTS(wishes); i++) {
        AccountWish wish = wishes[i];
        wish.unit = i > 0 ? DEMO_PROVINCE_UNIT : ""; /* the first stands above all units */
        wish.keeps = true;
        good = add_account(settings, &wish, told, error);
    }
    for (size_t i = 0; good && i < G_N_ELEMENTS(districts); i++) {
        g_autofree char *username = technician(districts[i].name);
        g_autofree char *name = g_strdup_printf("Kỹ thuật viên điểm cầu %s", districts[i].name);
        const AccountWish wish = {.username = username,
                .name = name,
                .role = "ky_thuat",
                .unit = districts[i].code,
                .site = districts[i].code,
                .keeps = true};
        good = add_account(settings, &wish, told, error);
    }
    return good;
}

static bool fill_if_empty(const Settings *settings, bool *ret_filled, GError **error)
{
    g_autoptr(Database) database = database_open(
            settings_text(settings, "data.dir"), settings_text(settings, "store.url"), error);
    int64_t units = 0;

    if (database == NULL || !database_begin(database, error)) {
        return false;
    }
    if (!database_number(
                database, "SELECT count(*) FROM units", DATABASE_NO_VALUES, 0, &units, error) ||
            (units == 0 && !demo_province_fill(database, error))) {
        database_rollback(database);
        return false;
    }
    *ret_filled = units == 0;
    return database_commit(database, error);
}

char *demo_province_seed(const Settings *settings, GError **error)
{
    g_autoptr(GString) told = g_string_new(NULL);
    bool filled = false;

    if (!fill_if_empty(settings, &filled, error) ||
            (filled && !add_accounts(settings, told, error))) {
        return NULL;
    }
    return g_string_free(g_steal_pointer(&told), FALSE);
}
