#include "signaling/client/client_message.h"
#include "signaling/meeting/proceedings_check.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* Whatever is let through is text of the length that was promised. */
static void check_proceeding(const ClientProceeding *said)
{
    g_assert(said->site == NULL || strlen(said->site) <= CLIENT_WORD_BYTES_MAX);
    g_assert(said->text == NULL || strlen(said->text) <= PROCEEDINGS_CHAT_BYTES_MAX);
    g_assert(said->number >= 0 && said->number <= PROCEEDINGS_NOTE_S_MAX);
    g_assert(json_array_size(said->sites) <= CLIENT_SITES_MAX);
    g_assert(said->heads.present >= 0 && said->heads.present <= SITE_HEADS_PEOPLE_MAX);
    g_assert(said->heads.note == NULL || strlen(said->heads.note) <= SITE_HEADS_NOTE_BYTES_MAX);
    g_assert(said->delegate.position >= 0 && said->delegate.position <= SITE_DELEGATES_MAX);
}

static void check(const ClientMessage *message)
{
    switch (message->type) {
    case CLIENT_HELLO:
        g_assert(message->hello.token == NULL ||
                strlen(message->hello.token) <= CLIENT_TOKEN_BYTES_MAX);
        g_assert(message->hello.site == NULL || g_utf8_validate(message->hello.site, -1, NULL));
        break;
    case CLIENT_OFFER:
        g_assert(strlen(message->offer.sdp) <= CLIENT_SDP_BYTES_MAX);
        break;
    case CLIENT_CANDIDATE:
        g_assert(strlen(message->candidate.candidate) <= CLIENT_CANDIDATE_BYTES_MAX);
        break;
    case CLIENT_LAYOUT:
        g_assert(message->layout.page >= 0 && message->layout.page <= CLIENT_PAGE_MAX);
        break;
    case CLIENT_SITE_LAYOUT:
        g_assert(strlen(message->site_layout.site) <= CLIENT_WORD_BYTES_MAX);
        g_assert(strlen(message->site_layout.layout) <= CLIENT_WORD_BYTES_MAX);
        break;
    case CLIENT_OVERLAY:
        g_assert(message->overlay.clock <= CLIENT_SWITCH_ON);
        break;
    case CLIENT_WATCH:
        g_assert(strlen(message->watch.view) <= CLIENT_WORD_BYTES_MAX);
        break;
    case CLIENT_DEVICES:
        g_assert(strlen(message->devices.camera) <= CLIENT_WORD_BYTES_MAX);
        g_assert(strlen(message->devices.microphone) <= CLIENT_WORD_BYTES_MAX);
        break;
    case CLIENT_SHARE:
    case CLIENT_SET:
    case CLIENT_LEAVE:
    case CLIENT_PING:
    case CLIENT_MESSAGE_TYPES:
        break;
    case CLIENT_BEGIN:
    case CLIENT_END:
    case CLIENT_STOP:
    case CLIENT_EXTEND:
    case CLIENT_LOCK:
    case CLIENT_WAITING:
    case CLIENT_ADMIT:
    case CLIENT_REJECT:
    case CLIENT_GOVERN:
    case CLIENT_AUTO_MUTE:
    case CLIENT_RECORD:
    case CLIENT_RECORD_ACK:
    case CLIENT_AGENDA:
    case CLIENT_ASK:
    case CLIENT_WITHDRAW:
    case CLIENT_QUEUE:
    case CLIENT_FLOOR:
    case CLIENT_MUTE:
    case CLIENT_DROP:
    case CLIENT_RESTART:
    case CLIENT_PRESENT:
    case CLIENT_VOTE_OPEN:
    case CLIENT_ROLL_BEGIN:
    case CLIENT_ROLL_CALL:
    case CLIENT_ROLL_MARK:
    case CLIENT_ROLL_END:
    case CLIENT_ROLL_CONFIRM:
    case CLIENT_HEADS:
    case CLIENT_DELEGATE:
    case CLIENT_VOTE:
    case CLIENT_VOTE_CLOSE:
    case CLIENT_CHAT:
    case CLIENT_NOTE:
    case CLIENT_CAMERA:
    case CLIENT_CAMERA_PRESET:
        check_proceeding(&message->proceeding);
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_auto(ClientMessage) message = {0};
    g_autoptr(GError) error = NULL;

    if (client_message_decode((const char *)data, size, &message, &error)) {
        check(&message);
    } else {
        g_assert(error != NULL && g_utf8_validate(error->message, -1, NULL));
    }
    return 0;
}
