/**
 * package_writer: puts files into one signed package.
 *
 *      manifest.json ─ manifest.sig ─ each file, stored ─ directory ─ end
 *
 * Every file is read twice: to sum it up, since the manifest stands first, and to copy it. One that is not the same the
 * second time is an error. The package gets its name when it is whole and on the disk.
 *
 * Units       sizes are bytes, times seconds since 1970.
 * Ownership   nothing is kept of what is passed.
 * Thread      one that may wait for disks.
 * Errors      PACKAGE_ERROR, G_FILE_ERROR; no package is left then.
 * Memory      one block of each file, and the manifest.
 */
#ifndef SIGNALING_PACKAGE_PACKAGE_WRITER_H
#define SIGNALING_PACKAGE_PACKAGE_WRITER_H

#include "signaling/package/package_manifest.h"

/** One file to be packed. */
typedef struct PackageInput {
    const char *name; /**< in the package */
    const char *path;
} PackageInput;

typedef struct PackagePlan {
    const char *meeting; /**< its code */
    const char *title;
    const char *maker;
    int64_t made_s;
    const PackageInput *inputs;
    size_t input_count;
    const SigningKey *key;
    /** After each block. @return false to give up. NULL is allowed. @param total  reading twice counts twice */
    bool (*progress)(uint64_t done, uint64_t total, void *user_data);
    void *user_data;
} PackagePlan;

/** @param path  of the package; what is there is replaced */
bool package_write(const PackagePlan *plan, const char *path, GError **error);

#endif
