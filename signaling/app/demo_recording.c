#include "signaling/app/demo_recording.h"

struct DemoRecording {
    ConferenceService *service;
    char *meeting;
    size_t sites;
    guint timer;
    size_t next; /* of steps */
    int second;  /* since the first step; what has not begun stands still */
};

typedef struct Step {
    int second;
    ProceedingsCommand command;
} Step;

static const Step steps[] = {
        {0, {.verb = PROCEEDINGS_RECORD, .word = "begin"}},
        {5, {.verb = PROCEEDINGS_AGENDA, .number = 1, .text = "Khai mạc, giới thiệu đại biểu"}},
        {20, {.verb = PROCEEDINGS_AGENDA, .number = 2, .text = "Điểm danh các điểm cầu"}},
        {35, {.verb = PROCEEDINGS_AGENDA, .number = 3, .text = "Báo cáo tình hình thiên tai"}},
        {60, {.verb = PROCEEDINGS_AGENDA}},
        {61, {.verb = PROCEEDINGS_RECORD, .word = "end"}},
};

/* Whether all is there and nothing was ever recorded; after its first step it goes on whatever happens. */
static bool may_step(const DemoRecording *self, const Conference *conference)
{
    const MeetingConduct *conduct = conference_conduct((Conference *)conference);

    return self->next > 0 ||
            (meeting_size(conference_meeting(conference)) >= self->sites &&
                    proceedings_recording(meeting_conduct_state(conduct))->id == 0);
}

void demo_recording_tick(DemoRecording *recording)
{
    static const ProceedingsActor actor = {.identity = "server", .name = "", .role = ROLE_OPERATOR};
    Conference *conference = conference_service_find(recording->service, recording->meeting);

    if (recording->next == G_N_ELEMENTS(steps) || conference == NULL ||
            !may_step(recording, conference)) {
        return;
    }
    if (recording->second++ >= steps[recording->next].second) {
        meeting_conduct_run(conference_conduct(conference), &actor, &steps[recording->next].command,
                NULL, NULL);
        recording->next++;
    }
}

static gboolean on_second(gpointer data)
{
    demo_recording_tick(data);
    return G_SOURCE_CONTINUE;
}

DemoRecording *demo_recording_new(ConferenceService *service, const char *meeting, size_t sites)
{
    DemoRecording *self = g_new0(DemoRecording, 1);

    self->service = service;
    self->meeting = g_strdup(meeting);
    self->sites = sites;
    self->timer = g_timeout_add_seconds(1, on_second, self);
    return self;
}

void demo_recording_free(DemoRecording *recording)
{
    if (recording != NULL) {
        g_clear_handle_id(&recording->timer, g_source_remove);
        g_free(recording->meeting);
        g_free(recording);
    }
}
