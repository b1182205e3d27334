#include "mcu/wire/h281_message.h"

enum {
    /* H.224, 11: the messages of CME */
    CME_CLIENTS = 0x01,
    CME_ABILITY = 0x02, /* "extra capabilities" */
    CME_MESSAGE = 0x00,
    CME_COMMAND = 0xff,
    CME_HAS_MORE = 0x80, /* beside a client's number: it has extra capabilities */
    CME_CLIENT_MASK = 0x7f,
    CME_EXTENDED = 0x7e,    /* a client whose name has one byte more */
    CME_NONSTANDARD = 0x7f, /* or five */

    /* H.281, 4: the requests */
    START = 0x01,
    CONTINUE = 0x02,
    STOP = 0x03,
    STORE = 0x07,
    ACTIVATE = 0x08,

    MAIN_CAMERA = 1, /* H.281, table 1: number 0 is whatever is on now */
    OWN_SOURCES = 6, /* sources from here on bring a name */
    CAN_PAN = 0x80,
    CAN_TILT = 0x40,
    CAN_ZOOM = 0x20,
    CAN_FOCUS = 0x10,
};

/* ---- reading ---- */

static bool read_clients(const H224Frame *frame, H281Message *message)
{
    size_t at = 3;
    if (frame->size < at) {
        return false;
    }
    message->kind = H281_CLIENTS;
    for (unsigned left = frame->data[2]; left > 0 && at < frame->size; left--) {
        const uint8_t client = frame->data[at] & CME_CLIENT_MASK;
        message->spoken = message->spoken || client == H224_CLIENT_H281;
        at += client == CME_NONSTANDARD ? 6 : client == CME_EXTENDED ? 2 : 1;
    }
    return true;
}

/* Of several cameras the main one counts; of one only, that one. */
static void read_source(const uint8_t *source, bool first, H281Ability *ability)
{
    const uint8_t number = source[0] >> 4;
    if (!first && number != MAIN_CAMERA) {
        return;
    }
    ability->pan = (source[1] & CAN_PAN) != 0;
    ability->tilt = (source[1] & CAN_TILT) != 0;
    ability->zoom = (source[1] & CAN_ZOOM) != 0;
    ability->focus = (source[1] & CAN_FOCUS) != 0;
}

static bool read_ability(const H224Frame *frame, H281Message *message)
{
    if (frame->size < 4 || (frame->data[2] & CME_CLIENT_MASK) != H224_CLIENT_H281) {
        return false;
    }
    message->kind = H281_ABILITY;
    message->ability.presets = frame->data[3] & 0x0f;
    for (size_t at = 4; at + 1 < frame->size; at += 2) {
        if (frame->data[at] >> 4 >= OWN_SOURCES) {
            break;
        }
        read_source(&frame->data[at], at == 4, &message->ability);
    }
    return true;
}

static bool read_cme(const H224Frame *frame, H281Message *message)
{
    if (frame->size < 2) {
        return false;
    }
    const uint8_t what = frame->data[0];
    if (frame->data[1] == CME_COMMAND && (what == CME_CLIENTS || what == CME_ABILITY)) {
        message->kind = what == CME_CLIENTS ? H281_CLIENTS_ASKED : H281_ABILITY_ASKED;
        return true;
    }
    if (frame->data[1] != CME_MESSAGE) {
        return false;
    }
    return what == CME_CLIENTS ? read_clients(frame, message)
                               : what == CME_ABILITY && read_ability(frame, message);
}

/* Two bits: whether, and which way. */
static int read_way(uint8_t byte, unsigned shift)
{
    static const int ways[] = {0, 0, -1, 1};
    return ways[byte >> shift & 3];
}

bool h281_message_read(const H224Frame *frame, H281Message *out_message)
{
    H281Message message = {0};
    if (frame->client == H224_CLIENT_CME) {
        if (!read_cme(frame, &message)) {
            return false;
        }
        *out_message = message;
        return true;
    }
    if (frame->client != H224_CLIENT_H281 || frame->size < 2) {
        return false;
    }
    const uint8_t argument = frame->data[1];
    switch (frame->data[0]) {
    case START:
    case CONTINUE:
    case STOP:
        message.kind = (H281Kind)(H281_START + frame->data[0] - START);
        message.move = (H281Move){.pan = read_way(argument, 6),
                .tilt = read_way(argument, 4),
                .zoom = read_way(argument, 2),
                .focus = read_way(argument, 0)};
        break;
    case STORE:
    case ACTIVATE:
        message.kind = frame->data[0] == STORE ? H281_PRESET_STORE : H281_PRESET_ACTIVATE;
        message.preset = argument >> 4;
        break;
    default:
        return false;
    }
    *out_message = message;
    return true;
}

/* ---- writing ---- */

static uint8_t way(int sign, unsigned shift)
{
    return (uint8_t)((sign == 0 ? 0U : sign < 0 ? 2U : 3U) << shift);
}

static uint8_t move_byte(const H281Move *move)
{
    return way(move->pan, 6) | way(move->tilt, 4) | way(move->zoom, 2) | way(move->focus, 0);
}

static void put(H224Frame *frame, uint8_t byte)
{
    frame->data[frame->size++] = byte;
}

static void write_ability(const H281Ability *ability, H224Frame *frame)
{
    put(frame, CME_HAS_MORE | H224_CLIENT_H281);
    put(frame, ability->presets & 0x0f);
    if (ability->pan || ability->tilt || ability->zoom || ability->focus) {
        put(frame, MAIN_CAMERA << 4 | 0x04); /* moving pictures */
        put(frame,
                (uint8_t)((ability->pan ? CAN_PAN : 0) | (ability->tilt ? CAN_TILT : 0) |
                        (ability->zoom ? CAN_ZOOM : 0) | (ability->focus ? CAN_FOCUS : 0)));
    }
}

static void write_cme(const H281Message *message, H224Frame *frame)
{
    const bool of_clients = message->kind == H281_CLIENTS || message->kind == H281_CLIENTS_ASKED;
    const bool asks = message->kind == H281_CLIENTS_ASKED || message->kind == H281_ABILITY_ASKED;
    frame->client = H224_CLIENT_CME;
    put(frame, of_clients ? CME_CLIENTS : CME_ABILITY);
    put(frame, asks ? CME_COMMAND : CME_MESSAGE);
    if (message->kind == H281_CLIENTS) {
        put(frame, message->spoken ? 1 : 0);
        if (message->spoken) {
            put(frame, CME_HAS_MORE | H224_CLIENT_H281);
        }
    } else if (message->kind == H281_ABILITY) {
        write_ability(&message->ability, frame);
    } else if (message->kind == H281_ABILITY_ASKED) {
        put(frame, CME_HAS_MORE | H224_CLIENT_H281);
    }
}

H224Frame h281_message_write(const H281Message *message)
{
    H224Frame frame = {.client = H224_CLIENT_H281};
    switch (message->kind) {
    case H281_CLIENTS:
    case H281_CLIENTS_ASKED:
    case H281_ABILITY:
    case H281_ABILITY_ASKED:
        write_cme(message, &frame);
        break;
    case H281_START:
    case H281_CONTINUE:
    case H281_STOP:
        put(&frame, (uint8_t)(START + (int)message->kind - (int)H281_START));
        put(&frame, move_byte(&message->move));
        if (message->kind == H281_START) {
            put(&frame, 0); /* 800 ms, the only time that all know */
        }
        break;
    case H281_PRESET_STORE:
    case H281_PRESET_ACTIVATE:
        put(&frame, message->kind == H281_PRESET_STORE ? STORE : ACTIVATE);
        put(&frame, (uint8_t)(message->preset << 4));
        break;
    }
    return frame;
}
