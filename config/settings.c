#include "config/settings.h"

#include "config/settings_table.h"

#include <string.h>

enum { FILE_SIZE_MAX = 1024 * 1024 };

G_DEFINE_QUARK(settings - error - quark, settings_error)

typedef struct Value {
    char *text;
    int64_t number;
    char **list;
} Value;

struct Settings {
    Value values[SETTING_ROWS_MAX];
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

static char *allowed_text(const SettingRow *key)
{
    if (key->kind == SETTING_NUMBER) {
        return g_strdup_printf("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "%s%s", key->min,
                key->max, key->unit != NULL ? " " : "", key->unit != NULL ? key->unit : "");
    }
    return g_strdup(key->allowed);
}

static bool refuse(const SettingRow *key, const char *text, Origin origin, GError **error)
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

static bool value_set(
        Value *value, const SettingRow *key, const char *text, Origin origin, GError **error)
{
    int64_t number = 0;
    switch (key->kind) {
    case SETTING_NUMBER:
        if (!g_ascii_string_to_signed(text, 10, key->min, key->max, &number, NULL)) {
            return refuse(key, text, origin, error);
        }
        break;
    case SETTING_CHOICE:
        if (!choice_holds(key->allowed, text)) {
            return refuse(key, text, origin, error);
        }
        break;
    case SETTING_TEXT:
    case SETTING_LIST:
        if (!g_utf8_validate(text, -1, NULL)) {
            return refuse(key, "(not UTF-8)", origin, error);
        }
        break;
    }
    value_clear(value);
    value->text = g_strdup(text);
    value->number = number;
    value->list = key->kind == SETTING_LIST ? split_list(text) : NULL;
    return true;
}

static const SettingRow *key_find(const char *name)
{
    for (size_t i = 0; settings_table[i].name != NULL; i++) {
        if (strcmp(settings_table[i].name, name) == 0) {
            return &settings_table[i];
        }
    }
    return NULL;
}

static bool settings_set(
        Settings *settings, const char *name, const char *text, Origin origin, GError **error)
{
    const SettingRow *key = key_find(name);
    if (key == NULL) {
        g_autofree char *where = origin_text(origin);
        g_autoptr(GString) known = g_string_new(NULL);
        for (size_t i = 0; settings_table[i].name != NULL; i++) {
            g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", settings_table[i].name);
        }
        g_set_error(error, SETTINGS_ERROR, SETTINGS_ERROR_UNKNOWN,
                "%s: unknown key %s; allowed keys: %s", where, name, known->str);
        return false;
    }
    return value_set(&settings->values[key - settings_table], key, text, origin, error);
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
    Settings *settings = g_new0(Settings, 1);
    for (size_t i = 0; settings_table[i].name != NULL; i++) {
        const bool fits = value_set(&settings->values[i], &settings_table[i],
                settings_table[i].fallback, (Origin){0}, NULL);
        g_assert(fits);
    }
    bool good = options->config == NULL || load_file(settings, options->config, error);
    for (char **set = options->sets; good && set != NULL && *set != NULL; set++) {
        good = apply_set(settings, *set, error);
    }
    if (!good || !check_together(settings, error)) {
        settings_free(settings);
        return NULL;
    }
    return settings;
}

void settings_free(Settings *settings)
{
    if (settings == NULL) {
        return;
    }
    for (size_t i = 0; settings_table[i].name != NULL; i++) {
        value_clear(&settings->values[i]);
    }
    g_free(settings);
}

static const Value *value_of(
        const Settings *settings, const char *name, bool (*is_kind)(SettingKind))
{
    const SettingRow *key = key_find(name);
    g_assert(key != NULL && is_kind(key->kind));
    return &settings->values[key - settings_table];
}

static bool is_text(SettingKind kind)
{
    return kind == SETTING_TEXT || kind == SETTING_CHOICE;
}

static bool is_number(SettingKind kind)
{
    return kind == SETTING_NUMBER;
}

static bool is_list(SettingKind kind)
{
    return kind == SETTING_LIST;
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
    static char allowed[SETTING_ROWS_MAX][96]; /* texts made from ranges, always the same */
    static size_t size;

    for (; settings_table[size].name != NULL; size++) {
    }
    if (n >= size) {
        return false;
    }
    g_autofree char *text = allowed_text(&settings_table[n]);
    g_strlcpy(allowed[n], text, sizeof allowed[n]);
    *ret_key = (SettingsKey){
            .name = settings_table[n].name,
            .unit = settings_table[n].unit,
            .fallback = settings_table[n].fallback,
            .allowed = allowed[n],
            .meaning = settings_table[n].meaning,
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
