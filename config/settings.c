#include "config/settings.h"

#include <string.h>

enum { FILE_SIZE_MAX = 1024 * 1024 };

G_DEFINE_QUARK(settings - error - quark, settings_error)

typedef enum Kind {
    TEXT,
    NUMBER,
    CHOICE, /* `allowed` lists the words, separated by "|" */
    LIST,   /* separated by ";" or "," */
} Kind;

typedef struct Key {
    const char *name;
    Kind kind;
    const char *unit;
    const char *fallback;
    int64_t min, max;    /* NUMBER only */
    const char *allowed; /* CHOICE: the words; otherwise what to tell the reader */
    const char *meaning;
} Key;

/* Mode pin is not among them: it needs a site. */
#define LAYOUT_MODES "grid|rotate|focus|speaker|chair|split|slides|auto"

static const Key keys[] = {
        {.name = "data.dir",
                .kind = TEXT,
                .fallback = "/var/lib/giaoban",
                .allowed = "a folder",
                .meaning = "database, keys, certificates, run files and recordings"},
        {.name = "store.url",
                .kind = TEXT,
                .fallback = "",
                .allowed = "empty, or postgresql://…",
                .meaning = "where the database is: empty for a file of SQLite in data.dir, else a "
                           "database "
                           "of PostgreSQL"},
        {.name = "audit.keep_days",
                .kind = NUMBER,
                .unit = "days",
                .fallback = "365",
                .min = 365,
                .max = 36500,
                .meaning = "what `giaoban audit prune` leaves in the audit log"},
        {.name = "log.level",
                .kind = CHOICE,
                .fallback = "info",
                .allowed = "error|warning|info|debug",
                .meaning = "the least important line that is still written"},
        {.name = "http.address",
                .kind = TEXT,
                .fallback = "0.0.0.0",
                .allowed = "an IP address",
                .meaning = "where HTTPS and WebSocket are served"},
        {.name = "http.port",
                .kind = NUMBER,
                .fallback = "8443",
                .min = 0,
                .max = 65535,
                .meaning = "port of HTTPS; plain HTTP on it is redirected; 0 takes any free one"},
        {.name = "http.redirect_port",
                .kind = NUMBER,
                .fallback = "0",
                .min = 0,
                .max = 65535,
                .meaning = "a second port that only redirects to HTTPS, usually 80; 0 for none"},
        {.name = "http.host_names",
                .kind = LIST,
                .fallback = "",
                .allowed = "host names and addresses",
                .meaning = "further names for the server's certificate; the first one stands in "
                           "links"},
        {.name = "http.connections_max",
                .kind = NUMBER,
                .fallback = "2000",
                .min = 16,
                .max = 100000,
                .meaning = "open connections in all"},
        {.name = "http.connections_per_address_max",
                .kind = NUMBER,
                .fallback = "400",
                .min = 4,
                .max = 100000,
                .meaning = "open connections of one address; sites behind one NAT share it"},
        {.name = "web.dir",
                .kind = TEXT,
                .fallback = "",
                .allowed = "a folder, or empty",
                .meaning = "the built pages; empty: beside the program"},
        {.name = "media.address",
                .kind = LIST,
                .fallback = "auto",
                .allowed = "IP addresses, or auto",
                .meaning = "where media is received; auto: the addresses of this machine"},
        {.name = "media.port_min",
                .kind = NUMBER,
                .fallback = "20000",
                .min = 1024,
                .max = 65535,
                .meaning = "first UDP port of media"},
        {.name = "media.port_max",
                .kind = NUMBER,
                .fallback = "40000",
                .min = 1024,
                .max = 65535,
                .meaning = "last UDP port of media; two a connected site and address are needed"},
        {.name = "media.dtls_role",
                .kind = CHOICE,
                .fallback = "passive",
                .allowed = "passive|active",
                .meaning = "who opens DTLS; active helps sites behind tunnels with small packets"},
        {.name = "security.level",
                .kind = NUMBER,
                .fallback = "2",
                .min = 2,
                .max = 3,
                .meaning = "security level of the installation; the keys below that are 0 or auto "
                           "follow it"},
        {.name = "security.password_length",
                .kind = NUMBER,
                .unit = "characters",
                .fallback = "0",
                .min = 0,
                .max = 64,
                .meaning = "the shortest password; 0: 8 at level 2, 12 at level 3"},
        {.name = "security.password_history",
                .kind = NUMBER,
                .fallback = "0",
                .min = 0,
                .max = 24,
                .meaning = "passwords of before that must not come again; 0: 10, at level 2 of "
                           "administrators only"},
        {.name = "security.admin_password_days",
                .kind = NUMBER,
                .unit = "days",
                .fallback = "0",
                .min = 0,
                .max = 366,
                .meaning = "after which an administrator's password must be changed; 0: 60"},
        {.name = "security.password_days",
                .kind = NUMBER,
                .unit = "days",
                .fallback = "0",
                .min = 0,
                .max = 3660,
                .meaning = "the same for all others; 0: never at level 2, 180 at level 3"},
        {.name = "security.tries",
                .kind = NUMBER,
                .fallback = "0",
                .min = 0,
                .max = 5,
                .meaning = "wrong passwords in a row, of which the last one locks; 0: 5"},
        {.name = "security.lock_hours",
                .kind = NUMBER,
                .unit = "h",
                .fallback = "0",
                .min = 0,
                .max = 720,
                .meaning = "how long an account stays locked unless it is unlocked; 12 at least; "
                           "0: 12 at level 2, 24 at level 3"},
        {.name = "security.idle_minutes",
                .kind = NUMBER,
                .unit = "min",
                .fallback = "0",
                .min = 0,
                .max = 60,
                .meaning = "without activity, then the password is asked for again; 0: 15 at level "
                           "2, 5 at level 3"},
        {.name = "security.unused_days",
                .kind = NUMBER,
                .unit = "days",
                .fallback = "0",
                .min = 0,
                .max = 366,
                .meaning = "after which an unused account must be unlocked; warned of 15 days "
                           "before; 0: 45"},
        {.name = "security.admin_totp",
                .kind = CHOICE,
                .fallback = "auto",
                .allowed = "auto|offered|required",
                .meaning = "second factor of administrators; auto: required at level 3"},
        {.name = "security.phone",
                .kind = TEXT,
                .fallback = "",
                .allowed = "a telephone number, or empty",
                .meaning = "whom to call when an account is locked"},
        {.name = "ldap.url",
                .kind = TEXT,
                .fallback = "",
                .allowed = "ldap://host, ldaps://host, or empty",
                .meaning = "directory that checks the passwords of accounts with login ldap"},
        {.name = "ldap.user_dn",
                .kind = TEXT,
                .fallback = "uid={username},ou=people,dc=example",
                .allowed = "a distinguished name with {username} in it",
                .meaning = "whom to bind as"},
        {.name = "ldap.tls",
                .kind = CHOICE,
                .fallback = "on",
                .allowed = "on|off",
                .meaning = "whether ldap:// must begin TLS before a password is sent"},
        {.name = "meeting.sites_max",
                .kind = NUMBER,
                .fallback = "200",
                .min = 1,
                .max = 1000,
                .meaning = "sites connected to one meeting at once"},
        {.name = "meeting.seat_hold_s",
                .kind = NUMBER,
                .unit = "s",
                .fallback = "30",
                .min = 0,
                .max = 600,
                .meaning = "how long the tile of a site that was lost stays"},
        {.name = "meeting.token_hours",
                .kind = NUMBER,
                .unit = "h",
                .fallback = "24",
                .min = 1,
                .max = 8760,
                .meaning = "how long a join link is valid"},
        {.name = "meeting.capacity",
                .kind = NUMBER,
                .fallback = "160",
                .min = 1,
                .max = 10000,
                .meaning = "sites of all meetings together above which a plan is warned of"},
        {.name = "meeting.holidays",
                .kind = LIST,
                .fallback = "01-01;04-30;05-01;09-02",
                .allowed = "MM-DD of every year, YYYY-MM-DD once, +YYYY-MM-DD a Saturday or Sunday "
                           "that is worked",
                .meaning = "days on which no office works, lunar and moved ones of each year too"},
        {.name = "video.width",
                .kind = NUMBER,
                .unit = "px",
                .fallback = "1280",
                .min = 320,
                .max = 1920,
                .meaning = "width of the mixed picture; even"},
        {.name = "video.height",
                .kind = NUMBER,
                .unit = "px",
                .fallback = "720",
                .min = 180,
                .max = 1080,
                .meaning = "height of the mixed picture; even"},
        {.name = "video.fps",
                .kind = NUMBER,
                .unit = "frames/s",
                .fallback = "25",
                .min = 5,
                .max = 30,
                .meaning = "frame rate of the mixed picture"},
        {.name = "video.bitrate_kbps",
                .kind = NUMBER,
                .unit = "kbit/s",
                .fallback = "1500",
                .min = 100,
                .max = 8000,
                .meaning = "bit rate of the mixed picture"},
        {.name = "video.bitrate_360_kbps",
                .kind = NUMBER,
                .unit = "kbit/s",
                .fallback = "500",
                .min = 50,
                .max = 8000,
                .meaning = "the same for sites whose line carries 360 lines; never above it"},
        {.name = "video.bitrate_180_kbps",
                .kind = NUMBER,
                .unit = "kbit/s",
                .fallback = "160",
                .min = 50,
                .max = 8000,
                .meaning = "the same for sites whose line carries 180 lines; never above it"},
        {.name = "sound.talkers_max",
                .kind = NUMBER,
                .fallback = "6",
                .min = 1,
                .max = 32,
                .meaning = "sites that are heard at the same moment: the loudest"},
        {.name = "sound.bitrate_kbps",
                .kind = NUMBER,
                .unit = "kbit/s",
                .fallback = "32",
                .min = 8,
                .max = 128,
                .meaning = "bit rate of the mixed sound"},
        {.name = "layout.chair",
                .kind = CHOICE,
                .fallback = "grid",
                .allowed = LAYOUT_MODES,
                .meaning = "what the chair sees when a meeting begins"},
        {.name = "layout.sites",
                .kind = CHOICE,
                .fallback = "grid",
                .allowed = LAYOUT_MODES,
                .meaning = "what the sites see when a meeting begins"},
        {.name = "layout.floor",
                .kind = CHOICE,
                .fallback = "chair",
                .allowed = LAYOUT_MODES,
                .meaning = "what the site sees that the others see large"},
        {.name = "layout.rotate_s",
                .kind = NUMBER,
                .unit = "s",
                .fallback = "15",
                .min = 3,
                .max = 3600,
                .meaning = "how long each page is shown in mode rotate"},
        {.name = "line.rate_cap_kbps",
                .kind = NUMBER,
                .unit = "kbit/s",
                .fallback = "0",
                .min = 0,
                .max = 100000,
                .meaning = "the most that is sent to one site, unless its link says otherwise; 0 "
                           "for no limit"},
        {.name = "overlay.title",
                .kind = CHOICE,
                .fallback = "off",
                .allowed = "on|off",
                .meaning = "whether the meeting's title stands over the mixed picture"},
        {.name = "overlay.clock",
                .kind = CHOICE,
                .fallback = "off",
                .allowed = "on|off",
                .meaning = "whether the time of day stands over the mixed picture"},
        {.name = "stats.sample_s",
                .kind = NUMBER,
                .unit = "s",
                .fallback = "300",
                .min = 1,
                .max = 3600,
                .meaning = "period of the samples that are kept of each site's line"},
        {.name = "mcu.program",
                .kind = TEXT,
                .fallback = "",
                .allowed = "a path, or empty",
                .meaning = "the program giaoban-mcu; empty: beside giaoban"},
        {.name = "mcu.idle_s",
                .kind = NUMBER,
                .unit = "s",
                .fallback = "120",
                .min = 5,
                .max = 86400,
                .meaning = "an MCU without sites and without giaoban ends itself after this time"},
};

typedef struct Value {
    char *text;
    int64_t number;
    char **list;
} Value;

struct Settings {
    Value values[G_N_ELEMENTS(keys)];
};

/* Where a value comes from, for the message. */
typedef struct Origin {
    const char *file; /* NULL: the command line */
    unsigned line;
} Origin;

static char *origin_text(Origin origin)
{
    return origin.file != NULL ? g_strdup_printf("%s:%u", origin.file, origin.line)
                               : g_strdup("--set");
}

static char *allowed_text(const Key *key)
{
    if (key->kind == NUMBER) {
        return g_strdup_printf("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "%s%s", key->min,
                key->max, key->unit != NULL ? " " : "", key->unit != NULL ? key->unit : "");
    }
    return g_strdup(key->allowed);
}

static bool refuse(const Key *key, const char *text, Origin origin, GError **error)
{
    g_autofree char *where = origin_text(origin);
    g_autofree char *allowed = allowed_text(key);
    g_set_error(error, SETTINGS_ERROR, SETTINGS_ERROR_VALUE,
            "%s: %s = %s is not allowed; allowed: %s", where, key->name, text, allowed);
    return false;
}

static bool choice_holds(const char *allowed, const char *word)
{
    g_auto(GStrv) words = g_strsplit(allowed, "|", -1);
    return g_strv_contains((const char *const *)words, word);
}

static char **split_list(const char *text)
{
    g_auto(GStrv) parts = g_strsplit_set(text, ";,", -1);
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    for (char **part = parts; *part != NULL; part++) {
        g_strstrip(*part);
        if (**part != '\0') {
            g_strv_builder_add(builder, *part);
        }
    }
    return g_strv_builder_end(builder);
}

static void value_clear(Value *value)
{
    g_clear_pointer(&value->text, g_free);
    g_clear_pointer(&value->list, g_strfreev);
}

static bool value_set(Value *value, const Key *key, const char *text, Origin origin, GError **error)
{
    int64_t number = 0;
    switch (key->kind) {
    case NUMBER:
        if (!g_ascii_string_to_signed(text, 10, key->min, key->max, &number, NULL)) {
            return refuse(key, text, origin, error);
        }
        break;
    case CHOICE:
        if (!choice_holds(key->allowed, text)) {
            return refuse(key, text, origin, error);
        }
        break;
    case TEXT:
    case LIST:
        if (!g_utf8_validate(text, -1, NULL)) {
            return refuse(key, "(not UTF-8)", origin, error);
        }
        break;
    }
    value_clear(value);
    value->text = g_strdup(text);
    value->number = number;
    value->list = key->kind == LIST ? split_list(text) : NULL;
    return true;
}

static const Key *key_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (strcmp(keys[i].name, name) == 0) {
            return &keys[i];
        }
    }
    return NULL;
}

static bool settings_set(
        Settings *settings, const char *name, const char *text, Origin origin, GError **error)
{
    const Key *key = key_find(name);
    if (key == NULL) {
        g_autofree char *where = origin_text(origin);
        g_autoptr(GString) known = g_string_new(NULL);
        for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
            g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", keys[i].name);
        }
        g_set_error(error, SETTINGS_ERROR, SETTINGS_ERROR_UNKNOWN,
                "%s: unknown key %s; allowed keys: %s", where, name, known->str);
        return false;
    }
    return value_set(&settings->values[key - keys], key, text, origin, error);
}

/* GKeyFile keeps no line numbers: find the line of a key, or the first one that is no key at all. */
static unsigned line_of(const char *contents, const char *group, const char *name)
{
    g_auto(GStrv) lines = g_strsplit(contents, "\n", -1);
    g_autofree char *current = g_strdup("");
    for (unsigned i = 0; lines[i] != NULL; i++) {
        char *line = g_strstrip(lines[i]);
        if (*line == '#' || *line == '\0') {
            continue;
        }
        const size_t length = strlen(line);
        if (*line == '[' && line[length - 1] == ']') {
            g_free(current);
            current = g_strndup(line + 1, length - 2);
            if (name == NULL && group != NULL && strcmp(current, group) == 0) {
                return i + 1;
            }
            continue;
        }
        char *equals = strchr(line, '=');
        if (equals == NULL || *current == '\0') {
            if (group == NULL) {
                return i + 1;
            }
            continue;
        }
        *equals = '\0';
        g_strchomp(line);
        if (group != NULL && name != NULL && strcmp(current, group) == 0 &&
                strcmp(line, name) == 0) {
            return i + 1;
        }
    }
    return 0;
}

static bool apply_group(Settings *settings, GKeyFile *parsed, const char *group,
        const char *contents, const char *path, GError **error)
{
    g_auto(GStrv) names = g_key_file_get_keys(parsed, group, NULL, NULL);
    for (char **name = names; name != NULL && *name != NULL; name++) {
        g_autofree char *full = g_strdup_printf("%s.%s", group, *name);
        const Origin origin = {.file = path, .line = line_of(contents, group, *name)};
        g_autoptr(GError) bad = NULL;
        g_autofree char *text = g_key_file_get_string(parsed, group, *name, &bad);
        if (text == NULL) {
            g_set_error(error, SETTINGS_ERROR, SETTINGS_ERROR_VALUE, "%s:%u: %s: %s", path,
                    origin.line, full, bad->message);
            return false;
        }
        g_strstrip(text);
        if (!settings_set(settings, full, text, origin, error)) {
            return false;
        }
    }
    return true;
}

static bool load_file(Settings *settings, const char *path, GError **error)
{
    g_autofree char *contents = NULL;
    gsize size = 0;
    g_autoptr(GError) failed = NULL;
    if (!g_file_get_contents(path, &contents, &size, &failed)) {
        g_set_error(error, SETTINGS_ERROR, SETTINGS_ERROR_FILE, "%s: %s", path, failed->message);
        return false;
    }
    if (size > FILE_SIZE_MAX || strlen(contents) != size) {
        g_set_error(error, SETTINGS_ERROR, SETTINGS_ERROR_FILE,
                "%s: not a configuration file of at most 1 MiB", path);
        return false;
    }
    g_autoptr(GKeyFile) parsed = g_key_file_new();
    if (!g_key_file_load_from_data(parsed, contents, size, G_KEY_FILE_NONE, &failed)) {
        g_set_error(error, SETTINGS_ERROR, SETTINGS_ERROR_FILE, "%s:%u: %s", path,
                line_of(contents, NULL, NULL), failed->message);
        return false;
    }
    g_auto(GStrv) groups = g_key_file_get_groups(parsed, NULL);
    for (char **group = groups; *group != NULL; group++) {
        if (!apply_group(settings, parsed, *group, contents, path, error)) {
            return false;
        }
    }
    return true;
}

static bool apply_set(Settings *settings, const char *set, GError **error)
{
    const char *equals = strchr(set, '=');
    if (equals == NULL) {
        g_set_error(error, SETTINGS_ERROR, SETTINGS_ERROR_VALUE, "--set %s: write key=value", set);
        return false;
    }
    g_autofree char *name = g_strndup(set, (gsize)(equals - set));
    return settings_set(settings, name, equals + 1, (Origin){0}, error);
}

static bool check_together(const Settings *settings, GError **error)
{
    if (settings_number(settings, "media.port_min") > settings_number(settings, "media.port_max")) {
        g_set_error(error, SETTINGS_ERROR, SETTINGS_ERROR_VALUE,
                "media.port_min is above media.port_max; allowed: a range that holds at least one "
                "port");
        return false;
    }
    if (settings_number(settings, "video.width") % 2 != 0 ||
            settings_number(settings, "video.height") % 2 != 0) {
        g_set_error(error, SETTINGS_ERROR, SETTINGS_ERROR_VALUE,
                "video.width and video.height: allowed are even numbers only");
        return false;
    }
    return true;
}

Settings *settings_load(const SettingsOptions *options, GError **error)
{
    g_autoptr(Settings) settings = g_new0(Settings, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const bool fits =
                value_set(&settings->values[i], &keys[i], keys[i].fallback, (Origin){0}, NULL);
        g_assert(fits);
    }
    if (options->config != NULL && !load_file(settings, options->config, error)) {
        return NULL;
    }
    for (char **set = options->sets; set != NULL && *set != NULL; set++) {
        if (!apply_set(settings, *set, error)) {
            return NULL;
        }
    }
    return check_together(settings, error) ? g_steal_pointer(&settings) : NULL;
}

void settings_free(Settings *settings)
{
    if (settings == NULL) {
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        value_clear(&settings->values[i]);
    }
    g_free(settings);
}

static const Value *value_of(const Settings *settings, const char *name, bool (*is_kind)(Kind))
{
    const Key *key = key_find(name);
    g_assert(key != NULL && is_kind(key->kind));
    return &settings->values[key - keys];
}

static bool is_text(Kind kind)
{
    return kind == TEXT || kind == CHOICE;
}

static bool is_number(Kind kind)
{
    return kind == NUMBER;
}

static bool is_list(Kind kind)
{
    return kind == LIST;
}

const char *settings_text(const Settings *settings, const char *key)
{
    return value_of(settings, key, is_text)->text;
}

int64_t settings_number(const Settings *settings, const char *key)
{
    return value_of(settings, key, is_number)->number;
}

const char *const *settings_list(const Settings *settings, const char *key)
{
    return (const char *const *)value_of(settings, key, is_list)->list;
}

bool settings_key(size_t n, SettingsKey *ret_key)
{
    static char allowed[G_N_ELEMENTS(keys)][96]; /* texts made from ranges, always the same */
    if (n >= G_N_ELEMENTS(keys)) {
        return false;
    }
    g_autofree char *text = allowed_text(&keys[n]);
    g_strlcpy(allowed[n], text, sizeof allowed[n]);
    *ret_key = (SettingsKey){
            .name = keys[n].name,
            .unit = keys[n].unit,
            .fallback = keys[n].fallback,
            .allowed = allowed[n],
            .meaning = keys[n].meaning,
    };
    return true;
}

GOptionGroup *settings_options_group(SettingsOptions *options)
{
    const GOptionEntry entries[] = {
            {"config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config, "The configuration file",
                    "FILE"},
            {"set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &options->sets,
                    "Sets one key over the file's value", "KEY=VALUE"},
            {0},
    };
    GOptionGroup *group = g_option_group_new("settings", "Settings", "Settings", NULL, NULL);
    g_option_group_add_entries(group, entries);
    return group;
}

void settings_options_clear(SettingsOptions *options)
{
    g_clear_pointer(&options->config, g_free);
    g_clear_pointer(&options->sets, g_strfreev);
}

void settings_options_append(const SettingsOptions *options, GPtrArray *argv)
{
    if (options->config != NULL) {
        g_ptr_array_add(argv, g_strdup("--config"));
        g_ptr_array_add(argv, g_strdup(options->config));
    }
    for (char **set = options->sets; set != NULL && *set != NULL; set++) {
        g_ptr_array_add(argv, g_strdup("--set"));
        g_ptr_array_add(argv, g_strdup(*set));
    }
}
