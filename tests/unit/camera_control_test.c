#include "mcu/room/camera_control.h"

#include <glib.h>

/* The device at the other end: what it was told, and what we know of it. */
typedef struct Scene {
    CameraControl control;
    GString *told; /* "kind " each, with the move's or the preset's numbers */
    H281Ability known;
    unsigned changes;
    bool mirrored; /* the last word */
} Scene;

static void on_send(const uint8_t *payload, size_t size, void *user_data)
{
    static const char *const names[] = {[H281_CLIENTS] = "clients",
            [H281_CLIENTS_ASKED] = "clients?",
            [H281_ABILITY] = "ability",
            [H281_ABILITY_ASKED] = "ability?",
            [H281_START] = "start",
            [H281_CONTINUE] = "on",
            [H281_STOP] = "stop",
            [H281_PRESET_STORE] = "store",
            [H281_PRESET_ACTIVATE] = "go"};
    Scene *scene = user_data;
    H224Frame frame;
    H281Message message;
    g_assert_true(h224_frame_read(payload, size, &frame));
    g_assert_true(h281_message_read(&frame, &message));
    scene->mirrored = frame.mirrored;
    g_string_append_printf(scene->told, "%s", names[message.kind]);
    if (message.kind >= H281_START && message.kind <= H281_STOP) {
        g_string_append_printf(
                scene->told, "%d%d%d", message.move.pan, message.move.tilt, message.move.zoom);
    } else if (message.kind > H281_STOP) {
        g_string_append_printf(scene->told, "%u", message.preset);
    }
    g_string_append_c(scene->told, ' ');
}

static void on_changed(const H281Ability *ability, void *user_data)
{
    Scene *scene = user_data;
    scene->known = *ability;
    scene->changes++;
}

static const CameraControlEvents events = {.send = on_send, .changed = on_changed};

static void hear(Scene *scene, const H281Message *message, bool mirrored, int64_t now_us)
{
    uint8_t bytes[H224_FRAME_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    H224Frame frame = h281_message_write(message);
    frame.mirrored = mirrored;
    h224_frame_write(&frame, &writer);
    camera_control_take(&scene->control, bytes, writer.size, now_us);
}

static const H281Message dome = {
        .kind = H281_ABILITY, .ability = {.pan = true, .tilt = true, .zoom = true, .presets = 4}};

static void scene_init(Scene *scene, bool with_camera)
{
    *scene = (Scene){.told = g_string_new(NULL)};
    scene->control = camera_control(&events, scene);
    camera_control_open(&scene->control, true, 0);
    if (with_camera) {
        hear(scene, &dome, false, 0);
        g_assert_cmpuint(scene->changes, ==, 1);
    }
}

static void expect(Scene *scene, const char *told)
{
    g_assert_cmpstr(scene->told->str, ==, told);
    g_string_truncate(scene->told, 0);
}

static void scene_clear(Scene *scene)
{
    expect(scene, "");
    g_string_free(scene->told, TRUE);
}

static void test_asks_until_it_is_answered(void)
{
    Scene scene;
    scene_init(&scene, false);
    camera_control_tick(&scene.control, 0);
    expect(&scene, "clients clients? ability? ");
    camera_control_tick(&scene.control, CAMERA_CONTROL_HELLO_US - 1);
    expect(&scene, "");
    for (int64_t i = 1; i < CAMERA_CONTROL_HELLOS_MAX; i++) {
        camera_control_tick(&scene.control, i * CAMERA_CONTROL_HELLO_US);
        expect(&scene, "clients clients? ability? ");
    }
    camera_control_tick(&scene.control, INT64_C(100) * CAMERA_CONTROL_HELLO_US);
    expect(&scene, ""); /* it does not know what this is */
    camera_control_open(&scene.control, false, 0);
    camera_control_open(&scene.control, true, 0);
    hear(&scene, &(H281Message){.kind = H281_CLIENTS}, false, 0); /* it has no camera */
    camera_control_tick(&scene.control, CAMERA_CONTROL_HELLO_US);
    g_assert_cmpuint(scene.changes, ==, 0);
    scene_clear(&scene);
}

static void test_answers_in_its_order_of_bits(void)
{
    Scene scene;
    scene_init(&scene, false);
    hear(&scene, &(H281Message){.kind = H281_CLIENTS_ASKED}, true, 0);
    expect(&scene, "clients ");
    g_assert_true(scene.mirrored);
    hear(&scene, &(H281Message){.kind = H281_ABILITY_ASKED}, false, 0);
    expect(&scene, "ability ");
    g_assert_false(scene.mirrored);
    hear(&scene, &(H281Message){.kind = H281_START, .move = {.pan = 1}}, false, 0);
    camera_control_take(&scene.control, (const uint8_t *)"noise", 5, 0);
    scene_clear(&scene);
}

static void test_moves_as_long_as_it_is_wanted(void)
{
    Scene scene;
    const H281Move left = {.pan = -1};
    scene_init(&scene, true);
    g_assert_true(camera_control_move(&scene.control, &left, 1000000, 0));
    expect(&scene, "start-100 ");
    camera_control_tick(&scene.control, CAMERA_CONTROL_AGAIN_US - 1);
    expect(&scene, "");
    camera_control_tick(&scene.control, CAMERA_CONTROL_AGAIN_US);
    expect(&scene, "on-100 ");
    g_assert_true(camera_control_move(&scene.control, &left, 1500000, 500000)); /* still held */
    camera_control_tick(&scene.control, 1100000);
    expect(&scene, "on-100 ");
    camera_control_tick(&scene.control, 1500000);
    expect(&scene, "stop-100 ");
    camera_control_tick(&scene.control, 2000000);
    scene_clear(&scene);
}

static void test_another_move_ends_the_one_before(void)
{
    Scene scene;
    scene_init(&scene, true);
    g_assert_true(camera_control_move(&scene.control, &(H281Move){.tilt = 1}, 1000000, 0));
    g_assert_true(camera_control_move(&scene.control, &(H281Move){.zoom = 1}, 1000000, 0));
    g_assert_true(camera_control_move(&scene.control, &(H281Move){0}, 0, 0));
    expect(&scene, "start010 stop010 start001 stop001 ");
    g_assert_true(camera_control_move(&scene.control, &(H281Move){.pan = 1}, 1000000, 0));
    g_assert_true(camera_control_preset(&scene.control, 3, false));
    g_assert_true(camera_control_preset(&scene.control, 0, true));
    expect(&scene, "start100 stop100 go3 store0 ");
    scene_clear(&scene);
}

static void test_only_what_it_can(void)
{
    Scene scene;
    scene_init(&scene, true);
    g_assert_false(camera_control_move(&scene.control, &(H281Move){.focus = 1}, 1000000, 0));
    g_assert_false(camera_control_preset(&scene.control, 4, false));
    camera_control_open(&scene.control, false, 0); /* another description: the line is gone */
    g_assert_cmpuint(scene.changes, ==, 2);
    g_assert_false(camera_control_can(&scene.known));
    g_assert_false(camera_control_move(&scene.control, &(H281Move){.pan = 1}, 1000000, 0));
    g_assert_false(camera_control_move(&scene.control, &(H281Move){0}, 0, 0));
    hear(&scene, &dome, false, 0);
    g_assert_cmpuint(scene.changes, ==, 2);
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/camera_control/asks_until_it_is_answered", test_asks_until_it_is_answered);
    g_test_add_func(
            "/camera_control/answers_in_its_order_of_bits", test_answers_in_its_order_of_bits);
    g_test_add_func(
            "/camera_control/moves_as_long_as_it_is_wanted", test_moves_as_long_as_it_is_wanted);
    g_test_add_func("/camera_control/another_move_ends_the_one_before",
            test_another_move_ends_the_one_before);
    g_test_add_func("/camera_control/only_what_it_can", test_only_what_it_can);
    return g_test_run();
}
