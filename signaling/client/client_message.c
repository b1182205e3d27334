#include "signaling/client/client_message.h"

#include "signaling/meeting/proceedings_check.h"

#include <string.h>

G_DEFINE_QUARK(client - message - error - quark, client_message_error)

enum { DEPTH_MAX = 16, FIELDS_MAX = 8 };

typedef enum FieldKind {
    FIELD_TEXT,
    FIELD_WORD, /* a text out of a list */
    FIELD_INTEGER,
    FIELD_NUMBER,
    FIELD_BOOL,
    FIELD_SWITCH, /* a bool that may be missing, as a ClientSwitch */
    FIELD_LIST,   /* an array of texts */
} FieldKind;

typedef struct Field {
    const char *name; /* NULL ends the fields of a message */
    FieldKind kind;
    bool optional;
    size_t offset;
    int64_t max;               /* bytes of a text, or the highest integer; the lowest one is 0 */
    const char *const *choice; /* the words, NULL-terminated */
} Field;

typedef struct Layout {
    const char *name;
    Field fields[FIELDS_MAX + 1];
} Layout;

static const char *const clients[] = {"web", "bot", "console", NULL};
static const char *const choices[] = {"for", "against", "abstain", NULL};
static const char *const record_actions[] = {"begin", "pause", "resume", "end", NULL};
static const char *const roll_modes[] = {"assisted", "auto", NULL};
static const char *const roll_answers[] = {
        "present", "picture_only", "sound_only", "no_answer", NULL};
static const char *const hows[] = {"in_person", "online", "absent", NULL};
static const char *const devices[] = {"", "ok", "none", "denied", "busy", NULL};
static const char *const camera_moves[] = {
        "left", "right", "up", "down", "in", "out", "near", "far", "stop", NULL};
static const char *const preset_actions[] = {"store", "recall", NULL};
static const char *const views[] = {"chair", "sites", "floor", NULL};
static const char *const modes[] = {
        "grid", "rotate", "focus", "speaker", "chair", "split", "slides", "auto", "pin", NULL};
static const char *const site_modes[] = {
        "", "grid", "rotate", "focus", "speaker", "chair", "split", "slides", "auto", "pin", NULL};

#define TEXT(type, member, limit)                                                                  \
    {                                                                                              \
        .name = #member, .kind = FIELD_TEXT, .offset = offsetof(type, member), .max = (limit)      \
    }
#define TEXT_IF_ANY(type, member, limit)                                                           \
    {                                                                                              \
        .name = #member, .kind = FIELD_TEXT, .optional = true, .offset = offsetof(type, member),   \
        .max = (limit)                                                                             \
    }
#define WORD_IF_ANY(type, member, words)                                                           \
    {                                                                                              \
        .name = #member, .kind = FIELD_WORD, .optional = true, .offset = offsetof(type, member),   \
        .choice = (words)                                                                          \
    }
#define WORD(type, member, words)                                                                  \
    {                                                                                              \
        .name = #member, .kind = FIELD_WORD, .offset = offsetof(type, member), .choice = (words)   \
    }
#define INTEGER(type, member, highest)                                                             \
    {                                                                                              \
        .name = #member, .kind = FIELD_INTEGER, .offset = offsetof(type, member), .max = (highest) \
    }
#define INTEGER_IF_ANY(type, member, highest)                                                      \
    {                                                                                              \
        .name = #member, .kind = FIELD_INTEGER, .optional = true,                                  \
        .offset = offsetof(type, member), .max = (highest)                                         \
    }
#define SWITCH(type, member)                                                                       \
    {                                                                                              \
        .name = #member, .kind = FIELD_SWITCH, .optional = true, .offset = offsetof(type, member)  \
    }
/* A field of a ClientProceeding, under its name in the message. */
#define PROCEEDING(in_message, member, of_kind, limit)                                             \
    {                                                                                              \
        .name = (in_message), .kind = (of_kind), .offset = offsetof(ClientProceeding, member),     \
        .max = (limit)                                                                             \
    }
#define PROCEEDING_IF_ANY(in_message, member, of_kind, limit)                                      \
    {                                                                                              \
        .name = (in_message), .kind = (of_kind), .optional = true,                                 \
        .offset = offsetof(ClientProceeding, member), .max = (limit)                               \
    }
#define SITE PROCEEDING("site", site, FIELD_TEXT, CLIENT_WORD_BYTES_MAX)
#define ON   PROCEEDING("on", on, FIELD_BOOL, 0)
/* A site says nothing: it speaks for itself. */
#define OWN_SITE PROCEEDING_IF_ANY("site", site, FIELD_TEXT, CLIENT_WORD_BYTES_MAX)
#define CHOICE(in_message, words)                                                                  \
    {                                                                                              \
        .name = (in_message), .kind = FIELD_WORD, .offset = offsetof(ClientProceeding, choice),    \
        .choice = (words)                                                                          \
    }
#define PEOPLE(member) PROCEEDING(#member, heads.member, FIELD_INTEGER, SITE_HEADS_PEOPLE_MAX)
#define BOOL(type, member)                                                                         \
    {                                                                                              \
        .name = #member, .kind = FIELD_BOOL, .offset = offsetof(type, member)                      \
    }

static const Layout layouts[CLIENT_MESSAGE_TYPES] = {
        [CLIENT_HELLO] =
                {
                        .name = "hello",
                        .fields =
                                {
                                        INTEGER(ClientHello, protocol, INT32_MAX),
                                        TEXT_IF_ANY(ClientHello, token, CLIENT_TOKEN_BYTES_MAX),
                                        TEXT_IF_ANY(ClientHello, meeting, CLIENT_WORD_BYTES_MAX),
                                        TEXT_IF_ANY(ClientHello, site, CLIENT_NAME_BYTES_MAX),
                                        TEXT_IF_ANY(ClientHello, resume, CLIENT_TOKEN_BYTES_MAX),
                                        WORD_IF_ANY(ClientHello, client, clients),
                                },
                },
        [CLIENT_OFFER] =
                {
                        .name = "offer",
                        .fields =
                                {
                                        INTEGER(ClientOffer, id, INT64_C(1) << 53),
                                        TEXT(ClientOffer, sdp, CLIENT_SDP_BYTES_MAX),
                                        BOOL(ClientOffer, fresh),
                                },
                },
        [CLIENT_CANDIDATE] =
                {
                        .name = "candidate",
                        .fields =
                                {
                                        TEXT(ClientCandidate, candidate,
                                                CLIENT_CANDIDATE_BYTES_MAX),
                                        TEXT_IF_ANY(ClientCandidate, mid, CLIENT_WORD_BYTES_MAX),
                                },
                },
        [CLIENT_SET] = {.name = "set", .fields = {BOOL(ClientSet, mic), BOOL(ClientSet, camera)}},
        [CLIENT_LAYOUT] =
                {
                        .name = "layout",
                        .fields =
                                {
                                        WORD_IF_ANY(ClientLayout, view, views),
                                        WORD(ClientLayout, mode, modes),
                                        INTEGER_IF_ANY(ClientLayout, page, CLIENT_PAGE_MAX),
                                        TEXT_IF_ANY(ClientLayout, pinned, CLIENT_WORD_BYTES_MAX),
                                        INTEGER_IF_ANY(ClientLayout, rotate_s, CLIENT_ROTATE_S_MAX),
                                },
                },
        [CLIENT_OVERLAY] =
                {
                        .name = "overlay",
                        .fields =
                                {
                                        SWITCH(ClientOverlay, title),
                                        SWITCH(ClientOverlay, clock),
                                },
                },
        [CLIENT_SHARE] = {.name = "share", .fields = {BOOL(ClientShare, on)}},
        [CLIENT_WATCH] = {.name = "watch", .fields = {WORD(ClientWatch, view, views)}},
        [CLIENT_BEGIN] = {.name = "begin"},
        [CLIENT_END] = {.name = "end"},
        [CLIENT_STOP] = {.name = "stop"},
        [CLIENT_EXTEND] =
                {
                        .name = "extend",
                        .fields = {PROCEEDING(
                                "minutes", number, FIELD_INTEGER, PROCEEDINGS_EXTEND_MIN_MAX)},
                },
        [CLIENT_LOCK] = {.name = "lock", .fields = {ON}},
        [CLIENT_WAITING] = {.name = "waiting", .fields = {ON}},
        [CLIENT_ADMIT] = {.name = "admit", .fields = {SITE}},
        [CLIENT_REJECT] = {.name = "reject", .fields = {SITE}},
        [CLIENT_GOVERN] = {.name = "govern", .fields = {ON}},
        [CLIENT_ASK] =
                {
                        .name = "ask",
                        .fields = {PROCEEDING_IF_ANY(
                                "subject", text, FIELD_TEXT, PROCEEDINGS_SUBJECT_BYTES_MAX)},
                },
        [CLIENT_WITHDRAW] =
                {
                        .name = "withdraw",
                        .fields = {PROCEEDING_IF_ANY(
                                "site", site, FIELD_TEXT, CLIENT_WORD_BYTES_MAX)},
                },
        [CLIENT_QUEUE] =
                {
                        .name = "queue",
                        .fields = {PROCEEDING("sites", sites, FIELD_LIST, CLIENT_WORD_BYTES_MAX)},
                },
        [CLIENT_FLOOR] =
                {
                        .name = "floor",
                        .fields =
                                {
                                        SITE,
                                        PROCEEDING_IF_ANY("limit_s", number, FIELD_INTEGER,
                                                PROCEEDINGS_LIMIT_S_MAX),
                                },
                },
        [CLIENT_MUTE] = {.name = "mute", .fields = {SITE, ON}},
        [CLIENT_DROP] = {.name = "drop", .fields = {SITE}},
        [CLIENT_RESTART] = {.name = "restart", .fields = {SITE}},
        [CLIENT_PRESENT] = {.name = "present", .fields = {SITE, ON}},
        [CLIENT_SITE_LAYOUT] =
                {
                        .name = "site_layout",
                        .fields =
                                {
                                        TEXT(ClientSiteLayout, site, CLIENT_WORD_BYTES_MAX),
                                        WORD(ClientSiteLayout, layout, site_modes),
                                        TEXT_IF_ANY(
                                                ClientSiteLayout, pinned, CLIENT_WORD_BYTES_MAX),
                                        INTEGER_IF_ANY(
                                                ClientSiteLayout, rotate_s, CLIENT_ROTATE_S_MAX),
                                },
                },
        [CLIENT_VOTE_OPEN] =
                {
                        .name = "vote_open",
                        .fields =
                                {
                                        PROCEEDING("question", text, FIELD_TEXT,
                                                PROCEEDINGS_QUESTION_BYTES_MAX),
                                        PROCEEDING_IF_ANY(
                                                "quorum_percent", number, FIELD_INTEGER, 100),
                                        PROCEEDING_IF_ANY("secret", secret, FIELD_BOOL, 0),
                                },
                },
        [CLIENT_VOTE] = {.name = "vote", .fields = {WORD(ClientProceeding, choice, choices)}},
        [CLIENT_VOTE_CLOSE] = {.name = "vote_close"},
        [CLIENT_CHAT] =
                {
                        .name = "chat",
                        .fields =
                                {
                                        PROCEEDING_IF_ANY(
                                                "to", site, FIELD_TEXT, CLIENT_WORD_BYTES_MAX),
                                        PROCEEDING("text", text, FIELD_TEXT,
                                                PROCEEDINGS_CHAT_BYTES_MAX),
                                },
                },
        [CLIENT_NOTE] =
                {
                        .name = "message",
                        .fields =
                                {
                                        SITE,
                                        PROCEEDING("text", text, FIELD_TEXT,
                                                PROCEEDINGS_NOTE_BYTES_MAX),
                                        PROCEEDING_IF_ANY("seconds", number, FIELD_INTEGER,
                                                PROCEEDINGS_NOTE_S_MAX),
                                },
                },
        [CLIENT_ROLL_BEGIN] = {.name = "roll_begin", .fields = {CHOICE("mode", roll_modes)}},
        [CLIENT_ROLL_CALL] = {.name = "roll_call", .fields = {SITE}},
        [CLIENT_ROLL_MARK] =
                {
                        .name = "roll_mark",
                        .fields = {SITE, CHOICE("answer", roll_answers)},
                },
        [CLIENT_ROLL_END] = {.name = "roll_end"},
        [CLIENT_ROLL_CONFIRM] = {.name = "roll_confirm"},
        [CLIENT_HEADS] =
                {
                        .name = "heads",
                        .fields =
                                {
                                        OWN_SITE,
                                        PEOPLE(convened),
                                        PEOPLE(present),
                                        PEOPLE(excused),
                                        PEOPLE(unexcused),
                                        PROCEEDING_IF_ANY("responsible", heads.responsible,
                                                FIELD_TEXT, SITE_HEADS_NAME_BYTES_MAX),
                                        PROCEEDING_IF_ANY("technician", heads.technician,
                                                FIELD_TEXT, SITE_HEADS_NAME_BYTES_MAX),
                                        PROCEEDING_IF_ANY("note", heads.note, FIELD_TEXT,
                                                SITE_HEADS_NOTE_BYTES_MAX),
                                },
                },
        [CLIENT_DELEGATE] =
                {
                        .name = "delegate",
                        .fields =
                                {
                                        OWN_SITE,
                                        PROCEEDING("position", delegate.position, FIELD_INTEGER,
                                                SITE_DELEGATES_MAX),
                                        PROCEEDING_IF_ANY("name", delegate.name, FIELD_TEXT,
                                                SITE_HEADS_NAME_BYTES_MAX),
                                        PROCEEDING_IF_ANY("title", delegate.title, FIELD_TEXT,
                                                SITE_HEADS_NAME_BYTES_MAX),
                                        PROCEEDING_IF_ANY("unit", delegate.unit, FIELD_TEXT,
                                                SITE_HEADS_NAME_BYTES_MAX),
                                        CHOICE("how", hows),
                                        PROCEEDING_IF_ANY("substitute_for", delegate.substitute_for,
                                                FIELD_TEXT, SITE_HEADS_NAME_BYTES_MAX),
                                        PROCEEDING_IF_ANY("note", delegate.note, FIELD_TEXT,
                                                SITE_HEADS_NOTE_BYTES_MAX),
                                },
                },
        [CLIENT_AUTO_MUTE] = {.name = "auto_mute", .fields = {ON}},
        [CLIENT_RECORD_ACK] =
                {
                        .name = "record_ack",
                        .fields =
                                {
                                        PROCEEDING_IF_ANY("version", number, FIELD_INTEGER,
                                                PROCEEDINGS_NOTICE_VERSION_MAX)},
                },
        [CLIENT_RECORD] =
                {
                        .name = "record",
                        .fields =
                                {
                                        CHOICE("action", record_actions),
                                        PROCEEDING_IF_ANY("stems", on, FIELD_BOOL, 0),
                                },
                },
        [CLIENT_AGENDA] =
                {
                        .name = "agenda",
                        .fields =
                                {
                                        PROCEEDING("number", number, FIELD_INTEGER,
                                                AGENDA_PAGE_NUMBER_MAX),
                                        PROCEEDING_IF_ANY(
                                                "text", text, FIELD_TEXT, AGENDA_PAGE_BYTES_MAX),
                                },
                },
        [CLIENT_DEVICES] =
                {
                        .name = "devices",
                        .fields =
                                {
                                        WORD(ClientDevices, camera, devices),
                                        WORD(ClientDevices, microphone, devices),
                                },
                },
        [CLIENT_CAMERA] = {.name = "camera", .fields = {SITE, CHOICE("move", camera_moves)}},
        [CLIENT_CAMERA_PRESET] =
                {
                        .name = "camera_preset",
                        .fields =
                                {SITE,
                                        PROCEEDING("number", number, FIELD_INTEGER,
                                                CLIENT_PRESETS_MAX - 1),
                                        CHOICE("action", preset_actions)},
                },
        [CLIENT_LEAVE] = {.name = "leave"},
        [CLIENT_PING] =
                {
                        .name = "ping",
                        .fields =
                                {
                                        {.name = "t",
                                                .kind = FIELD_NUMBER,
                                                .offset = offsetof(ClientPing, t)},
                                },
                },
};

static bool refuse(GError **error, const Layout *layout, const Field *field, const char *why)
{
    g_set_error(error, CLIENT_MESSAGE_ERROR, CLIENT_MESSAGE_ERROR_FIELD, "%s.%s %s", layout->name,
            field->name, why);
    return false;
}

static bool read_text(
        const Layout *layout, const Field *field, const json_t *value, void *target, GError **error)
{
    if (!json_is_string(value)) {
        return refuse(error, layout, field, "must be a text");
    }
    const char *text = json_string_value(value);
    if (field->kind == FIELD_WORD && !g_strv_contains(field->choice, text)) {
        g_autofree char *words = g_strjoinv(" or ", (char **)field->choice);
        g_autofree char *why = g_strdup_printf("must be %s", words);
        return refuse(error, layout, field, why);
    }
    if (field->kind == FIELD_TEXT && json_string_length(value) > (size_t)field->max) {
        return refuse(error, layout, field, "is too long");
    }
    memcpy(target, &text, sizeof text);
    return true;
}

static bool read_integer(
        const Layout *layout, const Field *field, const json_t *value, void *target, GError **error)
{
    if (!json_is_integer(value)) {
        return refuse(error, layout, field, "must be a whole number");
    }
    const int64_t number = json_integer_value(value);
    if (number < 0 || number > field->max) {
        return refuse(error, layout, field, "is out of range");
    }
    memcpy(target, &number, sizeof number);
    return true;
}

static bool read_bool(
        const Layout *layout, const Field *field, const json_t *value, void *target, GError **error)
{
    if (!json_is_boolean(value)) {
        return refuse(error, layout, field, "must be true or false");
    }
    if (field->kind == FIELD_BOOL) {
        *(bool *)target = json_is_true(value);
    } else {
        *(ClientSwitch *)target = json_is_true(value) ? CLIENT_SWITCH_ON : CLIENT_SWITCH_OFF;
    }
    return true;
}

static bool read_list(
        const Layout *layout, const Field *field, const json_t *value, void *target, GError **error)
{
    if (!json_is_array(value) || json_array_size(value) > CLIENT_SITES_MAX) {
        return refuse(error, layout, field, "must be a list, and not too long");
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *text = json_array_get(value, i);
        if (!json_is_string(text) || json_string_length(text) > (size_t)field->max) {
            return refuse(error, layout, field, "must hold texts, and none too long");
        }
    }
    memcpy(target, &value, sizeof value);
    return true;
}

static bool read_field(
        const Layout *layout, const Field *field, const json_t *value, void *target, GError **error)
{
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_WORD:
        return read_text(layout, field, value, target, error);
    case FIELD_INTEGER:
        return read_integer(layout, field, value, target, error);
    case FIELD_NUMBER:
        if (!json_is_number(value)) {
            return refuse(error, layout, field, "must be a number");
        }
        *(double *)target = json_number_value(value);
        return true;
    case FIELD_BOOL:
    case FIELD_SWITCH:
        return read_bool(layout, field, value, target, error);
    case FIELD_LIST:
        return read_list(layout, field, value, target, error);
    }
    g_assert_not_reached();
}

/* A field that is null counts as not given: that is how JavaScript writes it. */
static bool read_fields(
        const Layout *layout, const json_t *object, ClientMessage *message, GError **error)
{
    char *body = (char *)&message->hello; /* every member of the union starts here */

    for (const Field *field = layout->fields; field->name != NULL; field++) {
        const json_t *value = json_object_get(object, field->name);
        if (value == NULL || json_is_null(value)) {
            if (!field->optional) {
                return refuse(error, layout, field, "is missing");
            }
        } else if (!read_field(layout, field, value, body + field->offset, error)) {
            return false;
        }
    }
    return true;
}

const char *client_message_type_name(ClientMessageType type)
{
    g_assert(type < CLIENT_MESSAGE_TYPES);
    return layouts[type].name;
}

static bool find_type(const json_t *object, ClientMessageType *ret_type, GError **error)
{
    const char *name = json_string_value(json_object_get(object, "type"));

    for (size_t i = 0; name != NULL && i < CLIENT_MESSAGE_TYPES; i++) {
        if (g_str_equal(layouts[i].name, name)) {
            *ret_type = (ClientMessageType)i;
            return true;
        }
    }
    g_set_error(error, CLIENT_MESSAGE_ERROR, CLIENT_MESSAGE_ERROR_TYPE, "type %s",
            name == NULL ? "is missing or no text" : "is not known");
    return false;
}

/* jansson's own limit, 2048 levels, is fine for the stack; ours says what a message may look like. */
static bool is_too_deep(const char *text, size_t size)
{
    int depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < size; i++) {
        if (quoted) {
            quoted = text[i] != '"';
            i += text[i] == '\\'; /* what is escaped does not end the text */
        } else if (text[i] == '"') {
            quoted = true;
        } else if (text[i] == '{' || text[i] == '[') {
            depth++;
        } else if (text[i] == '}' || text[i] == ']') {
            depth--;
        }
        if (depth > DEPTH_MAX) {
            return true;
        }
    }
    return false;
}

/* The object, or NULL. What reads it keeps it, since texts are part of it. */
static json_t *read_object(const char *text, size_t size_bytes, GError **error)
{
    json_error_t fault;

    if (size_bytes > CLIENT_MESSAGE_BYTES_MAX || is_too_deep(text, size_bytes)) {
        g_set_error(error, CLIENT_MESSAGE_ERROR, CLIENT_MESSAGE_ERROR_JSON,
                "the message is too long or too deep");
        return NULL;
    }
    json_t *object = json_loadb(text, size_bytes, JSON_REJECT_DUPLICATES, &fault);
    if (!json_is_object(object)) {
        /* jansson quotes the message near the fault, and may cut a letter in two. */
        g_autofree char *near = g_utf8_make_valid(object == NULL ? fault.text : "another kind", -1);
        g_set_error(error, CLIENT_MESSAGE_ERROR, CLIENT_MESSAGE_ERROR_JSON,
                "the message is not a JSON object: %s", near);
        json_decref(object);
        return NULL;
    }
    return object;
}

/* Takes the object over. */
static bool read_message(
        ClientMessageType type, json_t *object, ClientMessage *ret_message, GError **error)
{
    static const Field id = {.name = "id", .kind = FIELD_INTEGER, .max = INT64_C(1) << 53};
    ClientMessage message = {.type = type, .owner = object};
    const json_t *given = json_object_get(object, id.name);

    if ((given != NULL && !json_is_null(given) &&
                !read_integer(&layouts[type], &id, given, &message.id, error)) ||
            !read_fields(&layouts[type], object, &message, error)) {
        json_decref(object);
        return false;
    }
    *ret_message = message;
    return true;
}

bool client_message_decode(
        const char *text, size_t size_bytes, ClientMessage *ret_message, GError **error)
{
    json_t *object = read_object(text, size_bytes, error);
    ClientMessageType type = CLIENT_HELLO;

    if (object == NULL) {
        return false;
    }
    if (!find_type(object, &type, error)) {
        json_decref(object);
        return false;
    }
    return read_message(type, object, ret_message, error);
}

bool client_message_decode_as(ClientMessageType type, const char *text, size_t size_bytes,
        ClientMessage *ret_message, GError **error)
{
    json_t *object = read_object(text, size_bytes, error);

    return object != NULL && read_message(type, object, ret_message, error);
}

void client_message_clear(ClientMessage *message)
{
    json_decref(message->owner);
    message->owner = NULL;
}
