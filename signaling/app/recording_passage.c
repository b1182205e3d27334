#include "signaling/app/recording_passage.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Passage {
    char *folder;
    char *path;
    char *type;
    char *etag;
    char *name;
    int file; /* -1: not open */
} Passage;

static void passage_free(gpointer data)
{
    Passage *passage = data;

    if (passage->file >= 0) {
        close(passage->file);
    }
    g_free(passage->folder);
    g_free(passage->path);
    g_free(passage->type);
    g_free(passage->etag);
    g_free(passage->name);
    g_free(passage);
}

int recording_passage_open(const char *folder, const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);

    for (size_t i = 0; parts[i] != NULL; i++) {
        if (parts[i][0] == '\0' || parts[i][0] == '.') {
            return -1;
        }
    }
    if (parts[0] == NULL) {
        return -1;
    }
    g_autofree char *file = g_build_filename(folder, path, NULL);
    /* Never what somebody put there in its place: a link, a pipe that waits for a writer. */
    return open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

/* Players ask for parts: they must know whether it is still the same file. */
static char *tag_of(int file)
{
    struct stat status;

    return fstat(file, &status) == 0
            ? g_strdup_printf("%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x%09lx",
                      (guint64)status.st_size, (guint64)status.st_mtim.tv_sec,
                      status.st_mtim.tv_nsec)
            : NULL;
}

static void open_file(RestCall *call)
{
    Passage *passage = rest_data(call);

    passage->file = recording_passage_open(passage->folder, passage->path);
    if (passage->file >= 0 && passage->etag == NULL) {
        passage->etag = tag_of(passage->file);
    }
}

static bool answer_file(RestCall *call, Database *database, GError **error)
{
    Passage *passage = rest_data(call);
    (void)database;
    (void)error;

    if (passage->file < 0) {
        return rest_not_found(call);
    }
    rest_answer_file(call, g_steal_fd(&passage->file),
            &(RestFile){
                    .type = passage->type,
                    .file_name = passage->name,
                    .etag = passage->etag,
            });
    return true;
}

bool recording_passage_begin(RestCall *call, const RecordingPassage *passage)
{
    const RecordingContext *context = rest_user_data(call);
    const bool tagged = passage->etag != NULL && passage->etag[0] != '\0';
    Passage *own = g_new(Passage, 1);

    *own = (Passage){
            .folder = g_strdup(context->folder),
            .path = g_strdup(passage->path),
            .type = g_strdup(passage->type),
            .etag = tagged ? g_strdup(passage->etag) : NULL,
            .name = g_strdup(passage->name),
            .file = -1,
    };
    rest_set_data(call, own, passage_free);
    rest_continue(call, open_file, answer_file);
    return true;
}
