#include "signaling/client/token_key.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum { MAC_SIZE = 32, RANDOM_MAX = 64, TEXT_MAX = 2 * TOKEN_PAYLOAD_MAX };

/* The time it takes does not tell how much of a forged signature is right. */
static bool equal_in_constant_time(const uint8_t *a, const uint8_t *b, size_t size)
{
    volatile uint8_t different = 0;

    for (size_t i = 0; i < size; i++) {
        different = different | (uint8_t)(a[i] ^ b[i]);
    }
    return different == 0;
}

static void mac_of(
        const TokenKey *key, const char *purpose, const char *payload, uint8_t mac[MAC_SIZE])
{
    g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA256, key->bytes, sizeof key->bytes);
    gsize size = MAC_SIZE;

    g_hmac_update(hmac, (const guchar *)purpose, (gssize)strlen(purpose) + 1);
    g_hmac_update(hmac, (const guchar *)payload, (gssize)strlen(payload));
    g_hmac_get_digest(hmac, mac, &size);
}

/* RFC 4648, 5: the alphabet for URLs, without padding. */
static char *base64url(const uint8_t *bytes, size_t size)
{
    char *text = g_base64_encode(bytes, size);

    g_strdelimit(text, "+", '-');
    g_strdelimit(text, "/", '_');
    text[strcspn(text, "=")] = '\0';
    return text;
}

static uint8_t *from_base64url(const char *text, size_t length, gsize *ret_size)
{
    g_autoptr(GString) padded = g_string_new_len(text, (gssize)length);

    for (size_t i = 0; i < padded->len; i++) {
        const char c = padded->str[i];
        if (!g_ascii_isalnum(c) && c != '-' && c != '_') {
            return NULL;
        }
    }
    g_strdelimit(padded->str, "-", '+');
    g_strdelimit(padded->str, "_", '/');
    while (padded->len % 4 != 0) {
        g_string_append_c(padded, '=');
    }
    return g_base64_decode(padded->str, ret_size);
}

static gboolean fail(GError **error, const char *path, const char *what)
{
    const int saved = errno;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(saved), "cannot %s %s: %s", what,
            path, g_strerror(saved));
    return FALSE;
}

/* Complete before it gets its name: nobody ever reads half a key. */
static gboolean make_key(const char *path, GError **error)
{
    g_autofree char *draft = g_strdup_printf("%s.%d", path, (int)getpid());
    TokenKey key;

    if (getrandom(key.bytes, sizeof key.bytes, 0) != (ssize_t)sizeof key.bytes) {
        return fail(error, path, "get random bytes for");
    }
    const int fd = g_open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        return fail(error, draft, "create");
    }
    const bool written =
            write(fd, key.bytes, sizeof key.bytes) == (ssize_t)sizeof key.bytes && fsync(fd) == 0;
    const gboolean closed = g_close(fd, NULL);
    const bool linked = written && closed && (link(draft, path) == 0 || errno == EEXIST);
    const gboolean result = linked ? TRUE : fail(error, path, "write");
    (void)g_unlink(draft);
    return result;
}

gboolean token_key_load(TokenKey *ret_key, const char *data_dir, GError **error)
{
    return token_key_load_file(ret_key, data_dir, "token.key", error);
}

gboolean token_key_load_file(
        TokenKey *ret_key, const char *data_dir, const char *name, GError **error)
{
    g_autofree char *folder = g_build_filename(data_dir, "keys", NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize size = 0;

    if (g_mkdir_with_parents(folder, 0700) != 0) {
        return fail(error, folder, "create");
    }
    if (!g_file_test(path, G_FILE_TEST_EXISTS) && !make_key(path, error)) {
        return FALSE;
    }
    if (!g_file_get_contents(path, &bytes, &size, error)) {
        return FALSE;
    }
    if (size != sizeof ret_key->bytes) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "%s is not a key of %d bytes; remove it to get a new one, which makes all that was "
                "signed with it invalid",
                path, TOKEN_KEY_SIZE);
        return FALSE;
    }
    memcpy(ret_key->bytes, bytes, sizeof ret_key->bytes);
    return TRUE;
}

char *token_key_random_text(size_t size)
{
    uint8_t bytes[RANDOM_MAX];

    g_assert(size <= sizeof bytes);
    /* The kernel gives up to 256 bytes whole, once it has begun to give any. */
    if (getrandom(bytes, size, 0) != (ssize_t)size) {
        g_error("There are no random numbers.");
    }
    return base64url(bytes, size);
}

char *token_key_sign(const TokenKey *key, const char *purpose, const char *payload)
{
    uint8_t mac[MAC_SIZE];
    const size_t size = strlen(payload);

    g_assert(size <= TOKEN_PAYLOAD_MAX);
    mac_of(key, purpose, payload, mac);
    g_autofree char *body = base64url((const uint8_t *)payload, size);
    g_autofree char *signature = base64url(mac, sizeof mac);
    return g_strconcat(body, ".", signature, NULL);
}

char *token_key_open(const TokenKey *key, const char *purpose, const char *text)
{
    const size_t length = strnlen(text, TEXT_MAX);
    const char *dot = memchr(text, '.', length);

    if (dot == NULL || length >= TEXT_MAX) {
        return NULL;
    }
    gsize payload_size = 0;
    gsize signature_size = 0;
    g_autofree uint8_t *payload = from_base64url(text, (size_t)(dot - text), &payload_size);
    g_autofree uint8_t *signature =
            from_base64url(dot + 1, length - (size_t)(dot + 1 - text), &signature_size);
    if (payload == NULL || signature == NULL || signature_size != MAC_SIZE || payload_size == 0 ||
            memchr(payload, '\0', payload_size) != NULL) {
        return NULL;
    }
    g_autofree char *body = g_strndup((const char *)payload, payload_size);
    uint8_t mac[MAC_SIZE];
    mac_of(key, purpose, body, mac);
    return equal_in_constant_time(mac, signature, MAC_SIZE) ? g_steal_pointer(&body) : NULL;
}
