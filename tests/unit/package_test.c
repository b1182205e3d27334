/* Packages written by package_writer and looked at by package_check. */
#include "signaling/package/package_check.h"
#include "signaling/package/package_writer.h"

#include <glib/gstdio.h>

#include <string.h>

enum { FILES = 3, RECORDING_SIZE = 600000 };

typedef struct Fixture {
    char *folder;
    char *paths[FILES];
    PackageInput inputs[FILES];
    SigningKey key;
    char *path; /* of the package */
} Fixture;

static const char *const names[FILES] = {
        "ghi-hinh/1.webm", "điểm danh.csv", "nhật ký/sự kiện.jsonl"};

static void make_file(Fixture *fixture, size_t row, size_t size)
{
    g_autofree char *bytes = g_malloc(MAX(size, (size_t)1));
    g_autofree char *name = g_strdup_printf("file%zu", row);

    for (size_t i = 0; i < size; i++) {
        bytes[i] = (char)(i * 7 + row + i / 251);
    }
    fixture->paths[row] = g_build_filename(fixture->folder, name, NULL);
    g_assert_true(g_file_set_contents(fixture->paths[row], bytes, (gssize)size, NULL));
    fixture->inputs[row] = (PackageInput){.name = names[row], .path = fixture->paths[row]};
}

static PackagePlan plan_of(const Fixture *fixture)
{
    return (PackagePlan){.meeting = "GB-1",
            .title = "Họp giao ban",
            .maker = "Văn thư",
            .made_s = 1795379663,
            .inputs = fixture->inputs,
            .input_count = FILES,
            .key = &fixture->key};
}

static void set_up(Fixture *fixture, size_t recording_size)
{
    g_autoptr(GError) error = NULL;

    *fixture = (Fixture){.folder = g_dir_make_tmp("package_XXXXXX", NULL)};
    make_file(fixture, 0, recording_size);
    make_file(fixture, 1, 300);
    make_file(fixture, 2, 0);
    fixture->path = g_build_filename(fixture->folder, "package.zip", NULL);
    g_assert_true(signing_key_load(&fixture->key, fixture->folder, &error));
}

static void tear_down(Fixture *fixture)
{
    g_autofree char *keys = g_build_filename(fixture->folder, "keys", NULL);
    g_autofree char *key = g_build_filename(keys, "package.key", NULL);

    for (size_t i = 0; i < FILES; i++) {
        (void)g_unlink(fixture->paths[i]);
        g_free(fixture->paths[i]);
    }
    (void)g_unlink(fixture->path);
    (void)g_unlink(key);
    (void)g_rmdir(keys);
    g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
    g_free(fixture->path);
    g_free(fixture->folder);
}

static GBytes *packed(const Fixture *fixture)
{
    const PackagePlan plan = plan_of(fixture);
    g_autoptr(GError) error = NULL;
    char *bytes = NULL;
    gsize size = 0;

    g_assert_true(package_write(&plan, fixture->path, &error));
    g_assert_true(g_file_get_contents(fixture->path, &bytes, &size, &error));
    return g_bytes_new_take(bytes, size);
}

static void look(const void *bytes, size_t size, PackageVerdict *verdict)
{
    FILE *file = size > 0 ? fmemopen((void *)bytes, size, "r") : fopen("/dev/null", "r");
    g_autoptr(GError) error = NULL;

    g_assert_nonnull(file);
    package_verdict_init(verdict);
    g_assert_true(package_check(file, verdict, &error));
    (void)fclose(file);
}

/* Where each part of a package ends. */
typedef struct Parts {
    GPtrArray *names; /* lent */
    GArray *ends;     /* of size_t */
} Parts;

static size_t end_of(const char *data, size_t size, size_t from, const char *mark)
{
    const char *at = memmem(data + from, size - from, mark, 4);
    g_assert_nonnull(at);
    return (size_t)(at - data);
}

static void add_part(Parts *parts, const char *name, size_t end)
{
    g_ptr_array_add(parts->names, (gpointer)name);
    g_array_append_val(parts->ends, end);
}

static Parts parts_of(GBytes *package)
{
    Parts parts = {g_ptr_array_new(), g_array_new(FALSE, FALSE, sizeof(size_t))};
    gsize size = 0;
    const char *data = g_bytes_get_data(package, &size);
    const char *const all[] = {PACKAGE_MANIFEST_NAME, PACKAGE_SIGNATURE_NAME, names[0], names[1]};
    size_t at = 0;

    /* The fixture's contents hold no mark of a header. */
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        at = end_of(data, size, at + 1, "PK\x03\x04");
        add_part(&parts, all[i], at);
    }
    at = end_of(data, size, at + 1, "PK\x01\x02");
    add_part(&parts, names[2], at);
    at = end_of(data, size, at + 1, "PK\x05\x06");
    add_part(&parts, PACKAGE_PART_DIRECTORY, at);
    add_part(&parts, PACKAGE_PART_END, size);
    return parts;
}

static const char *part_at(const Parts *parts, size_t offset)
{
    for (guint i = 0; i < parts->ends->len; i++) {
        if (offset < g_array_index(parts->ends, size_t, i)) {
            return g_ptr_array_index(parts->names, i);
        }
    }
    return NULL;
}

static void parts_free(Parts *parts)
{
    g_ptr_array_unref(parts->names);
    g_array_unref(parts->ends);
}

static void test_good(void)
{
    g_auto(PackageVerdict) verdict = {0};
    Fixture fixture;

    set_up(&fixture, RECORDING_SIZE);
    g_autoptr(GBytes) package = packed(&fixture);
    gsize size = 0;
    const void *bytes = g_bytes_get_data(package, &size);
    look(bytes, size, &verdict);
    g_assert_cmpuint(verdict.faults->len, ==, 0);
    g_assert_true(verdict.manifest_good);
    g_assert_cmpuint(verdict.size, ==, size);
    g_assert_cmpuint(verdict.manifest.files->len, ==, FILES);
    g_assert_cmpmem(verdict.manifest.key, SIGNING_PUBLIC_SIZE, fixture.key.public_bytes,
            SIGNING_PUBLIC_SIZE);
    tear_down(&fixture);
}

static void assert_named(GBytes *package, const Parts *parts, size_t offset, uint8_t change)
{
    g_auto(PackageVerdict) verdict = {0};
    gsize size = 0;
    const void *data = g_bytes_get_data(package, &size);
    g_autofree uint8_t *bytes = g_memdup2(data, size);

    bytes[offset] ^= change;
    look(bytes, size, &verdict);
    g_assert_cmpuint(verdict.faults->len, ==, 1);
    g_assert_cmpstr(
            g_array_index(verdict.faults, PackageFault, 0).part, ==, part_at(parts, offset));
}

/* Each byte of a small package, and some of a large one: the damaged part is named, and no other. */
static void test_every_byte(void)
{
    static const uint8_t changes[] = {0x01, 0x20, 0x80};
    Fixture fixture;

    set_up(&fixture, 500);
    g_autoptr(GBytes) package = packed(&fixture);
    Parts parts = parts_of(package);
    for (size_t i = 0; i < g_bytes_get_size(package); i++) {
        assert_named(package, &parts, i, changes[i % G_N_ELEMENTS(changes)]);
    }
    parts_free(&parts);
    tear_down(&fixture);
}

static void test_bytes_of_a_recording(void)
{
    Fixture fixture;

    set_up(&fixture, RECORDING_SIZE);
    g_autoptr(GBytes) package = packed(&fixture);
    Parts parts = parts_of(package);
    for (size_t i = 0; i < RECORDING_SIZE; i += RECORDING_SIZE / 20) {
        assert_named(package, &parts, 5000 + i, 0x10);
    }
    parts_free(&parts);
    tear_down(&fixture);
}

static void test_cut_off_and_longer(void)
{
    Fixture fixture;

    set_up(&fixture, 500);
    g_autoptr(GBytes) package = packed(&fixture);
    Parts parts = parts_of(package);
    const size_t size = g_bytes_get_size(package);
    const uint8_t *bytes = g_bytes_get_data(package, NULL);
    for (size_t i = 0; i < size; i++) {
        g_auto(PackageVerdict) verdict = {0};
        look(bytes, i, &verdict);
        g_assert_cmpuint(verdict.faults->len, ==, 1);
        g_assert_cmpstr(
                g_array_index(verdict.faults, PackageFault, 0).part, ==, part_at(&parts, i));
    }
    g_autoptr(GByteArray) longer = g_byte_array_new();
    g_byte_array_append(longer, bytes, (guint)size);
    g_byte_array_append(longer, (const guint8 *)"", 1);
    g_auto(PackageVerdict) verdict = {0};
    look(longer->data, longer->len, &verdict);
    g_assert_cmpuint(verdict.faults->len, ==, 1);
    g_assert_cmpstr(g_array_index(verdict.faults, PackageFault, 0).part, ==, PACKAGE_PART_AFTER);
    parts_free(&parts);
    tear_down(&fixture);
}

/* Whoever has not the key cannot make it fit again, with all sums right. */
static void test_another_key(void)
{
    g_auto(PackageVerdict) verdict = {0};
    Fixture fixture;
    SigningKey own;

    set_up(&fixture, 500);
    own = fixture.key;
    fixture.key.secret_bytes[0] ^= 1;
    g_autoptr(GBytes) package = packed(&fixture);
    look(g_bytes_get_data(package, NULL), g_bytes_get_size(package), &verdict);
    g_assert_false(verdict.manifest_good);
    g_assert_cmpstr(
            g_array_index(verdict.faults, PackageFault, 0).part, ==, PACKAGE_SIGNATURE_NAME);
    g_assert_cmpmem(
            own.public_bytes, SIGNING_PUBLIC_SIZE, verdict.manifest.key, SIGNING_PUBLIC_SIZE);
    tear_down(&fixture);
}

static bool stop_half_way(uint64_t done, uint64_t total, void *user_data)
{
    uint64_t *seen = user_data;
    g_assert_cmpuint(done, <=, total);
    *seen = done;
    return done < total / 2;
}

static bool change_file(uint64_t done, uint64_t total, void *user_data)
{
    Fixture *fixture = user_data;
    if (done > total / 2) {
        g_assert_true(g_file_set_contents(fixture->paths[1], "other", -1, NULL));
    }
    return true;
}

static void test_leaves_nothing_half_done(void)
{
    g_autoptr(GError) cancelled = NULL;
    g_autoptr(GError) changed = NULL;
    g_autoptr(GError) missing = NULL;
    uint64_t seen = 0;
    Fixture fixture;

    set_up(&fixture, RECORDING_SIZE);
    PackagePlan plan = plan_of(&fixture);
    plan.progress = stop_half_way;
    plan.user_data = &seen;
    g_assert_false(package_write(&plan, fixture.path, &cancelled));
    g_assert_error(cancelled, PACKAGE_ERROR, PACKAGE_ERROR_CANCELLED);
    g_assert_cmpuint(seen, >=, RECORDING_SIZE);
    plan.progress = change_file;
    plan.user_data = &fixture;
    g_assert_false(package_write(&plan, fixture.path, &changed));
    g_assert_error(changed, PACKAGE_ERROR, PACKAGE_ERROR_INPUT);
    (void)g_unlink(fixture.paths[2]);
    plan.progress = NULL;
    g_assert_false(package_write(&plan, fixture.path, &missing));
    g_assert_error(missing, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_assert_false(g_file_test(fixture.path, G_FILE_TEST_EXISTS));
    tear_down(&fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/package/S-54/good", test_good);
    g_test_add_func("/package/S-54/every_byte", test_every_byte);
    g_test_add_func("/package/S-54/bytes_of_a_recording", test_bytes_of_a_recording);
    g_test_add_func("/package/cut_off_and_longer", test_cut_off_and_longer);
    g_test_add_func("/package/another_key", test_another_key);
    g_test_add_func("/package/leaves_nothing_half_done", test_leaves_nothing_half_done);
    return g_test_run();
}
