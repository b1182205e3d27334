/**
 * ice_candidate: one ICE candidate as text (RFC 8839, 5.1), read strictly because what reads it later is not strict.
 *
 * Units       priorities and ports as in the RFC.
 * Ownership   a plain value; texts that are returned are the caller's, free with g_free().
 * Thread      any: no state.
 * Errors      an enum that says what became of it; whoever counts candidates counts by it.
 * Memory      none; every part has a fixed size. How many are taken from a peer is for the caller to bound.
 */
#ifndef MCU_WIRE_ICE_CANDIDATE_H
#define MCU_WIRE_ICE_CANDIDATE_H

#include <stddef.h>
#include <stdint.h>

enum {
    ICE_FOUNDATION_MAX = 32,
    ICE_ADDRESS_MAX = 45, /**< an IPv6 address in its longest form */
};

typedef enum IceCandidateType {
    ICE_CANDIDATE_HOST,
    ICE_CANDIDATE_SERVER_REFLEXIVE,
    ICE_CANDIDATE_PEER_REFLEXIVE,
    ICE_CANDIDATE_RELAYED,
} IceCandidateType;

typedef enum IceCandidateReading {
    ICE_CANDIDATE_USABLE,
    ICE_CANDIDATE_END, /**< no more candidates: an empty text, as Firefox says it, or the attribute */
    ICE_CANDIDATE_HIDDEN, /**< a `.local` name: never resolved; the peer's own checks show its address */
    ICE_CANDIDATE_OTHER_TRANSPORT, /**< well-formed, but not UDP */
    ICE_CANDIDATE_OTHER_COMPONENT, /**< well-formed, but for RTCP without multiplexing */
    ICE_CANDIDATE_BAD, /**< not a candidate, or one that would do harm: priority 0, multicast, port 0 */
} IceCandidateReading;

/** A UDP candidate of component 1. */
typedef struct IceCandidate {
    char foundation[ICE_FOUNDATION_MAX + 1];
    uint32_t priority;                 /**< 1 to 2^31 - 1 */
    char address[ICE_ADDRESS_MAX + 1]; /**< IPv4 or IPv6, in the canonical form of inet_ntop() */
    uint16_t port;
    IceCandidateType type;
    char related_address[ICE_ADDRESS_MAX + 1]; /**< "" where there is none */
    uint16_t related_port;
} IceCandidate;

/**
 * Reads a candidate, with or without "a=" and "candidate:" before it.
 *
 * @param out_candidate  set only for ICE_CANDIDATE_USABLE
 */
IceCandidateReading ice_candidate_read(const char *text, IceCandidate *out_candidate);

/** The candidate as browsers take it: "candidate:1 1 udp 2113937151 10.0.0.1 20000 typ host". */
char *ice_candidate_write(const IceCandidate *candidate);

#endif
