#include "tests/loop/web_client.h"

#include <glib.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { SILENCE_S = 60, HEAD_MAX = 64 * 1024 };

struct WebClient {
    int socket;
    SSL_CTX *context;
    SSL *tls;
};

static bool start_tls(WebClient *client, const WebClientTarget *target, const char *where)
{
    client->context = SSL_CTX_new(TLS_client_method());
    g_assert_cmpint(SSL_CTX_load_verify_file(client->context, target->ca_path), ==, 1);
    SSL_CTX_set_verify(client->context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_options(client->context, SSL_OP_IGNORE_UNEXPECTED_EOF);
    client->tls = SSL_new(client->context);
    if (target->alpn != NULL) {
        g_autofree char *list = g_strdup_printf("%c%s", (int)strlen(target->alpn), target->alpn);
        SSL_set_alpn_protos(client->tls, (const unsigned char *)list, (unsigned)strlen(list));
    }
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(client->tls), where);
    SSL_set_fd(client->tls, client->socket);
    return SSL_connect(client->tls) == 1;
}

WebClient *web_client_new(const WebClientTarget *target)
{
    const struct timeval silence = {.tv_sec = SILENCE_S};
    const char *where = target->address != NULL ? target->address : "127.0.0.1";
    WebClient *client = g_new0(WebClient, 1);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(target->port)};
    g_assert_cmpint(inet_pton(AF_INET, where, &address.sin_addr), ==, 1);
    client->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(client->socket, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
    setsockopt(client->socket, SOL_SOCKET, SO_SNDTIMEO, &silence, sizeof silence);
    setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    if (target->receive_buffer != 0) {
        setsockopt(client->socket, SOL_SOCKET, SO_RCVBUF, &target->receive_buffer, sizeof(int));
    }
    if (connect(client->socket, (struct sockaddr *)&address, sizeof address) != 0 ||
            (target->ca_path != NULL && !start_tls(client, target, where))) {
        web_client_free(client);
        return NULL;
    }
    return client;
}

void web_client_free(WebClient *client)
{
    if (client == NULL) {
        return;
    }
    SSL_free(client->tls);
    SSL_CTX_free(client->context);
    close(client->socket);
    ERR_clear_error();
    g_free(client);
}

char *web_client_alpn(const WebClient *client)
{
    const unsigned char *name = NULL;
    unsigned size = 0;

    SSL_get0_alpn_selected(client->tls, &name, &size);
    return size > 0 ? g_strndup((const char *)name, size) : NULL;
}

char *web_client_serial(const WebClient *client)
{
    X509 *certificate = SSL_get0_peer_certificate(client->tls);
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
    char *hex = BN_bn2hex(number);
    char *text = g_strdup(hex);

    OPENSSL_free(hex);
    BN_free(number);
    return text;
}

bool web_client_write(WebClient *client, const void *bytes, size_t size)
{
    const uint8_t *at = bytes;

    while (size > 0) {
        const ssize_t sent = client->tls != NULL ? SSL_write(client->tls, at, (int)MIN(size, 16384))
                                                 : send(client->socket, at, size, MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        at += sent;
        size -= (size_t)sent;
    }
    return true;
}

bool web_client_print(WebClient *client, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return web_client_write(client, text, strlen(text));
}

size_t web_client_read(WebClient *client, void *buffer, size_t size)
{
    const ssize_t got = client->tls != NULL ? SSL_read(client->tls, buffer, (int)size)
                                            : recv(client->socket, buffer, size, 0);

    g_assert_false(got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
    return got > 0 ? (size_t)got : 0;
}

char *web_client_read_all(WebClient *client)
{
    g_autoptr(GString) text = g_string_new(NULL);
    char buffer[4096];

    for (size_t got = 0; (got = web_client_read(client, buffer, sizeof buffer)) > 0;) {
        g_string_append_len(text, buffer, (gssize)got);
    }
    return g_strdup(text->str);
}

static bool read_exactly(WebClient *client, GByteArray *into, size_t size)
{
    const guint before = into->len;

    g_byte_array_set_size(into, (guint)(before + size));
    for (size_t done = 0; done < size;) {
        const size_t got = web_client_read(client, into->data + before + done, size - done);
        if (got == 0) {
            g_byte_array_set_size(into, (guint)(before + done));
            return false;
        }
        done += got;
    }
    return true;
}

static char *read_head(WebClient *client)
{
    g_autoptr(GString) head = g_string_new(NULL);
    char byte = 0;

    while (web_client_read(client, &byte, 1) == 1) {
        g_string_append_c(head, byte);
        g_assert_cmpuint(head->len, <, HEAD_MAX);
        if (g_str_has_suffix(head->str, "\r\n\r\n")) {
            return g_strdup(head->str);
        }
    }
    return NULL;
}

WebReply web_client_reply(WebClient *client, bool head_only)
{
    WebReply reply = {.head = read_head(client), .body = g_byte_array_new()};

    if (reply.head == NULL) {
        return reply;
    }
    g_assert_true(g_str_has_prefix(reply.head, "HTTP/1."));
    reply.status = (unsigned)g_ascii_strtoull(reply.head + strlen("HTTP/1.1 "), NULL, 10);
    g_autofree char *length = web_reply_header(&reply, "Content-Length");
    if (!head_only && length != NULL) {
        g_assert_true(read_exactly(client, reply.body, g_ascii_strtoull(length, NULL, 10)));
    }
    return reply;
}

void web_reply_clear(WebReply *reply)
{
    g_clear_pointer(&reply->head, g_free);
    g_clear_pointer(&reply->body, g_byte_array_unref);
}

char *web_reply_header(const WebReply *reply, const char *name)
{
    g_auto(GStrv) lines = g_strsplit(reply->head != NULL ? reply->head : "", "\r\n", -1);
    const size_t size = strlen(name);

    for (char **line = lines; *line != NULL; line++) {
        if (g_ascii_strncasecmp(*line, name, size) == 0 && g_str_has_prefix(*line + size, ":")) {
            return g_strdup(g_strchug(*line + size + 1));
        }
    }
    return NULL;
}

WebReply web_client_ask(WebClient *client, const char *method, const char *path, const char *lines,
        const char *body)
{
    web_client_print(
            client, "%s %s HTTP/1.1\r\nHost: test.example:8443\r\n%s", method, path, lines);
    if (body != NULL) {
        web_client_print(client, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
    } else {
        web_client_print(client, "\r\n");
    }
    return web_client_reply(client, strcmp(method, "HEAD") == 0);
}

unsigned web_client_upgrade(WebClient *client, const char *path, const char *lines)
{
    g_auto(WebReply) reply = {0};

    web_client_print(client,
            "GET %s HTTP/1.1\r\nHost: test.example:8443\r\nConnection: keep-alive, Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n",
            path, lines);
    reply = web_client_reply(client, false);
    return reply.status;
}

bool web_client_frame(
        WebClient *client, bool final, unsigned opcode, const void *bytes, size_t size)
{
    static const uint8_t mask[4] = {1, 2, 3, 4};
    const uint8_t *from = bytes;
    g_autoptr(GByteArray) frame = g_byte_array_new();
    uint8_t head[10] = {(uint8_t)((final ? 0x80 : 0) | opcode), 0x80};
    guint head_size = 2;

    if (size < 126) {
        head[1] |= (uint8_t)size;
    } else {
        head[1] |= 127;
        for (unsigned i = 0; i < 8; i++) {
            head[2 + i] = (uint8_t)((uint64_t)size >> (56 - 8 * i));
        }
        head_size = 10;
    }
    g_byte_array_append(frame, head, head_size);
    g_byte_array_append(frame, mask, sizeof mask);
    for (size_t i = 0; i < size; i++) {
        const uint8_t masked = from[i] ^ mask[i % 4];
        g_byte_array_append(frame, &masked, 1);
    }
    return web_client_write(client, frame->data, frame->len);
}

WebFrame web_client_next_frame(WebClient *client)
{
    WebFrame frame = {.bytes = g_byte_array_new()};
    g_autoptr(GByteArray) head = g_byte_array_new();

    if (!read_exactly(client, head, 2)) {
        return frame;
    }
    uint64_t size = head->data[1] & 0x7f;
    const size_t more = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (!read_exactly(client, head, more)) {
        return frame;
    }
    if (more > 0) {
        size = 0;
        for (size_t i = 0; i < more; i++) {
            size = size << 8 | head->data[2 + i];
        }
    }
    if (!read_exactly(client, frame.bytes, size)) {
        return frame;
    }
    frame.opcode = head->data[0] & 0x0f;
    if (frame.opcode == 8 && size >= 2) {
        frame.code = (unsigned)(frame.bytes->data[0] << 8 | frame.bytes->data[1]);
    }
    return frame;
}

void web_frame_clear(WebFrame *frame)
{
    g_clear_pointer(&frame->bytes, g_byte_array_unref);
}
