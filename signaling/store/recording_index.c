#include "signaling/store/recording_index.h"

#include "signaling/meeting/minutes.h"
#include "signaling/meeting/recording_annex.h"
#include "signaling/meeting/recording_chapters.h"
#include "signaling/meeting/search_words.h"
#include "signaling/meeting/text_fold.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/meeting_events.h"
#include "signaling/store/minutes_table.h"
#include "signaling/store/recording_book.h"
#include "signaling/store/recording_keeping.h"

enum { WORDS_OF_A_STATEMENT = 50 };

/* An index in the making. */
typedef struct Making {
    Recording recording;
    MeetingPlan plan;
    GArray *spans;
    RecordingChapters *chapters;
    GHashTable *words;
    GHashTable *minutes; /* words of the minutes */
    int64_t now_us;
} Making;

static void making_clear(Making *making)
{
    recording_clear(&making->recording);
    record_clear(&meeting_plan_type, &making->plan);
    g_clear_pointer(&making->spans, g_array_unref);
    recording_chapters_free(making->chapters);
    g_clear_pointer(&making->words, g_hash_table_unref);
    g_clear_pointer(&making->minutes, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Making, making_clear)

/* ---- what is known of the meeting ---- */

static void on_item(const void *record, void *user_data)
{
    const AgendaItem *item = record;
    const Making *making = user_data;

    recording_chapters_item(making->chapters, item->title, item->speaker_unit);
    search_words_add(making->words, item->title);
    search_words_add(making->words, item->speaker_unit);
}

static void on_site(const void *record, void *user_data)
{
    const MeetingSite *site = record;
    const Making *making = user_data;
    g_autofree char *identity = g_strconcat("code:", site->site, NULL);

    recording_chapters_name(making->chapters, identity, site->name);
}

static void on_mark(const void *record, void *user_data)
{
    const RecordingMark *mark = record;
    const Making *making = user_data;
    search_words_add(making->words, mark->title);
}

static bool on_event(const MeetingEvent *row, void *user_data)
{
    const Making *making = user_data;
    json_t *event = json_loads(row->detail, 0, NULL);

    if (event != NULL) {
        recording_chapters_apply(making->chapters, event);
    }
    json_decref(event);
    return true;
}

/* The names behind codes: the unit that convenes, the kind. */
static bool add_names(Database *database, const Making *making, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT name FROM units WHERE code = $1 UNION ALL SELECT name FROM meeting_kinds"
            " WHERE code = $2",
            DATABASE_VALUES(database_text(making->plan.unit), database_text(making->plan.kind)),
            error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        search_words_add(making->words, database_rows_text(rows, 0));
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

static void add_texts_of_item(GHashTable *words, json_t *item)
{
    const char *name = NULL;
    json_t *member = NULL;

    json_object_foreach(item, name, member)
    {
        const bool is_text = !g_str_equal(name, "source") && !g_str_equal(name, "time");
        if (is_text && json_is_string(member)) {
            search_words_add(words, json_string_value(member));
        }
    }
}

/* Minutes are an object of lists of items. */
static void add_texts(GHashTable *words, json_t *lists)
{
    const char *name = NULL;
    json_t *list = NULL;

    json_object_foreach(lists, name, list)
    {
        for (size_t i = 0; i < json_array_size(list); i++) {
            add_texts_of_item(words, json_array_get(list, i));
        }
    }
}

static bool add_minutes(Database *database, const Making *making, GError **error)
{
    g_auto(Minutes) minutes = {0};

    if (!minutes_table_find(database, making->recording.meeting, &minutes, error)) {
        return false;
    }
    json_t *lists = json_loads(minutes.lists, 0, NULL);
    add_texts(making->minutes, lists);
    json_decref(lists);
    search_words_add(making->minutes, minutes.opening);
    return true;
}

static void add_plan(const Making *making)
{
    const MeetingPlan *plan = &making->plan;
    const char *const texts[] = {plan->title, plan->invite_no, plan->place, plan->chair_name,
            plan->secretary_name, plan->code};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        search_words_add(making->words, texts[i]);
    }
}

static bool gather(Database *database, Making *making, GError **error)
{
    const char *meeting = making->recording.meeting;
    bool found = false;

    record_init(&meeting_plan_type, &making->plan);
    making->words = search_words_new();
    making->minutes = search_words_new();
    making->chapters = recording_chapters_new();
    making->spans = recording_book_spans(database, making->recording.id, error);
    if (making->spans == NULL ||
            !meeting_book_find(database, meeting, &making->plan, &found, error) ||
            !meeting_book_each_site(database, meeting, on_site, making, error) ||
            !meeting_book_each_item(database, meeting, on_item, making, error) ||
            !record_each(database, &recording_mark_type, "WHERE recording = $1",
                    DATABASE_VALUES(database_int(making->recording.id)), on_mark, making, error) ||
            !meeting_events_each(database, meeting, 0, on_event, making, error) ||
            !add_names(database, making, error) || !add_minutes(database, making, error)) {
        return false;
    }
    add_plan(making);
    return true;
}

/* ---- where it is in the recording ---- */

/* @return false: nothing of the chapter was recorded */
static bool place_chapter(
        const Making *making, const RecordingChapter *chapter, IndexedChapter *place)
{
    const RecordingSpan *spans = (const RecordingSpan *)(const void *)making->spans->data;
    const size_t count = making->spans->len;
    const bool moment = chapter->to_us == chapter->from_us;

    if (count == 0) {
        return false;
    }
    const int64_t length_us = recording_clock_length(spans, count, making->now_us);
    const int64_t from_us = moment ? recording_clock_position(spans, count, chapter->from_us)
                                   : recording_clock_next(spans, count, chapter->from_us);
    const int64_t next_us =
            chapter->to_us == 0 ? -1 : recording_clock_next(spans, count, chapter->to_us);
    const int64_t to_us = next_us < 0 ? length_us : next_us;
    *place = (IndexedChapter){
            .kind = chapter_kind_word(chapter->kind),
            .title = chapter->title,
            .note = chapter->note,
            .wall_us = chapter->from_us,
            .from_us = from_us,
            .to_us = moment ? from_us : to_us,
    };
    return from_us >= 0 && (moment || to_us > from_us);
}

static bool write_chapter(Database *database, const Making *making, int64_t number,
        const IndexedChapter *place, GError **error)
{
    g_autofree char *text = g_strconcat(" ", place->title, " ", place->note, NULL);
    g_autofree char *fold = text_fold(text);

    return database_run(database,
            "INSERT INTO recording_chapters (recording, number, kind, title, note, fold, wall_us,"
            " from_us, to_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            DATABASE_VALUES(database_int(making->recording.id), database_int(number),
                    database_text(place->kind), database_text(place->title),
                    database_text(place->note), database_text(fold), database_int(place->wall_us),
                    database_int(place->from_us), database_int(place->to_us)),
            NULL, error);
}

static bool write_chapters(Database *database, const Making *making, GError **error)
{
    const size_t count = recording_chapters_size(making->chapters);

    for (size_t n = 0; n < count; n++) {
        const RecordingChapter *chapter = recording_chapters_nth(making->chapters, n);
        IndexedChapter place;
        if (!place_chapter(making, chapter, &place)) {
            continue;
        }
        if (chapter->kind != CHAPTER_SESSION) { /* its title is no text */
            search_words_add(making->words, chapter->title);
            search_words_add(making->words, chapter->note);
        }
        if (!write_chapter(database, making, (int64_t)n + 1, &place, error)) {
            return false;
        }
    }
    return true;
}

/* ---- words ---- */

static bool write_some(
        Database *database, int64_t recording, bool minutes, GPtrArray *words, GError **error)
{
    g_autoptr(GString) sql =
            g_string_new("INSERT INTO recording_words (recording, word, minutes) VALUES");
    DatabaseValue values[WORDS_OF_A_STATEMENT + 2];

    values[0] = database_int(recording);
    values[1] = database_int(minutes);
    for (guint i = 0; i < words->len; i++) {
        g_string_append_printf(sql, "%s ($1, $%u, $2)", i > 0 ? "," : "", i + 3);
        values[i + 2] = database_text(g_ptr_array_index(words, i));
    }
    const bool good = words->len == 0 ||
            database_run(database, sql->str, values, words->len + 2, NULL, error);
    g_ptr_array_set_size(words, 0);
    return good;
}

static bool write_words(
        Database *database, int64_t recording, bool minutes, GHashTable *words, GError **error)
{
    g_autoptr(GPtrArray) some = g_ptr_array_new();
    GHashTableIter iter;
    gpointer word = NULL;

    g_hash_table_iter_init(&iter, words);
    while (g_hash_table_iter_next(&iter, &word, NULL)) {
        g_ptr_array_add(some, word);
        if (some->len == WORDS_OF_A_STATEMENT &&
                !write_some(database, recording, minutes, some, error)) {
            return false;
        }
    }
    return write_some(database, recording, minutes, some, error);
}

/* ---- the whole ---- */

static bool forget(Database *database, int64_t recording, GError **error)
{
    static const char *const tables[] = {"recording_words", "recording_chapters"};

    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *sql = g_strdup_printf("DELETE FROM %s WHERE recording = $1", tables[i]);
        if (!database_run(database, sql, DATABASE_VALUES(database_int(recording)), NULL, error)) {
            return false;
        }
    }
    return true;
}

static bool note_made(Database *database, const Recording *recording, GError **error)
{
    return database_run(database,
            "INSERT INTO recording_index (recording, meeting, state, stale) VALUES ($1, $2, $3, 0)"
            " ON CONFLICT (recording) DO UPDATE SET state = $3, stale = 0",
            DATABASE_VALUES(database_int(recording->id), database_text(recording->meeting),
                    database_text(recording_state_word(recording->state))),
            NULL, error);
}

bool recording_index_build(Database *database, int64_t recording, int64_t now_us, GError **error)
{
    g_auto(Making) making = {.now_us = now_us};

    if (!recording_book_find(database, recording, &making.recording, error)) {
        return false;
    }
    if (making.recording.id == 0) {
        return true;
    }
    return gather(database, &making, error) && forget(database, recording, error) &&
            write_chapters(database, &making, error) &&
            write_words(database, recording, false, making.words, error) &&
            write_words(database, recording, true, making.minutes, error) &&
            recording_keeping_reckon(database, recording, error) &&
            note_made(database, &making.recording, error);
}

bool recording_index_freshen(Database *database, int64_t now_us, int max, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GError) fault = NULL;
    DatabaseRows *rows = database_query(database,
            "SELECT r.id FROM recordings r LEFT JOIN recording_index i ON i.recording = r.id"
            " WHERE i.recording IS NULL OR i.stale = 1 OR i.state <> r.state"
            " ORDER BY r.id DESC LIMIT $1",
            DATABASE_VALUES(database_int(max)), error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        const int64_t id = database_rows_int(rows, 0);
        g_array_append_val(ids, id);
    }
    database_rows_free(rows);
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    for (guint i = 0; i < ids->len; i++) {
        if (!recording_index_build(database, g_array_index(ids, int64_t, i), now_us, error)) {
            return false;
        }
    }
    return true;
}

/* ---- chapters ---- */

#define CHAPTER_COLUMNS "kind, title, note, wall_us, from_us, to_us"

static bool hand_chapters(
        DatabaseRows *rows, IndexedChapterFn each, void *user_data, GError **error)
{
    g_autoptr(GError) fault = NULL;

    while (database_rows_next(rows, &fault)) {
        const IndexedChapter chapter = {
                .kind = database_rows_text(rows, 0),
                .title = database_rows_text(rows, 1),
                .note = database_rows_text(rows, 2),
                .wall_us = database_rows_int(rows, 3),
                .from_us = database_rows_int(rows, 4),
                .to_us = database_rows_int(rows, 5),
        };
        each(&chapter, user_data);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

bool recording_index_each_chapter(Database *database, int64_t recording, IndexedChapterFn each,
        void *user_data, GError **error)
{
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT " CHAPTER_COLUMNS " FROM recording_chapters WHERE recording = $1"
            " ORDER BY from_us, number",
            DATABASE_VALUES(database_int(recording)), error);

    return rows != NULL && hand_chapters(rows, each, user_data, error);
}

bool recording_index_each_hit(Database *database, int64_t recording, char **words,
        IndexedChapterFn each, void *user_data, GError **error)
{
    g_autoptr(GPtrArray) patterns = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) score = g_string_new("0");
    DatabaseValue values[SEARCH_ASKED_MAX + 2];
    size_t count = 0;

    values[count++] = database_int(recording);
    values[count++] = database_int(RECORDING_INDEX_HITS_MAX);
    for (size_t i = 0; words[i] != NULL && i < SEARCH_ASKED_MAX; i++) {
        char *pattern = g_strconcat("% ", words[i], "%", NULL); /* letters and digits only */
        g_ptr_array_add(patterns, pattern);
        values[count++] = database_text(pattern);
        g_string_append_printf(score, " + CASE WHEN fold LIKE $%zu THEN 1 ELSE 0 END", count);
    }
    g_autofree char *sql = g_strdup_printf(
            "SELECT " CHAPTER_COLUMNS " FROM (SELECT *, %s AS score FROM recording_chapters"
            " WHERE recording = $1 AND kind <> 'session') AS scored WHERE score > 0"
            " ORDER BY score DESC, from_us LIMIT $2",
            score->str);
    g_autoptr(DatabaseRows) rows = database_query(database, sql, values, count, error);
    return rows != NULL && hand_chapters(rows, each, user_data, error);
}
