/**
 * rtcp_packet: walks an RTCP datagram, and reads and writes SR, RR, SDES and BYE (RFC 3550, 6).
 *
 * Units       NTP time is 32.32 fixed point, its middle 32 bits are 16.16; delays are 1/65536 s; RTP time is ticks.
 * Ownership   borrows the datagram; an RtcpItem points into it.
 * Thread      any: no state but the reader on somebody's stack.
 * Errors      false where the bytes end or lie; what stood before stays good. Writers remember it in ByteWriter.full.
 * Memory      none; counts are bounded by the five bits that the format has for them.
 */
#ifndef MCU_WIRE_RTCP_PACKET_H
#define MCU_WIRE_RTCP_PACKET_H

#include "mcu/wire/byte_reader.h"
#include "mcu/wire/byte_writer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RTCP_COUNT_MAX = 31,  /**< report blocks, sources or chunks in one packet */
    RTCP_CNAME_MAX = 255, /**< bytes of one SDES text */
};

typedef enum RtcpType {
    RTCP_SR = 200,
    RTCP_RR = 201,
    RTCP_SDES = 202,
    RTCP_BYE = 203,
    RTCP_APP = 204,
    RTCP_RTPFB = 205, /**< see rtcp_feedback and rtcp_twcc */
    RTCP_PSFB = 206,
    RTCP_XR = 207,
} RtcpType;

/** One packet of a compound. */
typedef struct RtcpItem {
    uint8_t type;        /**< an RtcpType, or one that we do not know */
    uint8_t count;       /**< the five bits: report count, source count or feedback format */
    const uint8_t *body; /**< behind the first four bytes, without padding */
    size_t size;         /**< of the body */
} RtcpItem;

typedef struct RtcpReportBlock {
    uint32_t ssrc;
    uint8_t fraction_lost;     /**< of 256, since the report before */
    int32_t cumulative_lost;   /**< 24 bits signed: duplicates make it negative */
    uint32_t highest_sequence; /**< extended by the count of wraps */
    uint32_t jitter_ticks;
    uint32_t last_sr;             /**< middle 32 bits of the NTP time of the last SR, 0 for none */
    uint32_t delay_since_last_sr; /**< 1/65536 s */
} RtcpReportBlock;

typedef struct RtcpSenderInfo {
    uint64_t ntp;
    uint32_t timestamp_ticks;
    uint32_t packet_count;
    uint32_t octet_count;
} RtcpSenderInfo;

/** An SR or an RR. */
typedef struct RtcpReport {
    uint32_t ssrc;
    bool has_sender_info; /**< SR */
    RtcpSenderInfo sender;
    size_t block_count;
    RtcpReportBlock blocks[RTCP_COUNT_MAX];
} RtcpReport;

/**
 * Takes the next packet from a datagram. Reduced-size datagrams, which begin with feedback, are walked alike.
 *
 * @param reader  made by byte_reader() over the whole datagram
 * @return        false at the end, and where a packet is not RTCP version 2 or ends beyond the datagram
 */
bool rtcp_packet_next(ByteReader *reader, RtcpItem *out_item);

/** Reads an SR or RR; profile-specific extensions behind the blocks are ignored. */
bool rtcp_packet_read_report(const RtcpItem *item, RtcpReport *out_report);

/** Finds the CNAME that an SDES gives a source; `out_cname` gets at most RTCP_CNAME_MAX bytes and a NUL. */
bool rtcp_packet_read_cname(
        const RtcpItem *item, uint32_t *out_ssrc, char out_cname[RTCP_CNAME_MAX + 1]);

/** Reads the sources of a BYE. @return how many */
size_t rtcp_packet_read_bye(const RtcpItem *item, uint32_t out_ssrcs[RTCP_COUNT_MAX]);

/** Appends an SR, or an RR if there is no sender info. */
void rtcp_packet_write_report(const RtcpReport *report, ByteWriter *writer);

/** Appends an SDES with one CNAME of 1 to RTCP_CNAME_MAX bytes. */
void rtcp_packet_write_cname(uint32_t ssrc, const char *cname, ByteWriter *writer);

/** Appends a BYE of 1 to RTCP_COUNT_MAX sources, without a reason. */
void rtcp_packet_write_bye(const uint32_t *ssrcs, size_t count, ByteWriter *writer);

/**
 * Begins a packet of any kind: writes its header with the length left open.
 *
 * @return  where it began, for rtcp_packet_end()
 */
size_t rtcp_packet_begin(ByteWriter *writer, RtcpType type, uint8_t count);

/** Pads the packet with zeros to whole words, as its own format must allow, and sets its length. */
void rtcp_packet_end(ByteWriter *writer, size_t begin);

#endif
