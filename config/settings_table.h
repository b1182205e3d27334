/**
 * settings_table: the keys there are, one row each; settings.h is how the rest of the program asks for their values.
 *
 * Units       a row names its own.
 * Ownership   all of it is static.
 * Thread      any.
 * Errors      none.
 * Memory      constant.
 */
#ifndef CONFIG_SETTINGS_TABLE_H
#define CONFIG_SETTINGS_TABLE_H

#include <stdint.h>

typedef enum SettingKind {
    SETTING_TEXT,
    SETTING_NUMBER,
    SETTING_CHOICE, /**< `allowed` lists the words, separated by "|" */
    SETTING_LIST,   /**< separated by ";" or "," */
} SettingKind;

typedef struct SettingRow {
    const char *name; /**< group.name */
    SettingKind kind;
    const char *unit; /**< NULL where it has none */
    const char *fallback;
    int64_t min, max; /**< a number's only */
    const char
            *allowed; /**< a choice's words; otherwise what to tell the reader; NULL for a number */
    const char *meaning;
} SettingRow;

enum { SETTING_ROWS_MAX = 160 };

/** In the order of the sample file, each name once; behind the last is one without a name. */
extern const SettingRow settings_table[];

#endif
