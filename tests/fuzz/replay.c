/*
 * The driver of a fuzz target in a build without libFuzzer: runs the inputs of a corpus, then as many inputs made
 * from them by random changes. The seed is fixed, so that a fault comes again.
 *
 *     NAME_fuzz CORPUS_DIRECTORY CHANGED_INPUTS
 */
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEED = 1, INPUT_SIZE_MAX = 65536, CHANGES_MAX = 8, INSERTED_MAX = 16 };

static void free_input(gpointer input)
{
    g_byte_array_unref(input);
}

static GPtrArray *read_corpus(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) directory = g_dir_open(path, 0, &error);
    GPtrArray *corpus = g_ptr_array_new_with_free_func(free_input);

    if (directory == NULL) {
        g_error("%s", error->message);
    }
    for (const char *name = g_dir_read_name(directory); name != NULL;
            name = g_dir_read_name(directory)) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        char *bytes = NULL;
        gsize size = 0;
        if (!g_file_get_contents(file, &bytes, &size, &error)) {
            g_error("%s", error->message);
        }
        g_ptr_array_add(corpus, g_byte_array_new_take((guint8 *)bytes, size));
    }
    return corpus;
}

/* From the heap and of exact size: a sanitizer sees one byte too far. */
static void run(const GByteArray *input)
{
    uint8_t *exact = g_malloc(MAX(input->len, 1U));
    if (input->len > 0) {
        memcpy(exact, input->data, input->len);
    }
    LLVMFuzzerTestOneInput(exact, input->len);
    g_free(exact);
}

static guint random_below(GRand *rand, guint end)
{
    return end == 0 ? 0 : g_rand_int(rand) % end;
}

static guint8 random_byte(GRand *rand)
{
    static const guint8 edges[] = {0, 1, 0x7f, 0x80, 0xff, ' ', ':', '\n', '0', '9'};
    return g_rand_boolean(rand) ? (guint8)g_rand_int(rand)
                                : edges[random_below(rand, G_N_ELEMENTS(edges))];
}

static void change_once(GRand *rand, GByteArray *input, const GByteArray *other)
{
    const guint at = random_below(rand, input->len);
    const guint rest = input->len - at;
    switch (random_below(rand, 5)) {
    case 0:
        if (input->len > 0) {
            input->data[at] ^= (guint8)(1U << random_below(rand, 8));
        }
        break;
    case 1:
        if (input->len > 0) {
            input->data[at] = random_byte(rand);
        }
        break;
    case 2:
        g_byte_array_remove_range(input, at, random_below(rand, rest + 1));
        break;
    case 3:
        for (guint i = random_below(rand, INSERTED_MAX) + 1; i > 0; i--) {
            const guint8 byte = random_byte(rand);
            g_byte_array_append(input, &byte, 1);
        }
        break;
    default: /* goes on as another input does */
        g_byte_array_set_size(input, at);
        if (other->len > 0) {
            const guint from = random_below(rand, other->len);
            g_byte_array_append(input, other->data + from, other->len - from);
        }
        break;
    }
}

static void run_changed(GRand *rand, const GPtrArray *corpus)
{
    const GByteArray *from = corpus->pdata[random_below(rand, corpus->len)];
    const GByteArray *other = corpus->pdata[random_below(rand, corpus->len)];
    g_autoptr(GByteArray) input = g_byte_array_new();

    g_byte_array_append(input, from->data, from->len);
    for (guint i = random_below(rand, CHANGES_MAX) + 1; i > 0; i--) {
        change_once(rand, input, other);
    }
    if (input->len <= INPUT_SIZE_MAX) {
        run(input);
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        g_printerr("usage: %s CORPUS_DIRECTORY CHANGED_INPUTS\n", argv[0]);
        return EXIT_FAILURE;
    }
    g_autoptr(GPtrArray) corpus = read_corpus(argv[1]);
    g_autoptr(GRand) rand = g_rand_new_with_seed(SEED);
    const gint64 changed = g_ascii_strtoll(argv[2], NULL, 10);

    if (corpus->len == 0) {
        g_printerr("%s is empty\n", argv[1]);
        return EXIT_FAILURE;
    }
    for (guint i = 0; i < corpus->len; i++) {
        run(corpus->pdata[i]);
    }
    for (gint64 i = 0; i < changed; i++) {
        run_changed(rand, corpus);
    }
    g_print("%u inputs and %" G_GINT64_FORMAT " changed ones\n", corpus->len, changed);
    return EXIT_SUCCESS;
}
