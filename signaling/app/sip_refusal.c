#include "signaling/app/sip_refusal.h"

#include "signaling/meeting/site_redial.h"

#include <glib.h>

/* RFC 3261, 20.43 */
enum {
    WARNING_ADDRESS = 301,   /* incompatible network address formats */
    WARNING_TRANSPORT = 302, /* incompatible transport protocol: RTP/AVP for RTP/SAVP */
    WARNING_FORMAT = 305,    /* incompatible media format */
    WARNING_OTHER = 399,
};

static const struct {
    int status;
    const char *phrase;
    int warning; /* 0: something else */
    int cause;   /* 0: as the status says */
} answers[CLIENT_ERROR_COUNT] = {
        [CLIENT_ERROR_UNKNOWN_MEETING] = {404, "Khong tim thay cuoc hop"},
        [CLIENT_ERROR_MEETING_ENDED] = {480, "Cuoc hop da ket thuc"},
        [CLIENT_ERROR_NOT_OPEN] = {480, "Cuoc hop chua mo"},
        [CLIENT_ERROR_IN_PERSON] = {480, "Cuoc hop truc tiep"},
        [CLIENT_ERROR_FORBIDDEN] = {403, "Khong co quyen"},
        [CLIENT_ERROR_BAD_ADDRESS] = {403, "Sai mang ket noi"},
        [CLIENT_ERROR_MEETING_FULL] = {486, "Phong hop da du diem cau"},
        [CLIENT_ERROR_SITE_TAKEN] = {486, "Diem cau da ket noi"},
        [CLIENT_ERROR_WAITING] = {480, "Cho chu toa cho vao"},
        [CLIENT_ERROR_LOCKED] = {403, "Phong hop da khoa"},
        [CLIENT_ERROR_BAD_OFFER] = {488, "Khong doc duoc SDP", 0, REDIAL_STATUS_BAD_OFFER},
        [CLIENT_ERROR_NO_CODEC] = {488, "Khong co bo ma hoa chung", WARNING_FORMAT},
        [CLIENT_ERROR_NO_ADDRESS] = {488, "Khong gui duoc toi dia chi hinh tieng", WARNING_ADDRESS,
                REDIAL_STATUS_NO_ADDRESS},
        [CLIENT_ERROR_NO_ENCRYPTION] = {488, "Phai ma hoa SRTP", WARNING_TRANSPORT,
                REDIAL_STATUS_NO_ENCRYPTION},
        [CLIENT_ERROR_TOO_MANY] = {503, "Qua nhieu yeu cau"},
        [CLIENT_ERROR_SERVER_BUSY] = {503, "May chu dang ban"},
        [CLIENT_ERROR_MEDIA_UNAVAILABLE] = {503, "May chu hinh tieng dang khoi dong"},
};

SipRefusal sip_refusal_of(ClientError error)
{
    g_assert(error > CLIENT_ERROR_NONE && error < CLIENT_ERROR_COUNT);
    if (answers[error].status == 0) {
        return (SipRefusal){500, "Loi may chu", WARNING_OTHER, client_error_text(error), 500};
    }
    /* The sentence for who has no codec in common tells of browsers. */
    return (SipRefusal){
            .status = answers[error].status,
            .phrase = answers[error].phrase,
            .warning = answers[error].warning != 0 ? answers[error].warning : WARNING_OTHER,
            .text = error == CLIENT_ERROR_NO_CODEC
                    ? "Thiết bị không có kiểu mã hóa mà hệ thống nhận."
                    : client_error_text(error),
            .cause = answers[error].cause != 0 ? answers[error].cause : answers[error].status,
    };
}

SipRefusal sip_refusal_not_invited(void)
{
    return (SipRefusal){403, "Diem cau khong duoc moi", WARNING_OTHER,
            "Điểm cầu không có trong giấy mời họp.", 403};
}

void sip_refusal_tell(SipServer *server, uint64_t call, SipRefusal refusal)
{
    sip_server_refuse(server, call, refusal.status, refusal.phrase, refusal.warning, refusal.text);
}
