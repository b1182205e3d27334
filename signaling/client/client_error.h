/**
 * client_error: everything that a client can be refused with, in one table.
 *
 * Each has the word of the room protocol, the sentence that the page shows, and the status that the same
 * refusal has over HTTP.
 *
 * Units       none.
 * Ownership   texts are constants.
 * Thread      any: no state.
 * Errors      none.
 * Memory      none.
 */
#ifndef SIGNALING_CLIENT_CLIENT_ERROR_H
#define SIGNALING_CLIENT_CLIENT_ERROR_H

typedef enum ClientError {
    CLIENT_ERROR_NONE,
    CLIENT_ERROR_BAD_MESSAGE,
    CLIENT_ERROR_BAD_TOKEN,
    CLIENT_ERROR_EXPIRED_TOKEN,
    CLIENT_ERROR_UNKNOWN_MEETING,
    CLIENT_ERROR_MEETING_ENDED,
    CLIENT_ERROR_NOT_OPEN,  /**< its hour has not come */
    CLIENT_ERROR_IN_PERSON, /**< it has no room online */
    CLIENT_ERROR_FORBIDDEN,
    CLIENT_ERROR_BAD_ADDRESS, /**< the site may not come from there */
    CLIENT_ERROR_MEETING_FULL,
    CLIENT_ERROR_SITE_TAKEN,
    CLIENT_ERROR_SHARE_TAKEN,
    CLIENT_ERROR_NO_LOGIN,
    CLIENT_ERROR_WAITING, /**< over HTTP, where nobody can wait */
    CLIENT_ERROR_LOCKED,
    CLIENT_ERROR_UNKNOWN_SITE,
    CLIENT_ERROR_WRONG_STATE,
    CLIENT_ERROR_MUTED_BY_OP,
    CLIENT_ERROR_SHARE_DENIED,
    CLIENT_ERROR_BAD_OFFER,
    CLIENT_ERROR_NO_CODEC,
    CLIENT_ERROR_NO_ADDRESS,    /**< none of ours leads to where its media is */
    CLIENT_ERROR_NO_ENCRYPTION, /**< its media would be in the clear */
    CLIENT_ERROR_TOO_MANY,
    CLIENT_ERROR_SERVER_BUSY,
    CLIENT_ERROR_MEDIA_UNAVAILABLE,
    CLIENT_ERROR_COUNT
} ClientError;

const char *client_error_code(ClientError error);

/** In Vietnamese, for people. */
const char *client_error_text(ClientError error);

/** 4xx or 5xx. */
int client_error_http_status(ClientError error);

#endif
