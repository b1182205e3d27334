/*
 * A device that asks for the floor over UDP, on libre's BFCP: none of it is ours. It does what it is told on stdin, a
 * word a line, and says on stdout what it is told:
 *
 *     bfcp_peer PORT CONFERENCE USER FLOOR
 *     hello, request, release, query, user, goodbye, wrong-conference, chair
 *     deaf N        the next N datagrams to it are lost
 *     dumb N        the next N of its own are; to both it says "ok"
 */
#include <re.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 64, TEN = 10 };

typedef struct Peer {
    struct bfcp_conn *connection;
    struct udp_helper *helper;
    uint16_t heard; /* the number of the last that came unasked */
    struct sa server;
    uint32_t conference;
    uint16_t user;
    uint16_t floor;
    uint16_t request;
    int deaf;
    int dumb;
} Peer;

/* ---- what it is told ---- */

static const char *word_of(enum bfcp_reqstat status)
{
    static const char *const words[] = {[BFCP_PENDING] = "pending",
            [BFCP_ACCEPTED] = "accepted",
            [BFCP_GRANTED] = "granted",
            [BFCP_DENIED] = "denied",
            [BFCP_CANCELLED] = "cancelled",
            [BFCP_RELEASED] = "released",
            [BFCP_REVOKED] = "revoked"};
    return status >= BFCP_PENDING && status <= BFCP_REVOKED ? words[status] : "unknown";
}

static void say_request(const struct bfcp_attr *info, const char *what)
{
    const struct bfcp_attr *overall = bfcp_attr_subattr(info, BFCP_OVERALL_REQ_STATUS);
    const struct bfcp_attr *status =
            overall != NULL ? bfcp_attr_subattr(overall, BFCP_REQUEST_STATUS) : NULL;
    printf("%s %s\n", what, status != NULL ? word_of(status->v.reqstatus.status) : "without");
}

static bool say_holder(const struct bfcp_attr *attribute, void *data)
{
    const Peer *peer = data;
    if (attribute->type == BFCP_FLOOR_REQ_INFO) {
        const struct bfcp_attr *who = bfcp_attr_subattr(attribute, BFCP_BENEFICIARY_INFO);
        const bool own = who != NULL && who->v.beneficiaryid == peer->user;
        say_request(attribute, own ? "floor own" : "floor other");
    }
    return false;
}

static void say(Peer *peer, const struct bfcp_msg *message)
{
    const struct bfcp_attr *info = bfcp_msg_attr(message, BFCP_FLOOR_REQ_INFO);
    const struct bfcp_attr *error = bfcp_msg_attr(message, BFCP_ERROR_CODE);
    switch (message->prim) {
    case BFCP_FLOOR_REQUEST_STATUS:
        peer->request = info != NULL ? info->v.floorreqid : 0;
        say_request(info, "status");
        break;
    case BFCP_FLOOR_STATUS:
        if (info == NULL) {
            printf("floor free\n");
        }
        (void)bfcp_msg_attr_apply(message, say_holder, peer);
        break;
    case BFCP_ERROR:
        printf("error %d\n", error != NULL ? (int)error->v.errcode.code : 0);
        break;
    default:
        printf("%s\n", bfcp_prim_name(message->prim));
        break;
    }
    (void)fflush(stdout);
}

static void on_answer(int failure, const struct bfcp_msg *message, void *data)
{
    if (failure != 0) {
        printf("failed\n");
        (void)fflush(stdout);
    } else {
        say(data, message);
    }
}

static void on_message(const struct bfcp_msg *message, void *data)
{
    Peer *peer = data;
    const enum bfcp_prim acknowledgement =
            message->prim == BFCP_FLOOR_STATUS ? BFCP_FLOOR_STATUS_ACK : BFCP_FLOOR_REQ_STATUS_ACK;
    (void)bfcp_reply(peer->connection, message, acknowledgement, 0);
    if (message->tid != peer->heard) { /* else its acknowledgement was lost */
        peer->heard = message->tid;
        say(peer, message);
    }
}

/* ---- what is lost ---- */

static bool lose_sent(int *failure, struct sa *to, struct mbuf *datagram, void *data)
{
    Peer *peer = data;
    return peer->dumb > 0 && peer->dumb-- > 0;
}

static bool lose_received(struct sa *from, struct mbuf *datagram, void *data)
{
    Peer *peer = data;
    return peer->deaf > 0 && peer->deaf-- > 0;
}

/* ---- what it does ---- */

static void ask(Peer *peer, enum bfcp_prim primitive, enum bfcp_attrib attribute, const void *value)
{
    (void)bfcp_request(peer->connection, &peer->server, BFCP_VER2, primitive, peer->conference,
            peer->user, on_answer, peer, value != NULL ? 1 : 0, attribute, 0, value);
}

static void lose(Peer *peer, const char *line)
{
    const int count = (int)strtol(line + strcspn(line, " "), NULL, 10);
    if (strncmp(line, "deaf ", 5) == 0) {
        peer->deaf = count;
    } else if (strncmp(line, "dumb ", 5) == 0) {
        peer->dumb = count;
    }
    printf("ok\n");
    (void)fflush(stdout);
}

static void obey(Peer *peer, const char *line)
{
    if (strcmp(line, "hello") == 0) {
        ask(peer, BFCP_HELLO, 0, NULL);
    } else if (strcmp(line, "request") == 0) {
        ask(peer, BFCP_FLOOR_REQUEST, BFCP_FLOOR_ID, &peer->floor);
    } else if (strcmp(line, "release") == 0) {
        ask(peer, BFCP_FLOOR_RELEASE, BFCP_FLOOR_REQUEST_ID, &peer->request);
    } else if (strcmp(line, "query") == 0) {
        ask(peer, BFCP_FLOOR_QUERY, BFCP_FLOOR_ID, &peer->floor);
    } else if (strcmp(line, "user") == 0) {
        ask(peer, BFCP_USER_QUERY, 0, NULL);
    } else if (strcmp(line, "goodbye") == 0) {
        ask(peer, BFCP_GOODBYE, 0, NULL);
    } else if (strcmp(line, "chair") == 0) {
        ask(peer, BFCP_CHAIR_ACTION, BFCP_FLOOR_REQUEST_ID, &peer->request);
    } else if (strcmp(line, "wrong-conference") == 0) {
        peer->conference++;
        ask(peer, BFCP_HELLO, 0, NULL);
        peer->conference--;
    } else {
        lose(peer, line);
    }
}

static void on_line(int flags, void *data)
{
    char line[LINE_MAX_BYTES];
    if (fgets(line, sizeof line, stdin) == NULL) {
        re_cancel();
        return;
    }
    line[strcspn(line, "\n")] = '\0';
    obey(data, line);
}

int main(int argc, char **argv)
{
    Peer peer = {0};
    struct sa own;
    if (argc != 5) {
        return EXIT_FAILURE;
    }
    (void)setvbuf(stdin, NULL, _IONBF, 0); /* what waits there is seen by poll() */
    peer.conference = (uint32_t)strtoul(argv[2], NULL, TEN);
    peer.user = (uint16_t)strtoul(argv[3], NULL, TEN);
    peer.floor = (uint16_t)strtoul(argv[4], NULL, TEN);
    if (libre_init() != 0 ||
            sa_set_str(&peer.server, "127.0.0.1", (uint16_t)strtoul(argv[1], NULL, TEN)) != 0 ||
            sa_set_str(&own, "127.0.0.1", 0) != 0 ||
            bfcp_listen(&peer.connection, BFCP_UDP, &own, NULL, on_message, &peer) != 0 ||
            udp_register_helper(&peer.helper, bfcp_sock(peer.connection), 0, lose_sent,
                    lose_received, &peer) != 0 ||
            fd_listen(STDIN_FILENO, FD_READ, on_line, &peer) != 0) {
        return EXIT_FAILURE;
    }
    (void)re_main(NULL);
    fd_close(STDIN_FILENO);
    mem_deref(peer.helper);
    mem_deref(peer.connection);
    libre_close();
    return EXIT_SUCCESS;
}
