#include "signaling/app/rest_scope.h"

#include "tests/fakes/test_database.h"

#include <string.h>

typedef struct Fixture {
    TestDatabase place;
    Database *database;
    RestCall *call;
} Fixture;

static void run(Database *database, const char *sql)
{
    g_autoptr(GError) error = NULL;
    database_run(database, sql, DATABASE_NO_VALUES, NULL, &error);
    g_assert_no_error(error);
}

/* "" above "tinh" above "hon-dat" above "tho-son", and "phu-quoc" beside; two that are each other's parent. */
static void fixture_init(Fixture *fixture)
{
    static const char *const units[][2] = {{"tinh", ""}, {"hon-dat", "tinh"},
            {"tho-son", "hon-dat"}, {"phu-quoc", "tinh"}, {"ring-a", "ring-b"},
            {"ring-b", "ring-a"}};
    static const char *const no_names[] = {NULL};
    g_autoptr(HttpRequest) request =
            http_request_new(&(HttpRequestParts){.path = "/", .peer = "192.0.2.1"});

    test_database_init(&fixture->place);
    fixture->database = test_database_open(&fixture->place);
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        g_autofree char *sql = g_strdup_printf("INSERT INTO units (code, name, name_fold, "
                                               "short_name, short_name_fold, kind, block, "
                                               "parent, position, valid_from, valid_to, successor, "
                                               "address) VALUES ('%s', 'Tên %s', "
                                               "'', '', '', '', '', '%s', 0, 0, 0, '', '')",
                units[i][0], units[i][0], units[i][1]);
        run(fixture->database, sql);
    }
    run(fixture->database,
            "INSERT INTO meeting_sites (meeting, site, name, position) VALUES ('hop', 'dc-1', '', "
            "1)");
    fixture->call = rest_call_new(&(RestCallParts){.request = request, .param_names = no_names});
}

static void fixture_clear(Fixture *fixture)
{
    rest_call_unref(fixture->call);
    database_close(fixture->database);
    test_database_clear(&fixture->place);
}

static void act_as(Fixture *fixture, Role role, const char *unit)
{
    RestActor *actor = rest_call_actor(fixture->call);

    rest_actor_clear(actor);
    *actor = (RestActor){.role = role,
            .account = g_strdup("toi"),
            .name = g_strdup(""),
            .unit = g_strdup(unit),
            .site = g_strdup(role == ROLE_SITE ? "dc-1" : ""),
            .session = g_strdup("")};
}

static void test_units(void)
{
    static const struct {
        const char *why;
        Role role;
        const char *own;
        Permission permission;
        const char *unit;
        bool reaches;
    } cases[] = {
            {"above all", ROLE_ADMIN, "", PERMISSION_UNIT_EDIT, "tho-son", true},
            {"the own unit", ROLE_ADMIN, "hon-dat", PERMISSION_UNIT_EDIT, "hon-dat", true},
            {"below", ROLE_ADMIN, "tinh", PERMISSION_UNIT_EDIT, "tho-son", true},
            {"above", ROLE_ADMIN, "hon-dat", PERMISSION_UNIT_EDIT, "tinh", false},
            {"beside", ROLE_ADMIN, "hon-dat", PERMISSION_UNIT_EDIT, "phu-quoc", false},
            {"a unit that is none", ROLE_ADMIN, "hon-dat", PERMISSION_UNIT_EDIT, "x", false},
            {"the top that no unit has", ROLE_ADMIN, "hon-dat", PERMISSION_UNIT_EDIT, "", false},
            {"parents in a circle", ROLE_ADMIN, "hon-dat", PERMISSION_UNIT_EDIT, "ring-a", false},
            {"a role without it", ROLE_OPERATOR, "", PERMISSION_UNIT_EDIT, "tinh", false},
            {"of the unit only", ROLE_CHAIR, "hon-dat", PERMISSION_MEETING_EDIT, "hon-dat", true},
            {"and not below", ROLE_CHAIR, "hon-dat", PERMISSION_MEETING_EDIT, "tho-son", false},
    };
    Fixture fixture;

    fixture_init(&fixture);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        bool reaches = !cases[i].reaches;
        g_test_message("%s", cases[i].why);
        act_as(&fixture, cases[i].role, cases[i].own);
        g_assert_true(rest_reaches_unit(fixture.call, fixture.database, cases[i].permission,
                cases[i].unit, &reaches, &error));
        g_assert_true(reaches == cases[i].reaches);
        g_assert_true(rest_need_unit(fixture.call, fixture.database, cases[i].permission,
                              cases[i].unit, &error) == cases[i].reaches);
    }
    fixture_clear(&fixture);
}

static void test_meetings(void)
{
    static const struct {
        const char *why;
        Role role;
        const char *own;
        Permission permission;
        RestMeeting meeting;
        unsigned status; /* 0: reaches */
    } cases[] = {
            {"named as chair", ROLE_CHAIR, "hon-dat", PERMISSION_RUN, {"x", "hon-dat", "toi", ""},
                    0},
            {"named as secretary", ROLE_SECRETARY, "phu-quoc", PERMISSION_RUN,
                    {"x", "hon-dat", "", "toi"}, 0},
            {"of the unit, but not named", ROLE_SECRETARY, "hon-dat", PERMISSION_RUN,
                    {"x", "hon-dat", "ai", "ai"}, 403},
            {"of another unit", ROLE_CHAIR, "hon-dat", PERMISSION_RUN, {"x", "phu-quoc", "", ""},
                    404},
            {"an operator's subtree", ROLE_OPERATOR, "tinh", PERMISSION_RUN,
                    {"x", "phu-quoc", "", ""}, 0},
            {"an operator beside", ROLE_OPERATOR, "phu-quoc", PERMISSION_RUN,
                    {"x", "hon-dat", "", ""}, 404},
            {"an administrator", ROLE_ADMIN, "", PERMISSION_MEETING_READ,
                    {"x", "hon-dat", "toi", ""}, 404},
            {"an invited site", ROLE_SITE, "hon-dat", PERMISSION_MEETING_READ,
                    {"hop", "tinh", "", ""}, 0},
            {"one that is not", ROLE_SITE, "hon-dat", PERMISSION_MEETING_READ,
                    {"khac", "hon-dat", "", ""}, 404},
            {"an invited site that would run it", ROLE_SITE, "hon-dat", PERMISSION_RUN,
                    {"hop", "tinh", "", ""}, 403},
    };
    Fixture fixture;

    fixture_init(&fixture);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_test_message("%s", cases[i].why);
        act_as(&fixture, cases[i].role, cases[i].own);
        const bool reaches = rest_need_meeting(
                fixture.call, fixture.database, cases[i].permission, &cases[i].meeting, &error);
        g_assert_no_error(error);
        g_assert_true(reaches == (cases[i].status == 0));
        if (!reaches) {
            g_autoptr(HttpResponse) response = rest_call_response(fixture.call);
            g_assert_cmpuint(http_response_status(response), ==, cases[i].status);
        }
    }
    fixture_clear(&fixture);
}

static void test_names(void)
{
    Fixture fixture;

    fixture_init(&fixture);
    g_autofree char *name = rest_unit_name(fixture.database, "hon-dat", NULL);
    g_autofree char *none = rest_unit_name(fixture.database, "x", NULL);
    g_autofree char *top = rest_unit_name(fixture.database, "", NULL);
    g_assert_cmpstr(name, ==, "Tên hon-dat");
    g_assert_cmpstr(none, ==, "");
    g_assert_cmpstr(top, ==, "");
    fixture_clear(&fixture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rest_scope/units", test_units);
    g_test_add_func("/rest_scope/meetings", test_meetings);
    g_test_add_func("/rest_scope/names", test_names);
    return g_test_run();
}
