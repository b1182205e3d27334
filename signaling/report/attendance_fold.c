#include "signaling/report/attendance_fold.h"

#include "signaling/meeting/presence_log.h"
#include "signaling/meeting/site_name.h"

struct AttendanceFold {
    AttendanceFindings *found;
    PresenceLog *presence;
    GHashTable *rows;    /* identity, or code of those convened → AttendanceRow */
    GHashTable *by_name; /* identity of a typed name → AttendanceRow of a site convened */
    AttendanceRow *central;
    AttendanceRow *floor; /* NULL: nobody has it */
    int64_t floor_since_us;
    GHashTable *delegates; /* "identity/position" → AttendanceDelegate */
};

static const char *text_of(const json_t *event, const char *member)
{
    const char *text = json_string_value(json_object_get(event, member));
    return text != NULL ? text : "";
}

static int64_t time_of(const json_t *event)
{
    return json_integer_value(json_object_get(event, "time_us"));
}

/* ---- whose row ---- */

static void know_row(AttendanceFold *fold, AttendanceRow *row)
{
    g_autofree char *name = site_name_normalise(row->name, NULL);

    g_hash_table_insert(fold->rows, g_strdup(row->identity), row);
    if (row->code[0] != '\0') {
        g_hash_table_insert(fold->rows, g_strdup(row->code), row);
    }
    if (name != NULL && row->invited) {
        g_hash_table_insert(fold->by_name, site_name_identity(name), row);
    }
    if (row->central) {
        fold->central = row;
    }
}

void attendance_findings_clear(AttendanceFindings *findings)
{
    g_free(findings->roll_confirmed_by);
    g_free(findings->confirmed_by);
    *findings = (AttendanceFindings){0};
}

AttendanceFold *attendance_fold_new(AttendanceFindings *findings)
{
    AttendanceFold *fold = g_new0(AttendanceFold, 1);

    fold->found = findings;
    findings->roll_confirmed_by = g_strdup("");
    findings->confirmed_by = g_strdup("");
    fold->presence = presence_log_new();
    fold->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fold->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fold->delegates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < findings->rows->len; i++) {
        know_row(fold, g_ptr_array_index(findings->rows, i));
    }
    return fold;
}

void attendance_fold_free(AttendanceFold *fold)
{
    if (fold != NULL) {
        presence_log_free(fold->presence);
        g_hash_table_unref(fold->rows);
        g_hash_table_unref(fold->by_name);
        g_hash_table_unref(fold->delegates);
        g_free(fold);
    }
}

AttendanceRow *attendance_fold_row(const AttendanceFold *fold, const char *identity)
{
    AttendanceRow *row = g_hash_table_lookup(fold->rows, identity);
    return row != NULL ? row : g_hash_table_lookup(fold->by_name, identity);
}

/* Whoever joins as the chair sits in the central site. */
static AttendanceRow *take_central(AttendanceFold *fold, const PresenceSite *site)
{
    if (fold->central == NULL) {
        AttendanceRow *row = attendance_row_new(site->identity, "", site->name);
        row->central = true;
        g_ptr_array_insert(fold->found->rows, 0, row);
        fold->central = row;
    }
    g_hash_table_insert(fold->rows, g_strdup(site->identity), fold->central);
    return fold->central;
}

static AttendanceRow *take_guest(AttendanceFold *fold, const char *identity, const char *name)
{
    AttendanceRow *row = attendance_row_new(identity, "", name);

    g_ptr_array_add(fold->found->rows, row);
    g_hash_table_insert(fold->rows, g_strdup(identity), row);
    return row;
}

static AttendanceRow *row_of_presence(AttendanceFold *fold, const PresenceSite *site)
{
    AttendanceRow *row = attendance_fold_row(fold, site->identity);

    if (row == NULL) {
        return site->chair ? take_central(fold, site)
                           : take_guest(fold, site->identity, site->name);
    }
    row->by_name = row->by_name ||
            (row->invited && !row->central && !g_str_equal(row->identity, site->identity));
    return row;
}

/* ---- each kind of event ---- */

static void fold_media(AttendanceFold *fold, const json_t *event)
{
    presence_log_apply(fold->presence, event);
}

static void end_floor(AttendanceFold *fold, int64_t until_us)
{
    if (fold->floor != NULL) {
        fold->floor->floor_us += MAX(0, until_us - fold->floor_since_us);
        fold->floor = NULL;
    }
}

static void fold_floor(AttendanceFold *fold, const json_t *event)
{
    AttendanceRow *row = attendance_fold_row(fold, text_of(event, "site"));

    if (row == fold->floor) {
        return; /* it has it already, or nobody has it still */
    }
    end_floor(fold, time_of(event));
    fold->floor = row;
    fold->floor_since_us = time_of(event);
    if (row != NULL) {
        row->floor_count++;
    }
}

static void fold_drop(AttendanceFold *fold, const json_t *event)
{
    if (fold->floor != NULL && attendance_fold_row(fold, text_of(event, "site")) == fold->floor) {
        end_floor(fold, time_of(event));
    }
}

static void fold_end(AttendanceFold *fold, const json_t *event)
{
    end_floor(fold, time_of(event));
}

static void fold_roll_mark(AttendanceFold *fold, const json_t *event)
{
    AttendanceRow *row = attendance_fold_row(fold, text_of(event, "site"));

    if (row != NULL) {
        attendance_set_text(&row->roll, text_of(event, "answer"));
    }
}

static void fold_roll_confirm(AttendanceFold *fold, const json_t *event)
{
    attendance_set_text(&fold->found->roll_confirmed_by, text_of(event, "actor"));
    fold->found->roll_confirmed_us = time_of(event);
}

static void fold_confirm(AttendanceFold *fold, const json_t *event)
{
    attendance_set_text(&fold->found->confirmed_by, text_of(event, "actor"));
    fold->found->confirmed_us = time_of(event);
}

static void correct(AttendanceFold *fold, AttendanceRow *row, const json_t *event,
        AttendanceField field, const char *value, const char *note)
{
    attendance_row_correct(row,
            &(AttendanceCorrection){
                    .time_us = time_of(event),
                    .account = (char *)text_of(event, "actor"),
                    .field = (char *)attendance_field_name(field),
                    .value = (char *)value,
                    .note = (char *)note,
                    .after_freeze =
                            fold->found->frozen_us != 0 && time_of(event) > fold->found->frozen_us,
            });
}

/* What is said of a number for the first time stands in the row; what is said later and differs, behind it. */
static void fold_number(
        AttendanceFold *fold, AttendanceRow *row, const json_t *event, AttendanceField field)
{
    const json_t *value = json_object_get(event, attendance_field_name(field));
    char digits[ATTENDANCE_DIGITS_SIZE];

    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
            json_integer_value(value) == attendance_row_people(row, field)) {
        return;
    }
    if (attendance_row_people(row, field) < 0) {
        attendance_row_first_number(row, field, json_integer_value(value));
        return;
    }
    (void)g_snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    correct(fold, row, event, field, digits, "");
}

static void fold_text(
        AttendanceFold *fold, AttendanceRow *row, const json_t *event, AttendanceField field)
{
    const char *value = json_string_value(json_object_get(event, attendance_field_name(field)));
    const char *now = attendance_row_text(row, field, NULL, 0);

    if (value == NULL || g_str_equal(value, now)) {
        return;
    }
    if (now[0] == '\0' && row->corrections->len == 0) {
        attendance_row_first_text(row, field, value);
        return;
    }
    correct(fold, row, event, field, value, "");
}

static void fold_heads(AttendanceFold *fold, const json_t *event)
{
    AttendanceRow *row = attendance_fold_row(fold, text_of(event, "site"));

    for (AttendanceField field = 0; row != NULL && field < ATTENDANCE_FIELDS; field++) {
        if (field < ATTENDANCE_NUMBER_FIELDS) {
            fold_number(fold, row, event, field);
        } else {
            fold_text(fold, row, event, field);
        }
    }
}

static void fold_correct(AttendanceFold *fold, const json_t *event)
{
    AttendanceRow *row = attendance_fold_row(fold, text_of(event, "site"));
    AttendanceField field = ATTENDANCE_NOTE;

    if (row != NULL && attendance_field_from_name(text_of(event, "field"), &field)) {
        correct(fold, row, event, field, text_of(event, "value"), text_of(event, "note"));
    }
}

static void fold_delegate(AttendanceFold *fold, const json_t *event)
{
    const AttendanceRow *row = attendance_fold_row(fold, text_of(event, "site"));
    const int64_t position = json_integer_value(json_object_get(event, "position"));
    GPtrArray *delegates = fold->found->delegates;

    if (row == NULL) {
        return;
    }
    char *key = g_strdup_printf("%s/%" G_GINT64_FORMAT, row->identity, position);
    AttendanceDelegate *delegate = g_hash_table_lookup(fold->delegates, key);
    if (delegate == NULL && delegates->len < ATTENDANCE_DELEGATES_MAX) {
        delegate = g_new0(AttendanceDelegate, 1);
        g_ptr_array_add(delegates, delegate);
        g_hash_table_insert(fold->delegates, g_strdup(key), delegate);
    }
    g_free(key);
    if (delegate != NULL) {
        delegate->position = position;
        attendance_set_text(&delegate->name, text_of(event, "name"));
        attendance_set_text(&delegate->title, text_of(event, "title"));
        attendance_set_text(&delegate->unit, text_of(event, "unit"));
        attendance_set_text(&delegate->site, row->name);
        attendance_set_text(&delegate->how, text_of(event, "how"));
        attendance_set_text(&delegate->substitute_for, text_of(event, "substitute_for"));
        attendance_set_text(&delegate->note, text_of(event, "note"));
    }
}

static const struct {
    const char *kind;
    void (*fold)(AttendanceFold *fold, const json_t *event);
    bool running; /* only a meeting that runs has it */
} kinds[] = {
        {"media", fold_media, true},
        {"floor", fold_floor, true},
        {"drop", fold_drop, true},
        {"end", fold_end, true},
        {"stop", fold_end, true},
        {"roll_mark", fold_roll_mark, true},
        {"roll_confirm", fold_roll_confirm, false},
        {"heads", fold_heads, false},
        {"delegate", fold_delegate, false},
        {"correct", fold_correct, false},
        {"confirm", fold_confirm, false},
};

bool attendance_fold_wants(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (g_str_equal(kinds[i].kind, kind)) {
            return true;
        }
    }
    return false;
}

/* Guests must have their rows before somebody says something of them. */
static void take_newcomers(AttendanceFold *fold, const json_t *event)
{
    const json_t *changes = json_object_get(event, "changes");

    for (size_t i = 0; i < json_array_size(changes); i++) {
        const char *identity = text_of(json_array_get(changes, i), "site");
        const PresenceSite *site = presence_log_find(fold->presence, identity);
        if (site != NULL) {
            (void)row_of_presence(fold, site);
        }
    }
}

void attendance_fold_event(AttendanceFold *fold, const json_t *event)
{
    const char *kind = text_of(event, "kind");

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (g_str_equal(kinds[i].kind, kind)) {
            kinds[i].fold(fold, event);
            take_newcomers(fold, event);
            if (kinds[i].running) {
                fold->found->watched_us = MAX(fold->found->watched_us, time_of(event));
            }
            return;
        }
    }
}

static const char *connection_of(const char *how)
{
    return g_str_equal(how, "sip") ? "SIP" : g_str_equal(how, "cascade") ? "Liên thông" : "WebRTC";
}

/* A line without a name was taken out again. */
static void drop_empty_lines(AttendanceFold *fold)
{
    GPtrArray *delegates = fold->found->delegates;

    g_hash_table_remove_all(fold->delegates);
    for (guint i = delegates->len; i-- > 0;) {
        const AttendanceDelegate *delegate = g_ptr_array_index(delegates, i);
        if (delegate->name[0] == '\0') {
            g_ptr_array_remove_index(delegates, i);
        }
    }
}

void attendance_fold_end(AttendanceFold *fold, int64_t known_us)
{
    end_floor(fold, known_us);
    drop_empty_lines(fold);
    for (size_t i = 0; i < presence_log_size(fold->presence); i++) {
        const PresenceSite *site = presence_log_nth(fold->presence, i);
        AttendanceRow *row = attendance_fold_row(fold, site->identity);
        presence_site_spans(site, known_us, row->spans);
        row->on = row->on || site->on;
        attendance_set_text(&row->connection, connection_of(site->how));
    }
    for (guint i = 0; i < fold->found->rows->len; i++) {
        const AttendanceRow *row = g_ptr_array_index(fold->found->rows, i);
        g_array_set_size(row->spans,
                (guint)attendance_join((AttendanceSpan *)row->spans->data, row->spans->len));
    }
}
