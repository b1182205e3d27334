#include "signaling/client/server_message.h"

#include "signaling/meeting/utc_time.h"

#include <jansson.h>

#include <math.h>

/* Takes the JSON over. */
static char *to_text(json_t *message)
{
    g_assert(message != NULL);
    char *dumped = json_dumps(message, JSON_COMPACT);
    char *text = g_strdup(dumped);
    free(dumped);
    json_decref(message);
    return text;
}

static json_t *site_json(const Participant *site)
{
    return json_pack("{s:s, s:s, s:s, s:i, s:s, s:b, s:b, s:b, s:s}", "id", site->identity, "name",
            site->name, "role", role_name(site->role), "order", site->order, "state",
            participant_state_name(site->state), "mic", site->mic, "camera", site->camera,
            "speaking", site->speaking, "quality", participant_quality_name(site->quality));
}

static json_t *sites_json(const Meeting *meeting)
{
    json_t *sites = json_array();

    for (size_t i = 0; i < meeting_size(meeting); i++) {
        json_array_append_new(sites, site_json(meeting_nth(meeting, i)));
    }
    return sites;
}

static json_t *layout_json(const ApiLayout *layout)
{
    return json_pack("{s:s, s:s, s:I, s:I, s:s, s:I}", "view", api_view_word((ApiView)layout->view),
            "mode", api_layout_mode_word((ApiLayoutMode)layout->mode), "page",
            (json_int_t)layout->page, "pages", (json_int_t)layout->pages, "pinned", layout->pinned,
            "rotate_s", (json_int_t)layout->rotate_s);
}

static json_t *layouts_json(const Stage *stage)
{
    json_t *layouts = json_array();

    for (int view = 0; view < STAGE_VIEWS; view++) {
        json_array_append_new(layouts, layout_json(stage_layout(stage, (ApiView)view)));
    }
    return layouts;
}

char *server_message_welcome(const ServerWelcome *welcome)
{
    return to_text(
            json_pack("{s:s, s:{s:s, s:s}, s:{s:s, s:s, s:s}, s:s, s:s, s:b, s:o, s:o, s:O, s:o}",
                    "type", "welcome", "meeting", "code", meeting_code(welcome->meeting), "title",
                    meeting_title(welcome->meeting), "self", "id", welcome->self->identity, "name",
                    welcome->self->name, "role", role_name(welcome->self->role), "token",
                    welcome->token, "resume", welcome->resume, "media_alive", welcome->media_alive,
                    "sites", sites_json(welcome->meeting), "layouts", layouts_json(welcome->stage),
                    "proceedings", welcome->proceedings, "ice_servers",
                    welcome->ice_servers != NULL ? json_incref((json_t *)welcome->ice_servers)
                                                 : json_array()));
}

char *server_message_answer(int64_t id, const char *sdp, const char *resume)
{
    return to_text(json_pack("{s:s, s:I, s:s, s:s}", "type", "answer", "id", (json_int_t)id, "sdp",
            sdp, "resume", resume));
}

char *server_message_site(const Participant *site)
{
    return to_text(json_pack("{s:s, s:o}", "type", "site", "site", site_json(site)));
}

char *server_message_site_gone(const char *identity)
{
    return to_text(json_pack("{s:s, s:s}", "type", "site_gone", "id", identity));
}

char *server_message_speaker(const char *identity)
{
    return to_text(json_pack("{s:s, s:s?}", "type", "speaker", "id", identity));
}

char *server_message_layouts(const Stage *stage)
{
    return to_text(json_pack("{s:s, s:o}", "type", "layouts", "layouts", layouts_json(stage)));
}

char *server_message_layout(const Stage *stage, ApiView view)
{
    json_t *message = layout_json(stage_layout(stage, view));
    json_object_set_new(message, "type", json_string("layout"));
    return to_text(message);
}

char *server_message_floor(const Stage *stage)
{
    return to_text(json_pack("{s:s, s:s}", "type", "floor", "site", stage_floor(stage)));
}

char *server_message_share(const Stage *stage, const char *identity)
{
    const char *presenter = stage_presenter(stage);
    return to_text(json_pack("{s:s, s:s, s:b}", "type", "share", "site", presenter, "mine",
            presenter[0] != '\0' && g_str_equal(presenter, identity)));
}

char *server_message_overlay(const Stage *stage)
{
    const ApiOverlay overlay = stage_overlay(stage);
    return to_text(json_pack(
            "{s:s, s:b, s:b}", "type", "overlay", "title", overlay.title, "clock", overlay.clock));
}

char *server_message_size(int64_t width, int64_t height, int64_t fps, int64_t bitrate_bps)
{
    return to_text(json_pack("{s:s, s:I, s:I, s:I, s:I}", "type", "size", "width",
            (json_int_t)width, "height", (json_int_t)height, "fps", (json_int_t)fps, "bitrate_bps",
            (json_int_t)bitrate_bps));
}

/* Which of its own views a site has been given is the media server's business. */
static const char *view_word(int view)
{
    return view >= API_VIEW_OWN_1 ? "own" : api_view_word((ApiView)view);
}

char *server_message_quality(
        ParticipantQuality level, const ApiLegQuality *figures, const CentreFigures *centre)
{
    return to_text(json_pack(
            "{s:s, s:s, s:f, s:f, s:s, s:I, s:f, s:b, s:I, s:I, s:I, s:I, s:s, s:s, s:f, s:I}",
            "type", "quality", "level", participant_quality_name(level), "rtt_ms", figures->rtt_ms,
            "loss_percent", figures->loss_percent, "view", view_word(figures->view), "height_px",
            (json_int_t)figures->height_px, "fps", figures->fps, "stills", figures->stills,
            "sound_copies", (json_int_t)figures->copies, "rx_bps", (json_int_t)figures->rx_bps,
            "tx_bps", (json_int_t)figures->tx_bps, "level_dbov", (json_int_t)figures->level_dbov,
            "reason", api_limit_word((ApiLimit)figures->reason), "slides",
            api_slides_way_word((ApiSlidesWay)figures->slides), "centre_ms",
            (double)centre->picture_us / 1000, "dropped", (json_int_t)centre->dropped));
}

char *server_message_proceedings(const json_t *state)
{
    return to_text(json_pack("{s:s, s:O}", "type", "proceedings", "state", state));
}

char *server_message_heads(const json_t *heads)
{
    json_t *message = json_deep_copy(heads);

    json_object_set_new(message, "type", json_string("heads"));
    return to_text(message);
}

char *server_message_chat(const ChatLine *line)
{
    g_autofree char *time = utc_time_text(line->time_us);
    return to_text(json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "type", "chat", "from", line->from,
            "name", line->name, "to", line->to, "text", line->text, "time", time));
}

char *server_message_note(const ScreenNote *note)
{
    g_autofree char *since = utc_time_text(note->since_us);
    g_autofree char *until = utc_time_text(note->until_us);
    return to_text(json_pack("{s:s, s:s, s:s, s:s, s:s}", "type", "message", "site", note->site,
            "text", note->text, "since", since, "until", until));
}

char *server_message_done(int64_t id)
{
    return to_text(json_pack("{s:s, s:I}", "type", "done", "id", (json_int_t)id));
}

char *server_message_waiting(void)
{
    return to_text(json_pack("{s:s}", "type", "waiting"));
}

char *server_message_admitted(void)
{
    return to_text(json_pack("{s:s}", "type", "admitted"));
}

char *server_message_restart(void)
{
    return to_text(json_pack("{s:s}", "type", "restart"));
}

/* What can be moved of a device's camera; NULL: it has none. */
static json_t *camera_of(const ApiLegQuality *figures)
{
    if (!figures->pans && !figures->tilts && !figures->zooms && !figures->focuses) {
        return NULL;
    }
    return json_pack("{s:b, s:b, s:b, s:b, s:I}", "pan", figures->pans, "tilt", figures->tilts,
            "zoom", figures->zooms, "focus", figures->focuses, "presets",
            (json_int_t)figures->presets);
}

char *server_message_site_quality(
        const char *site, ParticipantQuality level, const ApiLegQuality *figures)
{
    return to_text(json_pack("{s:s, s:s, s:s, s:f, s:f, s:I, s:I, s:I, s:o*}", "type",
            "site_quality", "site", site, "level", participant_quality_name(level), "rtt_ms",
            figures->rtt_ms, "loss_percent", figures->loss_percent, "rx_bps",
            (json_int_t)figures->rx_bps, "tx_bps", (json_int_t)figures->tx_bps, "level_dbov",
            (json_int_t)figures->level_dbov, "camera", camera_of(figures)));
}

char *server_message_lines(int64_t step_s, json_t *sites)
{
    return to_text(json_pack(
            "{s:s, s:I, s:O}", "type", "lines", "step_s", (json_int_t)step_s, "sites", sites));
}

char *server_message_attendance(int64_t now_us, int64_t opened_us, json_t *sites)
{
    g_autofree char *now = utc_time_text(now_us);
    g_autofree char *opened = utc_time_text(opened_us);

    return to_text(json_pack("{s:s, s:s, s:s, s:o}", "type", "attendance", "now", now, "opened",
            opened, "sites", sites));
}

char *server_message_site_watch(const char *site, const json_t *faults)
{
    return to_text(
            json_pack("{s:s, s:s, s:O}", "type", "site_watch", "site", site, "faults", faults));
}

char *server_message_site_call(const json_t *call)
{
    json_t *message = json_pack("{s:s}", "type", "site_call");

    json_object_update(message, (json_t *)(uintptr_t)call);
    return to_text(message);
}

char *server_message_recording(const RecordingNews *news)
{
    json_t *message = json_pack("{s:s, s:s, s:I, s:I}", "type", "recording", "state", news->state,
            "since_us", (json_int_t)news->since_us, "duration_ms", (json_int_t)news->duration_ms);

    if (news->alarms != NULL) {
        json_t *more = json_pack("{s:I, s:I, s:I, s:s, s:O, s:O, s:O, s:b}", "recording",
                (json_int_t)news->recording, "bytes", (json_int_t)news->bytes, "behind_ms",
                (json_int_t)news->behind_ms, "reason", news->reason, "alarms", news->alarms, "told",
                news->told, "acknowledged", news->acknowledged, "stems", (int)news->stems);
        json_object_update(message, more);
        json_decref(more);
    }
    return to_text(message);
}

char *server_message_record_notice(int64_t recording, bool owed)
{
    return to_text(json_pack("{s:s, s:I, s:b}", "type", "record_notice", "recording",
            (json_int_t)recording, "owed", (int)owed));
}

char *server_message_record_told(int64_t recording, const char *site, const char *how)
{
    return to_text(json_pack("{s:s, s:I, s:s, s:s}", "type", "record_told", "recording",
            (json_int_t)recording, "site", site, "how", how));
}

char *server_message_overload(const char *step)
{
    return to_text(json_pack("{s:s, s:s}", "type", "overload", "step", step));
}

char *server_message_disk(int used_percent)
{
    return to_text(json_pack("{s:s, s:i}", "type", "disk", "used_percent", used_percent));
}

char *server_message_media_lost(const char *reason)
{
    return to_text(json_pack("{s:s, s:s}", "type", "media_lost", "reason", reason));
}

char *server_message_pong(double t)
{
    /* A whole number goes back as one: 5 must not come back as 5.0. */
    const bool whole = fabs(t) < 9007199254740992.0 && t == trunc(t);
    json_t *value = whole ? json_integer((json_int_t)t) : json_real(t);
    return to_text(json_pack("{s:s, s:o}", "type", "pong", "t", value));
}

char *server_message_closed(const char *reason)
{
    return to_text(json_pack("{s:s, s:s}", "type", "closed", "reason", reason));
}

static json_t *error_json(ClientError error, const char *subject, const char *detail)
{
    return json_pack("{s:s, s:s, s:s, s:s*, s:s*}", "type", "error", "code",
            client_error_code(error), "message", client_error_text(error), "for", subject, "detail",
            detail);
}

char *server_message_error(ClientError error, const char *subject, const char *detail)
{
    return to_text(error_json(error, subject, detail));
}

char *server_message_refusal(ClientError error, const char *subject, const char *detail, int64_t id)
{
    json_t *message = error_json(error, subject, detail);

    if (id != 0) {
        json_object_set_new(message, "id", json_integer((json_int_t)id));
    }
    return to_text(message);
}

char *server_message_full(int sites, int sites_max)
{
    json_t *message = error_json(CLIENT_ERROR_MEETING_FULL, "hello", NULL);
    g_autofree char *text =
            g_strdup_printf("Phòng họp đã đủ số điểm cầu (%d/%d).", sites, sites_max);

    json_object_set_new(message, "message", json_string(text));
    json_object_set_new(message, "n", json_integer(sites));
    json_object_set_new(message, "max", json_integer(sites_max));
    return to_text(message);
}
