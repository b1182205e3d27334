#include "signaling/client/password_rules.h"

#include <sodium.h>
#include <string.h>

enum { NAME_MIN = 3 }; /* a name of two letters is in too many good passwords */

G_DEFINE_QUARK(password - error - quark, password_error)

static bool has_all_classes(const char *password)
{
    bool lower = false;
    bool upper = false;
    bool digit = false;
    bool other = false;

    for (const char *at = password; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar letter = g_utf8_get_char(at);
        if (g_unichar_islower(letter)) {
            lower = true;
        } else if (g_unichar_isupper(letter)) {
            upper = true;
        } else if (g_unichar_isdigit(letter)) {
            digit = true;
        } else if (!g_unichar_isalpha(letter)) {
            other = true;
        }
    }
    return lower && upper && digit && other;
}

static bool holds_name(const char *password, const char *username)
{
    g_autofree char *text = g_utf8_casefold(password, -1);
    g_autofree char *name = g_utf8_casefold(username, -1);

    if (g_utf8_strlen(name, -1) < NAME_MIN) {
        return false;
    }
    g_autofree char *backwards = g_utf8_strreverse(name, -1);
    return strstr(text, name) != NULL || strstr(text, backwards) != NULL;
}

bool password_rules_check(
        const char *password, const char *username, unsigned length_min, GError **error)
{
    const glong length = g_utf8_strlen(password, -1);
    const glong wanted = (glong)MAX(length_min, PASSWORD_LENGTH_FLOOR);

    if (length > PASSWORD_LENGTH_MAX || strlen(password) > PASSWORD_BYTES_MAX) {
        g_set_error(error, PASSWORD_ERROR, PASSWORD_ERROR_WEAK, "Mật khẩu tối đa %d ký tự.",
                PASSWORD_LENGTH_MAX);
        return false;
    }
    if (length < wanted || !has_all_classes(password)) {
        g_set_error(error, PASSWORD_ERROR, PASSWORD_ERROR_WEAK,
                "Mật khẩu tối thiểu %ld ký tự, có chữ hoa, chữ thường, chữ số và ký tự đặc biệt.",
                wanted);
        return false;
    }
    if (holds_name(password, username)) {
        g_set_error_literal(error, PASSWORD_ERROR, PASSWORD_ERROR_NAME,
                "Mật khẩu không được chứa tên đăng nhập.");
        return false;
    }
    return true;
}

static char any_of(const char *letters)
{
    return letters[randombytes_uniform((uint32_t)strlen(letters))];
}

char *password_rules_generate(unsigned length)
{
    static const char *const classes[] = {
            "abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-+=@#%*?"};
    const size_t wanted = MAX(length, PASSWORD_LENGTH_FLOOR);
    char *text = g_strnfill(wanted, '\0');

    g_assert(sodium_init() >= 0);
    for (size_t i = 0; i < wanted; i++) {
        text[i] = any_of(classes[i < G_N_ELEMENTS(classes) ? i : randombytes_uniform(3)]);
    }
    for (size_t i = wanted - 1; i > 0; i--) {
        const size_t other = randombytes_uniform((uint32_t)i + 1);
        const char kept = text[i];
        text[i] = text[other];
        text[other] = kept;
    }
    return text;
}
