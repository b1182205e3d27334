#include "mcu/net/bfcp_server.h"

#include "mcu/wire/bfcp_message.h"

#include <string.h>

enum {
    OTHER_REQUEST = UINT16_MAX, /* of whoever else presents */
    FIRST_TRANSACTION = 0x8000, /* of those that begin here */
    WORD = 4,
    WORDS_MAX = BFCP_SIZE_MAX / WORD,
};

/* What was answered, in case it is asked again. */
typedef struct Answer {
    uint16_t transaction;
    uint8_t primitive; /* of the question; 0: none */
    int64_t at_us;
    size_t size;
    uint8_t bytes[BFCP_WRITTEN_MAX];
} Answer;

/* What is said unasked, until it is acknowledged. */
typedef struct Notice {
    uint8_t primitive; /* 0: none */
    uint16_t transaction;
    unsigned tries;
    int64_t due_us;
    size_t size;
    uint8_t bytes[BFCP_WRITTEN_MAX];
} Notice;

/* A message that comes in parts. */
typedef struct Parts {
    size_t size;  /* of all, with the header; 0: none */
    size_t words; /* that are there */
    int64_t since_us;
    bool has[WORDS_MAX];
    uint8_t bytes[BFCP_SIZE_MAX];
} Parts;

struct BfcpServer {
    BfcpServerConfig config;
    BfcpServerEvents events;
    void *user_data;

    uint8_t version; /* that the device writes */
    uint16_t next_request;
    uint16_t next_transaction;
    uint16_t other_user;
    BfcpRequest request; /* the last one; its status says whether it is still one */
    int64_t pending_us;
    bool presents;
    bool others;
    bool subscribed; /* to the floor's status */
    bool tells_request;
    bool tells_floor;
    Notice notice;
    Answer answers[BFCP_ANSWERS_MAX];
    size_t next_answer;
    Parts parts;
    BfcpServerStats stats;
};

BfcpServer *bfcp_server_new(
        const BfcpServerConfig *config, const BfcpServerEvents *events, void *user_data)
{
    BfcpServer *server = g_new0(BfcpServer, 1);
    server->config = *config;
    server->events = *events;
    server->user_data = user_data;
    server->version = config->datagrams ? BFCP_VERSION_DATAGRAM : BFCP_VERSION_STREAM;
    server->other_user = (uint16_t)(config->user == UINT16_MAX ? 1 : config->user + 1);
    server->request.floor = config->floor;
    server->request.beneficiary = config->user;
    return server;
}

void bfcp_server_free(BfcpServer *server)
{
    g_free(server);
}

static bool is_active(const BfcpServer *server)
{
    return server->request.status == BFCP_PENDING || server->request.status == BFCP_GRANTED;
}

/* ---- what is said ---- */

static BfcpMessage message_of(const BfcpServer *server, uint8_t primitive, uint16_t transaction)
{
    return (BfcpMessage){
            .version = server->version,
            .primitive = primitive,
            .conference = server->config.conference,
            .transaction = transaction,
            .user = server->config.user,
    };
}

static void add_request(const BfcpServer *server, BfcpMessage *message)
{
    message->requests[message->request_count++] = server->request;
}

/* Who has the floor, and who asks for it. */
static void add_floor(const BfcpServer *server, BfcpMessage *message)
{
    message->floors[message->floor_count++] = server->config.floor;
    if (server->others) {
        message->requests[message->request_count++] = (BfcpRequest){
                .id = OTHER_REQUEST,
                .status = BFCP_GRANTED,
                .floor = server->config.floor,
                .beneficiary = server->other_user,
        };
    }
    if (is_active(server)) {
        add_request(server, message);
    }
}

static size_t write_to(const BfcpMessage *message, uint8_t bytes[BFCP_WRITTEN_MAX])
{
    ByteWriter writer = byte_writer(bytes, BFCP_WRITTEN_MAX);
    bfcp_message_write(message, &writer);
    g_assert(!writer.full);
    return writer.size;
}

static void send_notice(BfcpServer *server, BfcpMessage *message, int64_t now_us)
{
    Notice *notice = &server->notice;
    notice->size = write_to(message, notice->bytes);
    server->stats.sent++;
    server->events.send(notice->bytes, notice->size, server->user_data);
    if (server->config.datagrams) {
        notice->primitive = message->primitive;
        notice->transaction = message->transaction;
        notice->tries = 1;
        notice->due_us = now_us + BFCP_RETRY_US;
    }
}

/*
 * RFC 8855, 8: over UDP what the server begins has a number that is not 0. Devices count theirs from 1, and some (libre's)
 * take whatever has the number of their question for the answer: so these are of the upper half.
 */
static uint16_t new_transaction(BfcpServer *server)
{
    if (!server->config.datagrams) {
        return 0;
    }
    server->next_transaction = (uint16_t)(FIRST_TRANSACTION | (server->next_transaction + 1));
    return server->next_transaction;
}

/* One at a time: a newer state goes in place of the older one, and its request before the floor as a whole. */
static void tell(BfcpServer *server, int64_t now_us)
{
    if (server->tells_request) {
        server->tells_request = false;
        server->tells_floor = server->tells_floor || server->notice.primitive == BFCP_FLOOR_STATUS;
        BfcpMessage message =
                message_of(server, BFCP_FLOOR_REQUEST_STATUS, new_transaction(server));
        add_request(server, &message);
        send_notice(server, &message, now_us);
    }
    if (server->tells_floor && server->notice.primitive != BFCP_FLOOR_REQUEST_STATUS) {
        server->tells_floor = false;
        BfcpMessage message = message_of(server, BFCP_FLOOR_STATUS, new_transaction(server));
        add_floor(server, &message);
        send_notice(server, &message, now_us);
    }
}

static void end_notice(BfcpServer *server, int64_t now_us)
{
    server->notice.primitive = 0;
    tell(server, now_us);
}

/* Its request stands otherwise than before. @param asked  it hears so in an answer */
static void turn(BfcpServer *server, BfcpStatus status, bool asked, int64_t now_us)
{
    server->request.status = status;
    server->tells_request = !asked;
    server->tells_floor = server->subscribed;
    if (!asked) {
        tell(server, now_us);
    }
}

/* ---- what is answered ---- */

static void answer(
        BfcpServer *server, const BfcpMessage *question, BfcpMessage *message, int64_t now_us)
{
    Answer *kept = &server->answers[server->next_answer];
    message->version = question->version;
    message->response = question->version == BFCP_VERSION_DATAGRAM;
    message->conference = question->conference;
    message->user = question->user;
    kept->transaction = question->transaction;
    kept->primitive = question->primitive;
    kept->at_us = now_us;
    kept->size = write_to(message, kept->bytes);
    if (server->config.datagrams) {
        server->next_answer = (server->next_answer + 1) % BFCP_ANSWERS_MAX;
    }
    server->stats.sent++;
    server->events.send(kept->bytes, kept->size, server->user_data);
}

static void refuse_question(
        BfcpServer *server, const BfcpMessage *question, BfcpErrorCode code, int64_t now_us)
{
    BfcpMessage message = message_of(server, BFCP_ERROR, question->transaction);
    message.error = (uint8_t)code;
    message.unknown_count = question->unknown_count;
    memcpy(message.unknown, question->unknown, sizeof message.unknown);
    server->stats.refused++;
    answer(server, question, &message, now_us);
}

static void answer_request(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    BfcpMessage message = message_of(server, BFCP_FLOOR_REQUEST_STATUS, question->transaction);
    add_request(server, &message);
    answer(server, question, &message, now_us);
}

static bool is_of_floor(const BfcpServer *server, const BfcpMessage *question)
{
    for (size_t i = 0; i < question->floor_count; i++) {
        if (question->floors[i] != server->config.floor) {
            return false;
        }
    }
    return true;
}

/* A device that asks again has lost count: the floor is still what it was to it, under another number. */
static void on_floor_request(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    if (question->floor_count == 0 || !is_of_floor(server, question)) {
        refuse_question(server, question, BFCP_ERROR_FLOOR, now_us);
        return;
    }
    if (question->beneficiary != 0 && question->beneficiary != server->config.user) {
        refuse_question(server, question, BFCP_ERROR_UNAUTHORIZED, now_us);
        return;
    }
    const bool was_active = is_active(server);
    server->next_request = (uint16_t)(server->next_request % (OTHER_REQUEST - 1) + 1);
    server->request.id = server->next_request;
    if (!was_active) {
        server->pending_us = now_us;
        turn(server, server->presents ? BFCP_GRANTED : BFCP_PENDING, true, now_us);
    }
    server->tells_request = false;
    answer_request(server, question, now_us);
    tell(server, now_us);
    if (!was_active && !server->presents) {
        server->events.requested(server->user_data);
    }
}

static bool is_last_request(const BfcpServer *server, const BfcpMessage *question)
{
    return question->has_request_id && question->request_id == server->request.id &&
            server->request.status != BFCP_STATUS_NONE;
}

static void on_floor_release(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    if (!is_last_request(server, question)) {
        refuse_question(server, question, BFCP_ERROR_REQUEST, now_us);
        return;
    }
    const bool was_active = is_active(server);
    if (was_active) {
        turn(server, server->request.status == BFCP_GRANTED ? BFCP_RELEASED : BFCP_CANCELLED, true,
                now_us);
        server->presents = false; /* whatever is said of it later is of a request to come */
    }
    answer_request(server, question, now_us);
    tell(server, now_us);
    if (was_active) {
        server->events.released(server->user_data);
    }
}

static void on_floor_request_query(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    if (is_last_request(server, question)) {
        answer_request(server, question, now_us);
    } else {
        refuse_question(server, question, BFCP_ERROR_REQUEST, now_us);
    }
}

static void on_floor_query(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    if (!is_of_floor(server, question)) {
        refuse_question(server, question, BFCP_ERROR_FLOOR, now_us);
        return;
    }
    BfcpMessage message = message_of(server, BFCP_FLOOR_STATUS, question->transaction);
    server->subscribed = question->floor_count > 0;
    server->tells_floor = false;
    if (server->subscribed) {
        add_floor(server, &message);
    }
    answer(server, question, &message, now_us);
}

static void on_user_query(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    BfcpMessage message = message_of(server, BFCP_USER_STATUS, question->transaction);
    message.beneficiary = server->config.user;
    if (is_active(server)) {
        add_request(server, &message);
    }
    answer(server, question, &message, now_us);
}

static void on_hello(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    BfcpMessage message = message_of(server, BFCP_HELLO_ACK, question->transaction);
    message.primitives = bfcp_message_primitives();
    message.attributes = bfcp_message_attributes();
    answer(server, question, &message, now_us);
}

static void on_goodbye(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    BfcpMessage message = message_of(server, BFCP_GOODBYE_ACK, question->transaction);
    answer(server, question, &message, now_us);
    bfcp_server_disconnected(server);
}

static void on_chair_action(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    refuse_question(server, question, BFCP_ERROR_UNAUTHORIZED, now_us);
}

typedef void (*Handler)(BfcpServer *server, const BfcpMessage *question, int64_t now_us);

static void take_question(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    static const Handler handlers[BFCP_PRIMITIVES_END] = {
            [BFCP_FLOOR_REQUEST] = on_floor_request,
            [BFCP_FLOOR_RELEASE] = on_floor_release,
            [BFCP_FLOOR_REQUEST_QUERY] = on_floor_request_query,
            [BFCP_USER_QUERY] = on_user_query,
            [BFCP_FLOOR_QUERY] = on_floor_query,
            [BFCP_CHAIR_ACTION] = on_chair_action,
            [BFCP_HELLO] = on_hello,
            [BFCP_GOODBYE] = on_goodbye,
    };
    const Handler handler =
            question->primitive < BFCP_PRIMITIVES_END ? handlers[question->primitive] : NULL;
    if (handler != NULL) {
        handler(server, question, now_us);
    } else {
        refuse_question(server, question, BFCP_ERROR_PRIMITIVE, now_us);
    }
}

/* @return whether it was asked before, and is answered as then */
static bool answer_again(BfcpServer *server, const BfcpMessage *question, int64_t now_us)
{
    for (size_t i = 0; server->config.datagrams && i < BFCP_ANSWERS_MAX; i++) {
        const Answer *kept = &server->answers[i];
        if (kept->primitive != 0 && kept->primitive == question->primitive &&
                kept->transaction == question->transaction &&
                now_us - kept->at_us < BFCP_ANSWER_US) {
            server->stats.repeated++;
            server->events.send(kept->bytes, kept->size, server->user_data);
            return true;
        }
    }
    return false;
}

/* ---- what comes ---- */

static BfcpErrorCode error_of(const BfcpServer *server, const BfcpMessage *message, BfcpRead read)
{
    switch (read) {
    case BFCP_READ_VERSION:
        return BFCP_ERROR_VERSION;
    case BFCP_READ_LENGTH:
        return BFCP_ERROR_LENGTH;
    case BFCP_READ_MALFORMED:
        return BFCP_ERROR_PARSE;
    case BFCP_READ_ATTRIBUTES:
        return BFCP_ERROR_ATTRIBUTE;
    case BFCP_READ_OK:
    case BFCP_READ_NOTHING:
        break;
    }
    return message->conference != server->config.conference ? BFCP_ERROR_CONFERENCE
                                                            : BFCP_ERROR_USER;
}

static void take_message(BfcpServer *server, const uint8_t *data, size_t size, int64_t now_us)
{
    BfcpMessage message;
    const BfcpRead read = bfcp_message_read(data, size, &message);
    if (read == BFCP_READ_NOTHING) {
        return;
    }
    server->stats.received++;
    if (message.response || bfcp_message_is_response(message.primitive)) {
        if (server->notice.primitive != 0 && message.transaction == server->notice.transaction) {
            end_notice(server, now_us);
        }
        return;
    }
    if (answer_again(server, &message, now_us)) {
        return;
    }
    if (read != BFCP_READ_OK || !bfcp_server_knows(server, data, size)) {
        message.version = read == BFCP_READ_VERSION ? server->version
                                                    : message.version; /* one that there is */
        refuse_question(server, &message, error_of(server, &message, read), now_us);
        return;
    }
    server->version = message.version;
    take_question(server, &message, now_us);
}

static void begin_parts(Parts *parts, const uint8_t *data, size_t size, int64_t now_us)
{
    *parts = (Parts){.size = size, .since_us = now_us};
    memcpy(parts->bytes, data, BFCP_HEADER_SIZE);
    parts->bytes[0] &= 0xf7; /* all of it is no fragment */
}

static void take_part(BfcpServer *server, const BfcpHeader *part, const uint8_t *data, size_t size,
        int64_t now_us)
{
    Parts *parts = &server->parts;
    const size_t whole = BFCP_HEADER_SIZE + part->payload_size;
    const size_t own = BFCP_HEADER_SIZE + BFCP_FRAGMENT_SIZE;
    if (whole > BFCP_SIZE_MAX || size != own + part->fragment_size) {
        return;
    }
    if (parts->size != whole || now_us - parts->since_us >= BFCP_ANSWER_US ||
            memcmp(parts->bytes + 1, data + 1, BFCP_HEADER_SIZE - 1) != 0) {
        begin_parts(parts, data, whole, now_us);
    }
    memcpy(parts->bytes + BFCP_HEADER_SIZE + part->fragment_offset, data + own,
            part->fragment_size);
    for (size_t i = 0; i < part->fragment_size / WORD; i++) {
        bool *has = &parts->has[part->fragment_offset / WORD + i];
        parts->words += *has ? 0 : 1;
        *has = true;
    }
    if (parts->words == part->payload_size / WORD) {
        parts->size = 0;
        take_message(server, parts->bytes, whole, now_us);
    }
}

bool bfcp_server_knows(const BfcpServer *server, const uint8_t *data, size_t size)
{
    BfcpHeader header;
    return bfcp_message_read_header(data, size, &header) != BFCP_READ_NOTHING &&
            header.conference == server->config.conference && header.user == server->config.user;
}

void bfcp_server_receive(BfcpServer *server, const uint8_t *data, size_t size, int64_t now_us)
{
    BfcpHeader header;
    const bool is_part = server->config.datagrams &&
            bfcp_message_read_header(data, size, &header) == BFCP_READ_OK && header.fragment;
    if (is_part) {
        take_part(server, &header, data, size, now_us);
    } else {
        take_message(server, data, size, now_us);
    }
}

/* ---- what is decided ---- */

void bfcp_server_set_presents(BfcpServer *server, bool presents, int64_t now_us)
{
    server->presents = presents;
    if (presents && server->request.status == BFCP_PENDING) {
        turn(server, BFCP_GRANTED, false, now_us);
    } else if (!presents && server->request.status == BFCP_GRANTED) {
        turn(server, BFCP_REVOKED, false, now_us);
    }
}

void bfcp_server_refuse(BfcpServer *server, int64_t now_us)
{
    if (server->request.status == BFCP_PENDING) {
        turn(server, BFCP_DENIED, false, now_us);
    }
}

void bfcp_server_set_others(BfcpServer *server, bool others, int64_t now_us)
{
    if (server->others != others) {
        server->others = others;
        server->tells_floor = server->subscribed;
        tell(server, now_us);
    }
}

void bfcp_server_disconnected(BfcpServer *server)
{
    const bool was_active = is_active(server);
    server->subscribed = server->tells_request = server->tells_floor = false;
    server->notice.primitive = 0;
    server->parts.size = 0;
    if (was_active) {
        server->request.status =
                server->request.status == BFCP_GRANTED ? BFCP_RELEASED : BFCP_CANCELLED;
        server->presents = false;
        server->events.released(server->user_data);
    }
}

/* ---- time ---- */

static void repeat_notice(BfcpServer *server, int64_t now_us)
{
    Notice *notice = &server->notice;
    if (notice->tries == BFCP_TRIES_MAX) {
        server->stats.lost++;
        end_notice(server, now_us);
        return;
    }
    notice->due_us = now_us + ((int64_t)BFCP_RETRY_US << notice->tries);
    notice->tries++;
    server->stats.resent++;
    server->events.send(notice->bytes, notice->size, server->user_data);
}

void bfcp_server_tick(BfcpServer *server, int64_t now_us)
{
    if (server->notice.primitive != 0 && now_us >= server->notice.due_us) {
        repeat_notice(server, now_us);
    }
    if (server->request.status == BFCP_PENDING && now_us - server->pending_us >= BFCP_PATIENCE_US) {
        turn(server, BFCP_DENIED, false, now_us);
        server->events.released(server->user_data);
    }
}

int64_t bfcp_server_due_us(const BfcpServer *server)
{
    const int64_t notice_us = server->notice.primitive != 0 ? server->notice.due_us : INT64_MAX;
    const int64_t patience_us = server->request.status == BFCP_PENDING
            ? server->pending_us + BFCP_PATIENCE_US
            : INT64_MAX;
    return MIN(notice_us, patience_us);
}

BfcpServerStats bfcp_server_stats(const BfcpServer *server)
{
    return server->stats;
}
