/*
 * line-emulator: a bad line between two network namespaces.
 *
 *   line-emulator --near=- --near-address=10.98.0.1/24 --far=NAME --far-address=10.98.0.2/24
 *                 --both=delay=80,loss=5 --to-far=rate=500 --seconds=60
 *
 * In each namespace it makes a device, the first one `line0`, a TUN, and carries the IP packets of one to the other. Each
 * direction has a line of its own:
 *
 *   in ──► lost? ──► queue of the line's rate ──► delay and jitter ──► out
 *
 * Words of a line: delay and jitter (ms), loss (% of packets, each for itself), burst (% of packets that begin
 * one), burst_packets (how long a burst is on average), rate (kbit/s), queue (kB before the rate), type (jitter
 * only for RTP of this payload type: one stream of several), block (a protocol of IP that does not pass: 17 is UDP). It
 * prints `ready`, and at its end what it did with the packets. The devices go when it goes. Words may change while it runs:
 * a line `to-far rate=300` or `to-near …` on its standard input is obeyed, and answered with `set`.
 */
#include <glib-unix.h>
#include <glib.h>

#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    PACKET_BYTES_MAX = 2048,
    MTU = 1400,
    READ_AT_ONCE_MAX = 64,
    WAITING_MAX = 100000, /* packets on their way */
};

typedef struct Line {
    double delay, jitter, loss, burst, burst_packets, rate, queue, type, block;
} Line;

typedef struct Packet {
    int64_t due_us;
    uint64_t number;
    size_t size;
    uint8_t bytes[];
} Packet;

typedef struct Direction {
    GSource source; /* ready when the next packet is due */
    const char *name;
    Line line;
    GRand *random;
    GSequence *waiting;
    int in, out;
    bool in_burst;
    int64_t free_us; /* when the line of that rate can begin the next packet */
    uint64_t came, went, lost, overflowed;
} Direction;

static const struct {
    const char *name;
    size_t offset;
} words[] = {
        {"delay", offsetof(Line, delay)},
        {"jitter", offsetof(Line, jitter)},
        {"loss", offsetof(Line, loss)},
        {"burst", offsetof(Line, burst)},
        {"burst_packets", offsetof(Line, burst_packets)},
        {"rate", offsetof(Line, rate)},
        {"queue", offsetof(Line, queue)},
        {"type", offsetof(Line, type)},
        {"block", offsetof(Line, block)},
};

static bool set_word(Line *line, const char *name, double value)
{
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_str_equal(words[i].name, name)) {
            memcpy((char *)line + words[i].offset, &value, sizeof value);
            return true;
        }
    }
    return false;
}

static void read_line(Line *line, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text != NULL ? text : "", ",", -1);

    for (char **part = parts; *part != NULL; part++) {
        char *value = strchr(*part, '=');
        char *end = NULL;
        if (value != NULL) {
            *value++ = '\0';
        }
        const double number = value != NULL ? g_ascii_strtod(value, &end) : 0;
        if (value == NULL || end == value || *end != '\0' || number < 0 ||
                !set_word(line, *part, number)) {
            g_error("\"%s\" of \"%s\" is no word of a line, or has no number", *part, text);
        }
    }
}

/* The kernel's answer decides: without it there is no line. */
static int checked(int result, const char *what)
{
    if (result < 0) {
        g_error("%s: %s", what, g_strerror(errno));
    }
    return result;
}

static void run(const char *command)
{
    g_autoptr(GError) error = NULL;
    int status = 0;

    if (!g_spawn_command_line_sync(command, NULL, NULL, &status, &error) ||
            !g_spawn_check_wait_status(status, &error)) {
        g_error("%s: %s", command, error->message);
    }
}

/* A device in a namespace: "-" is our own, a name one of `ip netns`, a path any. */
static int open_device(const char *space, const char *address)
{
    const int own = checked(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC), "the own namespace");
    g_autofree char *path = g_path_is_absolute(space) ? g_strdup(space)
                                                      : g_build_filename("/run/netns", space, NULL);
    if (!g_str_equal(space, "-")) {
        const int other = checked(open(path, O_RDONLY | O_CLOEXEC), path);
        checked(setns(other, CLONE_NEWNET), path);
        close(other);
    }

    const int device =
            checked(open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC), "/dev/net/tun");
    struct ifreq request = {.ifr_name = "line%d", .ifr_flags = IFF_TUN | IFF_NO_PI};
    checked(ioctl(device, TUNSETIFF, &request), "a device");
    const char *name = request.ifr_name;
    g_autofree char *add = g_strdup_printf("ip address add %s dev %s", address, name);
    g_autofree char *up = g_strdup_printf("ip link set %s mtu %d txqueuelen 1000 up", name, MTU);
    run(add);
    run(up);

    checked(setns(own, CLONE_NEWNET), "back in the own namespace");
    close(own);
    return device;
}

static bool happens(Direction *direction, double percent)
{
    return percent > 0 && g_rand_double(direction->random) * 100 < percent;
}

static bool is_lost(Direction *direction)
{
    const Line *line = &direction->line;
    const double length = MAX(line->burst_packets, 1);

    direction->in_burst = direction->in_burst ? !happens(direction, 100 / length)
                                              : happens(direction, line->burst);
    return direction->in_burst || happens(direction, line->loss);
}

/* When a packet of this size has left the queue, or -1 if there is no room in it. */
static int64_t leave_queue(Direction *direction, size_t size, int64_t now_us)
{
    const Line *line = &direction->line;

    if (line->rate <= 0) {
        return now_us;
    }
    const double us_per_byte = 8000 / line->rate; /* 8 bit a byte, and a kbit/s is a bit each ms */
    const int64_t free_us = MAX(direction->free_us, now_us);
    if (line->queue > 0 && (double)(free_us - now_us) > line->queue * 1000 * us_per_byte) {
        return -1;
    }
    direction->free_us = free_us + (int64_t)((double)size * us_per_byte);
    return direction->free_us;
}

/* The payload type of an IPv4 packet that is RTP over UDP, else -1. The header of SRTP is not encrypted. */
static int payload_type(const uint8_t *bytes, size_t size)
{
    enum { PROTOCOL_AT = 9, UDP = 17, UDP_HEADER = 8, RTP_HEADER = 12 };
    const size_t ip_header = size > 0 ? (size_t)(bytes[0] & 0xf) * 4 : 0;
    const size_t rtp = ip_header + UDP_HEADER;

    if (size < rtp + RTP_HEADER || bytes[0] >> 4 != 4 || bytes[PROTOCOL_AT] != UDP ||
            bytes[rtp] >> 6 != 2) {
        return -1;
    }
    return bytes[rtp + 1] & 0x7f; /* RFC 5761, 4: RTCP has 64 to 95 here */
}

/* As a firewall does that lets a protocol of IPv4 (RFC 791) not through. */
static bool is_blocked(const Line *line, const uint8_t *bytes, size_t size)
{
    enum { PROTOCOL_AT = 9 };
    return line->block > 0 && size > PROTOCOL_AT && bytes[0] >> 4 == 4 &&
            bytes[PROTOCOL_AT] == (uint8_t)line->block;
}

static int compare_packets(const void *a, const void *b, void *user_data)
{
    const Packet *one = a;
    const Packet *other = b;

    if (one->due_us != other->due_us) {
        return one->due_us < other->due_us ? -1 : 1;
    }
    return one->number < other->number ? -1 : 1;
}

static void set_alarm(Direction *direction)
{
    GSequenceIter *first = g_sequence_get_begin_iter(direction->waiting);
    const Packet *packet = g_sequence_iter_is_end(first) ? NULL : g_sequence_get(first);
    g_source_set_ready_time(&direction->source, packet != NULL ? packet->due_us : -1);
}

static void take_packet(Direction *direction, const uint8_t *bytes, size_t size, int64_t now_us)
{
    const Line *line = &direction->line;

    direction->came++;
    if (is_blocked(line, bytes, size) || is_lost(direction)) {
        direction->lost++;
        return;
    }
    const int64_t left_us = leave_queue(direction, size, now_us);
    if (left_us < 0 || g_sequence_get_length(direction->waiting) >= WAITING_MAX) {
        direction->overflowed++;
        return;
    }
    const bool jitters = line->type <= 0 || payload_type(bytes, size) == (int)line->type;
    const double jitter_ms = jitters ? line->jitter * g_rand_double(direction->random) : 0;
    const double wait_ms = line->delay + jitter_ms;
    Packet *packet = g_malloc(sizeof *packet + size);
    *packet = (Packet){
            .due_us = left_us + (int64_t)(wait_ms * 1000), .number = direction->came, .size = size};
    memcpy(packet->bytes, bytes, size);
    g_sequence_insert_sorted(direction->waiting, packet, compare_packets, NULL);
}

static gboolean on_readable(int device, GIOCondition condition, void *user_data)
{
    Direction *direction = user_data;
    const int64_t now_us = g_get_monotonic_time();
    uint8_t bytes[PACKET_BYTES_MAX];

    for (int i = 0; i < READ_AT_ONCE_MAX; i++) {
        const ssize_t size = read(device, bytes, sizeof bytes);
        if (size <= 0) {
            break;
        }
        take_packet(direction, bytes, (size_t)size, now_us);
    }
    set_alarm(direction);
    return G_SOURCE_CONTINUE;
}

static gboolean on_due(GSource *source, GSourceFunc unused, void *user_data)
{
    Direction *direction = (Direction *)source;
    const int64_t now_us = g_get_monotonic_time();

    for (;;) {
        GSequenceIter *first = g_sequence_get_begin_iter(direction->waiting);
        const Packet *packet = g_sequence_iter_is_end(first) ? NULL : g_sequence_get(first);
        if (packet == NULL || packet->due_us > now_us) {
            break;
        }
        direction->went +=
                write(direction->out, packet->bytes, packet->size) == (ssize_t)packet->size;
        g_sequence_remove(first);
    }
    set_alarm(direction);
    return G_SOURCE_CONTINUE;
}

static Direction *direction_new(const char *name, const Line *line, int in, int out, guint32 seed)
{
    static GSourceFuncs functions = {.dispatch = on_due};
    Direction *direction = (Direction *)g_source_new(&functions, sizeof *direction);

    direction->name = name;
    direction->line = *line;
    direction->in = in;
    direction->out = out;
    direction->random = g_rand_new_with_seed(seed);
    direction->waiting = g_sequence_new(g_free);
    g_unix_fd_add(in, G_IO_IN, on_readable, direction);
    g_source_attach(&direction->source, NULL);
    return direction;
}

static void direction_end(Direction *direction)
{
    g_print("%s: %" G_GUINT64_FORMAT " packets, %" G_GUINT64_FORMAT " lost, %" G_GUINT64_FORMAT
            " overflowed, %" G_GUINT64_FORMAT " carried\n",
            direction->name, direction->came, direction->lost, direction->overflowed,
            direction->went);
    g_sequence_free(direction->waiting);
    g_rand_free(direction->random);
    g_source_destroy(&direction->source);
    g_source_unref(&direction->source);
}

/* "to-far rate=300,queue=20": what is not named stays. What waits keeps its time. */
static gboolean on_order(GIOChannel *channel, GIOCondition condition, void *user_data)
{
    Direction **directions = user_data;
    g_autofree char *text = NULL;

    if (g_io_channel_read_line(channel, &text, NULL, NULL, NULL) != G_IO_STATUS_NORMAL) {
        return G_SOURCE_REMOVE;
    }
    char *order = g_strstrip(text);
    for (size_t i = 0; directions[i] != NULL; i++) {
        const char *name = i == 0 ? "to-far " : "to-near ";
        if (g_str_has_prefix(order, name)) {
            read_line(&directions[i]->line, order + strlen(name));
            g_print("set\n");
        }
    }
    return G_SOURCE_CONTINUE;
}

static gboolean on_end(void *loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_CONTINUE;
}

int main(int argc, char **argv)
{
    g_autofree char *near_space = g_strdup("-"), *far_space = NULL;
    g_autofree char *near_address = NULL, *far_address = NULL;
    g_autofree char *both = NULL, *to_far = NULL, *to_near = NULL;
    int seed = 1, seconds = 0;
    const GOptionEntry entries[] = {
            {"near", 0, 0, G_OPTION_ARG_STRING, &near_space, "Namespace of one end (-)", "NS"},
            {"near-address", 0, 0, G_OPTION_ARG_STRING, &near_address, "Its address", "IP/LEN"},
            {"far", 0, 0, G_OPTION_ARG_STRING, &far_space, "Namespace of the other end", "NS"},
            {"far-address", 0, 0, G_OPTION_ARG_STRING, &far_address, "Its address", "IP/LEN"},
            {"both", 0, 0, G_OPTION_ARG_STRING, &both, "Line of both directions", "WORD=N,…"},
            {"to-far", 0, 0, G_OPTION_ARG_STRING, &to_far, "Words for this one apart", "WORD=N,…"},
            {"to-near", 0, 0, G_OPTION_ARG_STRING, &to_near, "Words for this one apart",
                    "WORD=N,…"},
            {"seed", 0, 0, G_OPTION_ARG_INT, &seed, "Of the dice (1)", "N"},
            {"seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "Ends itself then (0: never)", "S"},
            {NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- a bad line between two namespaces");
    g_autoptr(GError) error = NULL;
    Line lines[2] = {0};

    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        g_printerr("line-emulator: %s\n", error->message);
        return 2;
    }
    if (far_space == NULL || near_address == NULL || far_address == NULL) {
        g_printerr("line-emulator: --far, --far-address and --near-address are needed\n");
        return 2;
    }
    read_line(&lines[0], both);
    lines[1] = lines[0];
    read_line(&lines[0], to_far);
    read_line(&lines[1], to_near);

    g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
    const int near_device = open_device(near_space, near_address);
    const int far_device = open_device(far_space, far_address);
    Direction *out = direction_new("to far", &lines[0], near_device, far_device, (guint32)seed);
    Direction *in = direction_new("to near", &lines[1], far_device, near_device, (guint32)seed + 1);
    Direction *directions[] = {out, in, NULL};
    g_autoptr(GIOChannel) orders = g_io_channel_unix_new(STDIN_FILENO);
    g_io_add_watch(orders, G_IO_IN | G_IO_HUP, on_order, directions);
    g_unix_signal_add(SIGINT, on_end, loop);
    g_unix_signal_add(SIGTERM, on_end, loop);
    if (seconds > 0) {
        g_timeout_add_seconds((guint)seconds, on_end, loop);
    }
    g_print("ready\n");
    g_main_loop_run(loop);
    direction_end(out);
    direction_end(in);
    return 0;
}
