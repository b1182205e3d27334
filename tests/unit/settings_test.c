#include "config/settings.h"

#include <glib/gstdio.h>

#include <string.h>

static char *write_file(const char *contents)
{
    char *path = NULL;
    const int fd = g_file_open_tmp("settings-XXXXXX.conf", &path, NULL);
    g_assert_cmpint(fd, >=, 0);
    g_assert_true(g_close(fd, NULL));
    g_assert_true(g_file_set_contents(path, contents, -1, NULL));
    return path;
}

static Settings *load(const char *contents, const char *set, GError **error)
{
    g_autofree char *path = contents != NULL ? write_file(contents) : NULL;
    const char *sets[] = {set, NULL};
    SettingsOptions options = {.config = path, .sets = set != NULL ? (char **)sets : NULL};
    Settings *settings = settings_load(&options, error);
    if (path != NULL) {
        g_assert_cmpint(g_unlink(path), ==, 0);
    }
    return settings;
}

static void test_refuses_with_the_place(void)
{
    static const struct {
        const char *why;
        const char *contents;
        const char *set;
        SettingsError code;
        const char *says; /* each word, separated by |, stands in the message */
    } cases[] = {
            {"a misspelt key", "# c\n[http]\nprot=1\n", NULL, SETTINGS_ERROR_UNKNOWN,
                    ":3:|http.prot|http.port"},
            {"a misspelt group", "[htp]\nport=1\n", NULL, SETTINGS_ERROR_UNKNOWN, ":2:|htp.port"},
            {"above the range", "[http]\n\nport = 65536\n", NULL, SETTINGS_ERROR_VALUE,
                    ":3:|http.port|65536|0 to 65535"},
            {"below the range", "[video]\nfps=4\n", NULL, SETTINGS_ERROR_VALUE,
                    ":2:|5 to 30 frames/s"},
            {"no number", "[http]\nport=https\n", NULL, SETTINGS_ERROR_VALUE,
                    ":2:|http.port|https"},
            {"not one of the words", "[log]\nlevel=loud\n", NULL, SETTINGS_ERROR_VALUE,
                    ":2:|error|warning|info|debug"},
            {"no key at all", "[http]\nport=1\nhello\n", NULL, SETTINGS_ERROR_FILE, ":3:"},
            {"a key before any group", "port=1\n", NULL, SETTINGS_ERROR_FILE, ":1:"},
            {"the command line, unknown", NULL, "http.prot=1", SETTINGS_ERROR_UNKNOWN,
                    "--set|http.prot"},
            {"the command line, out of range", NULL, "http.port=-1", SETTINGS_ERROR_VALUE,
                    "--set|0 to 65535"},
            {"the command line, no value", NULL, "http.port", SETTINGS_ERROR_VALUE, "key=value"},
            {"a range upside down", "[media]\nport_min=3000\nport_max=2000\n", NULL,
                    SETTINGS_ERROR_VALUE, "media.port_min"},
            {"an odd picture", NULL, "video.width=641", SETTINGS_ERROR_VALUE, "even"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        g_autoptr(Settings) settings = load(cases[i].contents, cases[i].set, &error);
        g_assert_null(settings);
        g_assert_error(error, SETTINGS_ERROR, (int)cases[i].code);
        g_test_message("%s", error->message);
        g_auto(GStrv) words = g_strsplit(cases[i].says, "|", -1);
        for (char **word = words; *word != NULL; word++) {
            g_assert_nonnull(strstr(error->message, *word));
        }
    }
}

static void test_takes_file_then_command_line(void)
{
    static const struct {
        const char *why;
        const char *contents;
        const char *set;
        int64_t port;
    } cases[] = {
            {"neither: the default", NULL, NULL, 8443},
            {"the file", "[http]\nport = 9000 \n", NULL, 9000},
            {"the command line wins", "[http]\nport=9000\n", "http.port=0", 0},
            {"the largest", NULL, "http.port=65535", 65535},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        g_autoptr(Settings) settings = load(cases[i].contents, cases[i].set, &error);
        g_assert_no_error(error);
        g_assert_cmpint(settings_number(settings, "http.port"), ==, cases[i].port);
    }
}

static void test_splits_lists(void)
{
    g_autoptr(Settings) settings = load(NULL, "media.address= 127.0.0.1, ::1 ;;10.0.0.1", NULL);
    g_assert_nonnull(settings);
    const char *const expected[] = {"127.0.0.1", "::1", "10.0.0.1", NULL};
    g_assert_true(g_strv_equal(settings_list(settings, "media.address"), expected));
}

static void test_a_missing_file_is_named(void)
{
    g_autoptr(GError) error = NULL;
    char path[] = "/nonexistent/giaoban.conf";
    g_assert_null(settings_load(&(SettingsOptions){.config = path}, &error));
    g_assert_error(error, SETTINGS_ERROR, SETTINGS_ERROR_FILE);
    g_assert_nonnull(strstr(error->message, path));
}

/* The sample file is what an administrator reads: it must tell the same as the table. */
static void test_the_sample_tells_every_key(void)
{
    g_autofree char *path =
            g_build_filename(g_getenv("MESON_SOURCE_ROOT"), "config", "giaoban.conf", NULL);
    g_autofree char *sample = NULL;
    g_assert_true(g_file_get_contents(path, &sample, NULL, NULL));
    const char *place = sample;
    SettingsKey key;
    for (size_t n = 0; settings_key(n, &key); n++) {
        g_autofree char *entry =
                g_strdup_printf("\n#%s = %s", strchr(key.name, '.') + 1, key.fallback);
        g_autofree char *allowed = g_strdup_printf("# Allowed: %s.", key.allowed);
        g_test_message("%s", key.name);
        place = strstr(place, allowed);
        g_assert_nonnull(place);
        place = strstr(place, g_strchomp(entry));
        g_assert_nonnull(place);
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GRegex) commented = g_regex_new("^#(\\w+ =)", G_REGEX_MULTILINE, 0, NULL);
    g_autofree char *uncommented = g_regex_replace(commented, sample, -1, 0, "\\1", 0, NULL);
    g_autoptr(Settings) settings = load(uncommented, NULL, &error);
    g_assert_no_error(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/settings/refuses_with_the_place", test_refuses_with_the_place);
    g_test_add_func("/settings/takes_file_then_command_line", test_takes_file_then_command_line);
    g_test_add_func("/settings/splits_lists", test_splits_lists);
    g_test_add_func("/settings/a_missing_file_is_named", test_a_missing_file_is_named);
    g_test_add_func("/settings/the_sample_tells_every_key", test_the_sample_tells_every_key);
    return g_test_run();
}
