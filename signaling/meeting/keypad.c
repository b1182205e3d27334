#include "signaling/meeting/keypad.h"

#include <glib.h>

/* '\0': it is on no key. */
static char key_of(char letter)
{
    static const char keys[] = "22233344455566677778889999";

    if (g_ascii_isdigit(letter)) {
        return letter;
    }
    return g_ascii_isalpha(letter) ? keys[g_ascii_tolower(letter) - 'a'] : '\0';
}

char *keypad_keys(const char *code)
{
    GString *keys = g_string_new(NULL);

    for (; *code != '\0'; code++) {
        const char key = key_of(*code);
        if (key != '\0') {
            g_string_append_c(keys, key);
        }
    }
    return g_string_free(keys, FALSE);
}

bool keypad_fits(const char *code, const char *keys)
{
    if (keys[0] == '\0') {
        return false;
    }
    for (; *code != '\0'; code++) {
        const char key = key_of(*code);
        if (key != '\0' && key != *keys++) {
            return false;
        }
    }
    return *keys == '\0';
}
