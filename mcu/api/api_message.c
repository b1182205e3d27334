#include "mcu/api/api_message.h"

#include <string.h>

G_DEFINE_QUARK(api - error - quark, api_error)

typedef enum FieldKind {
    END,
    NAME, /* char *, at most API_NAME_BYTES_MAX */
    SDP,  /* char *, at most API_SDP_BYTES_MAX */
    INTEGER,
    REAL,
    FLAG,
    WORD, /* int, one of `words` */
    LIST, /* pointer at `offset`, size_t count at `count_offset`, of `element` */
} FieldKind;

typedef struct Field {
    const char *name;
    FieldKind kind;
    size_t offset;
    const char *const *words; /* WORD: NULL-terminated */
    ApiMessage element;       /* LIST */
    size_t count_offset;      /* LIST */
} Field;

typedef struct Shape {
    size_t size;
    const Field *fields;
} Shape;

static const char *const role_words[] = {"chair", "site", "viewer", NULL};
static const char *const leg_kind_words[] = {"browser", "bot", "whip", "whep", NULL};
static const char *const layout_words[] = {"grid", "speaker", NULL};
static const char *const leg_end_words[] = {
        "timeout", "dtls", "closed", "replaced", "failed", NULL};
static const char *const quality_words[] = {"good", "fair", "poor", NULL};
static const char *const seat_words[] = {"connected", "lost", NULL};

const char *api_role_word(ApiRole role)
{
    return role_words[role];
}

const char *api_leg_kind_word(ApiLegKind kind)
{
    return leg_kind_words[kind];
}

const char *api_layout_mode_word(ApiLayoutMode mode)
{
    return layout_words[mode];
}

const char *api_leg_end_word(ApiLegEnd end)
{
    return leg_end_words[end];
}

const char *api_quality_word(ApiQuality quality)
{
    return quality_words[quality];
}

static const Field empty_fields[] = {{0}};

static const Field room_open_fields[] = {
        {.name = "meeting", .kind = NAME, .offset = offsetof(ApiRoomOpen, meeting)},
        {.name = "title", .kind = NAME, .offset = offsetof(ApiRoomOpen, title)},
        {0},
};

static const Field leg_add_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegAdd, leg)},
        {.name = "identity", .kind = NAME, .offset = offsetof(ApiLegAdd, identity)},
        {.name = "name", .kind = NAME, .offset = offsetof(ApiLegAdd, name)},
        {.name = "order", .kind = INTEGER, .offset = offsetof(ApiLegAdd, order)},
        {.name = "role", .kind = WORD, .offset = offsetof(ApiLegAdd, role), .words = role_words},
        {.name = "kind",
                .kind = WORD,
                .offset = offsetof(ApiLegAdd, kind),
                .words = leg_kind_words},
        {.name = "mic_muted", .kind = FLAG, .offset = offsetof(ApiLegAdd, mic_muted)},
        {.name = "camera_off", .kind = FLAG, .offset = offsetof(ApiLegAdd, camera_off)},
        {.name = "offer", .kind = SDP, .offset = offsetof(ApiLegAdd, offer)},
        {0},
};

static const Field leg_offer_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegOffer, leg)},
        {.name = "offer", .kind = SDP, .offset = offsetof(ApiLegOffer, offer)},
        {0},
};

static const Field answer_fields[] = {
        {.name = "answer", .kind = SDP, .offset = offsetof(ApiAnswer, answer)}, {0}};

static const Field leg_candidate_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegCandidate, leg)},
        {.name = "candidate", .kind = SDP, .offset = offsetof(ApiLegCandidate, candidate)},
        {.name = "mid", .kind = NAME, .offset = offsetof(ApiLegCandidate, mid)},
        {0},
};

static const Field leg_set_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegSet, leg)},
        {.name = "mic_muted", .kind = FLAG, .offset = offsetof(ApiLegSet, mic_muted)},
        {.name = "camera_off", .kind = FLAG, .offset = offsetof(ApiLegSet, camera_off)},
        {0},
};

static const Field leg_remove_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegRemove, leg)},
        {.name = "reason", .kind = NAME, .offset = offsetof(ApiLegRemove, reason)},
        {.name = "keep_seat", .kind = FLAG, .offset = offsetof(ApiLegRemove, keep_seat)},
        {0},
};

static const Field layout_fields[] = {
        {.name = "mode", .kind = WORD, .offset = offsetof(ApiLayout, mode), .words = layout_words},
        {.name = "page", .kind = INTEGER, .offset = offsetof(ApiLayout, page)},
        {.name = "pages", .kind = INTEGER, .offset = offsetof(ApiLayout, pages)},
        {0},
};

static const Field leg_state_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegState, leg)},
        {.name = "identity", .kind = NAME, .offset = offsetof(ApiLegState, identity)},
        {.name = "name", .kind = NAME, .offset = offsetof(ApiLegState, name)},
        {.name = "order", .kind = INTEGER, .offset = offsetof(ApiLegState, order)},
        {.name = "role", .kind = WORD, .offset = offsetof(ApiLegState, role), .words = role_words},
        {.name = "kind",
                .kind = WORD,
                .offset = offsetof(ApiLegState, kind),
                .words = leg_kind_words},
        {.name = "mic_muted", .kind = FLAG, .offset = offsetof(ApiLegState, mic_muted)},
        {.name = "camera_off", .kind = FLAG, .offset = offsetof(ApiLegState, camera_off)},
        {.name = "connected", .kind = FLAG, .offset = offsetof(ApiLegState, connected)},
        {0},
};

static const Field room_description_fields[] = {
        {.name = "meeting", .kind = NAME, .offset = offsetof(ApiRoomDescription, meeting)},
        {.name = "title", .kind = NAME, .offset = offsetof(ApiRoomDescription, title)},
        {.name = "pid", .kind = INTEGER, .offset = offsetof(ApiRoomDescription, pid)},
        {.name = "started_us", .kind = INTEGER, .offset = offsetof(ApiRoomDescription, started_us)},
        {.name = "layout_mode",
                .kind = WORD,
                .offset = offsetof(ApiRoomDescription, layout_mode),
                .words = layout_words},
        {.name = "layout_page",
                .kind = INTEGER,
                .offset = offsetof(ApiRoomDescription, layout_page)},
        {.name = "layout_pages",
                .kind = INTEGER,
                .offset = offsetof(ApiRoomDescription, layout_pages)},
        {.name = "legs",
                .kind = LIST,
                .offset = offsetof(ApiRoomDescription, legs),
                .element = API_LEG_STATE,
                .count_offset = offsetof(ApiRoomDescription, n_legs)},
        {0},
};

static const Field leg_stats_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegStats, leg)},
        {.name = "rtt_ms", .kind = REAL, .offset = offsetof(ApiLegStats, rtt_ms)},
        {.name = "jitter_ms", .kind = REAL, .offset = offsetof(ApiLegStats, jitter_ms)},
        {.name = "loss_in_percent", .kind = REAL, .offset = offsetof(ApiLegStats, loss_in_percent)},
        {.name = "loss_out_percent",
                .kind = REAL,
                .offset = offsetof(ApiLegStats, loss_out_percent)},
        {.name = "rx_bps", .kind = INTEGER, .offset = offsetof(ApiLegStats, rx_bps)},
        {.name = "tx_bps", .kind = INTEGER, .offset = offsetof(ApiLegStats, tx_bps)},
        {.name = "sound_pps", .kind = REAL, .offset = offsetof(ApiLegStats, sound_pps)},
        {.name = "picture_fps", .kind = REAL, .offset = offsetof(ApiLegStats, picture_fps)},
        {0},
};

static const Field room_stats_fields[] = {
        {.name = "cpu_seconds", .kind = REAL, .offset = offsetof(ApiRoomStats, cpu_seconds)},
        {.name = "memory_bytes", .kind = INTEGER, .offset = offsetof(ApiRoomStats, memory_bytes)},
        {.name = "threads", .kind = INTEGER, .offset = offsetof(ApiRoomStats, threads)},
        {.name = "encoders", .kind = INTEGER, .offset = offsetof(ApiRoomStats, encoders)},
        {.name = "decoders", .kind = INTEGER, .offset = offsetof(ApiRoomStats, decoders)},
        {.name = "frames_composed",
                .kind = INTEGER,
                .offset = offsetof(ApiRoomStats, frames_composed)},
        {.name = "frames_encoded",
                .kind = INTEGER,
                .offset = offsetof(ApiRoomStats, frames_encoded)},
        {.name = "sound_ticks", .kind = INTEGER, .offset = offsetof(ApiRoomStats, sound_ticks)},
        {.name = "sound_late_max_us",
                .kind = INTEGER,
                .offset = offsetof(ApiRoomStats, sound_late_max_us)},
        {.name = "picture_late_max_us",
                .kind = INTEGER,
                .offset = offsetof(ApiRoomStats, picture_late_max_us)},
        {.name = "legs",
                .kind = LIST,
                .offset = offsetof(ApiRoomStats, legs),
                .element = API_LEG_STATS,
                .count_offset = offsetof(ApiRoomStats, n_legs)},
        {0},
};

static const Field leg_connected_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegConnected, leg)}, {0}};

static const Field leg_closed_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegClosed, leg)},
        {.name = "reason",
                .kind = WORD,
                .offset = offsetof(ApiLegClosed, reason),
                .words = leg_end_words},
        {0},
};

static const Field leg_size_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegSize, leg)},
        {.name = "width", .kind = INTEGER, .offset = offsetof(ApiLegSize, width_px)},
        {.name = "height", .kind = INTEGER, .offset = offsetof(ApiLegSize, height_px)},
        {.name = "fps", .kind = INTEGER, .offset = offsetof(ApiLegSize, fps)},
        {.name = "bitrate_bps", .kind = INTEGER, .offset = offsetof(ApiLegSize, bitrate_bps)},
        {0},
};

static const Field leg_quality_fields[] = {
        {.name = "leg", .kind = NAME, .offset = offsetof(ApiLegQuality, leg)},
        {.name = "level",
                .kind = WORD,
                .offset = offsetof(ApiLegQuality, level),
                .words = quality_words},
        {.name = "rtt_ms", .kind = REAL, .offset = offsetof(ApiLegQuality, rtt_ms)},
        {.name = "loss_percent", .kind = REAL, .offset = offsetof(ApiLegQuality, loss_percent)},
        {.name = "sound", .kind = FLAG, .offset = offsetof(ApiLegQuality, sound)},
        {.name = "picture", .kind = FLAG, .offset = offsetof(ApiLegQuality, picture)},
        {0},
};

static const Field speaker_fields[] = {
        {.name = "identity", .kind = NAME, .offset = offsetof(ApiSpeaker, identity)}, {0}};

static const Field seat_fields[] = {
        {.name = "identity", .kind = NAME, .offset = offsetof(ApiSeat, identity)},
        {.name = "state", .kind = WORD, .offset = offsetof(ApiSeat, state), .words = seat_words},
        {0},
};

static const Field seats_fields[] = {
        {.name = "seats",
                .kind = LIST,
                .offset = offsetof(ApiSeats, seats),
                .element = API_SEAT,
                .count_offset = offsetof(ApiSeats, n_seats)},
        {0},
};

static const Shape shapes[API_MESSAGES] = {
        [API_EMPTY] = {sizeof(ApiEmpty), empty_fields},
        [API_ROOM_OPEN] = {sizeof(ApiRoomOpen), room_open_fields},
        [API_LEG_ADD] = {sizeof(ApiLegAdd), leg_add_fields},
        [API_LEG_OFFER] = {sizeof(ApiLegOffer), leg_offer_fields},
        [API_ANSWER] = {sizeof(ApiAnswer), answer_fields},
        [API_LEG_CANDIDATE] = {sizeof(ApiLegCandidate), leg_candidate_fields},
        [API_LEG_SET] = {sizeof(ApiLegSet), leg_set_fields},
        [API_LEG_REMOVE] = {sizeof(ApiLegRemove), leg_remove_fields},
        [API_LAYOUT] = {sizeof(ApiLayout), layout_fields},
        [API_LEG_STATE] = {sizeof(ApiLegState), leg_state_fields},
        [API_ROOM_DESCRIPTION] = {sizeof(ApiRoomDescription), room_description_fields},
        [API_LEG_STATS] = {sizeof(ApiLegStats), leg_stats_fields},
        [API_ROOM_STATS] = {sizeof(ApiRoomStats), room_stats_fields},
        [API_LEG_CONNECTED] = {sizeof(ApiLegConnected), leg_connected_fields},
        [API_LEG_CLOSED] = {sizeof(ApiLegClosed), leg_closed_fields},
        [API_LEG_SIZE] = {sizeof(ApiLegSize), leg_size_fields},
        [API_LEG_QUALITY] = {sizeof(ApiLegQuality), leg_quality_fields},
        [API_SPEAKER] = {sizeof(ApiSpeaker), speaker_fields},
        [API_SEAT] = {sizeof(ApiSeat), seat_fields},
        [API_SEATS] = {sizeof(ApiSeats), seats_fields},
};

// NOLINTBEGIN(misc-no-recursion): a list's element has no list
/* A list's element is a message without lists of its own: these call each other once, never deeper. */
static json_t *encode_fields(const Shape *shape, const void *structure);
static bool decode_fields(
        const Shape *shape, const json_t *object, void *structure, GError **error);
static void clear_fields(const Shape *shape, void *structure);

static const void *at(const void *structure, size_t offset)
{
    return (const char *)structure + offset;
}

static void *at_mutable(void *structure, size_t offset)
{
    return (char *)structure + offset;
}

static json_t *encode_list(const Field *field, const void *structure)
{
    const Shape *element = &shapes[field->element];
    const char *first = *(const char *const *)at(structure, field->offset);
    const size_t count = *(const size_t *)at(structure, field->count_offset);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, encode_fields(element, first + i * element->size));
    }
    return list;
}

static json_t *encode_field(const Field *field, const void *structure)
{
    const void *value = at(structure, field->offset);
    switch (field->kind) {
    case NAME:
    case SDP: {
        const char *text = *(const char *const *)value;
        return json_string(text != NULL ? text : "");
    }
    case INTEGER:
        return json_integer(*(const int64_t *)value);
    case REAL:
        return json_real(*(const double *)value);
    case FLAG:
        return json_boolean(*(const bool *)value);
    case WORD:
        return json_string(field->words[*(const int *)value]);
    case LIST:
        return encode_list(field, structure);
    case END:
        break;
    }
    return NULL;
}

static json_t *encode_fields(const Shape *shape, const void *structure)
{
    json_t *object = json_object();
    for (const Field *field = shape->fields; field->name != NULL; field++) {
        json_t *value = encode_field(field, structure);
        g_assert(value != NULL); /* text that is not UTF-8 must not get here */
        json_object_set_new(object, field->name, value);
    }
    return object;
}

static bool refuse(const Field *field, const char *what, GError **error)
{
    g_set_error(error, API_ERROR, API_ERROR_FIELD, "%s: %s", field->name, what);
    return false;
}

static bool decode_text(const Field *field, const json_t *value, void *place, GError **error)
{
    const size_t max = field->kind == SDP ? API_SDP_BYTES_MAX : API_NAME_BYTES_MAX;
    if (!json_is_string(value)) {
        return refuse(field, "a string is needed", error);
    }
    const size_t length = json_string_length(value);
    if (length > max || strlen(json_string_value(value)) != length) {
        return refuse(field, "too long, or has a zero byte", error);
    }
    *(char **)place = g_strdup(json_string_value(value));
    return true;
}

static bool decode_word(const Field *field, const json_t *value, void *place, GError **error)
{
    const char *text = json_string_value(value);
    for (int i = 0; text != NULL && field->words[i] != NULL; i++) {
        if (strcmp(field->words[i], text) == 0) {
            *(int *)place = i;
            return true;
        }
    }
    return refuse(field, "no known word", error);
}

static bool decode_list(const Field *field, const json_t *value, void *structure, GError **error)
{
    const Shape *element = &shapes[field->element];
    const size_t count = json_array_size(value);
    if (!json_is_array(value) || count > API_LEGS_MAX) {
        return refuse(field, "a list of at most 1024 is needed", error);
    }
    char *first = g_malloc0(MAX(count, 1) * element->size);
    *(char **)at_mutable(structure, field->offset) = first;
    for (size_t i = 0; i < count; i++) {
        if (!decode_fields(element, json_array_get(value, i), first + i * element->size, error)) {
            return false;
        }
        *(size_t *)at_mutable(structure, field->count_offset) = i + 1;
    }
    return true;
}

static bool decode_field(const Field *field, const json_t *value, void *structure, GError **error)
{
    void *place = at_mutable(structure, field->offset);
    switch (field->kind) {
    case NAME:
    case SDP:
        return decode_text(field, value, place, error);
    case INTEGER:
        if (!json_is_integer(value)) {
            return refuse(field, "a whole number is needed", error);
        }
        *(int64_t *)place = json_integer_value(value);
        return true;
    case REAL:
        if (!json_is_number(value)) {
            return refuse(field, "a number is needed", error);
        }
        *(double *)place = json_number_value(value);
        return true;
    case FLAG:
        if (!json_is_boolean(value)) {
            return refuse(field, "true or false is needed", error);
        }
        *(bool *)place = json_is_true(value);
        return true;
    case WORD:
        return decode_word(field, value, place, error);
    case LIST:
        return decode_list(field, value, structure, error);
    case END:
        break;
    }
    return false;
}

static bool decode_fields(const Shape *shape, const json_t *object, void *structure, GError **error)
{
    if (!json_is_object(object)) {
        g_set_error_literal(error, API_ERROR, API_ERROR_FIELD, "an object is needed");
        return false;
    }
    for (const Field *field = shape->fields; field->name != NULL; field++) {
        const json_t *value = json_object_get(object, field->name);
        if (value == NULL ? !refuse(field, "missing", error)
                          : !decode_field(field, value, structure, error)) {
            clear_fields(shape, structure);
            return false;
        }
    }
    return true;
}

static void clear_list(const Field *field, void *structure)
{
    const Shape *element = &shapes[field->element];
    char **first = at_mutable(structure, field->offset);
    size_t *count = at_mutable(structure, field->count_offset);
    for (size_t i = 0; i < *count; i++) {
        clear_fields(element, *first + i * element->size);
    }
    g_clear_pointer(first, g_free);
    *count = 0;
}

static void clear_fields(const Shape *shape, void *structure)
{
    for (const Field *field = shape->fields; field->name != NULL; field++) {
        if (field->kind == NAME || field->kind == SDP) {
            g_clear_pointer((char **)at_mutable(structure, field->offset), g_free);
        } else if (field->kind == LIST) {
            clear_list(field, structure);
        }
    }
    memset(structure, 0, shape->size);
}

// NOLINTEND(misc-no-recursion)

json_t *api_message_encode(ApiMessage message, const void *structure)
{
    return encode_fields(&shapes[message], structure);
}

bool api_message_decode(ApiMessage message, const json_t *object, void *structure, GError **error)
{
    const Shape *shape = &shapes[message];
    void *decoded = g_malloc0(shape->size);
    const bool ok = decode_fields(shape, object, decoded, error);
    if (ok) {
        memcpy(structure, decoded, shape->size);
    }
    g_free(decoded);
    return ok;
}

void api_message_clear(ApiMessage message, void *structure)
{
    clear_fields(&shapes[message], structure);
}
