#include "signaling/report/statistics.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/meeting/meeting_plan.h"
#include "signaling/report/print_text.h"

enum { WHOLE = 10000 /* hundredths of a percent */, SHARE_DECIMALS = 1, DECIMALS_MAX = 4 };

typedef struct Meeting {
    char *code;
    int relation; /* indices */
    int kind;
    int form;
    int month;
    int64_t length_us;
    int64_t sites;
} Meeting;

struct Statistics {
    int64_t from_day;
    int64_t to_day;
    char *unit;
    char *parent;
    GArray *relations; /* StatisticsWord; the last one is "" */
    GArray *kinds;
    GArray *targets;  /* StatisticsTarget */
    GArray *meetings; /* Meeting */
    GPtrArray *units; /* StatisticsUnit, in order of their names */
    GHashTable *by_code;
    bool cut;
};

static void word_clear(void *data)
{
    StatisticsWord *word = data;
    g_free(word->code);
    g_free(word->name);
}

static void meeting_clear(void *data)
{
    g_free(((Meeting *)data)->code);
}

static void unit_free(void *data)
{
    StatisticsUnit *unit = data;
    g_free(unit->code);
    g_free(unit->name);
    g_free(unit);
}

void statistics_target_clear(StatisticsTarget *target)
{
    g_free(target->name);
    g_strfreev(target->relations);
    *target = (StatisticsTarget){0};
}

static void target_clear(void *data)
{
    statistics_target_clear(data);
}

static GArray *words_new(const char *name)
{
    const StatisticsWord others = {g_strdup(""), g_strdup(name)};
    GArray *words = g_array_new(FALSE, FALSE, sizeof(StatisticsWord));

    g_array_set_clear_func(words, word_clear);
    g_array_append_val(words, others);
    return words;
}

static int month_of(const Statistics *statistics, int64_t day)
{
    const CivilDate first = civil_day_date(statistics->from_day);
    const CivilDate date = civil_day_date(day);
    return (date.year - first.year) * CIVIL_MONTHS + date.month - first.month;
}

bool statistics_period_fits(int64_t from_day, int64_t to_day)
{
    const Statistics period = {.from_day = from_day};
    return from_day >= 0 && to_day >= from_day && month_of(&period, to_day) < STATISTICS_MONTHS_MAX;
}

Statistics *statistics_new(int64_t from_day, int64_t to_day)
{
    g_assert(statistics_period_fits(from_day, to_day));

    Statistics *statistics = g_new0(Statistics, 1);
    statistics->from_day = from_day;
    statistics->to_day = to_day;
    statistics->unit = g_strdup("");
    statistics->parent = g_strdup("");
    statistics->relations = words_new("Chưa phân loại");
    statistics->kinds = words_new("Chưa phân loại");
    statistics->targets = g_array_new(FALSE, FALSE, sizeof(StatisticsTarget));
    g_array_set_clear_func(statistics->targets, target_clear);
    statistics->meetings = g_array_new(FALSE, FALSE, sizeof(Meeting));
    g_array_set_clear_func(statistics->meetings, meeting_clear);
    statistics->units = g_ptr_array_new_with_free_func(unit_free);
    statistics->by_code = g_hash_table_new(g_str_hash, g_str_equal);
    return statistics;
}

void statistics_free(Statistics *statistics)
{
    if (statistics == NULL) {
        return;
    }
    g_free(statistics->unit);
    g_free(statistics->parent);
    g_array_unref(statistics->relations);
    g_array_unref(statistics->kinds);
    g_array_unref(statistics->targets);
    g_array_unref(statistics->meetings);
    g_hash_table_unref(statistics->by_code);
    g_ptr_array_unref(statistics->units);
    g_free(statistics);
}

/* ---- filling in ---- */

static void add_word(Statistics *statistics, GArray *words, const char *code, const char *name)
{
    g_assert(statistics->meetings->len == 0);
    if (words->len >= STATISTICS_WORDS_MAX) {
        statistics->cut = true;
        return;
    }
    const StatisticsWord word = {g_strdup(code), g_strdup(name)};
    g_array_insert_val(words, words->len - 1, word);
}

void statistics_add_relation(Statistics *statistics, const char *code, const char *name)
{
    add_word(statistics, statistics->relations, code, name);
}

void statistics_add_kind(Statistics *statistics, const char *code, const char *name)
{
    add_word(statistics, statistics->kinds, code, name);
}

void statistics_add_target(Statistics *statistics, const StatisticsTarget *target)
{
    if (statistics->targets->len >= STATISTICS_TARGETS_MAX) {
        statistics->cut = true;
        return;
    }
    const StatisticsTarget copy = {
            .name = g_strdup(target->name),
            .relations = g_strdupv(target->relations),
            .hundredths = target->hundredths,
            .strict = target->strict,
    };
    g_array_append_val(statistics->targets, copy);
}

void statistics_set_unit(Statistics *statistics, const char *name, const char *parent)
{
    g_free(statistics->unit);
    g_free(statistics->parent);
    statistics->unit = g_strdup(name);
    statistics->parent = g_strdup(parent);
}

static int index_of(const GArray *words, const char *code)
{
    for (guint i = 0; i < words->len; i++) {
        if (g_str_equal(g_array_index(words, StatisticsWord, i).code, code)) {
            return (int)i;
        }
    }
    return (int)words->len - 1;
}

void statistics_add_meeting(Statistics *statistics, const StatisticsMeeting *meeting)
{
    const int64_t day = civil_day_of(meeting->start_us);

    g_assert(meeting->form >= 0 && meeting->form < STATISTICS_FORMS);
    g_assert(day >= statistics->from_day && day <= statistics->to_day);
    if (statistics->meetings->len >= STATISTICS_MEETINGS_MAX) {
        statistics->cut = true;
        return;
    }
    const Meeting row = {
            .code = g_strdup(meeting->code),
            .relation = index_of(statistics->relations, meeting->relation),
            .kind = index_of(statistics->kinds, meeting->kind),
            .form = meeting->form,
            .month = month_of(statistics, day),
            .length_us = MAX(meeting->length_us, 0),
    };
    g_array_append_val(statistics->meetings, row);
}

void statistics_set_sites(Statistics *statistics, size_t n, int64_t sites)
{
    g_assert(n < statistics->meetings->len);
    g_array_index(statistics->meetings, Meeting, n).sites = sites;
}

static int by_name(const StatisticsUnit *left, const StatisticsUnit *right)
{
    const int order = g_utf8_collate(left->name, right->name);
    return order != 0 ? order : g_strcmp0(left->code, right->code);
}

/* Where it belongs in the order of names. */
static void insert_unit(GPtrArray *units, StatisticsUnit *unit)
{
    guint low = 0;
    guint high = units->len;

    while (low < high) {
        const guint middle = (low + high) / 2;
        if (by_name(g_ptr_array_index(units, middle), unit) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    g_ptr_array_insert(units, (gint)low, unit);
}

void statistics_add_attendance(
        Statistics *statistics, const char *unit, const char *name, bool present, bool late)
{
    StatisticsUnit *row = g_hash_table_lookup(statistics->by_code, unit);

    if (row == NULL) {
        if (statistics->units->len >= STATISTICS_UNITS_MAX) {
            statistics->cut = true;
            return;
        }
        row = g_new0(StatisticsUnit, 1);
        row->code = g_strdup(unit);
        row->name = g_strdup(name);
        insert_unit(statistics->units, row);
        g_hash_table_insert(statistics->by_code, row->code, row);
    }
    row->invited++;
    row->present += present ? 1 : 0;
    row->absent += present ? 0 : 1;
    row->late += present && late ? 1 : 0;
}

/* ---- reading ---- */

int64_t statistics_from_day(const Statistics *statistics)
{
    return statistics->from_day;
}

int64_t statistics_to_day(const Statistics *statistics)
{
    return statistics->to_day;
}

const char *statistics_unit_name(const Statistics *statistics)
{
    return statistics->unit;
}

const char *statistics_parent_name(const Statistics *statistics)
{
    return statistics->parent;
}

bool statistics_is_cut(const Statistics *statistics)
{
    return statistics->cut;
}

size_t statistics_meetings(const Statistics *statistics)
{
    return statistics->meetings->len;
}

const char *statistics_meeting_code(const Statistics *statistics, size_t n)
{
    g_assert(n < statistics->meetings->len);
    return g_array_index(statistics->meetings, Meeting, n).code;
}

bool statistics_is_in_person(const Statistics *statistics, size_t n)
{
    g_assert(n < statistics->meetings->len);
    return g_array_index(statistics->meetings, Meeting, n).form == MEETING_IN_PERSON;
}

static const StatisticsWord *word_at(const GArray *words, size_t n)
{
    return n < words->len ? &g_array_index(words, StatisticsWord, n) : NULL;
}

const StatisticsWord *statistics_relation(const Statistics *statistics, size_t n)
{
    return word_at(statistics->relations, n);
}

const StatisticsWord *statistics_kind(const Statistics *statistics, size_t n)
{
    return word_at(statistics->kinds, n);
}

const char *statistics_form_code(int form)
{
    return meeting_form_words[form];
}

const char *statistics_form_name(int form)
{
    static const char *const names[STATISTICS_FORMS] = {
            [MEETING_ONLINE] = "Trực tuyến",
            [MEETING_IN_PERSON] = "Trực tiếp",
            [MEETING_HYBRID] = "Kết hợp",
    };
    return names[form];
}

char *statistics_month(const Statistics *statistics, size_t n)
{
    const CivilDate first = civil_day_date(statistics->from_day);

    if ((int64_t)n > month_of(statistics, statistics->to_day)) {
        return NULL;
    }
    const int month = first.month - 1 + (int)n;
    return g_strdup_printf(
            "%04d-%02d", first.year + month / CIVIL_MONTHS, month % CIVIL_MONTHS + 1);
}

static bool fits(int wanted, int value)
{
    return wanted == STATISTICS_ANY || wanted == value;
}

StatisticsSum statistics_sum(const Statistics *statistics, StatisticsChoice choice)
{
    StatisticsSum sum = {0};

    for (guint i = 0; i < statistics->meetings->len; i++) {
        const Meeting *meeting = &g_array_index(statistics->meetings, Meeting, i);
        if (fits(choice.relation, meeting->relation) && fits(choice.kind, meeting->kind) &&
                fits(choice.form, meeting->form) && fits(choice.month, meeting->month)) {
            sum.meetings++;
            sum.online += meeting->form != MEETING_IN_PERSON ? 1 : 0;
            sum.length_us += meeting->length_us;
            sum.sites += meeting->sites;
        }
    }
    return sum;
}

char *statistics_share(const StatisticsSum *sum)
{
    return sum->meetings == 0
            ? g_strdup("")
            : print_percent(100.0 * (double)sum->online / (double)sum->meetings, SHARE_DECIMALS);
}

const StatisticsTarget *statistics_target(const Statistics *statistics, size_t n)
{
    return n < statistics->targets->len ? &g_array_index(statistics->targets, StatisticsTarget, n)
                                        : NULL;
}

/* -1, 0 or 1: part/whole against the threshold, exactly. */
static int compare(int64_t part, int64_t whole, int64_t hundredths)
{
    const int64_t left = part * WHOLE;
    const int64_t right = hundredths * whole;
    return (left > right) - (left < right);
}

/* With as many decimals as it takes for the printed share to lie on the side of the threshold on which it lies. */
static char *share_beside(int64_t part, int64_t whole, int64_t hundredths)
{
    const int exact = compare(part, whole, hundredths);
    int64_t scale = 1000; /* of one decimal: 100 % are 1000 */
    int decimals = SHARE_DECIMALS;

    for (; decimals < DECIMALS_MAX; decimals++, scale *= 10) {
        const int64_t rounded = (2 * part * scale + whole) / (2 * whole);
        if (compare(rounded, scale, hundredths) == exact) {
            break;
        }
    }
    return print_percent(100.0 * (double)part / (double)whole, decimals);
}

void statistics_result(
        const Statistics *statistics, const StatisticsTarget *target, StatisticsResult *ret)
{
    *ret = (StatisticsResult){0};
    for (size_t i = 0; target->relations[i] != NULL; i++) {
        const int relation = index_of(statistics->relations, target->relations[i]);
        const StatisticsWord *word = statistics_relation(statistics, (size_t)relation);
        StatisticsChoice choice = STATISTICS_ALL;
        choice.relation = relation;
        if (g_str_equal(word->code, target->relations[i])) {
            const StatisticsSum sum = statistics_sum(statistics, choice);
            ret->meetings += sum.meetings;
            ret->online += sum.online;
        }
    }
    if (ret->meetings == 0) {
        ret->share = g_strdup("");
        return;
    }
    ret->met = compare(ret->online, ret->meetings, target->hundredths) >= (target->strict ? 1 : 0);
    ret->share = share_beside(ret->online, ret->meetings, target->hundredths);
}

void statistics_result_clear(StatisticsResult *result)
{
    g_clear_pointer(&result->share, g_free);
}

const char *statistics_result_word(const StatisticsResult *result)
{
    return result->meetings == 0 ? "Không có cuộc họp" : result->met ? "Đạt" : "Chưa đạt";
}

const StatisticsUnit *statistics_unit(const Statistics *statistics, size_t n)
{
    return n < statistics->units->len ? g_ptr_array_index(statistics->units, n) : NULL;
}
