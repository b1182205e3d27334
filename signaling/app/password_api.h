/**
 * password_api: what everybody does with the own account: a new password, a second factor.
 *
 *   POST /api/v1/password       {old, new}
 *   POST /api/v1/totp           → {secret, uri}: to be shown to the telephone
 *   POST /api/v1/totp/confirm   {code}
 *
 * Units       none.
 * Ownership   none.
 * Thread      the main loop's; works: the store's; passwords are compared on a worker thread.
 * Errors      problems: bad_password, locked, bad_field, bad_totp.
 * Memory      a call's.
 */
#ifndef SIGNALING_APP_PASSWORD_API_H
#define SIGNALING_APP_PASSWORD_API_H

#include "signaling/app/rest.h"
#include "signaling/app/security_profile.h"

/** @param profile  must outlive the routes */
void password_api_add_routes(Rest *rest, const SecurityProfile *profile);

#endif
