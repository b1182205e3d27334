/**
 * site_name: what a site may be called, and who it therefore is.
 *
 * Two people who type the same name mean the same site: "Điểm cầu  hòn đất" typed with another keyboard
 * and other spaces is the site "Điểm cầu Hòn Đất". So a name has one display form and one identity.
 *
 * Units       lengths are characters (code points), unless they say bytes.
 * Ownership   every text returned is the caller's.
 * Thread      any: no state.
 * Errors      SITE_NAME_ERROR for a name that nobody may have.
 * Memory      a name is at most SITE_NAME_MAX characters, whatever is passed in.
 */
#ifndef SIGNALING_MEETING_SITE_NAME_H
#define SIGNALING_MEETING_SITE_NAME_H

#include <glib.h>

enum {
    SITE_NAME_MAX = 80,            /**< characters; the longest name of a site has about 50 */
    SITE_NAME_BYTES_MAX = 1024,    /**< of the text passed in, before it is normalised */
    SITE_IDENTITY_BYTES_MAX = 250, /**< of every identity: the MCU takes 256 */
};

#define SITE_NAME_ERROR (site_name_error_quark())
GQuark site_name_error_quark(void);

typedef enum SiteNameError {
    SITE_NAME_ERROR_ENCODING, /**< not UTF-8 */
    SITE_NAME_ERROR_EMPTY,    /**< nothing visible in it */
    SITE_NAME_ERROR_LONG, /**< more than SITE_NAME_MAX characters, or too many bytes for an identity */
    SITE_NAME_ERROR_CONTROL, /**< line feeds and the like */
} SiteNameError;

/**
 * The display form: NFC, trimmed, inner spaces squeezed to one, invisible characters dropped.
 *
 * @return  free with g_free(); NULL with an error for a name that nobody may have
 */
char *site_name_normalise(const char *text, GError **error);

/** The identity of the site with this display form: `site:` and the name without its case. */
char *site_name_identity(const char *name);

/** The identity of somebody who only looks on under this name; never the site's own. */
char *site_name_viewer_identity(const char *name);

/** The identity of the site with this code, which no typed name leads to. */
char *site_name_code_identity(const char *code);

/** The code in such an identity, lent from it; NULL for any other. */
const char *site_name_identity_code(const char *identity);

#endif
