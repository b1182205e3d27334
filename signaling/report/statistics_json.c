#include "signaling/meeting/civil_day.h"
#include "signaling/report/statistics_form.h"

static const int64_t second_us = CIVIL_SECOND_US;

static void set_share(json_t *object, const char *name, int64_t part, int64_t whole)
{
    (void)json_object_set_new(object, name,
            whole > 0 ? json_real(100.0 * (double)part / (double)whole) : json_null());
}

static json_t *sum_json(const StatisticsSum *sum)
{
    json_t *object = json_pack("{s:I, s:I, s:I, s:I}", "meetings", (json_int_t)sum->meetings,
            "online", (json_int_t)sum->online, "length_s", (json_int_t)(sum->length_us / second_us),
            "sites", (json_int_t)sum->sites);

    set_share(object, "share", sum->online, sum->meetings);
    return object;
}

static json_t *forms_json(const Statistics *statistics, StatisticsChoice choice)
{
    json_t *forms = json_object();

    for (int form = 0; form < STATISTICS_FORMS; form++) {
        choice.form = form;
        const StatisticsSum sum = statistics_sum(statistics, choice);
        (void)json_object_set_new(
                forms, statistics_form_code(form), json_integer((json_int_t)sum.meetings));
    }
    return forms;
}

static void append_word(const Statistics *statistics, json_t *list, const StatisticsWord *word,
        StatisticsChoice choice)
{
    const StatisticsSum sum = statistics_sum(statistics, choice);
    json_t *object = sum_json(&sum);

    (void)json_object_set_new(object, "code", json_string(word->code));
    (void)json_object_set_new(object, "name", json_string(word->name));
    (void)json_object_set_new(object, "forms", forms_json(statistics, choice));
    json_array_append_new(list, object);
}

static json_t *relations_json(const Statistics *statistics)
{
    json_t *list = json_array();
    const StatisticsWord *word = NULL;
    StatisticsChoice choice = STATISTICS_ALL;

    for (choice.relation = 0;
            (word = statistics_relation(statistics, (size_t)choice.relation)) != NULL;
            choice.relation++) {
        append_word(statistics, list, word, choice);
    }
    return list;
}

static json_t *kinds_json(const Statistics *statistics)
{
    json_t *list = json_array();
    const StatisticsWord *word = NULL;
    StatisticsChoice choice = STATISTICS_ALL;

    for (choice.kind = 0; (word = statistics_kind(statistics, (size_t)choice.kind)) != NULL;
            choice.kind++) {
        append_word(statistics, list, word, choice);
    }
    return list;
}

static json_t *cells_json(const Statistics *statistics)
{
    json_t *list = json_array();
    const StatisticsWord *relation = NULL;
    const StatisticsWord *kind = NULL;
    StatisticsChoice choice = STATISTICS_ALL;

    for (int r = 0; (relation = statistics_relation(statistics, (size_t)r)) != NULL; r++) {
        for (int k = 0; (kind = statistics_kind(statistics, (size_t)k)) != NULL; k++) {
            choice.relation = r;
            choice.kind = k;
            choice.form = STATISTICS_ANY;
            const StatisticsSum sum = statistics_sum(statistics, choice);
            json_t *object = sum_json(&sum);
            (void)json_object_set_new(object, "relation", json_string(relation->code));
            (void)json_object_set_new(object, "kind", json_string(kind->code));
            (void)json_object_set_new(object, "forms", forms_json(statistics, choice));
            json_array_append_new(list, object);
        }
    }
    return list;
}

static json_t *months_json(const Statistics *statistics)
{
    json_t *list = json_array();
    char *month = NULL;
    const StatisticsWord *relation = NULL;

    for (int m = 0; (month = statistics_month(statistics, (size_t)m)) != NULL; m++) {
        StatisticsChoice choice = STATISTICS_ALL;
        choice.month = m;
        const StatisticsSum sum = statistics_sum(statistics, choice);
        json_t *object = sum_json(&sum);
        json_t *relations = json_object();
        for (int r = 0; (relation = statistics_relation(statistics, (size_t)r)) != NULL; r++) {
            choice.relation = r;
            (void)json_object_set_new(relations, relation->code,
                    json_integer((json_int_t)statistics_sum(statistics, choice).meetings));
        }
        (void)json_object_set_new(object, "month", json_string(month));
        (void)json_object_set_new(object, "relations", relations);
        json_array_append_new(list, object);
        g_free(month);
    }
    return list;
}

static json_t *targets_json(const Statistics *statistics)
{
    json_t *list = json_array();
    const StatisticsTarget *target = NULL;

    for (size_t n = 0; (target = statistics_target(statistics, n)) != NULL; n++) {
        g_auto(StatisticsResult) result = {0};
        json_t *relations = json_array();
        statistics_result(statistics, target, &result);
        for (size_t i = 0; target->relations[i] != NULL; i++) {
            json_array_append_new(relations, json_string(target->relations[i]));
        }
        json_t *object = json_pack("{s:s, s:o, s:f, s:b, s:I, s:I, s:s, s:b, s:s}", "name",
                target->name, "relations", relations, "threshold", (double)target->hundredths / 100,
                "strict", (int)target->strict, "meetings", (json_int_t)result.meetings, "online",
                (json_int_t)result.online, "printed", result.share, "met", (int)result.met,
                "result", statistics_result_word(&result));
        set_share(object, "share", result.online, result.meetings);
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *units_json(const Statistics *statistics)
{
    json_t *list = json_array();
    const StatisticsUnit *unit = NULL;

    for (size_t n = 0; (unit = statistics_unit(statistics, n)) != NULL; n++) {
        json_t *object =
                json_pack("{s:s, s:s, s:I, s:I, s:I, s:I}", "code", unit->code, "name", unit->name,
                        "invited", (json_int_t)unit->invited, "present", (json_int_t)unit->present,
                        "absent", (json_int_t)unit->absent, "late", (json_int_t)unit->late);
        set_share(object, "rate", unit->present, unit->invited);
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *day_json(int64_t day)
{
    const CivilDate date = civil_day_date(day);
    return json_sprintf("%04d-%02d-%02d", date.year, date.month, date.day);
}

json_t *statistics_json(const Statistics *statistics)
{
    const StatisticsSum sum = statistics_sum(statistics, STATISTICS_ALL);

    return json_pack("{s:o, s:o, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "from",
            day_json(statistics_from_day(statistics)), "to",
            day_json(statistics_to_day(statistics)), "unit", statistics_unit_name(statistics),
            "cut", (int)statistics_is_cut(statistics), "total", sum_json(&sum), "relations",
            relations_json(statistics), "kinds", kinds_json(statistics), "cells",
            cells_json(statistics), "months", months_json(statistics), "targets",
            targets_json(statistics), "units", units_json(statistics));
}
