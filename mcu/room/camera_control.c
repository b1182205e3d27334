#include "mcu/room/camera_control.h"

#include <string.h>

CameraControl camera_control(const CameraControlEvents *events, void *user_data)
{
    return (CameraControl){.events = events, .user_data = user_data};
}

bool camera_control_can(const H281Ability *ability)
{
    return ability->pan || ability->tilt || ability->zoom || ability->focus;
}

/* ---- what is said ---- */

static void say(const CameraControl *control, const H281Message *message)
{
    uint8_t payload[H224_FRAME_SIZE_MAX];
    ByteWriter writer = byte_writer(payload, sizeof payload);
    H224Frame frame = h281_message_write(message);
    frame.mirrored = control->mirrored;
    h224_frame_write(&frame, &writer);
    control->events->send(payload, writer.size, control->user_data);
}

static void say_clients(const CameraControl *control)
{
    say(control, &(H281Message){.kind = H281_CLIENTS, .spoken = true});
}

static void hello(CameraControl *control, int64_t now_us)
{
    control->hellos++;
    control->hello_us = now_us + CAMERA_CONTROL_HELLO_US;
    say_clients(control);
    say(control, &(H281Message){.kind = H281_CLIENTS_ASKED});
    say(control, &(H281Message){.kind = H281_ABILITY_ASKED});
}

static bool is_moving(const H281Move *move)
{
    return move->pan != 0 || move->tilt != 0 || move->zoom != 0 || move->focus != 0;
}

static void stop(CameraControl *control)
{
    if (is_moving(&control->move)) {
        say(control, &(H281Message){.kind = H281_STOP, .move = control->move});
        control->move = (H281Move){0};
    }
}

/* ---- what is heard ---- */

static void set_ability(CameraControl *control, const H281Ability *ability)
{
    if (memcmp(&control->ability, ability, sizeof *ability) != 0) {
        control->ability = *ability;
        if (control->events->changed != NULL) {
            control->events->changed(&control->ability, control->user_data);
        }
    }
}

void camera_control_open(CameraControl *control, bool open, int64_t now_us)
{
    if (control->open == open) {
        return;
    }
    control->open = open;
    control->answered = false;
    control->hellos = 0;
    control->hello_us = now_us;
    control->move = (H281Move){0};
    if (!open) {
        set_ability(control, &(H281Ability){0});
    }
}

void camera_control_take(
        CameraControl *control, const uint8_t *payload, size_t size, int64_t now_us)
{
    H224Frame frame;
    H281Message message;
    if (!control->open || !h224_frame_read(payload, size, &frame)) {
        return;
    }
    control->mirrored = frame.mirrored;
    if (!h281_message_read(&frame, &message)) {
        return;
    }
    switch (message.kind) {
    case H281_CLIENTS:
        control->answered = control->answered || !message.spoken;
        if (!message.spoken) {
            set_ability(control, &(H281Ability){0});
        }
        break;
    case H281_ABILITY:
        control->answered = true;
        set_ability(control, &message.ability);
        break;
    case H281_CLIENTS_ASKED:
        say_clients(control);
        break;
    case H281_ABILITY_ASKED:
        say(control, &(H281Message){.kind = H281_ABILITY}); /* no camera is here */
        break;
    default:
        break;
    }
}

/* ---- what is wanted ---- */

bool camera_control_move(
        CameraControl *control, const H281Move *move, int64_t until_us, int64_t now_us)
{
    const H281Ability *can = &control->ability;
    const H281Move possible = {
            .pan = can->pan ? move->pan : 0,
            .tilt = can->tilt ? move->tilt : 0,
            .zoom = can->zoom ? move->zoom : 0,
            .focus = can->focus ? move->focus : 0,
    };
    if (memcmp(&possible, &control->move, sizeof possible) != 0) {
        stop(control);
        if (is_moving(&possible)) {
            control->move = possible;
            control->again_us = now_us + CAMERA_CONTROL_AGAIN_US;
            say(control, &(H281Message){.kind = H281_START, .move = possible});
        }
    }
    control->until_us = until_us;
    return is_moving(&possible) || (!is_moving(move) && camera_control_can(can));
}

bool camera_control_preset(CameraControl *control, uint8_t preset, bool store)
{
    if (preset >= control->ability.presets) {
        return false;
    }
    stop(control);
    say(control,
            &(H281Message){
                    .kind = store ? H281_PRESET_STORE : H281_PRESET_ACTIVATE, .preset = preset});
    return true;
}

void camera_control_tick(CameraControl *control, int64_t now_us)
{
    if (!control->open) {
        return;
    }
    if (!control->answered && control->hellos < CAMERA_CONTROL_HELLOS_MAX &&
            now_us >= control->hello_us) {
        hello(control, now_us);
    }
    if (is_moving(&control->move) && now_us >= control->until_us) {
        stop(control);
    } else if (is_moving(&control->move) && now_us >= control->again_us) {
        control->again_us = now_us + CAMERA_CONTROL_AGAIN_US;
        say(control, &(H281Message){.kind = H281_CONTINUE, .move = control->move});
    }
}
