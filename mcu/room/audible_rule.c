#include "mcu/room/audible_rule.h"

struct AudibleRule {
    bool only;
    GHashTable *listed; /* identities */
};

AudibleRule *audible_rule_new(void)
{
    AudibleRule *rule = g_new0(AudibleRule, 1);
    rule->listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return rule;
}

void audible_rule_free(AudibleRule *rule)
{
    if (rule != NULL) {
        g_hash_table_unref(rule->listed);
        g_free(rule);
    }
}

void audible_rule_set(AudibleRule *rule, const ApiAudible *audible)
{
    rule->only = audible->only;
    g_hash_table_remove_all(rule->listed);
    for (size_t i = 0; i < audible->n_sites; i++) {
        g_hash_table_add(rule->listed, g_strdup(audible->sites[i].identity));
    }
}

bool audible_rule_allows(const AudibleRule *rule, const char *identity, bool chair)
{
    const bool listed = g_hash_table_contains(rule->listed, identity);
    return rule->only ? chair || listed : !listed;
}
