#include "signaling/store/site_table.h"

#include "signaling/store/search_pattern.h"

typedef struct Handed {
    RecordEachFn each;
    void *user_data;
} Handed;

static void compute(Site *site)
{
    site->has_pin = site->pin_hash[0] != '\0';
    site->has_sip = site->sip_ha1_md5[0] != '\0';
}

static void hand_on(const void *record, void *user_data)
{
    const Handed *handed = user_data;
    Site *site = (Site *)(uintptr_t)record; /* ours, lent by record_each() */

    compute(site);
    handed->each(site, handed->user_data);
}

bool site_table_list(Database *database, const SiteFilter *filter, RecordEachFn each,
        void *user_data, GError **error)
{
    static const char rest[] =
            "WHERE ($1 = '' OR name_fold LIKE $1 ESCAPE '!' OR code = $2)"
            " AND ($3 = '' OR unit = $3)"
            " AND ($4 = '' OR unit IN (WITH RECURSIVE below (code) AS ("
            "SELECT code FROM units WHERE code = $4"
            " UNION SELECT units.code FROM units JOIN below ON units.parent = below.code)"
            " SELECT code FROM below))"
            " AND active >= $5"
            " AND ($6 = '' OR (position, code) >"
            " (SELECT last.position, last.code FROM sites AS last WHERE last.code = $6))"
            " ORDER BY position, code LIMIT $7";
    g_autofree char *pattern = search_pattern(filter->text);
    const int64_t limit = filter->limit > 0 ? MIN(filter->limit, SITE_LIST_MAX) : SITE_LIST_MAX;
    Handed handed = {each, user_data};

    return record_each(database, &site_type, rest,
            DATABASE_VALUES(database_text(pattern), database_text(filter->text),
                    database_text(filter->unit), database_text(filter->under),
                    database_int(filter->active_only), database_text(filter->after),
                    database_int(limit)),
            hand_on, &handed, error);
}

bool site_table_find(
        Database *database, const char *code, Site *site, bool *ret_found, GError **error)
{
    if (!record_find(database, &site_type, database_text(code), site, ret_found, error)) {
        return false;
    }
    compute(site);
    return true;
}

static bool fail(GError **error, const char *field, const char *reason)
{
    record_set_error(error, record_field(&site_type, field), reason);
    return false;
}

static bool check(Database *database, const Site *site, GError **error)
{
    int64_t units = 0;

    if (!site_check(site, error) ||
            !database_number(database, "SELECT count(*) FROM units WHERE code = $1",
                    DATABASE_VALUES(database_text(site->unit)), 0, &units, error)) {
        return false;
    }
    return units > 0 || fail(error, "unit", "không có đơn vị mang mã này");
}

bool site_table_add(Database *database, Site *site, GError **error)
{
    int64_t there = 0;

    if (!check(database, site, error) ||
            !database_number(database, "SELECT count(*) FROM sites WHERE code = $1",
                    DATABASE_VALUES(database_text(site->code)), 0, &there, error)) {
        return false;
    }
    return there > 0 ? fail(error, "code", "đã có điểm cầu mang mã này")
                     : record_insert(database, &site_type, site, error);
}

bool site_table_change(Database *database, const Site *site, GError **error)
{
    return check(database, site, error) && record_update(database, &site_type, site, error);
}

bool site_table_set_pin(Database *database, const char *code, const char *hash, GError **error)
{
    int64_t changed = 0;

    if (!database_run(database, "UPDATE sites SET pin_hash = $2 WHERE code = $1",
                DATABASE_VALUES(database_text(code), database_text(hash)), &changed, error)) {
        return false;
    }
    return changed > 0 || fail(error, "code", "không có điểm cầu mang mã này");
}

bool site_table_set_sip(
        Database *database, const char *code, const char *sha256, const char *md5, GError **error)
{
    int64_t changed = 0;

    if (!database_run(database,
                "UPDATE sites SET sip_ha1_sha256 = $2, sip_ha1_md5 = $3 WHERE code = $1",
                DATABASE_VALUES(database_text(code), database_text(sha256), database_text(md5)),
                &changed, error)) {
        return false;
    }
    return changed > 0 || fail(error, "code", "không có điểm cầu mang mã này");
}

char **site_group_members(Database *database, int64_t group, GError **error)
{
    g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT site FROM site_group_members WHERE site_group = $1 ORDER BY position",
            DATABASE_VALUES(database_int(group)), error);

    if (rows == NULL) {
        return NULL;
    }
    while (database_rows_next(rows, &fault)) {
        g_ptr_array_add(codes, g_strdup(database_rows_text(rows, 0)));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    g_ptr_array_add(codes, NULL);
    return (char **)g_ptr_array_steal(codes, NULL);
}

static bool fail_members(GError **error, const char *reason)
{
    static const RecordField sites = {.name = "sites", .title = "Các điểm cầu"};
    record_set_error(error, &sites, reason);
    return false;
}

static bool add_member(
        Database *database, int64_t group, const char *code, int64_t position, GError **error)
{
    int64_t there = 0;

    if (!database_number(database, "SELECT count(*) FROM sites WHERE code = $1",
                DATABASE_VALUES(database_text(code)), 0, &there, error)) {
        return false;
    }
    if (there == 0) {
        g_autofree char *reason = g_strdup_printf("không có điểm cầu mang mã %s", code);
        return fail_members(error, reason);
    }
    return database_run(database,
            "INSERT INTO site_group_members (site_group, site, position) VALUES ($1, $2, $3)"
            " ON CONFLICT (site_group, site) DO NOTHING",
            DATABASE_VALUES(database_int(group), database_text(code), database_int(position)), NULL,
            error);
}

bool site_group_set_members(
        Database *database, int64_t group, const char *const *codes, GError **error)
{
    if (g_strv_length((char **)(uintptr_t)codes) > SITE_GROUP_MAX) {
        return fail_members(error, "quá nhiều điểm cầu");
    }
    if (!database_run(database, "DELETE FROM site_group_members WHERE site_group = $1",
                DATABASE_VALUES(database_int(group)), NULL, error)) {
        return false;
    }
    for (int64_t i = 0; codes[i] != NULL; i++) {
        if (!add_member(database, group, codes[i], i, error)) {
            return false;
        }
    }
    return true;
}

bool site_group_remove(Database *database, int64_t group, GError **error)
{
    return database_run(database, "DELETE FROM site_group_members WHERE site_group = $1",
                   DATABASE_VALUES(database_int(group)), NULL, error) &&
            database_run(database, "DELETE FROM site_groups WHERE id = $1",
                    DATABASE_VALUES(database_int(group)), NULL, error);
}
