#include "mcu/room/leg_camera.h"

static const int64_t clock_hz = 4800; /* RFC 4573, 3 */

struct LegCamera {
    const NetLoop *loop;
    const LegWay *way;
    CameraControl control;
    bool receives;
    uint8_t payload_type;
    uint32_t ssrc;
    uint16_t sequence;
};

static void on_send(const uint8_t *payload, size_t size, void *user_data)
{
    LegCamera *camera = user_data;
    uint8_t packet[RTP_HEADER_SIZE + H224_FRAME_SIZE_MAX];
    ByteWriter writer = byte_writer(packet, sizeof packet);
    const int64_t now_us = net_loop_now_us(camera->loop);
    const RtpHeader header = {
            .marker = true,
            .payload_type = camera->payload_type,
            .sequence = camera->sequence++,
            .timestamp_ticks = (uint32_t)(now_us * clock_hz / G_USEC_PER_SEC),
            .ssrc = camera->ssrc,
    };
    rtp_packet_write(&header, false, &writer);
    byte_writer_bytes(&writer, payload, size);
    if (camera->way->plain != NULL) {
        plain_transport_send_rtp(camera->way->plain, PLAIN_CAMERA, packet, writer.size);
    }
}

static const CameraControlEvents events = {.send = on_send};

LegCamera *leg_camera_new(const NetLoop *loop, const LegWay *way)
{
    LegCamera *camera = g_new0(LegCamera, 1);
    camera->loop = loop;
    camera->way = way;
    camera->control = camera_control(&events, camera);
    camera->ssrc = g_random_int() | 1U;
    camera->sequence = (uint16_t)g_random_int_range(0, INT16_MAX); /* RFC 3711, 3.3.1 */
    return camera;
}

void leg_camera_free(LegCamera *camera)
{
    g_free(camera);
}

void leg_camera_renew(LegCamera *camera, const SdpStream *agreed)
{
    const bool open = agreed != NULL && agreed->send;
    camera->receives = agreed != NULL && agreed->receive;
    camera->payload_type = agreed != NULL ? agreed->payload_type : 0;
    camera_control_open(&camera->control, open, net_loop_now_us(camera->loop));
}

void leg_camera_put(LegCamera *camera, const uint8_t *packet, const RtpHeader *header)
{
    if (camera->receives && header->payload_type == camera->payload_type) {
        camera_control_take(&camera->control, packet + header->payload_offset, header->payload_size,
                net_loop_now_us(camera->loop));
    }
}

bool leg_camera_move(LegCamera *camera, const H281Move *move, int64_t for_us)
{
    const int64_t now_us = net_loop_now_us(camera->loop);
    return camera_control_move(&camera->control, move, now_us + for_us, now_us);
}

bool leg_camera_preset(LegCamera *camera, uint8_t preset, bool store)
{
    return camera_control_preset(&camera->control, preset, store);
}

void leg_camera_tick(LegCamera *camera)
{
    camera_control_tick(&camera->control, net_loop_now_us(camera->loop));
}

H281Ability leg_camera_ability(const LegCamera *camera)
{
    return camera->control.ability;
}
