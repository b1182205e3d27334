/**
 * package_check: whether a package is, byte for byte, what was signed, and which part of it is not.
 *
 * The manifest stands first. Once it is known to be as signed, it says what every other byte has to be: headers and
 * directory are made again from it and compared, contents are summed up. So no byte can change unseen, also where
 * programs for archives do not look.
 *
 * Units       sizes are bytes.
 * Ownership   the file stays the caller's; a verdict owns its faults.
 * Thread      one that may wait for disks.
 * Errors      faults are part of the verdict; GError only for what cannot be read.
 * Memory      one block, the manifest, and a line a fault.
 */
#ifndef SIGNALING_PACKAGE_PACKAGE_CHECK_H
#define SIGNALING_PACKAGE_PACKAGE_CHECK_H

#include "signaling/package/package_manifest.h"

#include <stdio.h>

/** Parts that are not files of the manifest. */
#define PACKAGE_PART_DIRECTORY "(directory)"
#define PACKAGE_PART_END       "(end)"
#define PACKAGE_PART_AFTER     "(after the end)"

/** A part that is not as it was. */
typedef struct PackageFault {
    char *part;         /**< a file's name, with its header, or one of PACKAGE_PART_… */
    const char *reason; /**< English, a constant */
} PackageFault;

typedef struct PackageVerdict {
    PackageManifest manifest; /**< without files when it could not be read */
    bool manifest_good;       /**< it is what this key signed */
    GArray *faults;           /**< of PackageFault, in the order of the file; none: all is well */
    uint64_t size;
} PackageVerdict;

void package_verdict_init(PackageVerdict *verdict);
void package_verdict_clear(PackageVerdict *verdict);

/** Reads a package through, once, from its beginning. @param verdict  initialised */
bool package_check(FILE *file, PackageVerdict *verdict, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PackageVerdict, package_verdict_clear)

#endif
