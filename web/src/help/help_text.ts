/*
 * One page of help a role, to be printed on one A4 sheet. «…» is what stands on a button, a field or a page: a test holds each
 * against the catalogue, so that the help never names what is not there. Written in Vietnamese only, as the offices read it.
 */
import type { AccountRole } from "../api/session";

export interface HelpPart {
  heading: string;
  steps: readonly string[];
}
export interface HelpPage {
  lead: string;
  parts: readonly HelpPart[];
}

const LOGIN: HelpPart = {
  heading: "Đăng nhập",
  steps: [
    "Mở trang chủ, nhập «Tên đăng nhập» và «Mật khẩu», bấm «Đăng nhập». Lần đầu phải đổi mật khẩu.",
    "Mật khẩu phải có chữ hoa, chữ thường, chữ số và ký tự đặc biệt; độ dài ghi ở trang «Đổi mật khẩu».",
    "Nhập sai 5 lần thì tài khoản bị khóa. Gọi Quản trị hệ thống hoặc Quản trị MCU để mở khóa ngay.",
  ],
};

const TROUBLE: HelpPart = {
  heading: "Khi có sự cố",
  steps: [
    "Không có hình hoặc không có tiếng: bấm «Chọn micro, loa, camera» trong «Cài đặt» và chọn lại thiết bị.",
    "Màn hình báo «Mất kết nối»: chờ vài giây, hệ thống tự kết nối lại. Không tắt máy, không đóng trang.",
    "Đường truyền yếu: hệ thống tự giảm hình và giữ tiếng. Vẫn không được thì gọi Quản trị MCU tại trung tâm.",
  ],
};

const SECRET: HelpPart = {
  heading: "Lưu ý",
  steps: ["«Không sử dụng hệ thống này cho cuộc họp có nội dung bí mật nhà nước.»"],
};

export const HELP: Record<AccountRole, HelpPage> = {
  quan_tri: {
    lead: "Quản trị hệ thống quản lý đơn vị, điểm cầu, tài khoản và nhật ký. Không xem nội dung cuộc họp.",
    parts: [
      LOGIN,
      {
        heading: "Đơn vị và điểm cầu",
        steps: [
          "Trang «Đơn vị»: bấm «Thêm đơn vị», nhập «Tên đơn vị», «Mã», «Loại đơn vị», «Trực thuộc» và «Thứ tự» theo danh sách chính thức.",
          "Khi sáp nhập: bấm «Kết thúc…» ở dòng đơn vị cũ, nhập «Kết thúc từ ngày» và chọn «Đơn vị kế thừa». Cuộc họp cũ giữ tên cũ.",
          "Nhiều đơn vị một lúc: bấm «Nhập CSV». Hệ thống kiểm tra từng dòng trước, chưa ghi gì cho đến khi bấm «Nhập vào hệ thống».",
          "Trang «Điểm cầu»: bấm «Thêm điểm cầu». Bấm «Mã PIN» để cấp mã; mã chỉ hiện một lần, cần in hoặc ghi lại cùng đường dẫn.",
          "Chuyển phòng họp cho đơn vị khác: bấm «Bàn giao».",
        ],
      },
      {
        heading: "Tài khoản",
        steps: [
          "Trang «Tài khoản»: bấm «Thêm tài khoản», nhập 4 mục, giao «Mật khẩu dùng một lần» cho người dùng.",
          "Quên mật khẩu: bấm «Đặt lại mật khẩu». Tài khoản bị khóa: bấm «Mở khóa». Người chuyển công tác: mở tài khoản, chọn «Ngừng sử dụng tài khoản này».",
          "Quyền của từng vai trò: xem «Bảng phân quyền».",
        ],
      },
      {
        heading: "Nhật ký",
        steps: [
          "Trang «Nhật ký hệ thống»: lọc theo thời gian và nội dung. Bấm «Kiểm tra toàn vẹn» mỗi tháng một lần.",
          "Khi đội ứng cứu sự cố yêu cầu: chọn khoảng thời gian, bấm «Xuất nhật ký».",
          "Trang «Cấu hình»: soạn «Thông báo khi đăng nhập» và «Thông báo ghi âm, ghi hình».",
        ],
      },
    ],
  },
  van_hanh: {
    lead: "Quản trị MCU trực tại trung tâm: hình, tiếng, hỗ trợ điểm cầu. Có mặt trước giờ họp 60 phút.",
    parts: [
      LOGIN,
      {
        heading: "Trước giờ họp",
        steps: [
          "Mở cuộc họp, bấm «Bảng kiểm tra điểm cầu»: gọi kỹ thuật viên của điểm cầu «Chưa đạt», «Chưa kết nối», đọc cho họ cột «Việc cần làm».",
          "Trang «Điểm cầu»: xem số điện thoại kỹ thuật viên, mạng kết nối và «Băng thông tối đa» của từng điểm cầu.",
          "Tài khoản của điểm cầu bị khóa: trang «Tài khoản», bấm «Mở khóa». Điểm cầu vẫn vào họp được bằng đường dẫn và mã PIN.",
          "Nhóm điểm cầu hay họp cùng nhau: lưu tại «Nhóm điểm cầu».",
        ],
      },
      {
        heading: "Trong giờ họp",
        steps: [
          "Trang chủ: bấm «Mở bàn điều khiển» ở cuộc họp. Bấm «Cho vào tất cả» khi các điểm cầu đã ở «Phòng chờ».",
          "Chọn hình tại «Bố cục hình ảnh»: «Chủ tọa toàn màn hình», «Lưới các điểm cầu», «Điểm cầu phát biểu toàn màn hình».",
          "Điểm cầu được chủ tọa gọi tên: bấm «Mời phát biểu». Nói xong: bấm «Kết thúc phát biểu».",
          "Phòng ồn: bấm «Tắt micro tất cả (trừ chủ tọa)». Chọn «Chủ tọa điều khiển micro» thì điểm cầu không tự bật được.",
          "Dòng điểm cầu hiện dấu đỏ («Hình đen», «Tiếng vọng»…): mở «Thao tác khác» để xem cách xử lý và số điện thoại. Chọn «Tự tắt micro gây vọng, hú» nếu cần.",
          "Điểm cầu «Kém» kéo dài: bấm «Khởi động lại kết nối», rồi gọi kỹ thuật viên điểm cầu kiểm tra dây mạng.",
          "Lộ nội dung hoặc có người lạ: bấm «Dừng khẩn cấp». Hình, tiếng của mọi điểm cầu bị cắt ngay.",
        ],
      },
      TROUBLE,
      SECRET,
    ],
  },
  chu_toa: {
    lead: "Chủ tọa điều hành phiên họp. Thư ký và Quản trị MCU làm được mọi thao tác thay chủ tọa.",
    parts: [
      LOGIN,
      {
        heading: "Điều hành",
        steps: [
          "Trang chủ, mục «Cuộc họp hôm nay»: bấm «Mở bàn điều khiển». Đến giờ bấm «Bắt đầu phiên họp».",
          "Danh sách xin nói ở mục «Phát biểu». Bấm «Mời phát biểu» ở tên điểm cầu; nói xong bấm «Kết thúc phát biểu».",
          "Chỉ muốn nghe chủ tọa và điểm cầu được mời: chọn «Chủ tọa điều khiển micro».",
          "Thay đổi hình: mở «Bố cục hình ảnh», chọn một kiểu. «Ghim điểm cầu» giữ một điểm cầu trên màn hình.",
          "Lấy ý kiến: mục «Biểu quyết», nhập «Nội dung biểu quyết», bấm «Mở biểu quyết», sau đó «Kết thúc biểu quyết».",
          "Quá giờ: bấm «Gia hạn thêm 30 phút». Bế mạc: bấm «Kết thúc phiên họp».",
        ],
      },
      TROUBLE,
      SECRET,
    ],
  },
  thu_ky: {
    lead: "Thư ký chuẩn bị cuộc họp, giữ danh sách phát biểu và giúp chủ tọa điều hành.",
    parts: [
      LOGIN,
      {
        heading: "Chuẩn bị",
        steps: [
          "Trang «Cuộc họp»: bấm «Tạo cuộc họp», nhập «Tên cuộc họp», thời gian, «Chọn điểm cầu». Điểm cầu hay họp cùng nhau: lưu ở «Nhóm điểm cầu».",
          "Họp ngay không hẹn trước: bấm «Họp đột xuất».",
          "Chọn «Tôi xác nhận nội dung cuộc họp không thuộc phạm vi bí mật nhà nước.»; không có xác nhận thì không tạo được.",
        ],
      },
      {
        heading: "Trong giờ họp",
        steps: [
          "Bấm «Mở bàn điều khiển». Cho điểm cầu vào từ «Phòng chờ»: «Cho vào» hoặc «Cho vào tất cả».",
          "Sắp xếp danh sách ở mục «Phát biểu». Chủ tọa gọi tên: bấm «Mời phát biểu»; nói xong bấm «Kết thúc phát biểu».",
          "Nhắc một điểm cầu: bấm «Gửi thông báo lên màn hình». Trao đổi riêng: mục «Trao đổi».",
          "Điểm cầu gây ồn: bấm «Tắt micro» tại điểm cầu đó.",
        ],
      },
      TROUBLE,
      SECRET,
    ],
  },
  ky_thuat: {
    lead: "Kỹ thuật viên bật phòng họp, kiểm tra thiết bị và ở lại đến khi phiên họp kết thúc.",
    parts: [
      {
        heading: "Trước giờ họp 60 phút",
        steps: [
          "Bật tivi, camera, micro, loa. Mở đường dẫn trong giấy mời bằng Chrome, Edge, Cốc Cốc hoặc Firefox.",
          "Trình duyệt hỏi quyền dùng camera và micro: chọn «Cho phép».",
          "Nói thử vài câu: vạch «Mức âm thanh micro» phải chuyển động. Bấm «Phát âm thanh thử» để nghe loa.",
          "Thấy «Thiết bị đã sẵn sàng» thì bấm «Vào phòng họp». Chỉnh camera thấy rõ người ngồi.",
        ],
      },
      {
        heading: "Trong giờ họp",
        steps: [
          "Muốn nói: bấm «Đăng ký phát biểu». Khi được mời, bấm «Bật micro», nói xong bấm «Tắt micro».",
          "Không tắt camera, không di chuyển camera.",
          "Trình chiếu tài liệu: bấm «Trình chiếu», chọn cửa sổ; xong bấm «Dừng trình chiếu».",
          "Chỉ bấm «Rời phòng họp» khi phiên họp đã bế mạc.",
        ],
      },
      TROUBLE,
      SECRET,
    ],
  },
  van_thu: {
    lead: "Văn thư tra cứu cuộc họp đã kết thúc của đơn vị, lấy giấy mời và tài liệu để lưu hồ sơ.",
    parts: [
      LOGIN,
      {
        heading: "Tra cứu",
        steps: [
          "Trang «Cuộc họp», ô «Tìm kiếm (không cần gõ dấu)»: gõ tên cuộc họp hoặc số, ký hiệu giấy mời.",
          "Mở cuộc họp để xem «Chương trình họp», «Tài liệu họp»; bấm «In giấy mời» để in.",
          "Văn thư không điều khiển phiên họp. Cần quyền khác: xem «Bảng phân quyền» và liên hệ Quản trị hệ thống.",
        ],
      },
      SECRET,
    ],
  },
};
