/**
 * settings: what the administrator has chosen, from the configuration file and the command line.
 *
 * A key is written `group.name`: `http.port` is `port=` in the file's group `[http]`. Every key has one
 * row in a table: kind, unit, range, default, meaning. What the table does not know is refused, so that
 * a misspelt key never silently keeps its default.
 *
 * Units       stand in the table and in the sample file, one for each key.
 * Ownership   the settings own every string they hand out, until settings_free().
 * Thread      read-only after loading: any.
 * Errors      SETTINGS_ERROR names file, line, key, and what is allowed.
 * Memory      one value a key; the file is at most 1 MiB.
 */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct Settings Settings;

#define SETTINGS_ERROR (settings_error_quark())
GQuark settings_error_quark(void);

typedef enum SettingsError {
    SETTINGS_ERROR_FILE, /**< the file cannot be read, or a line is neither key, group nor comment */
    SETTINGS_ERROR_UNKNOWN, /**< no such group or key */
    SETTINGS_ERROR_VALUE,   /**< not of the key's kind, range or choices */
} SettingsError;

/** What `--config FILE` and `--set key=value …` said. Start as {0}; clear with settings_options_clear(). */
typedef struct SettingsOptions {
    char *config; /**< NULL: no file, defaults only */
    char **sets;  /**< NULL or NULL-terminated, later ones win */
} SettingsOptions;

/** The two options for a GOptionContext; takes the group over with g_option_context_set_main_group(). */
GOptionGroup *settings_options_group(SettingsOptions *options);

void settings_options_clear(SettingsOptions *options);

/** Appends `--config FILE --set k=v …` to a child's command line. */
void settings_options_append(const SettingsOptions *options, GPtrArray *argv);

/**
 * Reads the file, then the command line's settings over it, and checks every value.
 *
 * @return  free with settings_free(); NULL with an error otherwise
 */
Settings *settings_load(const SettingsOptions *options, GError **error);

void settings_free(Settings *settings);

/** The value of a text or choice key. Asking for a key of another kind is a programmer's mistake. */
const char *settings_text(const Settings *settings, const char *key);

/** The value of a number key, in the key's unit. */
int64_t settings_number(const Settings *settings, const char *key);

/** The value of a list key: NULL-terminated, may be empty. */
const char *const *settings_list(const Settings *settings, const char *key);

/** One key of the table, for the sample file's test and the help. */
typedef struct SettingsKey {
    const char *name;     /**< group.name */
    const char *unit;     /**< NULL where it has none */
    const char *fallback; /**< the default, as written in a file */
    const char *allowed;  /**< range or choices, as text */
    const char *meaning;
} SettingsKey;

/** The n-th key of the table, or false behind the last. */
bool settings_key(size_t n, SettingsKey *ret_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)

#endif
