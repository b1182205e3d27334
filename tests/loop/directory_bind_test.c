/* Against a real slapd of this machine, on 127.0.0.1, ended at the end; without one it is skipped. */
#include "signaling/client/directory_bind.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <signal.h>
#include <stdint.h>
#include <string.h>

static const char config_text[] = "include /etc/ldap/schema/core.schema\n"
                                  "include /etc/ldap/schema/cosine.schema\n"
                                  "include /etc/ldap/schema/inetorgperson.schema\n"
                                  "modulepath /usr/lib/ldap\n"
                                  "moduleload back_mdb\n"
                                  "pidfile {folder}/slapd.pid\n"
                                  "database mdb\n"
                                  "suffix \"dc=example\"\n"
                                  "directory {folder}/data\n"
                                  "access to attrs=userPassword by anonymous auth by * none\n";

static const char people[] = "dn: dc=example\n"
                             "objectClass: dcObject\n"
                             "objectClass: organization\n"
                             "dc: example\n"
                             "o: example\n\n"
                             "dn: ou=people,dc=example\n"
                             "objectClass: organizationalUnit\n"
                             "ou: people\n\n"
                             "dn: uid=thuky,ou=people,dc=example\n"
                             "objectClass: inetOrgPerson\n"
                             "uid: thuky\n"
                             "cn: thuky\n"
                             "sn: thuky\n"
                             "userPassword: Dung 123!\n";

typedef struct Directory {
    char *folder;
    char *url;
    GSubprocess *slapd;
} Directory;

static uint16_t free_port(void)
{
    g_autoptr(GSocketListener) listener = g_socket_listener_new();
    const uint16_t port = g_socket_listener_add_any_inet_port(listener, NULL, NULL);

    g_socket_listener_close(listener);
    return port;
}

static void write_file(const Directory *directory, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(directory->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static bool directory_init(Directory *directory)
{
    g_autoptr(GError) error = NULL;

    if (!g_file_test("/usr/sbin/slapd", G_FILE_TEST_IS_EXECUTABLE)) {
        g_test_skip("there is no slapd");
        return false;
    }
    directory->folder = g_dir_make_tmp("directory-XXXXXX", NULL);
    directory->url = g_strdup_printf("ldap://127.0.0.1:%u", free_port());
    g_autofree char *data = g_build_filename(directory->folder, "data", NULL);
    g_assert_cmpint(g_mkdir(data, 0700), ==, 0);
    g_auto(GStrv) parts = g_strsplit(config_text, "{folder}", -1);
    g_autofree char *config = g_strjoinv(directory->folder, parts);
    write_file(directory, "slapd.conf", config);
    write_file(directory, "people.ldif", people);
    g_autofree char *load =
            g_strdup_printf("/usr/sbin/slapadd -q -f %s/slapd.conf -l %s/people.ldif",
                    directory->folder, directory->folder);
    int status = 0;
    g_assert_true(g_spawn_command_line_sync(load, NULL, NULL, &status, NULL));
    g_assert_true(g_spawn_check_wait_status(status, NULL));
    g_autofree char *path = g_build_filename(directory->folder, "slapd.conf", NULL);
    directory->slapd =
            g_subprocess_new(G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                    &error, "/usr/sbin/slapd", "-d", "0", "-f", path, "-h", directory->url, NULL);
    g_assert_no_error(error);
    return true;
}

static void directory_clear(Directory *directory)
{
    g_autofree char *remove = g_strdup_printf("rm -r %s", directory->folder);

    g_subprocess_send_signal(directory->slapd, SIGTERM);
    g_assert_true(g_subprocess_wait(directory->slapd, NULL, NULL));
    g_object_unref(directory->slapd);
    g_assert_true(g_spawn_command_line_sync(remove, NULL, NULL, NULL, NULL));
    g_free(directory->folder);
    g_free(directory->url);
}

static bool fits(const Directory *directory, const char *username, const char *password)
{
    const DirectoryConfig config = {
            .url = directory->url, .user_dn = "uid={username},ou=people,dc=example", .tls = false};
    g_autoptr(GError) error = NULL;
    bool result = false;

    g_assert_true(directory_bind(&config, username, password, &result, &error));
    return result;
}

/* It listens a moment after it was started: asked again until it does. */
static void wait_for(const Directory *directory)
{
    const DirectoryConfig config = {.url = directory->url, .user_dn = "", .tls = false};
    bool result = false;

    while (!directory_bind(&config, "thuky", "x", &result, NULL)) {
        g_thread_yield();
    }
}

static void test_binds(void)
{
    static const struct {
        const char *why;
        const char *username;
        const char *password;
        bool fits;
    } cases[] = {
            {"the right password", "thuky", "Dung 123!", true},
            {"a wrong one", "thuky", "Dung 123", false},
            {"none: directories take it for nobody", "thuky", "", false},
            {"nobody of this name", "vanthu", "Dung 123!", false},
            {"a name that would be another's", "thuky,ou=people", "Dung 123!", false},
            {"a star", "*", "Dung 123!", false},
    };
    Directory directory = {0};

    if (!directory_init(&directory)) {
        return;
    }
    wait_for(&directory);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_true(fits(&directory, cases[i].username, cases[i].password) == cases[i].fits);
    }
    /* with TLS asked for and none offered no password is sent */
    const DirectoryConfig strict = {
            .url = directory.url, .user_dn = "uid={username},ou=people,dc=example", .tls = true};
    g_autoptr(GError) error = NULL;
    bool result = true;
    g_assert_false(directory_bind(&strict, "thuky", "Dung 123!", &result, &error));
    g_assert_error(error, DIRECTORY_ERROR, DIRECTORY_ERROR_REACH);
    directory_clear(&directory);
}

static void test_no_directory(void)
{
    g_autofree char *url = g_strdup_printf("ldap://127.0.0.1:%u", free_port());
    const DirectoryConfig gone = {.url = url, .user_dn = "uid={username}", .tls = false};
    const DirectoryConfig off = {.url = "", .user_dn = "uid={username}"};
    g_autoptr(GError) reach = NULL;
    g_autoptr(GError) none = NULL;
    bool result = false;

    g_assert_false(directory_bind(&gone, "thuky", "x", &result, &reach));
    g_assert_error(reach, DIRECTORY_ERROR, DIRECTORY_ERROR_REACH);
    g_assert_false(directory_bind(&off, "thuky", "x", &result, &none));
    g_assert_error(none, DIRECTORY_ERROR, DIRECTORY_ERROR_OFF);
}

static void test_names(void)
{
    static const struct {
        const char *pattern;
        const char *username;
        const char *name;
    } cases[] = {
            {"uid={username},dc=example", "kt.hondat", "uid=kt.hondat,dc=example"},
            {"{username}@tinh.example", "thuky", "thuky@tinh.example"},
            {"uid={username},dc=example", "a,b=c", "uid=a\\2cb\\3dc,dc=example"},
            {"uid={username},dc=example", "a\\ \"", "uid=a\\5c\\20\\22,dc=example"},
            {"uid={username}/{username}", "x", "uid=x/x"},
            {"dc=example", "x", "dc=example"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = directory_bind_name(cases[i].pattern, cases[i].username);
        g_assert_cmpstr(name, ==, cases[i].name);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/directory_bind/binds", test_binds);
    g_test_add_func("/directory_bind/no_directory", test_no_directory);
    g_test_add_func("/directory_bind/names", test_names);
    return g_test_run();
}
