#include "signaling/app/plan_begin.h"

#include "signaling/app/plan_context.h"
#include "signaling/app/proceedings_commands.h"

static void release(RestCall *call, ClientError error, const char *detail)
{
    if (error != CLIENT_ERROR_NONE) {
        (void)rest_problem(call, (unsigned)client_error_http_status(error),
                client_error_code(error), client_error_text(error), detail);
    }
    rest_release(call);
}

static void on_done(const GError *error, void *user_data)
{
    release(user_data, error != NULL ? proceedings_commands_error(error) : CLIENT_ERROR_NONE,
            error != NULL ? error->message : NULL);
}

static void on_open(Conference *conference, ClientError error, void *user_data)
{
    RestCall *call = user_data;
    const RestActor *who = rest_actor(call);
    const ProceedingsCommand command = {.verb = PROCEEDINGS_BEGIN};

    if (conference == NULL) {
        release(call, error, "the meeting could not be started");
        return;
    }
    g_autofree char *identity = g_strconcat("account:", who->account, NULL);
    const ProceedingsActor actor = {.identity = identity, .name = who->name, .role = who->role};
    meeting_conduct_run(conference_conduct(conference), &actor, &command, on_done, call);
}

void plan_begin(RestCall *call, void *user_data)
{
    const PlanContext *context = user_data;

    rest_hold(call);
    conference_service_open(context->service, rest_param(call, "code"), on_open, call);
}
