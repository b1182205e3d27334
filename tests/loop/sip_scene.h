/**
 * sip_scene: a SIP server with one site, 903, whose device the test plays; what the calls tell the floor above is written
 * down.
 *
 * Units       none.
 * Ownership   the test owns the scene.
 * Thread      the test's only one.
 * Errors      fail the test.
 * Memory      none.
 */
#ifndef TESTS_LOOP_SIP_SCENE_H
#define TESTS_LOOP_SIP_SCENE_H

#include "signaling/sip/sip_server.h"
#include "tests/loop/sip_device.h"

/** Descriptions that nobody reads. */
#define SIP_SCENE_THEIRS "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n"
#define SIP_SCENE_OURS   "v=0\r\no=mcu 1 1 IN IP4 127.0.0.1\r\ns=-\r\n"

typedef struct SipScene {
    SipServer *server;
    SipDevice device;
    GString *said;     /**< what the calls told the floor above */
    uint64_t call;     /**< the last */
    GHashTable *rings; /**< Call-ID → SipRing as JSON: INVITEs that would be taken back */
    GString *recalled; /**< how those of an earlier process came out */
    unsigned settled;  /**< how often the calls have settled */
    char *ha1[SIP_DIGEST_ALGORITHMS];
    bool loose;           /**< who is refused, and what is said, may be anything */
    SipTrustConfig trust; /**< of the next server that begins */
    GString *unreached;   /**< why connections of the server's have not come about */
} SipScene;

void sip_scene_init(SipScene *scene, bool tcp);

/** The same, with the server alone: the test makes a device of its own. */
void sip_scene_init_server(SipScene *scene, const SipTrustConfig *trust);
void sip_scene_clear(SipScene *scene);

/** The server dies with its call, and another one on its port goes on with it. */
void sip_scene_restart(SipScene *scene);

/** The server dies with its INVITEs, and another one on its port takes them back. */
void sip_scene_restart_ringing(SipScene *scene);

/** Turns the loop until this has come of what was taken back. */
void sip_scene_expect_recalled(SipScene *scene, const char *how);

/** Turns the loop until the floor above was told this, and nothing else. */
void sip_scene_expect(SipScene *scene, const char *said);

#endif
