/**
 * product_version: which version of Giao Ban this is, as the build's description has it.
 *
 * Units       none.
 * Ownership   a constant.
 * Thread      any.
 * Errors      none.
 * Memory      none.
 */
#ifndef CONFIG_PRODUCT_VERSION_H
#define CONFIG_PRODUCT_VERSION_H

/** "0.1.0" */
extern const char product_version[];

#endif
