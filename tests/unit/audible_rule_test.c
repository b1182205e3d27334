#include "mcu/room/audible_rule.h"

static void set(AudibleRule *rule, bool only, const char *identity)
{
    const ApiAudibleSite site = {.identity = (char *)identity};
    const ApiAudible audible = {
            .only = only,
            .sites = (ApiAudibleSite *)&site,
            .n_sites = identity != NULL ? 1 : 0,
    };
    audible_rule_set(rule, &audible);
}

static void test_who_is_heard(void)
{
    g_autoptr(AudibleRule) rule = audible_rule_new();

    g_assert_true(audible_rule_allows(rule, "site:a", false)); /* nothing has been said yet */
    set(rule, false, "site:a");
    g_assert_false(audible_rule_allows(rule, "site:a", false));
    g_assert_true(audible_rule_allows(rule, "site:b", false));
    set(rule, true, "site:a");
    g_assert_true(audible_rule_allows(rule, "site:a", false));
    g_assert_false(audible_rule_allows(rule, "site:b", false));
    g_assert_true(audible_rule_allows(rule, "site:b", true));
    set(rule, true, NULL);
    g_assert_false(audible_rule_allows(rule, "site:a", false));
    set(rule, false, NULL);
    g_assert_true(audible_rule_allows(rule, "site:a", false));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/audible_rule/who_is_heard", test_who_is_heard);
    return g_test_run();
}
