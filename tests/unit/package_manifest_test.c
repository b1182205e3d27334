#include "signaling/package/package_manifest.h"

#include <string.h>

static void fill(PackageManifest *manifest, const char *const *names, size_t count)
{
    package_manifest_init(manifest);
    manifest->meeting = g_strdup("GB-1");
    manifest->title = g_strdup("Họp giao ban tháng 11");
    manifest->maker = g_strdup("Văn thư");
    manifest->made_s = 1795379663;
    for (size_t i = 0; i < count; i++) {
        PackageFile file = {.name = (char *)names[i], .size = 100 + i, .crc = UINT32_MAX};
        memset(file.sha256, 'a', sizeof file.sha256 - 1);
        package_manifest_add(manifest, &file);
    }
}

static bool reads(const char *text, GError **error)
{
    g_auto(PackageManifest) manifest = {0};
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

    package_manifest_init(&manifest);
    return package_manifest_read(&manifest, bytes, error);
}

static void test_reads_what_it_writes(void)
{
    static const char *const names[] = {"ghi-hinh/1.webm", "biên bản.rtf", "điểm danh.csv"};
    g_auto(PackageManifest) manifest = {0};
    g_auto(PackageManifest) again = {0};
    g_autoptr(GError) error = NULL;

    fill(&manifest, names, G_N_ELEMENTS(names));
    g_autoptr(GBytes) text = package_manifest_write(&manifest);
    package_manifest_init(&again);
    g_assert_true(package_manifest_read(&again, text, &error));
    g_assert_cmpstr(again.title, ==, manifest.title);
    g_assert_cmpint(again.made_s, ==, manifest.made_s);
    g_assert_cmpuint(again.files->len, ==, 3);
    const PackageFile *last = &g_array_index(again.files, PackageFile, 2);
    g_assert_cmpstr(last->name, ==, "điểm danh.csv");
    g_assert_cmpuint(last->size, ==, 102);
    g_assert_cmpuint(last->crc, ==, UINT32_MAX);
}

static void replace_once(GString *text, const char *from, const char *to)
{
    g_assert_cmpuint(g_string_replace(text, from, to, 1), ==, 1);
}

static void test_the_chain_shows_changes(void)
{
    static const char *const names[] = {"a", "b"};
    static const char *const changes[][2] = {
            {"\"size\": 100", "\"size\": 101"},
            {"\"name\": \"b\"", "\"name\": \"c\""},
            {"\"head\": \"", "\"head\": \"0"},
            {"\"version\": 1", "\"version\": 2"},
            {"\"name\": \"b\"", "\"name\": \"../b\""},
            {"\"name\": \"b\"", "\"name\": \"a\""},
    };
    g_auto(PackageManifest) manifest = {0};

    fill(&manifest, names, G_N_ELEMENTS(names));
    g_autoptr(GBytes) bytes = package_manifest_write(&manifest);
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GString) text =
                g_string_new_len(g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
        g_assert_true(reads(text->str, NULL));
        replace_once(text, changes[i][0], changes[i][1]);
        g_assert_false(reads(text->str, &error));
        g_assert_error(error, PACKAGE_ERROR, PACKAGE_ERROR_DAMAGED);
    }
    g_assert_false(reads("", NULL));
    g_assert_false(reads("[]", NULL));
}

static void test_names(void)
{
    static const struct {
        const char *name;
        bool good;
        const char *why;
    } rows[] = {
            {"a", true, "short"},
            {"tài liệu/Báo cáo tháng 11 (bản 2).pdf", true, "as people name them"},
            {"", false, "no name"},
            {"/etc/passwd", false, "from the root"},
            {"a/../../b", false, "upwards"},
            {"a//b", false, "an empty step"},
            {".hidden", false, "hidden"},
            {"a\\b", false, "a step of other systems"},
            {"c:a", false, "a drive of other systems"},
            {"a\nb", false, "two lines"},
            {"manifest.json", false, "the package's own"},
            {"manifest.sig", false, "the package's own"},
            {"\xff", false, "not UTF-8"},
    };
    g_autofree char *longest = g_strnfill(255, 'x');
    g_autofree char *longer = g_strnfill(256, 'x');

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        g_assert_cmpint(package_manifest_allows(rows[i].name), ==, rows[i].good);
    }
    g_assert_true(package_manifest_allows(longest));
    g_assert_false(package_manifest_allows(longer));
}

static void test_as_many_as_it_may_hold(void)
{
    g_auto(PackageManifest) manifest = {0};
    g_auto(PackageManifest) again = {0};
    g_autoptr(GError) error = NULL;

    fill(&manifest, NULL, 0);
    for (int i = 0; i < PACKAGE_FILES_MAX; i++) {
        g_autofree char *name = g_strdup_printf("%0255d", i);
        PackageFile file = {.name = name, .size = INT64_MAX};
        memset(file.sha256, 'a', sizeof file.sha256 - 1);
        package_manifest_add(&manifest, &file);
    }
    g_autoptr(GBytes) text = package_manifest_write(&manifest);
    g_assert_cmpuint(g_bytes_get_size(text), <=, PACKAGE_MANIFEST_SIZE_MAX);
    package_manifest_init(&again);
    g_assert_true(package_manifest_read(&again, text, &error));
    g_assert_cmpuint(again.files->len, ==, PACKAGE_FILES_MAX);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/package_manifest/reads_what_it_writes", test_reads_what_it_writes);
    g_test_add_func("/package_manifest/the_chain_shows_changes", test_the_chain_shows_changes);
    g_test_add_func("/package_manifest/names", test_names);
    g_test_add_func("/package_manifest/as_many_as_it_may_hold", test_as_many_as_it_may_hold);
    return g_test_run();
}
