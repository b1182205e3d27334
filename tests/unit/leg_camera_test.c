#include "mcu/room/leg_camera.h"

enum { TYPE = 100, OTHER_TYPE = 101, MOVE_US = 1000000 };

static const SdpStream agreed = {
        .role = SDP_ROLE_CAMERA, .send = true, .receive = true, .payload_type = TYPE};

/* A frame of H.224 in a packet. */
static void put(LegCamera *camera, uint8_t type, const H281Message *message)
{
    uint8_t packet[RTP_PACKET_SIZE_MAX];
    ByteWriter writer = byte_writer(packet, sizeof packet);
    const H224Frame frame = h281_message_write(message);
    RtpHeader header = {.payload_type = type, .sequence = 1, .ssrc = 1};
    rtp_packet_write(&header, false, &writer);
    h224_frame_write(&frame, &writer);
    g_assert_true(rtp_packet_read(packet, writer.size, &header));
    leg_camera_put(camera, packet, &header);
}

static void follow(void *data)
{
    static const H281Message can = {
            .kind = H281_ABILITY, .ability = {.pan = true, .zoom = true, .presets = 3}};
    static const H281Message wants = {.kind = H281_START, .move = {.pan = 1}};
    static const H281Move left = {.pan = -1};
    static const H281Move up = {.tilt = 1};
    const LegWay way = {NULL}; /* its ports are not open yet: what is sent is lost */
    g_autoptr(LegCamera) camera = leg_camera_new(data, &way);
    SdpStream held = agreed;

    put(camera, TYPE, &can);
    g_assert_false(leg_camera_ability(camera).pan); /* there is no m-line */

    leg_camera_renew(camera, &agreed);
    leg_camera_tick(camera);
    put(camera, OTHER_TYPE, &can);
    g_assert_false(leg_camera_ability(camera).pan); /* something else */
    g_assert_false(leg_camera_move(camera, &left, MOVE_US));

    put(camera, TYPE, &can);
    g_assert_true(leg_camera_ability(camera).pan && leg_camera_ability(camera).zoom);
    g_assert_true(leg_camera_move(camera, &left, MOVE_US));
    g_assert_false(leg_camera_move(camera, &up, MOVE_US)); /* it cannot */
    g_assert_true(leg_camera_preset(camera, 2, true));
    g_assert_false(leg_camera_preset(camera, 3, false));

    put(camera, TYPE, &wants); /* there is no camera here */
    g_assert_true(leg_camera_ability(camera).pan);

    held.receive = false;
    leg_camera_renew(camera, &held);
    put(camera, TYPE, &(H281Message){.kind = H281_ABILITY});
    g_assert_true(leg_camera_ability(camera).pan); /* what it should not say, it does not */

    leg_camera_renew(camera, NULL);
    g_assert_false(leg_camera_ability(camera).pan);
    g_assert_false(leg_camera_move(camera, &left, MOVE_US));
    leg_camera_tick(camera);
}

static void test_follows_the_description(void)
{
    g_autoptr(NetLoop) loop = net_loop_new("camera");
    net_loop_call_wait(loop, follow, loop);
    leg_camera_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leg_camera/follows_the_description", test_follows_the_description);
    return g_test_run();
}
