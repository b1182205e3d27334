/**
 * dial_in: how a room's SIP device comes into a meeting by itself: the address it calls, or the number that it is asked for
 * when it calls the server's IP address alone.
 *
 * Units       none.
 * Ownership   dial_in_clear() frees the texts; what the functions return is the caller's.
 * Thread      filled before the loop turns, then constant: any.
 * Errors      none.
 * Memory      a few texts.
 */
#ifndef SIGNALING_APP_DIAL_IN_H
#define SIGNALING_APP_DIAL_IN_H

#include "config/settings.h"

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

/** Whom a voice asks what he wants, of those who call no meeting. */
typedef enum DialInMenu { DIAL_IN_MENU_OFF, DIAL_IN_MENU_SITES, DIAL_IN_MENU_ALL } DialInMenu;

typedef struct DialIn {
    bool served;   /**< SIP is; else nothing else is set */
    char *host;    /**< as it stands in a URI */
    char *address; /**< an IP address, in the same way */
    uint16_t port;
    uint16_t tls_port;
    DialInMenu menu;
} DialIn;

void dial_in_clear(DialIn *dial_in);

/**
 * @param host_names  the configured names of this server, the first one is taken; NULL-terminated, may be empty
 * @param port        where SIP is served; 0: nowhere
 * @param tls_port    the same over TLS
 */
void dial_in_fill(DialIn *dial_in, const Settings *settings, const char *const *host_names,
        uint16_t port, uint16_t tls_port);

/** sip:giao-ban@hop.example; with the port where it is not the usual one. Free with g_free(). */
char *dial_in_uri(const DialIn *dial_in, const char *meeting);

/** The same over TLS; "": that is not served. Free with g_free(). */
char *dial_in_tls_uri(const DialIn *dial_in, const char *meeting);

/** What the people at a site are told, in one sentence of Vietnamese; NULL: SIP is not served. Free with g_free(). */
char *dial_in_sentence(const DialIn *dial_in, const char *meeting);

/** All of it, for a meeting. A new reference. */
json_t *dial_in_to_json(const DialIn *dial_in, const char *meeting);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DialIn, dial_in_clear)

#endif
