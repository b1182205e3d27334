#include "signaling/app/note_folder.h"

#include <glib/gstdio.h>

#include <string.h>
#include <unistd.h>

typedef struct Scene {
    char *path;
    NoteFolder *folder;
    GString *heard; /* what the notes say, sorted */
    bool keep;
} Scene;

static void scene_init(Scene *scene)
{
    g_autofree char *above = g_dir_make_tmp("note_folder_XXXXXX", NULL);

    *scene = (Scene){.path = g_build_filename(above, "notes", NULL), .keep = true};
    scene->folder = note_folder_new(scene->path);
    scene->heard = g_string_new(NULL);
}

static unsigned count_files(const Scene *scene)
{
    g_autoptr(GDir) listing = g_dir_open(scene->path, 0, NULL);
    unsigned count = 0;

    while (g_dir_read_name(listing) != NULL) {
        count++;
    }
    return count;
}

static void scene_clear(Scene *scene)
{
    g_autofree char *above = g_path_get_dirname(scene->path);
    g_autoptr(GDir) listing = g_dir_open(scene->path, 0, NULL);
    const char *name = NULL;

    while ((name = g_dir_read_name(listing)) != NULL) {
        g_autofree char *file = g_build_filename(scene->path, name, NULL);
        (void)g_remove(file);
    }
    note_folder_free(scene->folder);
    (void)g_rmdir(scene->path);
    (void)g_rmdir(above);
    g_string_free(scene->heard, TRUE);
    g_free(scene->path);
}

static void put(const Scene *scene, const char *key, const char *word)
{
    json_t *note = json_pack("{s:s}", "word", word);
    note_folder_put(scene->folder, key, note);
    json_decref(note);
}

static bool on_note(const json_t *note, void *user_data)
{
    Scene *scene = user_data;
    g_string_append(scene->heard, json_string_value(json_object_get(note, "word")));
    return scene->keep;
}

/* Of one letter each. */
static void expect(Scene *scene, const char *words)
{
    g_string_truncate(scene->heard, 0);
    note_folder_each(scene->folder, on_note, scene);
    g_assert_cmpuint(scene->heard->len, ==, strlen(words));
    for (const char *word = words; *word != '\0'; word++) {
        g_assert_nonnull(strchr(scene->heard->str, *word));
    }
}

static void test_there_and_back(void)
{
    Scene scene;

    scene_init(&scene);
    expect(&scene, "");
    put(&scene, "../a@b \r\n", "x");
    put(&scene, "c", "y");
    put(&scene, "c", "z");
    expect(&scene, "xz");
    note_folder_free(scene.folder);
    scene.folder = note_folder_new(scene.path); /* the next process */
    expect(&scene, "xz");
    note_folder_remove(scene.folder, "../a@b \r\n");
    note_folder_remove(scene.folder, "never there");
    expect(&scene, "z");
    scene.keep = false;
    expect(&scene, "z");
    g_assert_cmpuint(count_files(&scene), ==, 0);
    scene_clear(&scene);
}

static void test_nobody_else_reads_them(void)
{
    Scene scene;
    GStatBuf status;

    scene_init(&scene);
    put(&scene, "a", "x");
    g_assert_cmpint(g_stat(scene.path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0700);
    g_autoptr(GDir) listing = g_dir_open(scene.path, 0, NULL);
    g_autofree char *file = g_build_filename(scene.path, g_dir_read_name(listing), NULL);
    g_assert_cmpint(g_stat(file, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0600);
    scene_clear(&scene);
}

static void write_file(const Scene *scene, const char *name, const char *text, gssize size)
{
    g_autofree char *file = g_build_filename(scene->path, name, NULL);
    g_assert_true(g_file_set_contents(file, text, size, NULL));
}

/* Written half, by somebody else, or endless: it goes, and the others are heard. */
static void test_what_is_no_note(void)
{
    g_autofree char *name = g_strnfill(64, 'a');
    g_autofree char *file = g_strconcat(name, ".json", NULL);
    g_autofree char *draft = g_strconcat(file, ".part", NULL);
    g_autofree char *padding = g_strnfill(NOTE_BYTES_MAX, ' ');
    g_autofree char *endless = g_strconcat("{}", padding, NULL);
    const struct {
        const char *name;
        const char *text;
    } rows[] = {{file, "{\"word\":\"q"}, {file, ""}, {file, endless},
            {file, "{\"word\":\"q\",\"word\":\"q\"}"}, {draft, "{\"word\":\"q\"}"},
            {"word.json", "{\"word\":\"q\"}"}};
    Scene scene;

    scene_init(&scene);
    put(&scene, "a", "x");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        write_file(&scene, rows[i].name, rows[i].text, -1);
        expect(&scene, "x");
        g_assert_cmpuint(count_files(&scene), ==, 1);
    }
    g_autofree char *link = g_build_filename(scene.path, file, NULL);
    g_assert_cmpint(symlink("/etc/hostname", link), ==, 0);
    expect(&scene, "x");
    g_assert_cmpuint(count_files(&scene), ==, 1);
    scene_clear(&scene);
}

static void test_a_folder_that_cannot_be(void)
{
    g_autoptr(NoteFolder) folder = note_folder_new("/proc/nowhere/notes");
    json_t *note = json_object();

    note_folder_put(folder, "a", note); /* is logged, and nothing else */
    note_folder_put(folder, "b", note);
    note_folder_remove(folder, "a");
    note_folder_each(folder, on_note, NULL);
    json_decref(note);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/note_folder/there_and_back", test_there_and_back);
    g_test_add_func("/note_folder/nobody_else_reads_them", test_nobody_else_reads_them);
    g_test_add_func("/note_folder/what_is_no_note", test_what_is_no_note);
    g_test_add_func("/note_folder/a_folder_that_cannot_be", test_a_folder_that_cannot_be);
    return g_test_run();
}
