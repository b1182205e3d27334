#include "signaling/app/program_path.h"

#include <glib.h>

char *program_path_find(const char *const *candidates)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(self != NULL ? self : ".");

    for (size_t i = 0; candidates[i] != NULL; i++) {
        g_autofree char *path = g_build_filename(folder, candidates[i], NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            return g_canonicalize_filename(path, NULL);
        }
    }
    return g_build_filename(folder, candidates[0], NULL);
}
