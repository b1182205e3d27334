#include "signaling/client/client_error.h"

#include <glib.h>

static const struct {
    const char *code;
    int http_status;
    const char *text;
} errors[CLIENT_ERROR_COUNT] = {
        [CLIENT_ERROR_NONE] = {"none", 200, ""},
        [CLIENT_ERROR_BAD_MESSAGE] = {"bad_message", 400, "Yêu cầu không hợp lệ."},
        [CLIENT_ERROR_BAD_TOKEN] = {"bad_token", 401,
                "Liên kết vào họp không hợp lệ. Vui lòng xin lại liên kết."},
        [CLIENT_ERROR_EXPIRED_TOKEN] = {"expired_token", 401,
                "Liên kết vào họp đã hết hạn. Vui lòng xin lại liên kết."},
        [CLIENT_ERROR_UNKNOWN_MEETING] = {"unknown_meeting", 404,
                "Không tìm thấy cuộc họp. Kiểm tra lại mã cuộc họp."},
        [CLIENT_ERROR_MEETING_ENDED] = {"meeting_ended", 410, "Cuộc họp đã kết thúc."},
        [CLIENT_ERROR_NOT_OPEN] = {"not_open", 409,
                "Cuộc họp chưa mở. Phòng họp mở trước giờ bắt đầu 60 phút."},
        [CLIENT_ERROR_IN_PERSON] = {"in_person", 409,
                "Cuộc họp này họp trực tiếp, không có phòng họp trực tuyến."},
        [CLIENT_ERROR_FORBIDDEN] = {"forbidden", 403,
                "Điểm cầu không có quyền thực hiện thao tác này."},
        [CLIENT_ERROR_BAD_ADDRESS] = {"bad_address", 403,
                "Điểm cầu này chỉ được kết nối từ mạng đã đăng ký."},
        [CLIENT_ERROR_MEETING_FULL] = {"meeting_full", 503, "Phòng họp đã đủ số điểm cầu."},
        [CLIENT_ERROR_SITE_TAKEN] = {"site_taken", 409,
                "Điểm cầu này đã kết nối bằng liên kết riêng. Vui lòng chọn tên khác."},
        [CLIENT_ERROR_SHARE_TAKEN] = {"share_taken", 409,
                "Điểm cầu khác đang trình chiếu. Vui lòng chờ hoặc đề nghị chủ tọa."},
        [CLIENT_ERROR_NO_LOGIN] = {"no_login", 401, "Vui lòng đăng nhập."},
        [CLIENT_ERROR_WAITING] = {"waiting", 403,
                "Phòng chờ. Vui lòng chờ chủ tọa hoặc thư ký cho vào."},
        [CLIENT_ERROR_LOCKED] = {"locked", 403, "Phòng họp đã khóa. Liên hệ ban tổ chức."},
        [CLIENT_ERROR_UNKNOWN_SITE] = {"unknown_site", 404,
                "Không có điểm cầu này trong phòng họp."},
        [CLIENT_ERROR_WRONG_STATE] = {"wrong_state", 409,
                "Lúc này không thực hiện được thao tác này."},
        [CLIENT_ERROR_MUTED_BY_OP] = {"muted_by_op", 403,
                "Micro do chủ tọa điều khiển. Bấm «Đăng ký phát biểu» để xin phát biểu."},
        [CLIENT_ERROR_SHARE_DENIED] = {"share_denied", 403,
                "Chủ tọa đang điều khiển phiên họp. Vui lòng đề nghị được trình chiếu."},
        [CLIENT_ERROR_BAD_OFFER] = {"bad_offer", 400, "Không đọc được mô tả kết nối của thiết bị."},
        [CLIENT_ERROR_NO_CODEC] = {"no_codec", 422,
                "Thiết bị không có kiểu mã hóa mà hệ thống nhận (hình VP8, tiếng Opus)."},
        [CLIENT_ERROR_NO_ADDRESS] = {"no_address", 422,
                "Máy chủ không gửi được tới địa chỉ hình tiếng của thiết bị. Kiểm tra thiết bị "
                "dùng IPv4 hay IPv6."},
        [CLIENT_ERROR_NO_ENCRYPTION] = {"no_encryption", 422,
                "Thiết bị không mã hóa hình tiếng. Vui lòng bật SRTP trên thiết bị."},
        [CLIENT_ERROR_TOO_MANY] = {"too_many", 429,
                "Quá nhiều yêu cầu. Vui lòng chờ giây lát rồi thử lại."},
        [CLIENT_ERROR_SERVER_BUSY] = {"server_busy", 503,
                "Máy chủ đang bận. Vui lòng thử lại sau giây lát."},
        [CLIENT_ERROR_MEDIA_UNAVAILABLE] = {"media_unavailable", 503,
                "Máy chủ hình tiếng đang khởi động lại. Hệ thống sẽ tự kết nối lại."},
};

const char *client_error_code(ClientError error)
{
    g_assert(error < CLIENT_ERROR_COUNT);
    return errors[error].code;
}

const char *client_error_text(ClientError error)
{
    g_assert(error < CLIENT_ERROR_COUNT);
    return errors[error].text;
}

int client_error_http_status(ClientError error)
{
    g_assert(error < CLIENT_ERROR_COUNT);
    return errors[error].http_status;
}
