/**
 * sip_via_word: the word for the transport in the first Via of every message of a connection, changed on the way.
 *
 *     a device ──► Via: SIP/2.0/TLS … ──► sip_link ──► Via: SIP/2.0/TCP … ──► the library, and back
 *
 * The library refuses a Via that names another transport than the one it came by. Both words are of one length, so
 * nothing is moved and nothing is held back; what is no SIP goes through as it is.
 *
 * Units       sizes are bytes.
 * Ownership   plain values; the bytes are the caller's.
 * Thread      any: no state but the machine's own.
 * Errors      none: the library says what is wrong with a message.
 * Memory      none.
 */
#ifndef SIGNALING_SIP_SIP_VIA_WORD_H
#define SIGNALING_SIP_SIP_VIA_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum SipViaPlace {
    SIP_VIA_BETWEEN, /**< before a message's first line */
    SIP_VIA_FIRST_LINE,
    SIP_VIA_LINE_START,
    SIP_VIA_NAME,  /**< of a header */
    SIP_VIA_VALUE, /**< of the first Via */
    SIP_VIA_LENGTH_VALUE,
    SIP_VIA_OTHER_VALUE,
    SIP_VIA_BODY,
} SipViaPlace;

typedef enum SipViaDirection {
    SIP_VIA_INWARD,   /**< TLS becomes TCP */
    SIP_VIA_OUTWARD,  /**< TCP becomes TLS */
    SIP_VIA_AS_IT_IS, /**< nothing is changed: only where messages begin and end is seen */
} SipViaDirection;

enum { SIP_VIA_NAME_MAX = 16 };

typedef struct SipViaWord {
    SipViaDirection direction;
    uint64_t heads; /**< that have ended so far */
    SipViaPlace place;
    SipViaPlace value; /**< of the last header: it may go on in the next line */
    char name[SIP_VIA_NAME_MAX];
    size_t name_size;
    bool via_seen;
    unsigned slashes; /**< of the Via's value so far */
    unsigned letters; /**< of the transport so far */
    uint64_t length;  /**< Content-Length */
    uint64_t body;    /**< what is left of it */
} SipViaWord;

void sip_via_word_init(SipViaWord *word, SipViaDirection direction);

/** The next bytes of the connection, changed where they are. */
void sip_via_word_change(SipViaWord *word, char *bytes, size_t size);

/** Whether the bytes so far end with a whole message, or before the first. */
bool sip_via_word_is_between(const SipViaWord *word);

#endif
