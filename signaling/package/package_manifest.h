/**
 * package_manifest: what a package holds: each file's name, size, CRC-32 and SHA-256, the rows chained one to the next,
 * and whose key it is signed with.
 *
 * It is the first file of the package, JSON; the second is its signature. Together they say what every byte of the
 * archive has to be.
 *
 * Units       sizes are bytes, times seconds since 1970.
 * Ownership   a manifest owns its texts.
 * Thread      any: no state.
 * Errors      PACKAGE_ERROR_DAMAGED for a text that is no manifest.
 * Memory      PACKAGE_FILES_MAX rows; a text of PACKAGE_MANIFEST_SIZE_MAX.
 */
#ifndef SIGNALING_PACKAGE_PACKAGE_MANIFEST_H
#define SIGNALING_PACKAGE_PACKAGE_MANIFEST_H

#include "signaling/client/signing_key.h"
#include "signaling/meeting/hash_chain.h"

#include <glib.h>

#include <stdbool.h>

#define PACKAGE_ERROR (package_error_quark())
GQuark package_error_quark(void);

typedef enum PackageError {
    PACKAGE_ERROR_DAMAGED,
    PACKAGE_ERROR_INPUT,     /**< what shall be packed is not there, or changed meanwhile */
    PACKAGE_ERROR_CANCELLED, /**< as asked */
} PackageError;

#define PACKAGE_MANIFEST_NAME  "manifest.json"
#define PACKAGE_SIGNATURE_NAME "manifest.sig"

enum {
    PACKAGE_FILES_MAX = 2000,
    PACKAGE_MANIFEST_SIZE_MAX = 2 * 1024 * 1024, /* 2,000 rows with the longest names */
    PACKAGE_TEXT_MAX = 1000,
};

typedef struct PackageFile {
    char *name;
    uint64_t size;
    uint32_t crc;
    char sha256[HASH_CHAIN_SIZE];
} PackageFile;

typedef struct PackageManifest {
    char *meeting; /**< its code */
    char *title;
    char *maker; /**< who asked for it */
    int64_t made_s;
    uint8_t key[SIGNING_PUBLIC_SIZE];
    GArray *files; /**< of PackageFile */
} PackageManifest;

void package_manifest_init(PackageManifest *manifest);
void package_manifest_clear(PackageManifest *manifest);

/** What may be the name of a file in a package: relative, without "..", and not one of the package's own. */
bool package_manifest_allows(const char *name);

/** @param file  its name is copied */
void package_manifest_add(PackageManifest *manifest, const PackageFile *file);

GBytes *package_manifest_write(const PackageManifest *manifest);

/** Reads a text, its chain checked. @param manifest  initialised; the caller clears it in either outcome */
bool package_manifest_read(PackageManifest *manifest, GBytes *text, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PackageManifest, package_manifest_clear)

#endif
