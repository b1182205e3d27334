/**
 * program_path: where the other parts of this installation are: programs and pages.
 *
 * They are looked for beside the running program, then where the build directory has them.
 *
 * Units       none.
 * Ownership   the caller owns what is returned.
 * Thread      any: no state.
 * Errors      what is not found is named as it would stand beside the program, so that the error of
 *             whoever uses it says where it was expected.
 * Memory      none.
 */
#ifndef SIGNALING_APP_PROGRAM_PATH_H
#define SIGNALING_APP_PROGRAM_PATH_H

/**
 * The first of the candidates that exists.
 *
 * @param candidates  relative to this program's folder; NULL-terminated, at least one
 */
char *program_path_find(const char *const *candidates);

#endif
