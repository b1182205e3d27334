#include "mcu/wire/h281_message.h"

#include <glib.h>

#include <string.h>

/* As devices send them: H.224 and H.281, by hand. */
typedef struct Vector {
    const char *reason;
    size_t size;
    uint8_t bytes[16];
    H281Message message;
} Vector;

static const Vector vectors[] = {
        {"a device that speaks H.281", 13,
                {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x01, 0x00, 0x01, 0x81},
                {.kind = H281_CLIENTS, .spoken = true}},
        {"one that has nothing to say", 12,
                {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x01, 0x00, 0x00},
                {.kind = H281_CLIENTS}},
        {"who asks for the list", 11, {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x01, 0xff},
                {.kind = H281_CLIENTS_ASKED}},
        {"a main camera that pans, tilts and zooms, and ten presets", 15,
                {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x02, 0x00, 0x81, 0x0a, 0x14, 0xe0},
                {.kind = H281_ABILITY,
                        .ability = {.pan = true, .tilt = true, .zoom = true, .presets = 10}}},
        {"no camera to move", 13,
                {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x02, 0x00, 0x81, 0x00},
                {.kind = H281_ABILITY}},
        {"who asks for that", 12, {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x02, 0xff, 0x81},
                {.kind = H281_ABILITY_ASKED}},
        {"to the left", 12, {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x01, 0xc0, 0x01, 0x80, 0x00},
                {.kind = H281_START, .move = {.pan = -1}}},
        {"on to the right and up, closer, focus far", 11,
                {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x01, 0xc0, 0x02, 0xfe},
                {.kind = H281_CONTINUE, .move = {.pan = 1, .tilt = 1, .zoom = 1, .focus = -1}}},
        {"no further down", 11, {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x01, 0xc0, 0x03, 0x20},
                {.kind = H281_STOP, .move = {.tilt = -1}}},
        {"keep this as the fourth", 11, {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x01, 0xc0, 0x07, 0x30},
                {.kind = H281_PRESET_STORE, .preset = 3}},
        {"go to the last", 11, {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x01, 0xc0, 0x08, 0xf0},
                {.kind = H281_PRESET_ACTIVATE, .preset = 15}},
};

static bool is_same(const H281Message *a, const H281Message *b)
{
    return a->kind == b->kind && a->spoken == b->spoken && a->preset == b->preset &&
            memcmp(&a->ability, &b->ability, sizeof a->ability) == 0 &&
            memcmp(&a->move, &b->move, sizeof a->move) == 0;
}

static void test_reads_and_writes_the_vectors(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(vectors); i++) {
        const Vector *vector = &vectors[i];
        uint8_t bytes[H224_FRAME_SIZE_MAX];
        ByteWriter writer = byte_writer(bytes, sizeof bytes);
        H224Frame frame;
        H281Message message;
        g_test_message("%s", vector->reason);
        g_assert_true(h224_frame_read(vector->bytes, vector->size, &frame));
        g_assert_false(frame.mirrored);
        g_assert_true(h281_message_read(&frame, &message));
        g_assert_true(is_same(&message, &vector->message));
        frame = h281_message_write(&vector->message);
        h224_frame_write(&frame, &writer);
        g_assert_cmpmem(bytes, writer.size, vector->bytes, vector->size);
    }
}

/* The same frame with each byte's bits in the order in which HDLC sends them. */
static void test_reads_and_writes_mirrored_bytes(void)
{
    static const uint8_t mirrored[] = {
            0x00, 0x8e, 0xc0, 0, 0, 0, 0, 0x80, 0x03, 0x80, 0x01, 0x00}; /* to the left */
    uint8_t bytes[H224_FRAME_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);
    H224Frame frame;
    H281Message message;
    g_assert_true(h224_frame_read(mirrored, sizeof mirrored, &frame));
    g_assert_true(frame.mirrored);
    g_assert_true(h281_message_read(&frame, &message));
    g_assert_cmpint(message.kind, ==, H281_START);
    g_assert_cmpint(message.move.pan, ==, -1);
    h224_frame_write(&frame, &writer);
    g_assert_cmpmem(bytes, writer.size, mirrored, sizeof mirrored);
}

static void test_passes_over_what_is_none(void)
{
    static const struct {
        const char *reason;
        size_t size;
        uint8_t bytes[24];
        bool frame; /* but no message */
    } rows[] = {
            {"nothing", 0, {0}, false},
            {"the header alone, but for a byte", 8, {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x01}, false},
            {"another address", 11, {0x00, 0x51, 0x03, 0, 0, 0, 0, 0x01, 0xc0, 0x03, 0x20}, false},
            {"numbered", 11, {0x00, 0x71, 0x02, 0, 0, 0, 0, 0x01, 0xc0, 0x03, 0x20}, false},
            {"the first part of several", 11,
                    {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x01, 0x80, 0x03, 0x20}, false},
            {"a client with a long name", 11,
                    {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x7f, 0xc0, 0x03, 0x20}, false},
            {"HDLC with flags and stuffing", 13,
                    {0x7e, 0x7e, 0x7e, 0x00, 0x8e, 0xc0, 0, 0, 0, 0, 0, 0x7e, 0x7e}, false},
            {"another client", 11, {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x02, 0xc0, 0x03, 0x20}, true},
            {"H.281 without a request", 10, {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x01, 0xc0, 0x03}, true},
            {"a picture of another camera", 11,
                    {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x01, 0xc0, 0x04, 0x14}, true},
            {"CME without a message", 10, {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x01}, true},
            {"a list without its length", 11,
                    {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x01, 0x00}, true},
            {"what another client can", 13,
                    {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x02, 0x00, 0x82, 0x00}, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        H224Frame frame;
        H281Message message;
        g_test_message("%s", rows[i].reason);
        g_assert_true(h224_frame_read(rows[i].bytes, rows[i].size, &frame) == rows[i].frame);
        g_assert_false(rows[i].frame && h281_message_read(&frame, &message));
    }
}

static void test_lists_and_cameras_of_others(void)
{
    static const uint8_t list[] = {0x00, 0x61, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x01, 0x00, 0x03, 0x7f,
            1, 1, 1, 1, 1, 0x7e, 1, 0x01}; /* names that hold the number 1 */
    static const uint8_t cameras[] = {0x00, 0x71, 0x03, 0, 0, 0, 0, 0x00, 0xc0, 0x02, 0x00, 0x01,
            0x02, 0x24, 0xf0, 0x14, 0x20, 0x64, 'X', 0, 0xf0}; /* the main one is the second */
    H224Frame frame;
    H281Message message;
    g_assert_true(h224_frame_read(list, sizeof list, &frame));
    g_assert_true(h281_message_read(&frame, &message));
    g_assert_true(message.spoken);
    frame.size--;
    g_assert_true(h281_message_read(&frame, &message));
    g_assert_false(message.spoken);
    g_assert_true(h224_frame_read(cameras, sizeof cameras, &frame));
    g_assert_true(h281_message_read(&frame, &message));
    g_assert_true(message.ability.zoom);
    g_assert_false(message.ability.pan || message.ability.tilt || message.ability.focus);
    g_assert_cmpuint(message.ability.presets, ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/h281_message/reads_and_writes_the_vectors", test_reads_and_writes_the_vectors);
    g_test_add_func(
            "/h281_message/reads_and_writes_mirrored_bytes", test_reads_and_writes_mirrored_bytes);
    g_test_add_func("/h281_message/passes_over_what_is_none", test_passes_over_what_is_none);
    g_test_add_func("/h281_message/lists_and_cameras_of_others", test_lists_and_cameras_of_others);
    return g_test_run();
}
