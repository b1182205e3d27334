/**
 * trickle_fragment: the body of a WHIP client's PATCH: candidates that it found after its offer.
 *
 * `application/trickle-ice-sdpfrag`, RFC 8840, 9: a few lines of SDP that name a medium and its candidates. The
 * rest of SDP is the MCU's business; nothing else is read here.
 *
 * Units       sizes are bytes.
 * Ownership   a fragment owns its texts until trickle_fragment_clear().
 * Thread      any: no state.
 * Errors      a fragment that cannot be read is refused as a whole.
 * Memory      TRICKLE_FRAGMENT_BYTES_MAX of text, TRICKLE_CANDIDATES_MAX candidates.
 */
#ifndef SIGNALING_CLIENT_TRICKLE_FRAGMENT_H
#define SIGNALING_CLIENT_TRICKLE_FRAGMENT_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

enum {
    TRICKLE_FRAGMENT_BYTES_MAX = 16 * 1024,
    TRICKLE_CANDIDATES_MAX = 64,
    TRICKLE_LINE_BYTES_MAX = 1024,
};

typedef struct TrickleCandidate {
    char *candidate; /**< "candidate:…", or "" for: there are no more */
    char *mid;       /**< of its medium; may be empty */
} TrickleCandidate;

typedef struct TrickleFragment {
    TrickleCandidate candidates[TRICKLE_CANDIDATES_MAX];
    size_t n_candidates;
    bool has_credentials; /**< it names a user fragment: which connection is meant, or a new one */
} TrickleFragment;

/** @return false for what is no fragment; otherwise the caller clears `ret_fragment` */
bool trickle_fragment_read(const char *text, size_t size, TrickleFragment *ret_fragment);

void trickle_fragment_clear(TrickleFragment *fragment);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TrickleFragment, trickle_fragment_clear)

#endif
