#include "signaling/meeting/site_heads.h"

const char *const site_delegate_hows[] = {"in_person", "online", "absent", NULL};

static const char *const head_members[] = {
        "convened", "present", "excused", "unexcused", "responsible", "technician", "note"};
static const char *const delegate_members[] = {
        "position", "name", "title", "unit", "how", "substitute_for", "note"};

/* One site: its members as clients see them. */
typedef struct Row {
    char *site;
    json_t *shown;
    json_t *delegates; /* part of `shown`, by position */
} Row;

struct SiteHeadsTable {
    GPtrArray *rows; /* Row */
    GHashTable *by_site;
    size_t delegates;
};

static void row_free(gpointer data)
{
    Row *row = data;

    g_free(row->site);
    json_decref(row->shown);
    g_free(row);
}

SiteHeadsTable *site_heads_table_new(void)
{
    SiteHeadsTable *table = g_new0(SiteHeadsTable, 1);

    table->rows = g_ptr_array_new_with_free_func(row_free);
    table->by_site = g_hash_table_new(g_str_hash, g_str_equal);
    return table;
}

void site_heads_table_free(SiteHeadsTable *table)
{
    if (table != NULL) {
        g_hash_table_unref(table->by_site);
        g_ptr_array_unref(table->rows);
        g_free(table);
    }
}

const char *site_heads_fault(const SiteHeads *heads)
{
    const int64_t here = MIN(heads->present, heads->convened);
    return heads->excused + heads->unexcused > heads->convened - here ? "excused" : NULL;
}

static Row *find(const SiteHeadsTable *table, const char *site)
{
    return g_hash_table_lookup(table->by_site, site);
}

/* NULL when there is no room. */
static Row *row_of(SiteHeadsTable *table, const json_t *event)
{
    const char *site = json_string_value(json_object_get(event, "site"));
    Row *row = site != NULL ? find(table, site) : NULL;

    if (row != NULL || site == NULL || table->rows->len >= SITE_HEADS_MAX) {
        return row;
    }
    row = g_new0(Row, 1);
    row->site = g_strdup(site);
    row->delegates = json_array();
    row->shown = json_pack("{s:s, s:i, s:i, s:i, s:i, s:s, s:s, s:s, s:o}", "site", site,
            "convened", 0, "present", 0, "excused", 0, "unexcused", 0, "responsible", "",
            "technician", "", "note", "", "delegates", row->delegates);
    g_ptr_array_add(table->rows, row);
    g_hash_table_insert(table->by_site, row->site, row);
    return row;
}

static void take_members(
        json_t *target, const json_t *event, const char *const *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        json_t *value = json_object_get(event, members[i]);
        if (value != NULL) {
            json_object_set(target, members[i], value);
        }
    }
}

void site_heads_table_put(SiteHeadsTable *table, const json_t *event)
{
    const Row *row = row_of(table, event);

    if (row != NULL) {
        take_members(row->shown, event, head_members, G_N_ELEMENTS(head_members));
    }
}

static int64_t position_of(const json_t *line)
{
    return json_integer_value(json_object_get(line, "position"));
}

/* Where the line of this position is, or would be. */
static size_t place_of(const json_t *delegates, int64_t position)
{
    size_t place = 0;

    while (place < json_array_size(delegates) &&
            position_of(json_array_get(delegates, place)) < position) {
        place++;
    }
    return place;
}

static bool has_line(const json_t *delegates, size_t place, int64_t position)
{
    return place < json_array_size(delegates) &&
            position_of(json_array_get(delegates, place)) == position;
}

bool site_heads_table_has_room(const SiteHeadsTable *table, const char *site, int64_t position)
{
    const Row *row = find(table, site);

    if (row == NULL) {
        return table->rows->len < SITE_HEADS_MAX &&
                (position == 0 || table->delegates < SITE_DELEGATES_ALL_MAX);
    }
    return position == 0 ||
            has_line(row->delegates, place_of(row->delegates, position), position) ||
            table->delegates < SITE_DELEGATES_ALL_MAX;
}

void site_heads_table_put_delegate(SiteHeadsTable *table, const json_t *event)
{
    const int64_t position = position_of(event);
    const Row *row = row_of(table, event);
    const char *name = json_string_value(json_object_get(event, "name"));

    if (row == NULL || position < 1 || position > SITE_DELEGATES_MAX || name == NULL) {
        return;
    }
    const size_t place = place_of(row->delegates, position);
    if (has_line(row->delegates, place, position)) {
        json_array_remove(row->delegates, place);
        table->delegates--;
    }
    if (name[0] != '\0' && table->delegates < SITE_DELEGATES_ALL_MAX) {
        json_t *line = json_object();
        take_members(line, event, delegate_members, G_N_ELEMENTS(delegate_members));
        json_array_insert_new(row->delegates, place, line);
        table->delegates++;
    }
}

size_t site_heads_table_size(const SiteHeadsTable *table)
{
    return table->rows->len;
}

const char *site_heads_table_nth(const SiteHeadsTable *table, size_t n)
{
    const Row *row = g_ptr_array_index(table->rows, n);
    return row->site;
}

json_t *site_heads_table_json(const SiteHeadsTable *table, const char *site)
{
    const Row *row = find(table, site);
    return row != NULL ? json_deep_copy(row->shown) : NULL;
}
