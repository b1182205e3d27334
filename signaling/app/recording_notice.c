#include "signaling/app/recording_notice.h"

#include "config/log.h"
#include "signaling/client/server_message.h"

LOG_TOPIC("recording");

static void tell(const RecordingNotice *notice, uint64_t session, const char *identity)
{
    const ProceedingsRecording *recording = proceedings_recording(notice->voice->state);
    conduct_voice_say(notice->voice, session,
            server_message_record_notice(
                    recording->id, recording_notice_is_owed(notice->voice->state, identity)));
}

void recording_notice_write(const RecordingNotice *notice)
{
    for (size_t i = 0; i < meeting_size(notice->voice->meeting); i++) {
        const Participant *participant = meeting_nth(notice->voice->meeting, i);
        tell(notice, participant->session, participant->identity);
    }
}

static void on_playing(const McuReply *reply, void *user_data)
{
    (void)user_data;
    if (reply->outcome != MCU_REPLIED) {
        log_warning("The notice that a meeting is recorded was not spoken: %s.",
                reply->reason != NULL ? reply->reason : "no answer");
    }
}

void recording_notice_speak(RecordingNotice *notice)
{
    const int64_t id = proceedings_recording(notice->voice->state)->id;
    if (id != notice->spoken) {
        notice->spoken = id;
        mcu_room_play(notice->room, notice->sound, on_playing, NULL);
    }
}

void recording_notice_repeat(const RecordingNotice *notice, uint64_t session, const char *identity)
{
    const Proceedings *state = notice->voice->state;
    if (identity[0] != '\0' && proceedings_recording(state)->on &&
            !identity_set_has(proceedings_acknowledged(state), identity)) {
        tell(notice, session, identity);
    }
}

bool recording_notice_is_owed(const Proceedings *state, const char *identity)
{
    return proceedings_recording(state)->on &&
            !identity_set_has(proceedings_told(state), identity) &&
            !identity_set_has(proceedings_acknowledged(state), identity);
}
