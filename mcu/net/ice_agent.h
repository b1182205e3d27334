/**
 * ice_agent: finds and keeps a way for datagrams to one peer (ICE, RFC 8445, by libnice): one stream, one component.
 *
 * Full ICE with regular nomination and trickle; UDP only, no STUN or TURN servers of its own. libnice's consent
 * checks are off (in 0.1.21 one lost answer ends a healthy call): who uses this watches over the peer's life.
 *
 * Units       sizes are bytes.
 * Ownership   strings of ice_agent_local() live until the next restart or the end; packets are lent for the call.
 * Thread      the network loop. Events come from there, never from inside a call, but for `selected`, which may
 *             come from inside ice_agent_set_remote() and ice_agent_add_candidate().
 * Errors      GError of ICE_AGENT_ERROR for what the caller must tell on; what could not be sent is an event.
 * Memory      a peer can give ICE_CANDIDATES_MAX candidates; libnice bounds the rest.
 */
#ifndef MCU_NET_ICE_AGENT_H
#define MCU_NET_ICE_AGENT_H

#include "mcu/net/net_loop.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ICE_CANDIDATES_MAX = 100,
    ICE_UFRAG_MIN = 4, /* RFC 8839, 5.4: ice-ufrag = 4*256ice-char, ice-pwd = 22*256ice-char */
    ICE_PWD_MIN = 22,
    ICE_CREDENTIAL_MAX = 256,
};

typedef struct IceAgent IceAgent;

typedef enum IceAgentError {
    ICE_AGENT_ERROR_ADDRESS, /**< a configured address is none, or not of this machine */
    ICE_AGENT_ERROR_PORTS,   /**< no port left: this node is full */
    ICE_AGENT_ERROR_REMOTE,  /**< the peer's credentials are malformed */
} IceAgentError;

#define ICE_AGENT_ERROR (ice_agent_error_quark())
GQuark ice_agent_error_quark(void);

typedef struct IceAgentEvents {
    void (*selected)(void *user_data); /**< there is a way now, or another one */
    void (*packet)(uint8_t *packet, size_t size,
            void *user_data); /**< not STUN; may be changed in place */
    void (*unsent)(SendFailure why, size_t packets, size_t bytes,
            void *user_data);         /**< of those put; only to be noted, nothing may end in it */
    void (*checked)(void *user_data); /**< the peer made a connectivity check; if watched for */
    void (*failed)(
            void *user_data); /**< no way at the moment; later candidates may still find one */
} IceAgentEvents;

typedef struct IceAgentConfig {
    NetLoop *loop;
    const char *const *addresses; /**< NULL-terminated literals, IPv4 or IPv6; at least one */
    uint16_t port_min;            /**< 0 with port_max 0: any */
    uint16_t port_max;
    bool controlling;
} IceAgentConfig;

typedef struct IceAgentLocal {
    const char *ufrag;
    const char *pwd;
    const char *const *candidates; /**< NULL-terminated SDP values, "candidate:…" */
} IceAgentLocal;

/** Opens the sockets. @return  NULL with an error, or an agent to free with ice_agent_free() */
IceAgent *ice_agent_new(const IceAgentConfig *config, const IceAgentEvents *events, void *user_data,
        GError **error);

/** No event comes any more. The sockets are closed soon after, on the loop, which is held until then. */
void ice_agent_free(IceAgent *agent);

const IceAgentLocal *ice_agent_local(const IceAgent *agent);

/** New local credentials and a new search; the way in use serves until another is found. For the side that offers. */
void ice_agent_restart(IceAgent *agent);

/**
 * Says who the peer is, and starts to search. Other credentials than before are the peer's ICE restart: if it was
 * not us who asked for it, ours change too, so read ice_agent_local() again before answering.
 */
bool ice_agent_set_remote(IceAgent *agent, const char *ufrag, const char *pwd, GError **error);

/**
 * Takes one candidate of the peer, as in SDP with or without "candidate:"; "" says there are no more.
 *
 * @return  false for one that is malformed or one too many; true also for those that are of no use here:
 *          TCP, RTCP's own component, names under .local (the peer's own checks will find the way)
 */
bool ice_agent_add_candidate(IceAgent *agent, const char *text);

/** Tells of the peer's checks, which libnice answers without a word. It costs a little: for a silent peer only. */
void ice_agent_watch_checks(IceAgent *agent, bool on);

bool ice_agent_has_path(const IceAgent *agent);

/**
 * Sends one datagram over the selected pair, at the latest before the loop waits. Allocates nothing.
 *
 * @return  false if there is no way yet, or it is too big
 */
bool ice_agent_send(IceAgent *agent, const uint8_t *packet, size_t size);

/** The same without the copy: room for SEND_BATCH_ONE_MAX bytes, or NULL if there is no way; then ice_agent_put(). */
uint8_t *ice_agent_room(IceAgent *agent);
void ice_agent_put(IceAgent *agent, size_t size);

/** "connected 10.0.0.1:20012 to 10.0.0.7:50001". Free it. */
char *ice_agent_describe(const IceAgent *agent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(IceAgent, ice_agent_free)

#endif
