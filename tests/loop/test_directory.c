#include "tests/loop/test_directory.h"

#include "signaling/client/directory_bind.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <signal.h>
#include <stdint.h>

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

uint16_t test_directory_free_port(void)
{
    g_autoptr(GSocketListener) listener = g_socket_listener_new();
    const uint16_t port = g_socket_listener_add_any_inet_port(listener, NULL, NULL);

    g_socket_listener_close(listener);
    return port;
}

static void write_file(const TestDirectory *directory, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(directory->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void start(TestDirectory *directory)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_test("/usr/sbin/slapd", G_FILE_TEST_IS_EXECUTABLE)); /* by scripts/setup */
    directory->folder = g_dir_make_tmp("directory-XXXXXX", NULL);
    directory->url = g_strdup_printf("ldap://127.0.0.1:%u", test_directory_free_port());
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
}

void test_directory_stop(TestDirectory *directory)
{
    if (directory->slapd != NULL) {
        g_subprocess_send_signal(directory->slapd, SIGTERM);
        g_assert_true(g_subprocess_wait(directory->slapd, NULL, NULL));
        g_clear_object(&directory->slapd);
    }
}

void test_directory_clear(TestDirectory *directory)
{
    g_autofree char *remove = g_strdup_printf("rm -r %s", directory->folder);

    test_directory_stop(directory);
    g_assert_true(g_spawn_command_line_sync(remove, NULL, NULL, NULL, NULL));
    g_free(directory->folder);
    g_free(directory->url);
}

/* It listens a moment after it was started: asked again until it does. */
static void wait_for(const TestDirectory *directory)
{
    const DirectoryConfig config = {.url = directory->url, .user_dn = "", .tls = false};
    bool result = false;

    while (!directory_bind(&config, "thuky", "x", &result, NULL)) {
        g_thread_yield();
    }
}

void test_directory_init(TestDirectory *directory)
{
    start(directory);
    wait_for(directory);
}
