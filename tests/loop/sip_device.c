#include "tests/loop/sip_device.h"

#include <string.h>

enum { PIECE = 65536 };

static void receive(SipDevice *device, char *message)
{
    g_queue_push_tail(&device->received, message);
    if (device->heard != NULL) {
        device->heard(device->heard_data);
    }
}

static void take_stream(SipDevice *device)
{
    for (;;) {
        const char *head_end = strstr(device->stream->str, "\r\n\r\n");
        if (head_end == NULL) {
            return;
        }
        const size_t head = (size_t)(head_end - device->stream->str) + 4;
        g_autofree char *length = sip_device_header(device->stream->str, "Content-Length", 0);
        const size_t whole =
                head + (length != NULL ? (size_t)g_ascii_strtoull(length, NULL, 10) : 0);
        if (device->stream->len < whole) {
            return;
        }
        char *message = g_strndup(device->stream->str, whole);
        g_string_erase(device->stream, 0, (gssize)whole);
        receive(device, message);
    }
}

/* TLS may have more than the socket shows. */
static gboolean read_tls(SipDevice *device)
{
    char piece[PIECE];
    int size = 0;

    while ((size = SSL_read(device->ssl, piece, PIECE)) > 0) {
        g_string_append_len(device->stream, piece, size);
    }
    take_stream(device);
    return SSL_get_error(device->ssl, size) == SSL_ERROR_WANT_READ ? G_SOURCE_CONTINUE
                                                                   : G_SOURCE_REMOVE;
}

static gboolean on_readable(GSocket *socket, GIOCondition condition, gpointer user_data)
{
    SipDevice *device = user_data;
    if (device->ssl != NULL) {
        return read_tls(device);
    }
    g_autofree char *piece = g_malloc(PIECE + 1);
    const gssize size = g_socket_receive(socket, piece, PIECE, NULL, NULL);

    (void)condition;
    if (size <= 0) {
        return device->tcp ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
    }
    piece[size] = '\0';
    if (device->tcp) {
        g_string_append_len(device->stream, piece, size);
        take_stream(device);
    } else {
        receive(device, g_steal_pointer(&piece));
    }
    return G_SOURCE_CONTINUE;
}

static uint16_t port_of(GSocket *socket)
{
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(socket, NULL);
    return g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(own));
}

static void hear_from_now_on(SipDevice *device)
{
    device->source = g_socket_create_source(device->socket, G_IO_IN, NULL);
    g_source_set_callback(device->source, G_SOURCE_FUNC(on_readable), device, NULL);
    g_source_attach(device->source, NULL);
}

static void open_socket(SipDevice *device, uint16_t server_port)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GSocketAddress) server =
            g_inet_socket_address_new_from_string("127.0.0.1", server_port);
    g_autoptr(GSocketAddress) own = g_inet_socket_address_new_from_string("127.0.0.1", 0);

    device->socket = g_socket_new(G_SOCKET_FAMILY_IPV4,
            device->tcp ? G_SOCKET_TYPE_STREAM : G_SOCKET_TYPE_DATAGRAM,
            device->tcp ? G_SOCKET_PROTOCOL_TCP : G_SOCKET_PROTOCOL_UDP, &error);
    g_assert_no_error(error);
    g_assert_true(g_socket_bind(device->socket, own, FALSE, NULL));
    g_socket_connect(device->socket, server, NULL, &error);
    g_assert_no_error(error);
}

static void init_parts(SipDevice *device, bool tcp, const char *user, const char *password)
{
    static unsigned count;

    *device = (SipDevice){.tcp = tcp, .stream = g_string_new(NULL)};
    device->user = g_strdup(user);
    device->password = g_strdup(password);
    device->call_id = g_strdup_printf("call-%u@device", count++);
    g_queue_init(&device->received);
}

static void connect_device(
        SipDevice *device, uint16_t server_port, bool tcp, const char *user, const char *password)
{
    init_parts(device, tcp, user, password);
    open_socket(device, server_port);
    device->port = port_of(device->socket);
}

void sip_device_init(
        SipDevice *device, uint16_t server_port, bool tcp, const char *user, const char *password)
{
    connect_device(device, server_port, tcp, user, password);
    hear_from_now_on(device);
}

void sip_device_init_called(SipDevice *device, GSocket *socket, SSL *ssl)
{
    init_parts(device, true, "903", "");
    device->socket = socket;
    device->ssl = ssl;
    device->port = port_of(socket);
    hear_from_now_on(device);
}

void sip_device_reconnect(SipDevice *device, uint16_t server_port)
{
    g_source_destroy(device->source);
    g_source_unref(device->source);
    g_object_unref(device->socket);
    g_string_truncate(device->stream, 0);
    open_socket(device, server_port);
    hear_from_now_on(device);
}

bool sip_device_init_tls(SipDevice *device, uint16_t server_port, int version_max, const char *user,
        const char *password)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    int result = 0;

    connect_device(device, server_port, true, user, password);
    g_socket_set_blocking(device->socket, FALSE);
    g_assert_cmpint(SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0"), ==, 1);
    g_assert_cmpint(SSL_CTX_set_min_proto_version(context, TLS1_VERSION), ==, 1);
    g_assert_cmpint(SSL_CTX_set_max_proto_version(context, version_max), ==, 1);
    device->ssl = SSL_new(context);
    SSL_CTX_free(context);
    g_assert_cmpint(SSL_set_fd(device->ssl, g_socket_get_fd(device->socket)), ==, 1);
    while ((result = SSL_connect(device->ssl)) <= 0 &&
            SSL_get_error(device->ssl, result) == SSL_ERROR_WANT_READ) {
        g_main_context_iteration(NULL, FALSE);
    }
    hear_from_now_on(device);
    return result == 1;
}

void sip_device_clear(SipDevice *device)
{
    SSL_free(device->ssl);
    g_source_destroy(device->source);
    g_source_unref(device->source);
    g_object_unref(device->socket);
    g_queue_clear_full(&device->received, g_free);
    g_string_free(device->stream, TRUE);
    g_free(device->user);
    g_free(device->password);
    g_free(device->call_id);
    g_free(device->nonce);
    g_free(device->tag);
}

void sip_device_send(SipDevice *device, const char *text)
{
    g_autoptr(GError) error = NULL;

    if (device->ssl != NULL) {
        const int size = (int)strlen(text);
        g_assert_cmpint(SSL_write(device->ssl, text, size), ==, size);
        return;
    }
    const gssize sent = g_socket_send(device->socket, text, strlen(text), NULL, &error);

    g_assert_no_error(error);
    g_assert_cmpint(sent, ==, (gssize)strlen(text));
}

void sip_device_ask(
        SipDevice *device, const char *method, const char *uri, const char *more, const char *body)
{
    const char *stream = device->ssl != NULL ? "TLS" : "TCP";
    const char *transport = device->tcp ? stream : "UDP";
    const bool cancel = g_str_equal(method, "CANCEL");
    const bool ack = g_str_equal(method, "ACK");
    const unsigned cseq = cancel || ack ? device->invite_cseq : ++device->cseq;
    g_autofree char *text = g_strdup_printf(
            "%s %s SIP/2.0\r\nVia: SIP/2.0/%s 127.0.0.1:%u;branch=z9hG4bK%u.%u%s;rport\r\n"
            "Max-Forwards: 70\r\nFrom: <sip:%s@127.0.0.1>;tag=t%u\r\nTo: <sip:%s@127.0.0.1>%s%s\r\n"
            "Call-ID: %s\r\nCSeq: %u %s\r\n%s%sContent-Length: %zu\r\n\r\n%s",
            method, uri, transport, device->port, device->port, cseq, ack ? ".ack" : "",
            device->user, device->port, device->user, device->tag != NULL ? ";tag=" : "",
            device->tag != NULL ? device->tag : "", device->call_id, cseq, method,
            more != NULL ? more : "",
            body != NULL && (more == NULL || strstr(more, "Content-Type") == NULL)
                    ? "Content-Type: application/sdp\r\n"
                    : "",
            body != NULL ? strlen(body) : 0, body != NULL ? body : "");
    if (g_str_equal(method, "INVITE")) {
        device->invite_cseq = cseq;
    }
    sip_device_send(device, text);
}

char *sip_device_hear(SipDevice *device)
{
    while (g_queue_is_empty(&device->received)) {
        g_main_context_iteration(NULL, TRUE);
    }
    return g_queue_pop_head(&device->received);
}

int sip_device_status(const char *answer)
{
    g_assert_true(g_str_has_prefix(answer, "SIP/2.0 "));
    return (int)g_ascii_strtoll(answer + strlen("SIP/2.0 "), NULL, 10);
}

char *sip_device_header(const char *message, const char *name, unsigned n)
{
    const size_t size = strlen(name);

    for (const char *line = message; line != NULL && line[0] != '\r';) {
        const char *end = strstr(line, "\r\n");
        if (end == NULL) {
            return NULL;
        }
        if (g_ascii_strncasecmp(line, name, size) == 0 && line[size] == ':' && n-- == 0) {
            char *value = g_strndup(line + size + 1, (gsize)(end - line) - size - 1);
            return g_strstrip(value);
        }
        line = end + 2;
    }
    return NULL;
}

static char *word_of(const char *header, const char *name)
{
    g_autofree char *start = g_strconcat(name, "=\"", NULL);
    const char *found = strstr(header, start);
    const char *value = found != NULL ? found + strlen(start) : NULL;
    return value != NULL ? g_strndup(value, strcspn(value, "\"")) : NULL;
}

void sip_device_note_challenge(SipDevice *device, const char *answer, SipDigestAlgorithm algorithm)
{
    g_autofree char *mark =
            g_strconcat("algorithm=", sip_digest_algorithm_name(algorithm), ",", NULL);

    for (unsigned n = 0;; n++) {
        g_autofree char *header = sip_device_header(answer, "WWW-Authenticate", n);
        g_assert_nonnull(header);
        if (strstr(header, mark) != NULL) {
            g_free(device->nonce);
            device->nonce = word_of(header, "nonce");
            device->algorithm = algorithm;
            device->nc = 0;
            return;
        }
    }
}

static char *hash_of(SipDigestAlgorithm algorithm, const char *text)
{
    return g_compute_checksum_for_string(
            algorithm == SIP_DIGEST_SHA256 ? G_CHECKSUM_SHA256 : G_CHECKSUM_MD5, text, -1);
}

char *sip_device_authorization(SipDevice *device, const char *method, const char *uri)
{
    const unsigned nc = ++device->nc;
    g_autofree char *ha1 =
            sip_digest_ha1(device->algorithm, device->user, "giaoban", device->password);
    g_autofree char *asked = g_strdup_printf("%s:%s", method, uri);
    g_autofree char *ha2 = hash_of(device->algorithm, asked);
    g_autofree char *whole =
            g_strdup_printf("%s:%s:%08x:cnonce:auth:%s", ha1, device->nonce, nc, ha2);
    g_autofree char *response = hash_of(device->algorithm, whole);

    return g_strdup_printf("Authorization: Digest username=\"%s\", realm=\"giaoban\", "
                           "nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s, qop=auth, "
                           "cnonce=\"cnonce\", nc=%08x\r\n",
            device->user, device->nonce, uri, response,
            sip_digest_algorithm_name(device->algorithm), nc);
}

/* What belongs to an earlier question is said once more by a server that has not seen the ACK in time. */
static char *hear_of_last(SipDevice *device)
{
    for (;;) {
        char *answer = sip_device_hear(device);
        g_autofree char *cseq = sip_device_header(answer, "CSeq", 0);
        if (!g_str_has_prefix(answer, "SIP/2.0 ") || cseq == NULL ||
                g_ascii_strtoull(cseq, NULL, 10) >= device->cseq) {
            return answer;
        }
        g_free(answer);
    }
}

char *sip_device_prove(
        SipDevice *device, const char *method, const char *uri, const char *more, const char *body)
{
    if (device->nonce == NULL) {
        sip_device_ask(device, method, uri, more, body);
        g_autofree char *challenge = hear_of_last(device);
        g_assert_cmpint(sip_device_status(challenge), ==, 401);
        sip_device_note_challenge(device, challenge, SIP_DIGEST_MD5);
    }
    g_autofree char *proof = sip_device_authorization(device, method, uri);
    g_autofree char *all = g_strconcat(proof, more, NULL);
    sip_device_ask(device, method, uri, all, body);
    return hear_of_last(device);
}

char *sip_device_final(SipDevice *device)
{
    for (;;) {
        char *answer = sip_device_hear(device);
        if (sip_device_status(answer) >= 200) {
            return answer;
        }
        g_free(answer);
    }
}

char *sip_device_call(SipDevice *device, const char *uri, const char *more, const char *offer)
{
    g_autofree char *all = g_strdup_printf("Contact: <sip:%s@127.0.0.1:%u>\r\n%s", device->user,
            device->port, more != NULL ? more : "");
    char *answer = sip_device_prove(device, "INVITE", uri, all, offer);

    while (sip_device_status(answer) == 100) {
        g_free(answer);
        answer = hear_of_last(device);
    }
    return answer;
}

const char *sip_device_body(const char *message)
{
    const char *end = strstr(message, "\r\n\r\n");
    return end != NULL ? end + 4 : "";
}

void sip_device_ack(SipDevice *device, const char *answer, const char *uri, const char *body)
{
    g_autofree char *to = sip_device_header(answer, "To", 0);
    const char *tag = strstr(to, "tag=");

    g_assert_nonnull(tag);
    g_free(device->tag);
    device->tag = g_strdup(tag + strlen("tag="));
    sip_device_ask(device, "ACK", uri, NULL, body);
}

/* The other end of its dialog from now on. */
static void note_caller(SipDevice *device, const char *invite)
{
    g_autofree char *from = sip_device_header(invite, "From", 0);
    const char *tag = strstr(from, "tag=");

    g_assert_nonnull(tag);
    g_free(device->call_id);
    device->call_id = sip_device_header(invite, "Call-ID", 0);
    g_free(device->tag);
    device->tag = g_strdup(tag + strlen("tag="));
}

void sip_device_answer(SipDevice *device, const char *request, const char *status, const char *more,
        const char *body)
{
    static const char *const kept[] = {"Via", "From", "Call-ID", "CSeq"};
    g_autofree char *to = sip_device_header(request, "To", 0);
    g_autofree char *own = g_strdup_printf(";tag=t%u", device->port);
    g_autoptr(GString) text = g_string_new("SIP/2.0 ");

    g_string_append_printf(text, "%s\r\n", status);
    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
        g_autofree char *value = sip_device_header(request, kept[i], 0);
        g_string_append_printf(text, "%s: %s\r\n", kept[i], value);
    }
    g_string_append_printf(text, "To: %s%s\r\n%s%sContent-Length: %zu\r\n\r\n%s", to,
            strstr(to, "tag=") == NULL ? own : "", more != NULL ? more : "",
            body != NULL ? "Content-Type: application/sdp\r\n" : "",
            body != NULL ? strlen(body) : 0, body != NULL ? body : "");
    if (g_str_has_prefix(request, "INVITE ")) {
        note_caller(device, request);
    }
    sip_device_send(device, text->str);
}

void sip_device_accept(SipDevice *device, const char *request)
{
    sip_device_answer(device, request, "200 OK", NULL, NULL);
}
