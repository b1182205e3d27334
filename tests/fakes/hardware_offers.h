/**
 * hardware_offers: what room systems and telephones offer, shortened, for the tests of their SDP.
 *
 * Units       none.
 * Ownership   literals.
 * Thread      any.
 * Errors      none.
 * Memory      none.
 */
#ifndef TESTS_FAKES_HARDWARE_OFFERS_H
#define TESTS_FAKES_HARDWARE_OFFERS_H

#define HARDWARE_KEY "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"

/* A telephone: static payload types without a=rtpmap. */
#define HARDWARE_TELEPHONE                                                                         \
    "v=0\r\no=- 20 1 IN IP4 192.0.2.7\r\ns=call\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\n"                \
    "m=audio 11780 RTP/AVP 18 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\n"                    \
    "a=fmtp:101 0-15\r\na=ptime:20\r\n"

/* A room system that says its feedback on AVP, with slides and their floor control. */
#define HARDWARE_ROOM                                                                              \
    "v=0\r\no=room 7 3 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nb=AS:1920\r\nt=0 0\r\n"    \
    "m=audio 20000 RTP/AVP 115 9 0 8 101\r\na=rtpmap:115 G7221/32000\r\n"                          \
    "a=rtpmap:9 G722/8000\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n"                  \
    "m=video 20002 RTP/AVP 109 97\r\nb=TIAS:1024000\r\na=rtpmap:109 H264/90000\r\n"                \
    "a=fmtp:109 profile-level-id=42801f\r\na=rtpmap:97 VP8/90000\r\na=content:main\r\n"            \
    "a=rtcp-fb:* nack pli\r\na=rtcp-fb:* ccm fir\r\na=rtcp:20013\r\na=sendrecv\r\n"                \
    "m=application 20004 UDP/BFCP *\r\na=floorctrl:c-only\r\n"                                     \
    "m=video 20006 RTP/AVP 97\r\na=rtpmap:97 VP8/90000\r\na=content:slides\r\na=label:3\r\n"       \
    "m=application 20008 RTP/AVP 100\r\na=rtpmap:100 H224/4800\r\n"

/* baresip 1.0.0 with keys. */
#define HARDWARE_SECURE                                                                            \
    "v=0\r\no=- 3 4 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\na=tool:baresip\r\n"  \
    "m=audio 30000 RTP/SAVPF 96 0 101\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:0 PCMU/8000\r\n"     \
    "a=rtpmap:101 telephone-event/8000\r\na=rtcp:30001\r\na=rtcp-mux\r\n"                          \
    "a=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:" HARDWARE_KEY "|2^20|1:4\r\n"                      \
    "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:" HARDWARE_KEY "\r\na=sendrecv\r\n"

#define HARDWARE_DTLS                                                                              \
    "v=0\r\no=- 3 4 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"                    \
    "m=audio 30000 UDP/TLS/RTP/SAVPF 0\r\na=rtcp-mux\r\na=setup:actpass\r\n"                       \
    "a=fingerprint:SHA-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"                       \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n"

#endif
