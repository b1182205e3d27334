#include "signaling/http/web_listener.h"

#include "config/log.h"

#include <libwebsockets.h>

#include <string.h>

LOG_TOPIC("http");

enum {
    HEAD_MAX = 16384,
    FDS_BESIDES = 16, /* listeners, libwebsockets' own pipe, and room */
};

struct WebListener {
    char *certificate_path;
    char *key_path;
    lws_retry_bo_t idle_policy;
    GMainLoop *loop; /* never run: it tells libwebsockets which context is ours */
    struct lws_context *context;
    struct lws_vhost *vhost;
    struct lws_vhost *redirect_vhost;
};

G_DEFINE_QUARK(web - listener - error - quark, web_listener_error)

static void log_line(int level, const char *line)
{
    log_debug("libwebsockets: %.*s", (int)strcspn(line, "\n"), line);
}

static bool start_context(WebListener *listener, const WebListenerConfig *config, GError **error)
{
    void *loops[] = {listener->loop};
    const unsigned connections = config->connections_max;

    lws_set_log_level(LLL_ERR | LLL_WARN, log_line);
    listener->context = lws_create_context(&(struct lws_context_creation_info){
            .options = LWS_SERVER_OPTION_GLIB | LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
                    LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT |
                    LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME | LWS_SERVER_OPTION_VALIDATE_UTF8,
            .foreign_loops = loops,
            .user = config->user_data,
            .pcontext = &listener->context,
            .fd_limit_per_thread = connections + FDS_BESIDES,
            .max_http_header_data = HEAD_MAX,
            .max_http_header_pool2 = connections + FDS_BESIDES,
            .timeout_secs = 10,
            .server_string = "giaoban",
    });
    if (listener->context == NULL) {
        g_set_error(error, WEB_LISTENER_ERROR, WEB_LISTENER_ERROR_START,
                "libwebsockets does not start; is the package libwebsockets-evlib-glib "
                "installed?");
        return false;
    }
    return true;
}

static struct lws_vhost *listen_on(WebListener *listener, const WebListenerConfig *config,
        const char *name, uint16_t port, bool tls)
{
    const char *address = config->address;
    const bool any = strcmp(address, "0.0.0.0") == 0 || strcmp(address, "::") == 0;
    struct lws_context_creation_info info = {
            .vhost_name = name,
            .port = port,
            .iface = any ? NULL : address,
            .protocols = config->protocols,
            .options = LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND |
                    LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS,
            .alpn = "http/1.1",      /* 4.1.6's HTTP/2 has too many known faults */
            .keepalive_timeout = 30, /* the exchange's own, shorter, times come first */
            .timeout_secs = 10,
            .retry_and_idle_policy = &listener->idle_policy,
    };

    if (strchr(address, ':') == NULL) {
        info.options |= LWS_SERVER_OPTION_DISABLE_IPV6;
    }
    if (tls) {
        info.options |= LWS_SERVER_OPTION_ALLOW_NON_SSL_ON_SSL_PORT |
                LWS_SERVER_OPTION_ALLOW_HTTP_ON_HTTPS_LISTENER;
        info.ssl_cert_filepath = config->certificate_path;
        info.ssl_private_key_filepath = config->key_path;
        info.ssl_cipher_list = "ECDHE+AESGCM:ECDHE+CHACHA20"; /* TLS 1.2; 1.3 has its own three */
    }
    return lws_create_vhost(listener->context, &info);
}

static bool start_listening(WebListener *listener, const WebListenerConfig *config, GError **error)
{
    const bool tls = config->certificate_path != NULL;

    listener->vhost = listen_on(listener, config, "giaoban", config->port, tls);
    if (listener->vhost == NULL) {
        g_set_error(error, WEB_LISTENER_ERROR, WEB_LISTENER_ERROR_LISTEN,
                "cannot listen on %s port %u: is another program there, or is the address not this "
                "machine's?",
                config->address, config->port);
        return false;
    }
    if (tls && config->redirect_port != 0) {
        listener->redirect_vhost =
                listen_on(listener, config, "redirect", config->redirect_port, false);
        if (listener->redirect_vhost == NULL) {
            g_set_error(error, WEB_LISTENER_ERROR, WEB_LISTENER_ERROR_LISTEN,
                    "cannot listen on %s port %u to send browsers to https", config->address,
                    config->redirect_port);
            return false;
        }
    }
    return true;
}

static bool files_are_there(const char *certificate_path, const char *key_path, GError **error)
{
    if (certificate_path == NULL) {
        return true;
    }
    if (!g_file_test(certificate_path, G_FILE_TEST_IS_REGULAR) || key_path == NULL ||
            !g_file_test(key_path, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, WEB_LISTENER_ERROR, WEB_LISTENER_ERROR_CERTIFICATE,
                "the certificate %s or its key is not there", certificate_path);
        return false;
    }
    return true;
}

WebListener *web_listener_new(const WebListenerConfig *config, GError **error)
{
    if (!files_are_there(config->certificate_path, config->key_path, error)) {
        return NULL;
    }
    g_autoptr(WebListener) listener = g_new0(WebListener, 1);
    listener->certificate_path = g_strdup(config->certificate_path);
    listener->key_path = g_strdup(config->key_path);
    listener->idle_policy = (lws_retry_bo_t){
            .secs_since_valid_ping = config->ping_s,
            .secs_since_valid_hangup = config->hangup_s,
    };
    listener->loop = g_main_loop_new(NULL, FALSE);
    if (!start_context(listener, config, error) || !start_listening(listener, config, error)) {
        return NULL;
    }
    return g_steal_pointer(&listener);
}

void web_listener_free(WebListener *listener)
{
    if (listener == NULL) {
        return;
    }
    if (listener->context != NULL) {
        lws_context_destroy(listener->context);
        g_assert(listener->context == NULL); /* set by pcontext; else we were inside a callback */
    }
    g_main_loop_unref(listener->loop);
    g_free(listener->certificate_path);
    g_free(listener->key_path);
    g_free(listener);
}

uint16_t web_listener_port(const WebListener *listener)
{
    return (uint16_t)lws_get_vhost_listen_port(listener->vhost);
}

uint16_t web_listener_redirect_port(const WebListener *listener)
{
    return listener->redirect_vhost != NULL
            ? (uint16_t)lws_get_vhost_listen_port(listener->redirect_vhost)
            : 0;
}

bool web_listener_has_tls(const WebListener *listener)
{
    return listener->certificate_path != NULL;
}

bool web_listener_is_redirect(const WebListener *listener, struct lws *connection)
{
    return listener->redirect_vhost != NULL &&
            lws_get_vhost(connection) == listener->redirect_vhost;
}

void web_listener_wake(WebListener *listener)
{
    lws_cancel_service(listener->context);
}

bool web_listener_reload_certificate(WebListener *listener, GError **error)
{
    if (!files_are_there(listener->certificate_path, listener->key_path, error)) {
        return false;
    }
    if (listener->certificate_path != NULL) {
        lws_tls_cert_updated(listener->context, listener->certificate_path, listener->key_path,
                NULL, 0, NULL, 0);
    }
    return true;
}
