#include "signaling/meeting/recording_chapters.h"

#include "signaling/meeting/text_fold.h"

#include <stdbool.h>
#include <string.h>

enum { ITEMS_MAX = 100 /* as an agenda */ };

static const char *const kind_words[CHAPTER_KINDS] = {
        [CHAPTER_SESSION] = "session",
        [CHAPTER_AGENDA] = "agenda",
        [CHAPTER_SPEAKER] = "speaker",
        [CHAPTER_VOTE] = "vote",
        [CHAPTER_SLIDES] = "slides",
        [CHAPTER_ROLL] = "roll",
};

typedef struct Item {
    char *title;
    char *speaker; /* folded */
    bool begun;
} Item;

struct RecordingChapters {
    GPtrArray *list;                       /* of RecordingChapter */
    GHashTable *names;                     /* identity → name */
    GHashTable *subjects;                  /* identity → what it asked to speak about */
    GPtrArray *items;                      /* of Item */
    RecordingChapter *open[CHAPTER_KINDS]; /* the one of its kind that goes on */
    bool turned;                           /* somebody turns the agenda's pages */
};

const char *chapter_kind_word(ChapterKind kind)
{
    g_assert(kind < CHAPTER_KINDS);
    return kind_words[kind];
}

static void chapter_free(gpointer data)
{
    RecordingChapter *chapter = data;
    g_free(chapter->title);
    g_free(chapter->note);
    g_free(chapter);
}

static void item_free(gpointer data)
{
    Item *item = data;
    g_free(item->title);
    g_free(item->speaker);
    g_free(item);
}

RecordingChapters *recording_chapters_new(void)
{
    RecordingChapters *self = g_new0(RecordingChapters, 1);

    self->list = g_ptr_array_new_with_free_func(chapter_free);
    self->items = g_ptr_array_new_with_free_func(item_free);
    self->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    self->subjects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return self;
}

void recording_chapters_free(RecordingChapters *chapters)
{
    if (chapters == NULL) {
        return;
    }
    g_ptr_array_unref(chapters->list);
    g_ptr_array_unref(chapters->items);
    g_hash_table_unref(chapters->names);
    g_hash_table_unref(chapters->subjects);
    g_free(chapters);
}

static void keep(GHashTable *table, const char *identity, const char *text)
{
    if (g_hash_table_size(table) < RECORDING_CHAPTER_NAMES_MAX ||
            g_hash_table_contains(table, identity)) {
        g_hash_table_replace(table, g_strdup(identity), g_strdup(text));
    }
}

void recording_chapters_name(RecordingChapters *chapters, const char *identity, const char *name)
{
    keep(chapters->names, identity, name);
}

void recording_chapters_item(RecordingChapters *chapters, const char *title, const char *speaker)
{
    if (chapters->items->len < ITEMS_MAX) {
        Item *item = g_new0(Item, 1);
        item->title = g_strdup(title);
        item->speaker = text_fold(speaker);
        g_ptr_array_add(chapters->items, item);
    }
}

/* ---- what begins and ends ---- */

/* The part of an identity that people can read. */
static const char *name_of(const RecordingChapters *chapters, const char *identity)
{
    const char *name = g_hash_table_lookup(chapters->names, identity);
    const char *colon = strchr(identity, ':');
    return name != NULL ? name : colon != NULL ? colon + 1 : identity;
}

static void end(RecordingChapters *chapters, ChapterKind kind, int64_t time_us)
{
    if (chapters->open[kind] != NULL) {
        chapters->open[kind]->to_us = time_us;
        chapters->open[kind] = NULL;
    }
}

/* @return NULL when the list is full */
static RecordingChapter *begin(
        RecordingChapters *chapters, ChapterKind kind, const char *title, int64_t time_us)
{
    end(chapters, kind, time_us);
    if (chapters->list->len >= RECORDING_CHAPTERS_MAX) {
        return NULL;
    }
    RecordingChapter *chapter = g_new0(RecordingChapter, 1);
    chapter->kind = kind;
    chapter->title = g_strdup(title);
    chapter->note = g_strdup("");
    chapter->from_us = time_us;
    g_ptr_array_add(chapters->list, chapter);
    chapters->open[kind] = chapter;
    return chapter;
}

static void note_moment(
        RecordingChapters *chapters, ChapterKind kind, const char *title, int64_t time_us)
{
    (void)begin(chapters, kind, title, time_us);
    end(chapters, kind, time_us);
}

/* ---- kinds of events ---- */

typedef struct Happening {
    const json_t *event;
    const char *site;
    const char *text;
    int64_t time_us;
} Happening;

static void on_begin(RecordingChapters *chapters, const Happening *what)
{
    note_moment(chapters, CHAPTER_SESSION, "begin", what->time_us);
}

static void on_end(RecordingChapters *chapters, const Happening *what)
{
    for (ChapterKind kind = 0; kind < CHAPTER_KINDS; kind++) {
        end(chapters, kind, what->time_us);
    }
    note_moment(chapters, CHAPTER_SESSION, "end", what->time_us);
}

static void on_ask(RecordingChapters *chapters, const Happening *what)
{
    keep(chapters->subjects, what->site, what->text);
}

/* Either name may be the longer one: `Điểm cầu Hòn Đất` and `Hòn Đất`. */
static bool is_same_speaker(const char *folded_name, const Item *item)
{
    return item->speaker[0] != '\0' && folded_name[0] != '\0' &&
            (strstr(folded_name, item->speaker) != NULL ||
                    strstr(item->speaker, folded_name) != NULL);
}

static void begin_item_of(RecordingChapters *chapters, const char *name, int64_t time_us)
{
    g_autofree char *folded = text_fold(name);

    for (guint i = 0; i < chapters->items->len; i++) {
        Item *item = g_ptr_array_index(chapters->items, i);
        if (!item->begun && is_same_speaker(folded, item)) {
            item->begun = true;
            (void)begin(chapters, CHAPTER_AGENDA, item->title, time_us);
            return;
        }
    }
}

static void on_floor(RecordingChapters *chapters, const Happening *what)
{
    if (what->site[0] == '\0') {
        end(chapters, CHAPTER_SPEAKER, what->time_us);
        return;
    }
    const char *name = name_of(chapters, what->site);
    const char *subject = g_hash_table_lookup(chapters->subjects, what->site);
    if (!chapters->turned) {
        begin_item_of(chapters, name, what->time_us);
    }
    RecordingChapter *chapter = begin(chapters, CHAPTER_SPEAKER, name, what->time_us);
    if (chapter != NULL && subject != NULL) {
        g_free(chapter->note);
        chapter->note = g_strdup(subject);
        (void)g_hash_table_remove(chapters->subjects, what->site);
    }
}

static void on_agenda(RecordingChapters *chapters, const Happening *what)
{
    chapters->turned = true;
    if (what->text[0] == '\0') {
        end(chapters, CHAPTER_AGENDA, what->time_us);
        return;
    }
    (void)begin(chapters, CHAPTER_AGENDA, what->text, what->time_us);
}

static void on_slides(RecordingChapters *chapters, const Happening *what)
{
    if (what->site[0] == '\0' || !json_is_true(json_object_get(what->event, "on"))) {
        end(chapters, CHAPTER_SLIDES, what->time_us);
        return;
    }
    (void)begin(chapters, CHAPTER_SLIDES, name_of(chapters, what->site), what->time_us);
}

static void on_vote_open(RecordingChapters *chapters, const Happening *what)
{
    (void)begin(chapters, CHAPTER_VOTE, what->text, what->time_us);
}

static void on_vote_close(RecordingChapters *chapters, const Happening *what)
{
    end(chapters, CHAPTER_VOTE, what->time_us);
}

static void on_roll_begin(RecordingChapters *chapters, const Happening *what)
{
    (void)begin(chapters, CHAPTER_ROLL, "", what->time_us);
}

static void on_roll_end(RecordingChapters *chapters, const Happening *what)
{
    end(chapters, CHAPTER_ROLL, what->time_us);
}

static void on_media(RecordingChapters *chapters, const Happening *what)
{
    const json_t *changes = json_object_get(what->event, "changes");

    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *change = json_array_get(changes, i);
        const char *site = json_string_value(json_object_get(change, "site"));
        const char *name = json_string_value(json_object_get(change, "name"));
        if (site != NULL && name != NULL && name[0] != '\0') {
            keep(chapters->names, site, name);
        }
    }
}

static const struct {
    const char *kind;
    void (*apply)(RecordingChapters *chapters, const Happening *what);
} handlers[] = {
        {"begin", on_begin},
        {"end", on_end},
        {"stop", on_end},
        {"ask", on_ask},
        {"floor", on_floor},
        {"agenda", on_agenda},
        {"slides", on_slides},
        {"vote_open", on_vote_open},
        {"vote_close", on_vote_close},
        {"roll_begin", on_roll_begin},
        {"roll_end", on_roll_end},
        {"media", on_media},
};

static const char *text_in(const json_t *event, const char *name)
{
    const char *text = json_string_value(json_object_get(event, name));
    return text != NULL ? text : "";
}

void recording_chapters_apply(RecordingChapters *chapters, const json_t *event)
{
    const Happening what = {
            .event = event,
            .site = text_in(event, "site"),
            .text = text_in(event, "text"),
            .time_us = json_integer_value(json_object_get(event, "time_us")),
    };

    for (size_t i = 0; i < G_N_ELEMENTS(handlers); i++) {
        if (strcmp(handlers[i].kind, text_in(event, "kind")) == 0) {
            handlers[i].apply(chapters, &what);
        }
    }
}

size_t recording_chapters_size(const RecordingChapters *chapters)
{
    return chapters->list->len;
}

const RecordingChapter *recording_chapters_nth(const RecordingChapters *chapters, size_t n)
{
    g_assert(n < chapters->list->len);
    return g_ptr_array_index(chapters->list, n);
}
