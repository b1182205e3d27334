#include "signaling/meeting/meeting_code.h"

#include <glib.h>

#include <string.h>

bool meeting_code_is_valid(const char *code)
{
    const size_t size = strnlen(code, MEETING_CODE_MAX + 1);

    if (size == 0 || size > MEETING_CODE_MAX || !g_ascii_isalnum(code[0])) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        if (!g_ascii_isalnum(code[i]) && code[i] != '-' && code[i] != '_') {
            return false;
        }
    }
    return true;
}
