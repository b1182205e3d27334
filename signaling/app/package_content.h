/**
 * package_content: what goes into the package of a meeting: its recordings, attendance, minutes, papers and the log of
 * what was done, each a file.
 *
 * What stands in the database is written into a folder of its own; recordings and papers are taken where they are.
 *
 * Units       times are µs since 1970.
 * Ownership   a content owns its texts; the files it has written belong to who gave the folder.
 * Thread      one that may wait for disks; the database as database.h.
 * Errors      PACKAGE_CONTENT_ERROR, DATABASE_ERROR, G_FILE_ERROR.
 * Memory      one document at a time.
 */
#ifndef SIGNALING_APP_PACKAGE_CONTENT_H
#define SIGNALING_APP_PACKAGE_CONTENT_H

#include "signaling/package/package_writer.h"
#include "signaling/report/attendance_report.h"

#define PACKAGE_CONTENT_ERROR (package_content_error_quark())
GQuark package_content_error_quark(void);

typedef enum PackageContentError {
    PACKAGE_CONTENT_ERROR_UNKNOWN_MEETING,
    PACKAGE_CONTENT_ERROR_UNFINISHED, /**< a recording is still being written or completed */
    PACKAGE_CONTENT_ERROR_BROKEN,     /**< the log is not what was written */
} PackageContentError;

typedef struct PackageSources {
    const char *papers_dir;
    const char *recordings_dir;
    const AttendanceRules *rules;
    const char *folder; /**< for what is written; is there, and empty */
    int64_t now_us;
} PackageSources;

typedef struct PackageContent {
    char *meeting; /**< as it was spelled when it was made */
    char *title;
    GArray *inputs; /**< of PackageInput, with texts of their own */
} PackageContent;

void package_content_init(PackageContent *content);
void package_content_clear(PackageContent *content);

/** @param content  initialised; the caller clears it in either outcome */
bool package_content_gather(Database *database, const PackageSources *sources, const char *meeting,
        PackageContent *content, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PackageContent, package_content_clear)

#endif
