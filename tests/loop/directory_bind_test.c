#include "signaling/client/directory_bind.h"

#include "tests/loop/test_directory.h"

static bool fits(const TestDirectory *directory, const char *username, const char *password)
{
    const DirectoryConfig config = {
            .url = directory->url, .user_dn = TEST_DIRECTORY_USER_DN, .tls = false};
    g_autoptr(GError) error = NULL;
    bool result = false;

    g_assert_true(directory_bind(&config, username, password, &result, &error));
    return result;
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
    TestDirectory directory = {0};

    test_directory_init(&directory);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        g_assert_true(fits(&directory, cases[i].username, cases[i].password) == cases[i].fits);
    }
    /* with TLS asked for and none offered no password is sent */
    const DirectoryConfig strict = {
            .url = directory.url, .user_dn = TEST_DIRECTORY_USER_DN, .tls = true};
    g_autoptr(GError) error = NULL;
    bool result = true;
    g_assert_false(directory_bind(&strict, "thuky", "Dung 123!", &result, &error));
    g_assert_error(error, DIRECTORY_ERROR, DIRECTORY_ERROR_REACH);
    test_directory_clear(&directory);
}

static void test_no_directory(void)
{
    g_autofree char *url = g_strdup_printf("ldap://127.0.0.1:%u", test_directory_free_port());
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
